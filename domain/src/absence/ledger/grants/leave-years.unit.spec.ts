// Leave years and what parts of them give: Russia's from hire, moved by what is not worked; Germany's calendar.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../../kernel/local-date.js";
import { leavePolicy } from "../../../policy/leave-policy.js";
import { policy } from "../../../policy/policy.js";
import { employed } from "../../../specification/bank.js";
import { grantedFor, leaveRightBegins, leaveYears, monthsIn, monthsOf } from "./leave-years.js";

const day = localDate;
const away = (kind: string | null, from: string, to: string) => ({ kind, from: day(from), to: day(to) });
const years = (...spans: ReturnType<typeof away>[]) =>
  leaveYears(employed(), policy, spans, day("2027-12-31")).map(({ from, to }) => [from, to]);

describe("working years of Russia", () => {
  test("follow each other from hire on", () =>
    expect(years()).toEqual([
      ["2024-03-01", "2025-02-28"],
      ["2025-03-01", "2026-02-28"],
      ["2026-03-01", "2027-02-28"],
      ["2027-03-01", "2028-02-29"],
    ]));
  test("do not run during child care, also where it is longer than a year", () =>
    expect(years(away("child-care-leave", "2025-06-01", "2026-11-30")).slice(1)).toEqual([
      ["2025-03-01", "2027-08-30"], // a year and 548 days
      ["2027-08-31", "2028-08-30"],
    ]));
  test("are moved by whole days of unpaid leave beyond 14: two halves are one, hours are none", () => {
    const unpaid = away("unpaid-leave", "2024-06-03", "2024-06-16"); // 14 days
    const part = (on: string, more: object) => ({ ...away("unpaid-leave", on, on), ...more });
    const morning = (on: string) => part(on, { dayPart: "morning" });
    const hour = (on: string) => part(on, { dayPart: "full", time: { from: "10:00", to: "11:00" } });
    const second = (...spans: ReturnType<typeof away>[]) => years(unpaid, ...spans)[1]?.[0];
    expect(second(hour("2024-07-01"), hour("2024-07-02"), hour("2024-07-03"))).toBe("2025-03-01");
    expect(second(morning("2024-07-01"))).toBe("2025-03-01");
    expect(second(morning("2024-07-01"), morning("2024-07-02"))).toBe("2025-03-02");
  });
  test("run during sickness, and during what an erased person was away for", () =>
    expect(years(away("sick-leave", "2025-06-01", "2025-12-31"), away(null, "2026-01-01", "2026-06-30"))).toEqual(
      years(),
    ));
});

describe("the year of entry in Germany", () => {
  const germany = leavePolicy("DE", day("2026-01-01"));
  const granted = (hiredOn: string) => {
    const person = employed({ country: "DE", hiredOn });
    const [year] = leaveYears(person, policy, [], day("2026-12-31"));
    if (year === undefined) throw new Error("the year of entry");
    return grantedFor(person, germany, year, leaveRightBegins(person, policy));
  };
  test.each([
    ["2026-01-01", 2000, false],
    ["2026-06-30", 2000, false], // the waiting period ends on 29 December
    ["2026-07-01", 1000, true], // six full months: 6/12
    ["2026-08-15", 700, true], // four full months: 6.67 days, and half a day and more is a day, § 5 (2)
    ["2026-09-15", 500, true],
    ["2026-12-02", 0, true],
  ])("of somebody hired on %s", (hiredOn, amount, cut) => expect(granted(hiredOn)).toEqual({ amount, cut }));
  test("counts the days that the schedule works in a week", () => {
    const halfWeek = employed({ country: "DE", hiredOn: "2025-01-01", schedule: "shift-2-2-a" });
    const [, year] = leaveYears(halfWeek, policy, [], day("2026-12-31"));
    expect(year && grantedFor(halfWeek, germany, year, day("2025-07-01")).amount).toBe(1400); // 4 weeks of 3.5 days
  });
});

describe("months of a year", () => {
  const inRussia = leavePolicy("RU", day("2026-01-01")).partYears;
  const inGermany = leavePolicy("DE", day("2026-01-01")).partYears;
  test("are full ones, or half a month and more", () => {
    expect(monthsIn(day("2026-01-31"), day("2026-02-26"), "full")).toBe(0);
    expect(monthsIn(day("2026-01-31"), day("2026-02-26"), "half-up")).toBe(1);
    expect(monthsIn(day("2026-02-01"), day("2026-02-14"), "half-up")).toBe(1);
    expect(monthsIn(day("2026-02-01"), day("2026-02-13"), "half-up")).toBe(0);
    expect(monthsIn(day("2026-02-02"), day("2026-02-01"), "half-up")).toBe(0);
  });
  test.each(Array.from({ length: 13 }, (_, months) => months))("%d of them are never more than the year", (months) => {
    for (const rules of [inRussia, inGermany])
      expect(monthsOf(2000, months, rules)).toBeLessThanOrEqual(monthsOf(2000, Math.min(12, months + 1), rules));
    expect(monthsOf(2800, months, inRussia)).toBe(months === 12 ? 2800 : 233 * months);
  });
});
