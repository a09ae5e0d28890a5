// The production calendar of Russia against the published figures, and calendars of other countries.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { CalendarNotLoaded, dayKind, loadedCalendar, monthOf, normMinutes, workCalendar } from "./work-calendar.js";
import { workingDays, type WorkCalendar } from "./work-calendar.js";

const russia = (year: number): WorkCalendar => loadedCalendar(workCalendar, "RU", year);
const kind = (date: string) => dayKind(russia(Number(date.slice(0, 4))), localDate(date));

const WEEK_40 = 40 * 60;

describe("the production calendar of Russia", () => {
  test.each([
    [2024, 248, 1979],
    [2025, 247, 1972],
    [2026, 247, 1972],
  ])("%i has %i working days and %i hours", (year, days, hours) => {
    expect(workingDays(russia(year))).toBe(days);
    expect(normMinutes(russia(year), WEEK_40)).toBe(hours * 60);
  });

  test.each([120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176].map((hours, index) => [index + 1, hours]))(
    "month %i of 2026 has %i hours",
    (month, hours) => expect(normMinutes(russia(2026), WEEK_40, monthOf(2026, month))).toBe(hours * 60),
  );

  test.each([
    ["2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31"],
    ["2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-12-31"],
    ["2026-01-09", "2026-03-09", "2026-05-11", "2026-12-31"],
  ])("%s and the year's other transfers are days off by transfer, not public holidays", (...dates) => {
    for (const date of dates) expect([date, kind(date)]).toEqual([date, "transferred-day-off"]);
  });

  test.each(["2024-04-27", "2024-12-28"])("Saturday %s is worked", (date) => expect(kind(date)).toBe("working"));

  test.each([
    ["2024-02-22", "2024-03-07", "2024-05-08", "2024-06-11", "2024-11-02"],
    ["2025-03-07", "2025-04-30", "2025-06-11", "2025-11-01"],
    ["2026-04-30", "2026-05-08", "2026-06-11", "2026-11-03"],
  ])("%s and the year's other eves of holidays are short, a moved working Saturday too", (...dates) => {
    for (const date of dates) expect([date, kind(date)]).toEqual([date, "short"]);
  });

  test("no other day of the three years is short, worked on a Saturday, or off by transfer", () => {
    const count = (year: number, wanted: string) => russia(year).kinds.filter((each) => each === wanted).length;
    expect([2024, 2025, 2026].map((year) => count(year, "short"))).toEqual([5, 4, 4]);
    expect([2024, 2025, 2026].map((year) => count(year, "transferred-day-off"))).toEqual([5, 5, 4]);
    expect([2024, 2025, 2026].map((year) => count(year, "public-holiday"))).toEqual([14, 14, 14]);
    expect([2024, 2025, 2026].map((year) => russia(year).movedWork.size)).toEqual([3, 1, 0]);
  });

  test("a public holiday stays one on a weekend", () => {
    expect(kind("2026-03-08")).toBe("public-holiday"); // a Sunday
    expect(kind("2026-05-09")).toBe("public-holiday"); // a Saturday
    expect(kind("2026-05-10")).toBe("day-off");
  });

  test.each([
    [36, 2024, 248 * 432 - 5 * 60],
    [36, 2025, 247 * 432 - 4 * 60],
    [36, 2026, 247 * 432 - 4 * 60],
    [24, 2026, 247 * 288 - 4 * 60],
    [20, 2026, 247 * 240 - 4 * 60],
  ])("a week of %i hours in %i has %i minutes: a fifth a day, an hour less on each short day", (week, year, minutes) =>
    expect(normMinutes(russia(year), week * 60)).toBe(minutes),
  );

  test.each([
    // As published calendars print them beside the 40-hour norm.
    [36, 2025, 1774.4],
    [24, 2025, 1181.6],
    [36, 2026, 1774.4],
    [24, 2026, 1181.6],
    [36, 2024, 1780.6],
    [24, 2024, 1185.4],
  ])("a week of %i hours in %i has %d hours", (week, year, hours) =>
    expect(normMinutes(russia(year), week * 60)).toBe(Math.round(hours * 60)),
  );

  test("a week that does not divide by five is rounded to the minute, half up", () => {
    expect(normMinutes(russia(2026), 2399, monthOf(2026, 1))).toBe(7197); // 15 days of 479.8
    expect(normMinutes(russia(2026), 2399, monthOf(2026, 2))).toBe(9116); // 19 days: 9116.2
    expect(normMinutes(russia(2026), 2397, monthOf(2026, 12))).toBe(22 * 480 - 13); // 10546.8
  });

  test.each([2023, 2027, 1999, 0, -1])(
    "%i is not loaded, which is an error and never a year of working days",
    (year) => {
      expect(workCalendar("RU", year)).toBeUndefined();
      expect(() => russia(year)).toThrow(CalendarNotLoaded);
    },
  );
});

describe("calendars of other countries", () => {
  const germany = loadedCalendar(workCalendar, "DE", 2026);

  test("have public holidays, and Saturdays and Sundays off", () => {
    expect(dayKind(germany, localDate("2026-12-25"))).toBe("public-holiday");
    expect(dayKind(germany, localDate("2026-04-03"))).toBe("public-holiday"); // Good Friday
    expect(dayKind(germany, localDate("2026-12-24"))).toBe("working"); // customary, not a public holiday
    expect(dayKind(germany, localDate("2026-07-04"))).toBe("day-off");
    expect(dayKind(germany, localDate("2026-07-06"))).toBe("working");
    expect(workingDays(germany)).toBe(254);
  });

  test("count a holiday's substitute and each day of a long one", () => {
    const kazakhstan = loadedCalendar(workCalendar, "KZ", 2026);
    expect(dayKind(kazakhstan, localDate("2026-03-08"))).toBe("public-holiday"); // a Sunday
    expect(dayKind(kazakhstan, localDate("2026-03-09"))).toBe("public-holiday"); // instead of it
    const emirates = loadedCalendar(workCalendar, "AE", 2026);
    expect(dayKind(emirates, localDate("2026-05-29"))).toBe("public-holiday"); // third day
  });

  test("are the same object when asked again, and unknown countries and years have none", () => {
    expect(workCalendar("DE", 2026)).toBe(germany);
    for (const country of ["XX", "", "de", "__proto__", "constructor"])
      expect(workCalendar(country, 2026)).toBeUndefined();
    for (const year of [1999, 2100, 2026.5, Number.NaN]) expect(workCalendar("DE", year)).toBeUndefined();
  });
});
