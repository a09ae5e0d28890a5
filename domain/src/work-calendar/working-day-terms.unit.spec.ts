// Terms in working days: over holidays, moved days and a year's end, and never on a day off.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, localDate } from "../kernel/local-date.js";
import { addWorkingDays, isWorkingDay } from "./working-day-terms.js";
import { workCalendar } from "./work-calendar.js";

const after = (from: string, days: number, country = "RU") =>
  addWorkingDays(localDate(from), days, country, workCalendar);

describe("a term in working days", () => {
  test.each([
    ["2026-02-02", 0, "2026-02-02"],
    ["2026-02-02", 5, "2026-02-09"],
    ["2026-02-20", 1, "2026-02-24"], // 23 February is a holiday, a Monday
    ["2026-02-24", -1, "2026-02-20"],
    ["2026-01-12", -1, "2025-12-30"], // 31 December 2025 to 11 January 2026 are days off
    ["2024-04-26", 1, "2024-04-27"], // a working Saturday
  ])("%s and %i working days is %s", (from, days, expected) => expect(after(from, days)).toBe(expected));

  test("of no days is the day itself, or the next working day", () => {
    expect(after("2026-02-21", 0)).toBe("2026-02-24");
    expect(after("2028-02-29", 0, "DE")).toBe("2028-02-29");
  });

  test("that comes to a year without a calendar says which", () =>
    expect(after("2026-12-30", 5)).toEqual({ unloadedYear: 2027 }));

  test("never ends on a day off, and counts exactly its working days", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: -60, max: 60 }), (start, days) => {
        const from = addDays(localDate("2024-05-01"), start); // sixty working days back from there are in 2024
        const end = addWorkingDays(from, days, "RU", workCalendar);
        if (typeof end === "object") throw new Error(`the year ${end.unloadedYear} is not loaded`);
        expect(isWorkingDay(end, "RU", workCalendar)).toBe(true);
        if (days === 0) return;
        const step = Math.sign(days);
        let worked = 0;
        for (let day = from; day !== end;) {
          day = addDays(day, step);
          if (isWorkingDay(day, "RU", workCalendar) === true) worked += 1;
        }
        expect(worked).toBe(Math.abs(days));
      }),
    ));
});
