// What the days of a calendar are in the countries of its people: only those that are no ordinary working days.
import { dayKind, eachDay, workCalendar, yearOf, type LocalDate } from "@tabel/domain";
import { z } from "zod";

export const CountryDays = z.object({
  country: z.string().meta({ example: "RU" }),
  days: z.array(
    z.object({ date: z.string(), kind: z.enum(["short", "day-off", "transferred-day-off", "public-holiday"]) }),
  ),
  unloadedYears: z
    .array(z.number())
    .meta({ description: "Years whose work calendar is not loaded; their days are not told" }),
});

/** By country, each once. */
export const countryDays = (countries: readonly string[], from: LocalDate, to: LocalDate) =>
  [...new Set(countries)].toSorted().map((country) => {
    const unloadedYears: number[] = [];
    for (let year = yearOf(from); year <= yearOf(to); year += 1)
      if (workCalendar(country, year) === undefined) unloadedYears.push(year);
    const days = eachDay(from, to).flatMap((date) => {
      const calendar = workCalendar(country, yearOf(date));
      const kind = calendar === undefined ? "working" : dayKind(calendar, date);
      return kind === "working" ? [] : [{ date, kind }];
    });
    return { country, days, unloadedYears };
  });
