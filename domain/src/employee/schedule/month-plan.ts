// What a schedule plans for each day of a month, on the days on which it is worked: minutes after midnight stand on the next
// day, also across a month's end. Made once for all who work the schedule.
import { clockChangesOn, elapsedOf, type ClockChange } from "../../kernel/clock-changes.js";
import { epochDay, firstDay, fromEpochDay, lastDay, type Period } from "../../kernel/local-date.js";
import { DAY_MINUTES, within, type Segment } from "../../kernel/local-time.js";
import {
  dayKindOf,
  loadedCalendar,
  type CalendarOf,
  type DayKind,
  type WorkCalendar,
} from "../../work-calendar/work-calendar.js";
import { crossesMidnight, planOf, timesOf, type Schedule } from "./schedule.js";

export interface DayPlan {
  readonly kind: DayKind;
  /** What passes between the times of the day; of a schedule without times, what its cycle says. */
  readonly minutes: number;
  /** When the day is worked; undefined where the schedule has no times. */
  readonly times: readonly Segment[] | undefined;
  readonly clock: readonly ClockChange[];
}

export interface MonthPlan {
  readonly schedule: Schedule;
  /** By day of the month, from 0. */
  readonly days: readonly DayPlan[];
  /** The whole norm of the month: all that is planned, before absences, hire or leaving. */
  readonly norm: number;
}

/** Where a schedule is worked. */
export interface Place {
  readonly country: string;
  readonly timeZone: string;
}

const noTimes: readonly Segment[] = [];
const steadyClock: readonly ClockChange[] = [];

/** What of a shift is worked after midnight, on the clock of the next day. */
const nextMorning = (times: readonly Segment[]): readonly Segment[] =>
  within(times, DAY_MINUTES, 2 * DAY_MINUTES).map(({ from, to }) => ({
    from: from - DAY_MINUTES,
    to: to - DAY_MINUTES,
  }));

/** What of the shift of a day and of the one before it is worked on the day itself. */
const timesByDay = (
  schedule: Schedule,
  calendar: WorkCalendar,
  calendarOf: CalendarOf,
): ((day: number) => readonly Segment[]) | undefined => {
  const times = timesOf(schedule, calendar);
  if (times === undefined) return undefined;
  if (!crossesMidnight(schedule)) return times;
  const before = (day: number): readonly Segment[] => {
    if (day >= calendar.firstDayNumber || !schedule.followsCalendar) return times(day);
    // The night before 1 January was planned by the old year's calendar.
    return timesOf(schedule, loadedCalendar(calendarOf, calendar.country, calendar.year - 1))?.(day) ?? noTimes;
  };
  return (day) => [...nextMorning(before(day - 1)), ...within(times(day), 0, DAY_MINUTES)];
};

/** What of a shift that began the day before is worked on a day; of a schedule without times nothing is known. */
const afterMidnight = (
  schedule: Schedule | undefined,
  day: number,
  country: string,
  calendarOf: CalendarOf,
): readonly Segment[] => {
  if (schedule === undefined || !crossesMidnight(schedule)) return noTimes;
  const calendar = loadedCalendar(calendarOf, country, Number(fromEpochDay(day - 1).slice(0, 4)));
  const began = timesOf(schedule, calendar)?.(day - 1) ?? noTimes;
  return nextMorning(began);
};

/**
 * The first day of a schedule: a shift that began the evening before is worked by the schedule of that evening, and not at all
 * by somebody who was not employed then.
 */
export const firstDayPlan = (
  schedule: Schedule,
  plan: DayPlan,
  day: number,
  evening: Schedule | undefined,
  { country, timeZone }: Place,
  calendarOf: CalendarOf,
): DayPlan => {
  const own = afterMidnight(schedule, day, country, calendarOf);
  const others = afterMidnight(evening, day, country, calendarOf);
  if (own.length === 0 && others.length === 0) return plan;
  const clock = clockChangesOn(timeZone, day);
  const times = [...others, ...(plan.times ?? noTimes).slice(own.length)];
  return { ...plan, clock, times, minutes: plan.minutes - elapsedOf(own, clock) + elapsedOf(others, clock) };
};

const make = (schedule: Schedule, month: Period, calendar: WorkCalendar, calendarOf: CalendarOf, timeZone: string) => {
  const plan = planOf(schedule, calendar);
  const times = timesByDay(schedule, calendar, calendarOf);
  const last = epochDay(lastDay(month));
  const days: DayPlan[] = [];
  let norm = 0;
  for (let day = epochDay(firstDay(month)); day <= last; day += 1) {
    const clock = times === undefined ? steadyClock : clockChangesOn(timeZone, day);
    const worked = times?.(day);
    const minutes = worked === undefined ? plan(day) : elapsedOf(worked, clock);
    norm += minutes;
    days.push({ kind: dayKindOf(calendar, day), minutes, times: worked, clock });
  }
  return { schedule, days, norm };
};

const KEPT_AT_MOST = 5_000;
const written = new WeakMap<Schedule, string>();
const made = new WeakMap<WorkCalendar, Map<string, MonthPlan>>();

/** A schedule as text; two objects that say the same have the same plans. */
const textOf = (schedule: Schedule): string => {
  const text = written.get(schedule) ?? JSON.stringify(schedule);
  written.set(schedule, text);
  return text;
};

/** Throws CalendarNotLoaded. */
export const monthPlan = (
  schedule: Schedule,
  month: Period,
  calendarOf: CalendarOf,
  { country, timeZone }: Place,
): MonthPlan => {
  const calendar = loadedCalendar(calendarOf, country, Number(month.slice(0, 4)));
  const key = `${month} ${schedule.shifts === null ? "" : timeZone} ${textOf(schedule)}`;
  let plans = made.get(calendar);
  if (plans === undefined) made.set(calendar, (plans = new Map()));
  let plan = plans.get(key);
  if (plan === undefined) {
    plan = make(schedule, month, calendar, calendarOf, timeZone);
    if (plans.size >= KEPT_AT_MOST) plans.clear();
    plans.set(key, plan);
  }
  return plan;
};
