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
  const { requestId } = await bank.carryOut<{ requestId: string }>("vera", "open-sick-leave", {
    employeeId: "vera",
    kind: "sick-leave",
    certificate: "910123456789",
    from: "2026-03-18",
    to: "2026-03-20",
  });
  await bank.carryOut("vera", "close-sick-leave", { employeeId: "vera", requestId, to: "2026-03-20" });
  await bank.quiet();
  await bank.restart();
  await bank.dayCame("2026-03-24T05:59:00.000Z");
  expect(await bank.happened("absence-vera")).not.toContain("LeaveExtended");
  await bank.dayCame("2026-03-24T06:00:00.000Z");
  await bank.restart();
  await bank.quiet();
  expect((await bank.happened("absence-vera")).filter((type) => type === "LeaveExtended")).toHaveLength(1);
});

test("requests that wait are told to whoever acts for the new head, who is on leave herself", async () => {
  for (const from of ["2026-08-03", "2026-09-07"]) await submit("galina", "unpaid-leave", from, from);
  await bank.carryOut("hr", "appoint-head", { unitId: "branch", employeeId: "vera", from: "2026-03-25" });
  await bank.quiet();
  await bank.restart();
  await bank.dayCame("2026-03-25T06:00:00.000Z");
  expect(await bank.told("hand-over")).toEqual([{ is: "hand-over", to: "boris", what: "approvals", count: 2 }]);
});
