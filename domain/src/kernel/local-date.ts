// A local date: a day in an employee's own time zone, without an instant. ISO text, so that it sorts and stores as it reads.
import { z } from "zod";

export type LocalDate = string & { readonly __localDate: true };
export type Period = string & { readonly __period: true };

const DAY = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

const toEpochDay = (text: string): number | undefined => {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const instant = Date.UTC(year, month - 1, day);
  const date = new Date(instant);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? instant / DAY : undefined;
};

export const isLocalDate = (text: string): text is LocalDate => toEpochDay(text) !== undefined;

/** The day of a calendar that text names. Throws where no such day exists; parse input with `LocalDate` instead. */
export const localDate = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new RangeError(`${text} is not a day of the calendar; write it as 2026-02-28`);
  return text;
};

export const LocalDate = z
  .string()
  .refine(isLocalDate, "must be a day that exists, written as 2026-02-28")
  .transform((text) => text as LocalDate) // proved by the refinement above
  .meta({ format: "date", example: "2026-11-16" });

export const isPeriod = (text: string): text is Period => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** A calendar month, the period of timesheets and payroll. Throws where the text is none. */
export const period = (text: string): Period => {
  if (!isPeriod(text)) throw new RangeError(`${text} is not a month; write it as 2026-02`);
  return text;
};

export const Period = z
  .string()
  .refine(isPeriod, "must be a month, written as 2026-02")
  .transform((text) => text as Period) // proved by the refinement above
  .meta({ example: "2026-11" });

/** Days since 1970-01-01. */
export const epochDay = (date: LocalDate): number => toEpochDay(date) ?? 0;

export const fromEpochDay = (day: number): LocalDate => localDate(new Date(day * DAY).toISOString().slice(0, 10));

export const addDays = (date: LocalDate, days: number): LocalDate => fromEpochDay(epochDay(date) + days);

/** Whole days from one date to a later one; negative where it is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => epochDay(to) - epochDay(from);

/** 1 = Monday … 7 = Sunday, as ISO 8601 counts. */
export const weekday = (date: LocalDate): number => ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

export const periodOf = (date: LocalDate): Period => period(date.slice(0, 7));

export const firstDay = (month: Period): LocalDate => localDate(`${month}-01`);

export const lastDay = (month: Period): LocalDate => addDays(firstDay(addMonths(month, 1)), -1);

export const addMonths = (month: Period, months: number): Period => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return period(`${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`);
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
