// The month as the unit's timesheet shows it, checked against the production calendar of Russia by hand.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AbsenceApproved } from "../absence/request/request-events.js";
import { type DayPart } from "../absence/absence-fields.js";
import { EmployeeHired, EmployeeLeft, EmployeeTransferred, ScheduleAssigned, SalarySet } from "../employee/employee.js";
import { knownSchedules } from "../employee/known-schedules.js";
import { addDays, eachDay, firstDay, lastDay, localDate, period, type LocalDate } from "../kernel/local-date.js";
import { CalendarNotLoaded, workCalendar } from "../work-calendar/work-calendar.js";
import { evolveTimeline, type Timeline } from "./timeline.js";
import { timesheetMonth, type TimesheetMonth } from "./timesheet-month.js";

type Fact = Parameters<typeof evolveTimeline>[1];

const hired = (on = "2025-01-01", country = "RU"): Fact =>
  EmployeeHired({
    employeeId: "e1",
    fullName: { last: "Л", first: "Ф", middle: null },
    email: null,
    hiredOn: on,
    unitId: "u1",
    position: "кассир",
    country,
    timeZone: "Europe/Moscow",
  });
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
const scheduled = (code: string, from: string): Fact =>
  ScheduleAssigned({ employeeId: "e1", from, schedule: knownSchedules.get(code) ?? fail(code) });
const fail = (code: string): never => {
  throw new Error(`no schedule ${code}`);
};

const timelineOf = (...facts: Fact[]): Timeline | undefined =>
  facts.reduce<Timeline | undefined>(evolveTimeline, undefined);
const monthOf = (month: string, ...facts: Fact[]): TimesheetMonth => {
  const result = timesheetMonth(timelineOf(...facts), period(month), workCalendar);
  if (result === undefined) throw new Error("not employed");
  return result;
};
const codeOn = (month: TimesheetMonth, date: string): string | undefined =>
  month.days.find((day) => day.date === date)?.codes[0]?.code;

test("a full month of a five-day week has the production calendar's hours", () => {
  const hours = [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176];
  hours.forEach((expected, index) => {
    const month = monthOf(`2026-${String(index + 1).padStart(2, "0")}`, hired());
    expect((month.total.minutes["Я"] ?? 0) / 60).toBe(expected);
  });
});

test("annual leave over 9 May: the holiday is В, weekends and the transferred day off are ОТ", () => {
  const month = monthOf("2026-05", hired(), absent("annual-leave", "2026-05-04", "2026-05-17"));
  expect(
    ["2026-05-04", "2026-05-09", "2026-05-10", "2026-05-11", "2026-05-17"].map((date) => codeOn(month, date)),
  ).toEqual(["ОТ", "В", "ОТ", "ОТ", "ОТ"]);
  expect(month.total.days["ОТ"]).toBe(13);
  expect(month.total.minutes["ОТ"]).toBeUndefined();
});

test("sickness and trips stand on every calendar day, without hours", () => {
  for (const [kind, code] of [
    ["sick-leave", "Б"],
    ["business-trip", "К"],
  ] as const) {
    const month = monthOf("2026-01", hired(), absent(kind, "2026-01-05", "2026-01-11"));
    expect(month.total.days[code]).toBe(7);
    expect(month.total.minutes[code]).toBeUndefined();
  }
});

test.each([
  ["additional-leave", "ОД"],
  ["unpaid-leave", "ДО"],
  ["unpaid-leave-by-law", "ОЗ"],
  ["study-leave", "У"],
  ["unpaid-study-leave", "УД"],
])("%s is %s on working days and days off alike", (kind, code) => {
  const month = monthOf("2026-02", hired(), absent(kind, "2026-02-06", "2026-02-09"));
  expect(month.total.days[code]).toBe(4);
});

test("a public holiday inside unpaid leave is not taken out of it, inside additional leave it is", () => {
  const over = (kind: string) => monthOf("2026-06", hired(), absent(kind, "2026-06-11", "2026-06-15"));
  expect(codeOn(over("unpaid-leave"), "2026-06-12")).toBe("ДО");
  expect(codeOn(over("additional-leave"), "2026-06-12")).toBe("В");
});

test("a shift that is planned on a public holiday is work on a holiday, and is not shortened before it", () => {
  const month = monthOf("2026-06", hired(), scheduled("shift-2-2-a", "2025-01-01"));
  const codes = (date: string) => month.days.find((day) => day.date === date)?.codes;
  expect(codes("2026-06-11")).toEqual([{ code: "Я", minutes: 720 }]);
  expect(codes("2026-06-12")).toEqual([{ code: "РВ", minutes: 720 }]);
  expect(codes("2026-06-13")).toEqual([{ code: "В", minutes: 0 }]);
});

test("half a day of leave is half of that day's minutes, and the day counts as worked", () => {
  const eve = monthOf(
    "2026-12",
    hired("2025-01-01", "DE"),
    absent("annual-leave", "2026-12-07", "2026-12-07", "morning"),
  );
  expect(eve.days.find(({ date }) => date === "2026-12-07")?.codes).toEqual([
    { code: "Я", minutes: 240 },
    { code: "ОТ", minutes: 0 },
  ]);
  expect(eve.total.days["ОТ"]).toBeUndefined();
  expect(Object.values(eve.total.days).reduce((a, b) => a + b, 0)).toBe(31);
});

test("an absence of a kind that no catalogue has is of unknown reason, never work", () => {
  const month = monthOf("2026-02", hired(), absent("moon-day", "2026-02-06", "2026-02-08"));
  expect(["2026-02-06", "2026-02-07"].map((date) => codeOn(month, date))).toEqual(["НН", "В"]);
});

