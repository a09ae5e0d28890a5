// Public holidays of other countries, from the rules that date-holidays carries. Computed, never fetched.
import Holidays from "date-holidays";
import { addDays, isLocalDate, type LocalDate } from "../kernel/local-date.js";

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const DAY = 86_400_000;

const countries = new Set(Object.keys(new Holidays().getCountries()));

export const hasPublicHolidays = (country: string): boolean => countries.has(country);

/**
 * Dates of a country's public holidays in a year, their substitute days among them; `undefined` for an unknown country or a
 * year outside 2000–2099. Holidays of part of a day, and of part of a country, are working days here.
 */
export const publicHolidaysOf = (country: string, year: number): ReadonlySet<LocalDate> | undefined => {
  if (!countries.has(country) || !Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const dates = new Set<LocalDate>();
  // Holidays of several days reach over a year's end.
  for (const holiday of [year - 1, year].flatMap((each) => new Holidays(country).getHolidays(each))) {
    const length = Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY);
    const date = holiday.date.slice(0, 10); // its text is local to the country, its instants are not
    if (holiday.type !== "public" || length < 1 || !isLocalDate(date)) continue;
    for (let day = 0; day < length; day += 1) dates.add(addDays(date, day));
  }
  return new Set([...dates].filter((date) => Number(date.slice(0, 4)) === year));
};
