// Payroll hours and the pay for them, against figures worked out by hand and against a slow, obvious calculation.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { AbsenceApproved } from "../absence/request/request-events.js";
import { type DayPart } from "../absence/absence-fields.js";
import { EmployeeHired, EmployeeLeft, SalarySet, ScheduleAssigned } from "../employee/employee.js";
import { defaultSchedule, knownSchedules } from "../employee/known-schedules.js";
import { plannedMinutes } from "../employee/schedule.js";
import { addDays, eachDay, epochDay, firstDay, lastDay, period } from "../kernel/local-date.js";
import { share } from "../kernel/money.js";
import { evolveTimeline, type Timeline } from "../timesheet/timeline.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { payrollHours, type PayrollHours } from "./payroll-hours.js";

type Fact = Parameters<typeof evolveTimeline>[1];

const hired = (on = "2025-01-01"): Fact =>
  EmployeeHired({
    employeeId: "e1",
    fullName: { last: "Л", first: "Ф", middle: null },
    email: null,
    hiredOn: on,
    unitId: "u1",
    position: "кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const paid = (from: string, roubles: number): Fact =>
  SalarySet({ employeeId: "e1", from, monthly: { minor: roubles * 100, currency: "RUB" } });
const absent = (kind: string, from: string, to: string, dayPart: DayPart = "full"): Fact =>
  AbsenceApproved({
    employeeId: "e1",
    requestId: `${kind}-${from}`,
    kind,
    from,
    to,
    ledger: null,
    used: 0,
    days: [],
    dayPart,
    released: [],
    step: 0,
    approvedBy: "e2",
  });
const timelineOf = (...facts: Fact[]): Timeline | undefined =>
  facts.reduce<Timeline | undefined>(evolveTimeline, undefined);
const hoursOf = (month: string, ...facts: Fact[]): PayrollHours => {
  const result = payrollHours(timelineOf(...facts), period(month), workCalendar);
  if (result === undefined) throw new Error("not employed");
  return result;
};

test("a month worked in full is paid in full", () => {
  const hours = hoursOf("2026-05", hired(), paid("2025-01-01", 120_000));
  expect(hours).toMatchObject({ normMinutes: 151 * 60, workedMinutes: 151 * 60, absentMinutes: {} });
  expect(hours.lines).toMatchObject([{ minutes: 151 * 60, amountMinor: 120_000_00 }]);
});

test("annual leave lowers the salary line and is reported by its code, not added to worked hours", () => {
  // May 2026: 19 working days, 151 h. Leave of 4–17 May takes 4, 5, 6, 7 (8 h each), 8 (7 h), 12–15 (8 h each): 71 h.
  const hours = hoursOf(
    "2026-05",
    hired(),
    paid("2025-01-01", 120_000),
    absent("annual-leave", "2026-05-04", "2026-05-17"),
  );
  expect(hours.workedMinutes).toBe(80 * 60);
  expect(hours.absentMinutes).toEqual({ ОТ: 71 * 60 });
  // 120,000.00 × 80 ÷ 151 = 63,576.158… → 63,576.16
  expect(hours.lines).toMatchObject([{ minutes: 80 * 60, normMinutes: 151 * 60, amountMinor: 63_576_16 }]);
});

test("two salaries in a month are two lines over the same norm", () => {
  // October 2026: 22 working days, 176 h. 1–14 October: 10 days, 80 h; 15–31: 12 days, 96 h.
  const hours = hoursOf("2026-10", hired(), paid("2025-01-01", 100_000), paid("2026-10-15", 150_000));
  expect(hours.lines).toMatchObject([
    { minutes: 80 * 60, monthly: { minor: 100_000_00 }, amountMinor: 45_454_55 }, // 45,454.545… half up
    { minutes: 96 * 60, monthly: { minor: 150_000_00 }, amountMinor: 81_818_18 }, // 81,818.1818…
  ]);
});

test("two schedules in a month are two lines, each over the whole norm of its own schedule", () => {
  // April 2026: 22 working days, 175 h; half time has 22 × 4 − 1 = 87 h. 1–10 April: 64 h; 13–30 April: 14 × 4 − 1 = 55 h.
  const halfTime = knownSchedules.get("five-day-20");
  if (halfTime === undefined) throw new Error("no half time");
  const hours = hoursOf(
    "2026-04",
    hired(),
    paid("2025-01-01", 100_000),
    ScheduleAssigned({ employeeId: "e1", from: "2026-04-13", schedule: halfTime }),
    paid("2026-04-13", 50_000),
  );
  expect(hours.normMinutes).toBe(87 * 60);
  expect(hours.lines).toMatchObject([
    { minutes: 64 * 60, normMinutes: 175 * 60, amountMinor: 36_571_43 }, // 100,000 × 64 ÷ 175 = 36,571.428…
    { minutes: 55 * 60, normMinutes: 87 * 60, amountMinor: 31_609_20 }, // 50,000 × 55 ÷ 87 = 31,609.195…
  ]);
  const sameSalary = hoursOf(
    "2026-04",
    hired(),
    paid("2025-01-01", 100_000),
    ScheduleAssigned({ employeeId: "e1", from: "2026-04-13", schedule: halfTime }),
  );
  expect(sameSalary.lines.map(({ amountMinor }) => amountMinor)).toEqual([36_571_43, 63_218_39]); // 63,218.3908…
});

test("a salary that comes back in the month is one line again", () => {
  const hours = hoursOf(
    "2026-10",
    hired(),
    paid("2025-01-01", 100_000),
    paid("2026-10-12", 150_000),
    paid("2026-10-19", 100_000),
  );
  expect(hours.lines.map(({ minutes, monthly }) => [monthly.minor, minutes / 60])).toEqual([
    [100_000_00, 136],
    [150_000_00, 40],
  ]);
});

test("sickness, a trip and half a day lower the salary line and are reported by their code", () => {
  // February 2026: 19 working days, 152 h.
  const hours = hoursOf(
    "2026-02",
    hired(),
    paid("2025-01-01", 152_000),
    absent("sick-leave", "2026-02-02", "2026-02-08"),
    absent("business-trip", "2026-02-09", "2026-02-10"),
    absent("unpaid-leave", "2026-02-12", "2026-02-12", "afternoon"),
  );
  expect(hours.absentMinutes).toEqual({ Б: 40 * 60, К: 16 * 60, ДО: 4 * 60 });
  expect(hours.workedMinutes).toBe((152 - 60) * 60);
  expect(hours.lines).toMatchObject([{ amountMinor: 92_000_00 }]);
});

test("hired and leaving inside the month: the divisor stays the whole norm", () => {
  // June 2026: 167 h, 21 working days. From 15 to 19 June: 5 days, 40 h.
  const facts = [
    hired("2026-06-15"),
    paid("2026-06-15", 100_000),
    EmployeeLeft({ employeeId: "e1", lastDay: "2026-06-19" }),
  ];
  const hours = hoursOf("2026-06", ...facts);
  expect(hours).toMatchObject({ normMinutes: 167 * 60, workedMinutes: 40 * 60 });
  expect(hours.lines).toMatchObject([{ amountMinor: 23_952_10 }]); // 100,000 × 40 ÷ 167 = 23,952.0958…
});

test("without a salary there are hours and no line; not employed, no hours at all", () => {
  expect(hoursOf("2026-06", hired()).lines).toEqual([]);
  expect(payrollHours(timelineOf(hired("2026-07-01")), period("2026-06"), workCalendar)).toBeUndefined();
});

test("rounding is half up, once, and exact where doubles are not", () => {
  expect(share(1, 1, 2)).toBe(1);
  expect(share(1, 1, 3)).toBe(0);
  expect(share(100_000_000_000, 10_559, 10_560)).toBe(99_990_530_303);
  expect(share(500, 10, 0)).toBe(0);
});

/** The obvious way: each day by itself, and the rest of one long division decides on rounding up. */
const reference = (timeline: Timeline, month: string) => {
  const days = eachDay(firstDay(period(month)), lastDay(period(month)));
  const calendar = workCalendar("RU", 2026);
  if (calendar === undefined) throw new Error("no calendar");
  // One schedule here; it is the divisor's for the whole month, also before the hire.
  const schedule = timeline.schedules[0]?.schedule ?? defaultSchedule;
  const planOf = (date: (typeof days)[number]) => plannedMinutes(schedule, epochDay(date), calendar);
  const norm = days.reduce((total, date) => total + planOf(date), 0);
  const off = new Set(
    timeline.absences.filter(({ kind }) => kind !== "remote-work").flatMap((span) => eachDay(span.from, span.to)),
  );
  const employed = days.filter((date) =>
    timeline.spells.some(({ hiredOn, lastDay: left }) => date >= hiredOn && (left === null || date <= left)),
  );
  const worked = employed.filter((date) => !off.has(date)).reduce((total, date) => total + planOf(date), 0);
  const minor = timeline.salaries[0]?.monthly?.minor ?? 0;
  const product = BigInt(minor) * BigInt(worked);
  const rest = product % BigInt(norm);
  const whole = product / BigInt(norm);
  return { norm, worked, amount: Number(rest * 2n >= BigInt(norm) ? whole + 1n : whole) };
};

test("hours and pay of any month equal the obvious calculation", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom("annual-leave", "sick-leave", "business-trip", "unpaid-leave", "remote-work"),
      fc.constantFrom(...[...knownSchedules.keys()].filter((code) => knownSchedules.get(code)?.shifts === null)),
      fc.integer({ min: 1, max: 900_000 }),
      (number, hiredAfter, gap, length, kind, code, roubles) => {
        const month = `2026-${String(number).padStart(2, "0")}`;
        const first = addDays(firstDay(period(month)), -10 + hiredAfter);
        if (first > lastDay(period(month)) || first < "2026-01-01") return;
        const from = addDays(first, gap);
        const schedule = knownSchedules.get(code);
        const timeline = timelineOf(
          hired(first),
          ...(schedule === undefined ? [] : [ScheduleAssigned({ employeeId: "e1", from: first, schedule })]),
          paid(first, roubles),
          absent(kind, from, addDays(from, length - 1)),
        );
        const expected = timeline && reference(timeline, month);
        const actual = payrollHours(timeline, period(month), workCalendar);
        expect(actual).toMatchObject({ normMinutes: expected?.norm, workedMinutes: expected?.worked });
        expect(actual?.lines[0]?.amountMinor).toBe(expected?.amount);
        const absentMinutes = Object.values(actual?.absentMinutes ?? {}).reduce((a, b) => a + b, 0);
        const planned = (actual?.workedMinutes ?? 0) + absentMinutes;
        expect(planned).toBeLessThanOrEqual(expected?.norm ?? 0);
      },
    ),
    { numRuns: 300 },
  );
});
