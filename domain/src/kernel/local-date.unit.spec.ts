// Local dates against the platform's own calendar, and the terms that end with a month.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  addDays,
  addMonthsToDate,
  eachDay,
  epochDay,
  fromEpochDay,
  isLocalDate,
  lastDay,
  LocalDate,
  localDate,
  localDateAt,
  Period,
  period,
  weekday,
} from "./local-date.js";

describe("local dates", () => {
  test("agree with the platform's calendar on every day from 1900 to 2199", () => {
    for (let day = epochDay(localDate("1900-01-01")); day <= epochDay(localDate("2199-12-31")); day += 1) {
      const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (fromEpochDay(day) !== iso || epochDay(localDate(iso)) !== day) throw new Error(iso);
    }
  });

  test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "26-01-01", "2026-1-1", "", "2026-01-01T00:00"])(
    "%j is no date",
    (text) => expect(isLocalDate(text)).toBe(false),
  );

  test("dates and months from outside lie between 1900 and 2199", () => {
    expect(LocalDate.safeParse("1899-12-31").success).toBe(false);
    expect(LocalDate.safeParse("1900-01-01").success).toBe(true);
    expect(LocalDate.safeParse("2199-12-31").success).toBe(true);
    expect(LocalDate.safeParse("9999-12-31").success).toBe(false);
    expect(Period.safeParse("9999-12").success).toBe(false);
    expect(Period.safeParse("2026-13").success).toBe(false);
  });

  test("a term of months ends on the same number, or on the month's last day", () => {
    expect(addMonthsToDate(localDate("2026-01-15"), 6)).toBe("2026-07-15");
    expect(addMonthsToDate(localDate("2025-08-31"), 6)).toBe("2026-02-28");
    expect(addMonthsToDate(localDate("2023-08-31"), 6)).toBe("2024-02-29");
    expect(addMonthsToDate(localDate("2024-02-29"), 12)).toBe("2025-02-28");
    expect(addMonthsToDate(localDate("2026-01-31"), -1)).toBe("2025-12-31");
  });

  test("months know their last day and weeks their Monday", () => {
    expect(lastDay(period("2024-02"))).toBe("2024-02-29");
    expect(lastDay(period("2026-12"))).toBe("2026-12-31");
    expect(weekday(localDate("2026-01-05"))).toBe(1);
    expect(weekday(localDate("1969-12-28"))).toBe(7);
    expect(eachDay(localDate("2026-02-27"), localDate("2026-03-01"))).toHaveLength(3);
    expect(eachDay(localDate("2026-03-01"), localDate("2026-02-27"))).toEqual([]);
  });

  test("days added and taken away again are the same date", () =>
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 80_000 }), fc.integer({ min: -9999, max: 9999 }), (day, days) => {
        expect(addDays(addDays(fromEpochDay(day), days), -days)).toBe(fromEpochDay(day));
      }),
    ));

  test("an instant has the date of the employee's own zone", () => {
    expect(localDateAt("2026-11-16T21:30:00.000Z", "Europe/Moscow")).toBe("2026-11-17");
    expect(localDateAt("2026-11-16T20:59:59.999Z", "Europe/Moscow")).toBe("2026-11-16");
    expect(localDateAt("2026-11-16T04:59:59.999Z", "America/New_York")).toBe("2026-11-15");
  });
});
