// A work schedule: a cycle of planned minutes that repeats from an anchor day.
import { z } from "zod";
import { epochDay, firstDay, lastDay, LocalDate, type Period } from "../kernel/local-date.js";
import { dayKindOf, loadedCalendar, type CalendarOf, type WorkCalendar } from "../work-calendar/work-calendar.js";

export const Schedule = z.object({
  code: z.string().min(1).max(64),
  /** The day on which the cycle's first entry falls (a Monday for a week). */
  anchor: LocalDate,
  /** Planned minutes of each day of the cycle; 0 is a day off. */
  cycle: z.array(z.int().min(0).max(1440)).min(1).max(366),
  /** Whether the production calendar moves its days off, frees its holidays and shortens its days before them. */
  followsCalendar: z.boolean(),
});
export type Schedule = z.output<typeof Schedule>;

/** By how much the day before a public holiday is shorter (Labour Code, article 95). */
const SHORTER_BY = 60;

/** Planned minutes of a day, by its day number, which must lie in the calendar's year. */
export type Plan = (day: number) => number;

/** Minutes that the cycle alone plans for a day; before the anchor the cycle repeats backwards. */
const cycleOf = ({ anchor, cycle }: Schedule): Plan => {
  const anchored = epochDay(anchor);
  const { length } = cycle;
  return (day) => cycle[(((day - anchored) % length) + length) % length] ?? 0;
};

/**
 * What a schedule plans in a calendar's year. A schedule that follows the calendar works neither on holidays nor on
 * transferred days off, does a moved day's work on its Saturday, and an hour less on short days. A shift under summed
 * accounting follows its cycle alone and is not shortened.
 */
export const planOf = (schedule: Schedule, calendar: WorkCalendar): Plan => {
  const cycle = cycleOf(schedule);
  if (!schedule.followsCalendar) return cycle;
  return (day) => {
    const kind = dayKindOf(calendar, day);
    if (kind === "public-holiday" || kind === "transferred-day-off") return 0;
    const minutes = cycle(day);
    const moved = minutes === 0 ? calendar.movedWork.get(day) : undefined;
    const planned = moved === undefined ? minutes : cycle(moved);
    return kind === "short" ? Math.max(0, planned - SHORTER_BY) : planned;
  };
};

/** Planned minutes of one day; whoever asks for many takes `planOf`. */
export const plannedMinutes = (schedule: Schedule, day: number, calendar: WorkCalendar): number =>
  planOf(schedule, calendar)(day);

/**
 * Norm of a month for a schedule, in minutes: all that it plans, before absences, hire or leaving. For a five-day week this
 * is `normMinutes`; who works fewer days has the norm of the own schedule. Throws CalendarNotLoaded.
 */
export const scheduleNorm = (schedule: Schedule, month: Period, calendarOf: CalendarOf, country: string): number => {
  const plan = planOf(schedule, loadedCalendar(calendarOf, country, Number(month.slice(0, 4))));
  const last = epochDay(lastDay(month));
  let norm = 0;
  for (let day = epochDay(firstDay(month)); day <= last; day += 1) norm += plan(day);
  return norm;
};
