// What comes with the months: sheets that are due, runs of accruals, delegations that end; with all services restarted in between.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { hired, type LivingBank, openLivingBank } from "./living-bank.js";

let bank: LivingBank;
beforeAll(async () => {
  bank = await openLivingBank("2026-02-24T09:00:00.000Z", { instances: 2 });
});
afterAll(() => bank.stop());

test("the head of a unit is reminded of its sheet in time, and asked for it until it is there", async () => {
  await bank.carryOut("ada", "open-period", { period: "2026-02" });
  await bank.quiet();
  await bank.restart();
  await bank.dayCame("2026-02-27T06:00:00.000Z");
  const sheet = (is: string, unitId: string) => ({ is, unitId, period: "2026-02", on: "2026-03-03" });
  expect(await bank.told("timesheet-due")).toEqual([sheet("timesheet-due", "bank"), sheet("timesheet-due", "branch")]);
  await bank.carryOut("anna", "submit-timesheet", { unitId: "branch", period: "2026-02" });
  await bank.dayCame("2026-03-04T06:00:00.000Z");
  expect(await bank.told("timesheet-overdue")).toEqual([sheet("timesheet-overdue", "bank")]);
  await bank.restart();
  await bank.dayCame("2026-03-06T06:00:00.000Z");
  expect(await bank.told("timesheet-overdue")).toEqual([sheet("timesheet-overdue", "bank")]);
  await bank.carryOut("boris", "submit-timesheet", { unitId: "bank", period: "2026-02" });
  await bank.dayCame("2026-03-11T06:00:00.000Z");
  expect(await bank.told("timesheet-overdue")).toEqual([]);
});

test("everybody's ledgers are brought up to date with the month, and who has days that expire is warned once", async () => {
  await bank.carryOut("hr", "hire-employee", hired("hans", "branch", { country: "DE", timeZone: "Europe/Berlin" }));
  await bank.quiet();
  const granted = async (who: string) => (await bank.happened(`absence-${who}`)).includes("LeaveGranted");
  expect(await granted("hans")).toBe(false);
  await bank.restart();
  // Six in the morning in Moscow is five in Berlin, an hour earlier than there.
  await bank.dayCame("2026-04-01T03:30:00.000Z");
  expect([await granted("galina"), await granted("hans")]).toEqual([true, false]);
  await bank.dayCame("2026-04-01T04:00:00.000Z");
  expect(await granted("hans")).toBe(true);
  await bank.told();
  // A standstill of half a year: every run is caught up with, in its order.
  await bank.restart();
  await bank.dayCame("2027-01-01T08:00:00.000Z");
  const warned = await bank.told("carry-over-expires");
  expect(warned.filter((fact) => "employeeId" in fact && fact.employeeId === "hans")).toHaveLength(1);
});

test("a delegation ends on the morning after its last day", async () => {
  const pair = { userId: "anna", deputy: "galina" };
  await bank.carryOut("anna", "appoint-deputy", { ...pair, from: "2027-01-11", until: "2027-01-15", kinds: null });
  await bank.quiet();
  await bank.restart();
  await bank.dayCame("2027-01-16T05:59:00.000Z");
  expect(await bank.told("deputy-ended")).toEqual([]);
  await bank.dayCame("2027-01-16T06:00:00.000Z");
  expect(await bank.told("deputy-ended")).toEqual([{ is: "deputy-ended", ...pair }]);
});
