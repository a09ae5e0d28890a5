// The work calendar of a country and year: what each day is. Russia's is data of ours (production calendar); other countries
// have their public holidays (date-holidays) and Saturdays and Sundays off. A year that is not loaded is an error.
import { epochDay, firstDay, fromEpochDay, lastDay, localDate, period, weekdayOf } from "../kernel/local-date.js";
import type { LocalDate, Period } from "../kernel/local-date.js";
import { hasPublicHolidays, publicHolidaysOf } from "./public-holidays.js";
import { russianPublicHolidays, russianYears, type RussianYear } from "./russia.js";

/**
 * `public-holiday` is kept apart from days off: annual leave does not count it, and it stays so on a weekend.
 * `transferred-day-off` is a weekday that became a day off; `day-off` is an ordinary Saturday or Sunday.
 * `short` is a working day with one hour less.
 */
export type DayKind = "working" | "short" | "day-off" | "transferred-day-off" | "public-holiday";

export interface WorkCalendar {
  readonly country: string;
  readonly year: number;
  /** Day number (days since 1970-01-01) of 1 January. */
  readonly firstDayNumber: number;
  /** What each day of the year is, from 1 January on. */
  readonly kinds: readonly DayKind[];
  /** Day number of a worked Saturday → day number of the weekday whose work is done on it. */
  readonly movedWork: ReadonlyMap<number, number>;
}

/** How calendars are handed to decisions and calculations: `undefined` where a year is not loaded. */
export type CalendarOf = (country: string, year: number) => WorkCalendar | undefined;

/** A calculation came to a year whose calendar is not loaded. Decisions refuse before it comes to this. */
export class CalendarNotLoaded extends Error {
  readonly country: string;
  readonly year: number;
  constructor(country: string, year: number) {
    super(`The work calendar of ${country} for ${year} is not loaded; add the year to the calendar's data.`);
    this.name = "CalendarNotLoaded";
    this.country = country;
    this.year = year;
  }
}

const build = (country: string, year: number, kindOf: (date: LocalDate, day: number) => DayKind): WorkCalendar => {
  const first = epochDay(localDate(`${year}-01-01`));
  const last = epochDay(localDate(`${year}-12-31`));
  const kinds = Array.from({ length: last - first + 1 }, (_, index) =>
    kindOf(fromEpochDay(first + index), first + index),
  );
  return { country, year, firstDayNumber: first, kinds, movedWork: new Map() };
};

const weekend = (day: number): boolean => weekdayOf(day) >= 6;

const russia = (year: number, data: RussianYear): WorkCalendar => {
  const calendar = build("RU", year, (date, day) => {
    if (russianPublicHolidays.includes(date.slice(5))) return "public-holiday";
    if (data.daysOff.includes(date)) return "transferred-day-off";
    if (data.shortDays.includes(date)) return "short";
    if (date in data.workingSaturdays) return "working";
    return weekend(day) ? "day-off" : "working";
  });
  const moves = Object.entries(data.workingSaturdays);
  const movedWork = new Map(moves.map(([to, from]) => [epochDay(localDate(to)), epochDay(localDate(from))]));
  return { ...calendar, movedWork };
};

const elsewhere = (country: string, year: number): WorkCalendar | undefined => {
  const holidays = publicHolidaysOf(country, year);
  return (
    holidays &&
    build(country, year, (date, day) => {
      if (holidays.has(date)) return "public-holiday";
      return weekend(day) ? "day-off" : "working";
    })
  );
};

const loaded = new Map<string, WorkCalendar | undefined>();

/**
 * The calendar of a country (ISO 3166-1 alpha-2) and year; `undefined` where it is not loaded. Russia: the years of
 * russia.ts. Elsewhere: every year from 2000 to 2099 of the countries that date-holidays knows.
 */
export const workCalendar: CalendarOf = (country, year) => {
  const key = `${country} ${year}`;
  if (loaded.has(key)) return loaded.get(key);
  const data = russianYears[year];
  const calendar = country === "RU" ? data && russia(year, data) : elsewhere(country, year);
  // Unknown countries and years come from outside and are not kept, so that this cache stays bounded.
  if (calendar !== undefined) loaded.set(key, calendar);
  return calendar;
};

/** Countries whose calendar is data of ours, year by year, by the decrees of each; of others every year is computed. */
const yearly: Readonly<Record<string, Readonly<Record<number, RussianYear>>>> = { RU: russianYears };

/** The countries that somebody must have loaded a year of, before a month in it can be counted. */
export const countriesLoadedByYear: readonly string[] = Object.keys(yearly);

/** Whether a country (ISO 3166-1 alpha-2) has work calendars at all. */
export const hasWorkCalendar = (country: string): boolean =>
  Object.hasOwn(yearly, country) || hasPublicHolidays(country);

/** The calendar of a year, or CalendarNotLoaded. */
export const loadedCalendar = (calendarOf: CalendarOf, country: string, year: number): WorkCalendar => {
  const calendar = calendarOf(country, year);
  if (calendar === undefined) throw new CalendarNotLoaded(country, year);
  return calendar;
};

/** What a day is, by its day number; the day must lie in the calendar's year. */
export const dayKindOf = (calendar: WorkCalendar, day: number): DayKind => {
  const kind = calendar.kinds[day - calendar.firstDayNumber];
  if (kind === undefined) throw new RangeError(`${fromEpochDay(day)} is not in the calendar of ${calendar.year}`);
  return kind;
};

export const dayKind = (calendar: WorkCalendar, date: LocalDate): DayKind => dayKindOf(calendar, epochDay(date));

const daysOf = (calendar: WorkCalendar, span: Period | number): readonly DayKind[] => {
  if (typeof span === "number") return calendar.kinds;
  const from = epochDay(firstDay(span)) - calendar.firstDayNumber;
  return calendar.kinds.slice(from, epochDay(lastDay(span)) - calendar.firstDayNumber + 1);
};

/** Working days of a month, or of the calendar's year, in a five-day week; short days are among them. */
export const workingDays = (calendar: WorkCalendar, span: Period | number = calendar.year): number =>
  daysOf(calendar, span).filter((kind) => kind === "working" || kind === "short").length;

/**
 * Norm of minutes of a month, or of the calendar's year: weekly minutes ÷ 5 × working days − 60 for each short day, for
 * part-timers and shorter weeks too (order of the Ministry of Health and Social Development of 13.08.2009 No. 588n).
 * Rounded to whole minutes, half up, where the week does not divide by 5.
 */
export const normMinutes = (
  calendar: WorkCalendar,
  weeklyMinutes: number,
  span: Period | number = calendar.year,
): number => {
  const days = daysOf(calendar, span);
  const short = days.filter((kind) => kind === "short").length;
  const working = days.filter((kind) => kind === "working").length + short;
  return Math.floor((2 * weeklyMinutes * working + 5) / 10) - 60 * short;
};

/** The month of a year, as `normMinutes` takes it. */
export const monthOf = (year: number, month: number): Period => period(`${year}-${String(month).padStart(2, "0")}`);
