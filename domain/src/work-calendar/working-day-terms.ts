// Terms in working days of a country's calendar: the day itself, days after it and days before it.
import { epochDay, fromEpochDay, yearOf, type LocalDate } from "../kernel/local-date.js";
import { dayKindOf, type CalendarOf } from "./work-calendar.js";

/** A term came to a year whose calendar is not loaded. */
export interface UnloadedYear {
  readonly unloadedYear: number;
}

/** Whether a day is worked in a five-day week; undefined where its year is not loaded. */
export const isWorkingDay = (date: LocalDate, country: string, calendarOf: CalendarOf): boolean | undefined => {
  const calendar = calendarOf(country, yearOf(date));
  if (calendar === undefined) return undefined;
  const kind = dayKindOf(calendar, epochDay(date));
  return kind === "working" || kind === "short";
};

/**
 * The working day that lies so many working days after a day (before it, where `days` is negative), the day itself not
 * counted. 0 is the day itself, or the next working day where it is a day off.
 */
export const addWorkingDays = (
  from: LocalDate,
  days: number,
  country: string,
  calendarOf: CalendarOf,
): LocalDate | UnloadedYear => {
  const step = days < 0 ? -1 : 1;
  let left = Math.abs(days);
  for (let day = days === 0 ? epochDay(from) : epochDay(from) + step; ; day += step) {
    const date = fromEpochDay(day);
    const works = isWorkingDay(date, country, calendarOf);
    if (works === undefined) return { unloadedYear: yearOf(date) };
    if (!works) continue;
    left -= 1;
    if (left <= 0) return date;
  }
};
