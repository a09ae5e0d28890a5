// A resignation to its last day and after it, and one that is taken back, with all services restarted in the middle.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type LivingBank, openLivingBank } from "./living-bank.js";

let bank: LivingBank;
beforeAll(async () => {
  bank = await openLivingBank("2026-03-02T09:00:00.000Z");
});
afterAll(() => bank.stop());

const lastDay = "2026-03-16";
const resign = async (employeeId: string) => {
  const letter = { form: "original", document: "documents/1", asked: { says: "last-day", date: lastDay } };
  await bank.carryOut(employeeId, "receive-resignation", { employeeId, number: 1, ...letter });
  await bank.carryOut("hr", "accept-resignation", { employeeId, number: 1, lastDay });
};
const missing = (employeeId: string) => ({ is: "execution-missing", employeeId, number: 1, lastDay });
const leave = async (employeeId: string, from: string, to: string) => {
  const { requestId } = await bank.carryOut<{ requestId: string }>(employeeId, "submit-leave", {
    employeeId,
    kind: "unpaid-leave",
    from,
    to,
  });
  return requestId;
};

describe("a resignation", () => {
  test("is reminded of before the last day, to everybody who has something to do", async () => {
    await bank.carryOut("hr", "grant-leave", {
      source: "opening-balance",
      employeeId: "galina",
      ledger: "annual",
      amount: 1250,
      on: "2026-03-01",
    });
    const requestId = await leave("galina", "2026-03-12", "2026-03-20");
    await bank.carryOut("anna", "approve-request", { employeeId: "galina", requestId });
    await leave("galina", "2026-06-01", "2026-06-05");
    await bank.carryOut("galina", "appoint-deputy", {
      userId: "galina",
      deputy: "anna",
      from: "2026-03-02",
      until: null,
      kinds: null,
    });
    await bank.carryOut("administrator", "grant-role", {
      userId: "galina",
      role: "trainer",
      scope: { over: "all" },
      from: "2026-01-01",
      until: null,
    });
    for (const who of ["galina", "vera"]) await resign(who);
    await bank.quiet();
    await bank.told();
    await bank.restart();
    await bank.dayCame("2026-03-13T06:00:00.000Z");
    const of = (employeeId: string) => ({ is: "last-day-near", employeeId, number: 1, lastDay });
    expect(await bank.told("last-day-near", "execution-missing")).toEqual(
      ["galina", "vera"].flatMap((who) => [of(who), missing(who)]),
    );
  });

  test("that nobody has executed leads to no leaving", async () => {
    await bank.dayCame("2026-03-16T06:00:00.000Z");
    expect(await bank.happened("employee-galina")).not.toContain("EmployeeLeft");
    expect(await bank.told("execution-missing")).toEqual(["galina", "vera"].map(missing));
  });

  test("that was executed is followed on the last day, and one that is taken back then is not", async () => {
    for (const employeeId of ["galina", "vera"])
      await bank.carryOut("hr", "execute-resignation", { employeeId, number: 1 });
    await bank.quiet();
    for (const who of ["galina", "vera"]) expect(await bank.happened(`employee-${who}`)).toContain("EmployeeLeft");
    await bank.carryOut("vera", "withdraw-resignation", { employeeId: "vera", number: 1 });
    await bank.quiet();
    expect((await bank.happened("employee-vera")).at(-1)).toBe("LeavingWithdrawn");
    expect(await bank.happened("access-galina")).not.toContain("RoleRevoked");
  });

  test("closes everything once the last day is over, once", async () => {
    await bank.restart();
    await bank.dayCame("2026-03-16T21:04:00.000Z"); // 00:04 in Moscow
    expect(await bank.happened("absence-galina")).not.toContain("LeaveCompensated");
    await bank.dayCame("2026-03-16T21:05:00.000Z");
    await bank.restart();
    await bank.quiet();
    const absences = await bank.happened("absence-galina");
    expect(absences.filter((type) => type === "EmployeeRecalled")).toHaveLength(1);
    expect(absences.filter((type) => type === "AbsenceWithdrawn")).toHaveLength(1);
    expect(absences.filter((type) => type === "LeaveCompensated")).toHaveLength(1);
    const access = await bank.happened("access-galina");
    expect(access.filter((type) => type === "RoleRevoked")).toHaveLength(1);
    expect(access.filter((type) => type === "DeputyDismissed")).toHaveLength(1);
    expect(await bank.happened("absence-vera")).not.toContain("LeaveCompensated");
  });
});

test("who leaves heads no unit any more, and what waits there is told to whoever acts for it", async () => {
  await bank.carryOut("hr", "record-leaving", { employeeId: "anna", lastDay: "2026-03-20", ground: "own-request" });
  await leave("vera", "2026-09-07", "2026-09-08");
  await bank.quiet();
  await bank.told();
  await bank.restart();
  await bank.dayCame("2026-03-20T21:05:00.000Z");
  await bank.restart();
  await bank.dayCame("2026-03-21T06:00:00.000Z");
  expect((await bank.happened("organisation")).filter((type) => type === "UnitHeadVacated")).toHaveLength(1);
  expect(await bank.told("hand-over")).toEqual([{ is: "hand-over", to: "boris", what: "approvals", count: 1 }]);
});
