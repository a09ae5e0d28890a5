// How the days of a request count: by its kind, the work calendar and the person's own schedule. One counter for requests,
// approvals and corrections, also across a year's end.
import { scheduleOn, type Employment } from "../../../employee/employee.js";
import { plannedMinutes } from "../../../employee/schedule/schedule.js";
import { epochDay, fromEpochDay, yearOf, type LocalDate } from "../../../kernel/local-date.js";
import type { DayCounting } from "../../../policy/absence-kinds.js";
import { dayKindOf, loadedCalendar, type CalendarOf, type WorkCalendar } from "../../../work-calendar/work-calendar.js";
import type { DayPart, DaySpan } from "../../absence-fields.js";

export interface AskedDays {
  readonly counts: DayCounting;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart: DayPart;
}

type Meaning = Pick<DaySpan, "means" | "counted">;
const HOLIDAY: Meaning = { means: "holiday", counted: 0 };
const OFF: Meaning = { means: "off", counted: 0 };

const meaningOf = (
  counts: DayCounting,
  leave: Meaning,
  day: number,
  employment: Employment,
  calendar: WorkCalendar,
): Meaning => {
  const holiday = dayKindOf(calendar, day) === "public-holiday";
  switch (counts) {
    case "calendar-days":
      return leave;
    case "calendar-days-without-holidays":
      return holiday ? HOLIDAY : leave;
    case "scheduled-days": {
      // A shift that is planned on a holiday is a working day of that person.
      if (plannedMinutes(scheduleOn(employment, fromEpochDay(day)), day, calendar) > 0) return leave;
      return holiday ? HOLIDAY : OFF;
    }
  }
};

/** The first year of a span whose calendar is not loaded; undefined where all are. */
export const unloadedYear = (
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  country: string,
  calendarOf: CalendarOf,
): number | undefined => {
  for (let year = yearOf(from); year <= yearOf(to); year += 1) if (calendarOf(country, year) === undefined) return year;
  return undefined;
};

/** What each day from `from` to `to` counts, days in a row that are alike as one span. Throws CalendarNotLoaded. */
export const countDays = (asked: AskedDays, employment: Employment, calendarOf: CalendarOf): readonly DaySpan[] => {
  const leave: Meaning = { means: "leave", counted: asked.dayPart === "full" ? 100 : 50 };
  // Counts whatever the calendar says, also where it is not loaded.
  if (asked.counts === "calendar-days") return [{ from: asked.from, to: asked.to, ...leave }];
  const spans: DaySpan[] = [];
  for (let day = epochDay(asked.from); day <= epochDay(asked.to); day += 1) {
    const date = fromEpochDay(day);
    const calendar = loadedCalendar(calendarOf, employment.country, yearOf(date));
    const meaning = meaningOf(asked.counts, leave, day, employment, calendar);
    const last = spans.at(-1);
    if (last?.means === meaning.means) spans[spans.length - 1] = { ...last, to: date };
    else spans.push({ from: date, to: date, ...meaning });
  }
  return spans;
};
