// A leave that a sickness interrupts, and requests that wait while the head changes; with all services restarted in the middle.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type LivingBank, openLivingBank } from "./living-bank.js";

let bank: LivingBank;
beforeAll(async () => {
  bank = await openLivingBank("2026-03-02T09:00:00.000Z");
});
afterAll(() => bank.stop());

const submit = async (employeeId: string, kind: string, from: string, to: string) => {
  const { requestId } = await bank.carryOut<{ requestId: string }>(employeeId, "submit-leave", {
    employeeId,
    kind,
    from,
    to,
  });
  return { employeeId, requestId };
};

test("who does not choose after a sickness has the days of leave after it, once", async () => {
  const request = await submit("vera", "annual-leave", "2026-03-16", "2026-03-29");
  await bank.carryOut("anna", "approve-request", request);
  await bank.dayCame("2026-03-18T09:00:00.000Z");
  await bank.told();
  const { requestId } = await bank.carryOut<{ requestId: string }>("vera", "open-sick-leave", {
    employeeId: "vera",
    kind: "sick-leave",
    certificate: "910123456789",
    from: "2026-03-18",
    to: "2026-03-20",
  });
  await bank.carryOut("vera", "close-sick-leave", { employeeId: "vera", requestId, to: "2026-03-20" });
  await bank.quiet();
  const asked = ["leave-interrupted", "sickness-choice-due"] as const;
  expect(await bank.told(...asked)).toEqual([
    { is: "leave-interrupted", ...request, from: "2026-03-18", to: "2026-03-20" },
    { is: "sickness-choice-due", ...request, on: "2026-03-23" },
  ]);
  await bank.restart();
  await bank.dayCame("2026-03-24T05:59:00.000Z");
  expect(await bank.happened("absence-vera")).not.toContain("LeaveExtended");
  await bank.dayCame("2026-03-24T06:00:00.000Z");
  await bank.restart();
  await bank.quiet();
  expect((await bank.happened("absence-vera")).filter((type) => type === "LeaveExtended")).toHaveLength(1);
  expect(await bank.told("leave-moved-by-sickness", ...asked)).toEqual([
    { is: "leave-moved-by-sickness", ...request, from: "2026-03-30", to: "2026-04-01" },
  ]);
});

test("requests that wait are told to whoever acts for the new head, who is on leave herself", async () => {
  for (const from of ["2026-08-03", "2026-09-07"]) await submit("galina", "unpaid-leave", from, from);
  await bank.carryOut("hr", "appoint-head", { unitId: "branch", employeeId: "vera", from: "2026-03-25" });
  await bank.quiet();
  await bank.restart();
  await bank.dayCame("2026-03-25T06:00:00.000Z");
  expect(await bank.told("hand-over")).toEqual([{ is: "hand-over", to: "boris", what: "approvals", count: 2 }]);
});

test("whoever is transferred hears of unit and head, and that head on the day of the absences to come", async () => {
  await bank.carryOut("hr", "transfer-employee", {
    employeeId: "galina",
    from: "2026-04-06",
    unitId: "bank",
    position: "Кассир",
  });
  await bank.quiet();
  const moved = { is: "unit-changed", unitId: "bank", headId: "boris" };
  expect(await bank.told("unit-changed")).toEqual([{ ...moved, employeeId: "galina", from: "2026-04-06" }]);
  await bank.restart();
  await bank.dayCame("2026-04-06T06:00:00.000Z");
  expect(await bank.told("hand-over")).toEqual([{ is: "hand-over", to: "boris", what: "absences", count: 2 }]);
});

test("who chooses to have the days back is told so with head and accounting, and is asked no more", async () => {
  const request = await submit("anna", "annual-leave", "2026-05-18", "2026-05-31");
  await bank.carryOut("vera", "approve-request", request);
  await bank.dayCame("2026-05-19T09:00:00.000Z");
  const sick = { employeeId: "anna", from: "2026-05-19", to: "2026-05-20" };
  const opened = { ...sick, kind: "sick-leave", certificate: "910123456780" };
  const { requestId: sickLeaveId } = await bank.carryOut<{ requestId: string }>("anna", "open-sick-leave", opened);
  await bank.carryOut("anna", "close-sick-leave", { employeeId: "anna", requestId: sickLeaveId, to: "2026-05-20" });
  await bank.quiet();
  await bank.restart();
  await bank.carryOut("anna", "choose-after-sickness", { ...request, sickLeaveId, choice: "return" });
  await bank.quiet();
  expect(await bank.told("leave-days-returned")).toEqual([
    { is: "leave-days-returned", ...request, from: "2026-05-19", to: "2026-05-20" },
  ]);
  await bank.dayCame("2026-05-25T09:00:00.000Z");
  expect(await bank.told("leave-days-returned", "leave-moved-by-sickness")).toEqual([]);
});

test("people of a unit that is dissolved hear of the one that they come under, and of its head", async () => {
  await bank.carryOut("hr", "dissolve-unit", { unitId: "branch", successorId: "bank", on: "2026-06-01" });
  await bank.restart();
  await bank.quiet();
  const moved = { is: "unit-changed", unitId: "bank", headId: "boris", from: "2026-06-01" };
  expect(await bank.told("unit-changed")).toEqual(["anna", "vera"].map((employeeId) => ({ ...moved, employeeId })));
});
