// What schedules plan, with and without the production calendar.
import { describe, expect, test } from "@jest/globals";
import { epochDay, localDate, period, type Period } from "../../kernel/local-date.js";
import { loadedCalendar, monthOf, normMinutes, workCalendar } from "../../work-calendar/work-calendar.js";
import { scheduleOf } from "./known-schedules.js";
import { monthPlan } from "./month-plan.js";
import { AssignSchedule } from "../hire-and-change.js";
import { faultOfShifts, liftSchedule, plannedMinutes, Schedule } from "./schedule.js";

const normOf = (schedule: Schedule, month: Period) =>
  monthPlan(schedule, month, workCalendar, { country: "RU", timeZone: "Europe/Moscow" }).norm;
const planned = (schedule: Schedule, date: string) =>
  plannedMinutes(schedule, epochDay(localDate(date)), loadedCalendar(workCalendar, "RU", Number(date.slice(0, 4))));

describe("a schedule", () => {
  test("of five days and 40 hours follows the calendar", () => {
    const schedule = scheduleOf("five-day-40");
    expect(planned(schedule, "2026-06-10")).toBe(480);
    expect(planned(schedule, "2026-06-11")).toBe(420); // eve of a holiday
    expect(planned(schedule, "2026-06-12")).toBe(0); // the holiday, a Friday
    expect(planned(schedule, "2026-06-13")).toBe(0); // Saturday
    expect(planned(schedule, "2026-01-09")).toBe(0); // a Friday, off by transfer
    expect(planned(schedule, "2024-11-02")).toBe(420); // a Saturday, worked and short
    expect(planned(schedule, "2024-12-28")).toBe(480); // a Saturday, worked
  });

  test.each([
    ["five-day-36", 432, 372],
    ["five-day-24", 288, 228],
    ["five-day-20", 240, 180],
  ] as const)("%s plans %i minutes, and %i on the eve of a holiday", (code, day, eve) => {
    expect(planned(scheduleOf(code), "2026-06-10")).toBe(day);
    expect(planned(scheduleOf(code), "2026-06-11")).toBe(eve);
  });

  test.each([
    ["five-day-40", 40],
    ["five-day-36", 36],
    ["five-day-24", 24],
    ["five-day-20", 20],
  ] as const)("%s has in every month of 2024 to 2026 the norm of the calendar", (code, hours) => {
    for (const year of [2024, 2025, 2026])
      for (let month = 1; month <= 12; month += 1)
        expect(normOf(scheduleOf(code), monthOf(year, month))).toBe(
          normMinutes(loadedCalendar(workCalendar, "RU", year), hours * 60, monthOf(year, month)),
        );
  });

  test("of 2/2 shifts follows its cycle alone: holidays, eves and weekends change nothing", () => {
    const schedule = scheduleOf("shift-2-2-a"); // anchored on 1 January 2024, 731 days before: a day short of 183 cycles
    const pattern = Array.from({ length: 8 }, (_, index) => planned(schedule, `2026-01-0${index + 1}`));
    expect(pattern).toEqual([0, 720, 720, 0, 0, 720, 720, 0]);
    expect(planned(schedule, "2026-06-11") + planned(schedule, "2026-06-12")).toBe(1440);
  });

  test("of crew b works when crew a rests", () => {
    for (let day = 1; day <= 28; day += 1) {
      const date = `2026-02-${String(day).padStart(2, "0")}`;
      expect(planned(scheduleOf("shift-2-2-a"), date) + planned(scheduleOf("shift-2-2-b"), date)).toBe(720);
    }
  });

  test("repeats backwards before its anchor", () => {
    const schedule = Schedule.parse({
      code: "own",
      anchor: "2026-03-02",
      cycle: [480, 0, 0],
      followsCalendar: false,
    });
    expect(["2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27"].map((date) => planned(schedule, date))).toEqual([
      480, 0, 0, 480,
    ]);
  });

  test("of fewer days does a moved day's work only where that day is worked", () => {
    const tuesdayToThursday = Schedule.parse({
      code: "three-days",
      anchor: "2024-01-01",
      cycle: [0, 480, 480, 480, 0, 0, 0],
      followsCalendar: true,
    });
    expect(planned(tuesdayToThursday, "2024-11-02")).toBe(420); // for Tuesday 30 April
    expect(planned(tuesdayToThursday, "2024-04-27")).toBe(0); // for Monday 29 April
    expect(normOf(tuesdayToThursday, period("2024-04"))).toBe(12 * 480);
  });

  test("of six days works its ordinary Saturdays, and rests on holidays and transferred days", () => {
    const sixDays = Schedule.parse({
      code: "six-days",
      anchor: "2024-01-01",
      cycle: [420, 420, 420, 420, 420, 300, 0],
      followsCalendar: true,
    });
    expect(planned(sixDays, "2026-06-13")).toBe(300);
    expect(planned(sixDays, "2026-05-09")).toBe(0);
    expect(planned(sixDays, "2026-05-11")).toBe(0);
  });
});

describe("the times of shifts", () => {
  const night = { from: "20:00", to: "08:00", breaks: [{ from: "01:00", to: "02:00" }] };
  const of = (cycle: number[], shifts: (typeof night | null)[] | null) =>
    Schedule.parse({ code: "own", anchor: "2026-01-01", cycle, followsCalendar: false, shifts });

  test("fit the minutes of the cycle, without the breaks, also after midnight", () => {
    expect(faultOfShifts(of([660, 0], [night, null]))).toBeUndefined();
    expect(faultOfShifts(of([660, 0], null))).toBeUndefined();
    expect(faultOfShifts(of([720, 0], [night, null]))).toMatchObject({ index: 0 });
    expect(faultOfShifts(of([660, 480], [night, null]))).toMatchObject({ index: 1 });
    expect(faultOfShifts(of([660], [night, null]))).toMatchObject({ index: 0 });
  });

  test("do not run into the next day's shift", () => {
    const early = { from: "07:00", to: "12:00", breaks: [] };
    expect(faultOfShifts(of([660, 300], [night, early]))).toMatchObject({ index: 0 });
    expect(faultOfShifts(of([660, 240], [night, { ...early, from: "08:00" }]))).toBeUndefined();
  });

  test("that do not fit are refused with their place, and 25:00 is no time", () => {
    const assign = (shifts: unknown) =>
      AssignSchedule.safeParse({
        employeeId: "anna",
        from: "2026-01-12",
        schedule: { code: "own", anchor: "2026-01-01", cycle: [480], followsCalendar: false, shifts },
      });
    expect(assign([{ from: "09:00", to: "17:00", breaks: [] }]).success).toBe(true);
    expect(assign([{ from: "09:00", to: "18:00", breaks: [] }]).success).toBe(false);
    expect(assign([{ from: "09:00", to: "25:00", breaks: [] }]).success).toBe(false);
  });

  test("were not stored at first: such schedules are read as minutes, summed where they follow no calendar", () => {
    const stored = { code: "2x2", anchor: "2024-01-01", cycle: [720, 720, 0, 0], followsCalendar: false };
    expect(liftSchedule({ employeeId: "anna", schedule: stored })).toEqual({
      employeeId: "anna",
      schedule: { ...stored, shifts: null, accounting: "summed", weeklyMinutes: 2400 },
    });
  });
});