test("an absence that reaches over the month's end stands in both months", () => {
  const leave = absent("annual-leave", "2026-03-30", "2026-04-12");
  expect(monthOf("2026-03", hired(), leave).total.days["ОТ"]).toBe(2);
  expect(monthOf("2026-04", hired(), leave).total.days["ОТ"]).toBe(12);
});

test("the timeline goes through JSON unchanged, and what is computed from it too", () => {
  const facts = [hired(), scheduled("five-day-36", "2026-02-10"), absent("sick-leave", "2026-02-02", "2026-02-06")];
  const timeline = timelineOf(...facts);
  const restored = JSON.parse(JSON.stringify(timeline)) as Timeline; // written by the line itself
  expect(restored).toEqual(timeline);
  expect(timesheetMonth(restored, period("2026-02"), workCalendar)).toEqual(monthOf("2026-02", ...facts));
});

test("remote work is work; a working-day kind leaves days off alone", () => {
  const remote = monthOf("2026-02", hired(), absent("remote-work", "2026-02-02", "2026-02-08"));
  expect(remote.total.minutes["Я"]).toBe(152 * 60);
  const lieu = monthOf("2026-02", hired(), absent("day-in-lieu", "2026-02-06", "2026-02-07"));
  expect([codeOn(lieu, "2026-02-06"), codeOn(lieu, "2026-02-07")]).toEqual(["НВ", "В"]);
});

test("the halves of the month sum to the whole", () => {
  const month = monthOf("2026-03", hired(), absent("sick-leave", "2026-03-14", "2026-03-17"));
  for (const kind of ["days", "minutes"] as const)
    for (const [code, total] of Object.entries(month.total[kind]))
      expect((month.halves[0][kind][code] ?? 0) + (month.halves[1][kind][code] ?? 0)).toBe(total);
  expect([month.halves[0].days["Б"], month.halves[1].days["Б"]]).toEqual([2, 2]);
});

test("hire, transfer and leaving inside a month leave the other days blank and each day in its unit", () => {
  const month = monthOf(
    "2026-06",
    hired("2026-06-03"),
    EmployeeTransferred({ employeeId: "e1", from: "2026-06-10", unitId: "u2", position: "кассир" }),
    EmployeeLeft({ employeeId: "e1", lastDay: "2026-06-20" }),
  );
  expect([month.days[0]?.date, month.days.at(-1)?.date, month.days.length]).toEqual(["2026-06-03", "2026-06-20", 18]);
  expect(month.days.filter(({ unitId }) => unitId === "u2").map(({ date }) => date)).toEqual(
    eachDay(localDate("2026-06-10"), localDate("2026-06-20")),
  );
});

test("before hire and after leaving there is no month", () => {
  const timeline = timelineOf(hired("2026-06-03"), EmployeeLeft({ employeeId: "e1", lastDay: "2026-06-20" }));
  expect(timesheetMonth(timeline, period("2026-05"), workCalendar)).toBeUndefined();
  expect(timesheetMonth(timeline, period("2026-07"), workCalendar)).toBeUndefined();
  expect(timesheetMonth(undefined, period("2026-07"), workCalendar)).toBeUndefined();
});

test("a schedule that changes inside the month plans each day by its own", () => {
  const month = monthOf("2026-04", hired(), scheduled("five-day-20", "2026-04-13"));
  // 1–10 April are 8 working days of 8 h; 13–30 April are 14 of 4 h, the last of them short by an hour.
  expect(month.total.minutes["Я"]).toBe((8 * 8 + 14 * 4 - 1) * 60);
});

test("a year without a calendar is an error, never a month of working days", () => {
  expect(() => timesheetMonth(timelineOf(hired()), period("2031-01"), workCalendar)).toThrow(CalendarNotLoaded);
});

describe("whatever the absences", () => {
  const kinds = ["annual-leave", "sick-leave", "business-trip", "unpaid-leave", "remote-work", "day-in-lieu"];
  const start = localDate("2026-01-01");
  const spans = fc
    .array(fc.record({ kind: fc.constantFrom(...kinds), gap: fc.nat(20), length: fc.integer({ min: 1, max: 20 }) }), {
      maxLength: 12,
    })
    .map((parts) => {
      let next: LocalDate = start;
      return parts.map(({ kind, gap, length }) => {
        const from = addDays(next, gap);
        const to = addDays(from, length - 1);
        next = addDays(to, 1);
        return absent(kind, from, to);
      });
    });

  test("every day of the month has exactly one state, and worked + absent + off = calendar", () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 12 }), (absences, number) => {
        const month = monthOf(`2026-${String(number).padStart(2, "0")}`, hired(), ...absences);
        const dates = eachDay(firstDay(month.period), lastDay(month.period));
        expect(month.days.map(({ date }) => date)).toEqual(dates);
        expect(month.days.every(({ codes }) => codes.length === 1)).toBe(true);
        expect(Object.values(month.total.days).reduce((a, b) => a + b, 0)).toBe(dates.length);
        for (const { plannedMinutes, codes } of month.days)
          for (const { code, minutes } of codes) expect(minutes).toBe(code === "Я" ? plannedMinutes : 0);
      }),
    );
  });

  test("the order in which unrelated facts arrive does not matter", () => {
    const facts = [
      absent("annual-leave", "2026-02-02", "2026-02-15"),
      absent("sick-leave", "2026-03-02", "2026-03-05"),
      scheduled("five-day-20", "2026-03-01"),
      SalarySet({ employeeId: "e1", from: "2026-01-01", monthly: { minor: 100_000_00, currency: "RUB" } }),
      EmployeeTransferred({ employeeId: "e1", from: "2026-03-03", unitId: "u2", position: "кассир" }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        expect(timelineOf(hired(), ...shuffled)).toEqual(timelineOf(hired(), ...facts));
      }),
    );
  });
});
