// A local date: a day in an employee's own time zone, without an instant. ISO text, so that it sorts and stores as it reads.
// Its arithmetic is on day numbers (days since 1970-01-01) and makes no Date objects: timesheets do it millions of times.
import { z } from "zod";
import type { Instant } from "./identifiers.js";

export type LocalDate = string & { readonly __localDate: true };
export type Period = string & { readonly __period: true };

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Dates that come from outside lie in these years, so that no arithmetic on them leaves four-digit years. */
const FIRST_YEAR = "1900";
const LAST_YEAR = "2199";
const withinYears = (text: string): boolean => text.slice(0, 4) >= FIRST_YEAR && text.slice(0, 4) <= LAST_YEAR;

/** Day number of a proleptic Gregorian date (Howard Hinnant's days_from_civil). */
const dayNumber = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** Text of a day number (civil_from_days). */
const dateText = (day: number): string => {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const number = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(number)}`;
};

/** Days since 1970-01-01. */
export const epochDay = (date: LocalDate): number =>
  dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));

export const fromEpochDay = (day: number): LocalDate => dateText(day) as LocalDate; // every day number is a date

export const isLocalDate = (text: string): text is LocalDate =>
  datePattern.test(text) && dateText(epochDay(text as LocalDate)) === text; // the 30th of February comes back as March

/** The day of a calendar that text names. Throws where no such day exists; parse input with `LocalDate` instead. */
export const localDate = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new RangeError(`${text} is not a day of the calendar; write it as 2026-02-28`);
  return text;
};

export const LocalDate = z
  .string()
  .refine(
    (text) => isLocalDate(text) && withinYears(text),
    `must be a day that exists, from ${FIRST_YEAR} to ${LAST_YEAR}, written as 2026-02-28`,
  )
  .transform((text) => text as LocalDate) // proved by the refinement above
  .meta({ format: "date", example: "2026-11-16" });

export const isPeriod = (text: string): text is Period => monthPattern.test(text);

/** A calendar month, the period of timesheets and payroll. Throws where the text is none. */
export const period = (text: string): Period => {
  if (!isPeriod(text)) throw new RangeError(`${text} is not a month; write it as 2026-02`);
  return text;
};

export const Period = z
  .string()
  .refine(
    (text) => isPeriod(text) && withinYears(text),
    `must be a month from ${FIRST_YEAR} to ${LAST_YEAR}, written as 2026-02`,
  )
  .transform((text) => text as Period) // proved by the refinement above
  .meta({ example: "2026-11" });

export const addDays = (date: LocalDate, days: number): LocalDate => fromEpochDay(epochDay(date) + days);

/** Whole days from one date to a later one; negative where it is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => epochDay(to) - epochDay(from);

/** 1 = Monday … 7 = Sunday, as ISO 8601 counts; of a day number. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** 1 = Monday … 7 = Sunday, as ISO 8601 counts. */
export const weekday = (date: LocalDate): number => weekdayOf(epochDay(date));

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

export const periodOf = (date: LocalDate): Period => date.slice(0, 7) as Period; // a date begins with its month

export const firstDay = (month: Period): LocalDate => `${month}-01` as LocalDate; // every month has a first day

export const lastDay = (month: Period): LocalDate => addDays(firstDay(addMonths(month, 1)), -1);

export const addMonths = (month: Period, months: number): Period => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return period(`${String(Math.floor(index / 12)).padStart(4, "0")}-${twoDigits((index % 12) + 1)}`);
};

/** The same number of a later month, or that month's last day where it has no such number (months end as terms do). */
export const addMonthsToDate = (date: LocalDate, months: number): LocalDate => {
  const month = addMonths(periodOf(date), months);
  const end = lastDay(month);
  const number = `${month}-${date.slice(8)}`;
  return number < end ? localDate(number) : end;
};

/** Every day from `from` to `to`, both included; nothing where they are reversed. */
export const eachDay = (from: LocalDate, to: LocalDate): LocalDate[] => {
  const days: LocalDate[] = [];
  for (let day = epochDay(from); day <= epochDay(to); day += 1) days.push(fromEpochDay(day));
  return days;
};

export const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
export const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The local date of an instant in an IANA time zone. Throws a RangeError where the zone does not exist. */
export const localDateAt = (instant: Instant, timeZone: string): LocalDate => {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    // Swedish writes dates as ISO does.
    formatter = new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formatters.set(timeZone, formatter);
  }
  return localDate(formatter.format(new Date(instant)));
};
