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
  const late = ["timesheet-overdue", "timesheet-escalated", "timesheet-late", "period-close-near"] as const;
  expect(await bank.told(...late)).toEqual([
    sheet("timesheet-overdue", "bank"),
    sheet("timesheet-escalated", "bank"),
    { is: "period-close-near", period: "2026-02", on: "2026-03-11", count: 1 },
  ]);
  await bank.dayCame("2026-03-11T06:00:00.000Z");
  expect(await bank.told(...late)).toEqual([
    sheet("timesheet-overdue", "bank"),
    sheet("timesheet-escalated", "bank"),
    sheet("timesheet-late", "bank"),
  ]);
  await bank.carryOut("boris", "submit-timesheet", { unitId: "bank", period: "2026-02" });
  await bank.dayCame("2026-03-13T06:00:00.000Z");
  expect(await bank.told(...late, "period-close-overdue")).toEqual([
    { is: "period-close-overdue", period: "2026-02", on: "2026-03-11", count: 0 },
  ]);
});

test("facts of a month that was handed in are told to its head, and to accounting once it has accepted the sheet", async () => {
  const february = { unitId: "branch", period: "2026-02" };
  const sick = { employeeId: "vera", kind: "sick-leave" };
  const open = (certificate: string, day: string) =>
    bank.carryOut("vera", "open-sick-leave", { ...sick, certificate, from: day, to: day });
  await open("910123456781", "2026-02-24");
  await bank.quiet();
  const outdated = { is: "timesheet-outdated", ...february, employeeId: "vera" };
  expect(await bank.told("timesheet-outdated")).toEqual([{ ...outdated, status: "submitted" }]);
  await bank.carryOut("ada", "accept-timesheet", february);
  await bank.restart();
  await open("910123456782", "2026-02-26");
  await bank.quiet();
  expect(await bank.told("timesheet-outdated")).toEqual([{ ...outdated, status: "accepted" }]);
});

test("a period that is closed is told to the heads, once", async () => {
  await bank.carryOut("ada", "calculate-period", { period: "2026-02" });
  await bank.carryOut("ada", "close-period", { period: "2026-02" });
  await bank.restart();
  await bank.quiet();
  expect(await bank.told("month-closed")).toEqual(
    ["bank", "branch"].map((unitId) => ({ is: "month-closed", unitId, period: "2026-02" })),
  );
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

test("a session is told of before its cut-off and its day, where it moves, and to the next in line when a place becomes free", async () => {
  const title = { ru: "Основы", en: "Basics" };
  const sessionId = "basics";
  await bank.carryOut("hr", "open-training-programme", { programmeId: "basics", title, entitlement: "open" });
  await bank.carryOut("hr", "publish-training-session", {
    sessionId,
    programmeId: "basics",
    title,
    trainerId: "boris",
    startsAt: "2027-02-01T07:00:00.000Z",
    endsAt: "2027-02-01T09:00:00.000Z",
    cutOffAt: "2027-01-29T15:00:00.000Z",
    timeZone: "Europe/Moscow",
    place: "Room 1",
    seats: 1,
  });
  for (const employeeId of ["galina", "vera", "anna"])
    await bank.carryOut(employeeId, "book-training", { sessionId, employeeId });
  await bank.carryOut("galina", "cancel-training-booking", { sessionId, employeeId: "galina" });
  await bank.carryOut("boris", "move-training-session", {
    sessionId,
    startsAt: "2027-02-02T07:00:00.000Z",
    endsAt: "2027-02-02T09:00:00.000Z",
    cutOffAt: "2027-01-29T15:00:00.000Z",
    place: "Room 2",
  });
  await bank.quiet();
  expect(await bank.told("training-moved-up", "training-session-changed")).toEqual([
    { is: "training-moved-up", sessionId, employeeId: "vera" },
    { is: "training-session-changed", sessionId },
  ]);
  await bank.restart();
  const nears = [
    "training-cut-off-near",
    "training-no-place",
    "training-starts-soon",
    "training-attendance-due",
  ] as const;
  await bank.dayCame("2027-01-28T06:00:00.000Z");
  expect(await bank.told(...nears)).toEqual([
    { is: "training-cut-off-near", sessionId, employeeId: "vera", on: "2027-01-29" },
  ]);
  await bank.dayCame("2027-01-29T15:01:00.000Z");
  expect(await bank.told(...nears)).toEqual([{ is: "training-no-place", sessionId, employeeId: "anna" }]);
  await bank.restart();
  await bank.dayCame("2027-02-01T06:00:00.000Z");
  expect(await bank.told(...nears)).toEqual([{ is: "training-starts-soon", sessionId, employeeId: "vera" }]);
  await bank.dayCame("2027-02-03T06:00:00.000Z");
  expect(await bank.told(...nears)).toEqual([{ is: "training-attendance-due", sessionId }]);
});
