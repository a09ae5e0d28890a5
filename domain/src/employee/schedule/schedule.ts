// A work schedule: a cycle of shifts that repeats from an anchor day, as planned minutes and, where they are known, with the
// times at which each shift begins and ends.
import { z } from "zod";
import { epochDay, LocalDate } from "../../kernel/local-date.js";
import { segmentOf, TimeSpan, without, type Segment } from "../../kernel/local-time.js";
import { dayKindOf, type WorkCalendar } from "../../work-calendar/work-calendar.js";

/** `to` at or before `from` is on the next day. Breaks are not worked; they lie inside the shift, in order. */
export const Shift = TimeSpan.extend({ breaks: z.array(TimeSpan).max(8) });
export type Shift = z.output<typeof Shift>;

export const Schedule = z.object({
  code: z.string().min(1).max(64),
  /** The day on which the cycle's first entry falls (a Monday for a week). */
  anchor: LocalDate,
  /** Planned minutes of the shift that begins on each day of the cycle; 0 is a day off. */
  cycle: z.array(z.int().min(0).max(1440)).min(1).max(366),
  /** Whether the production calendar moves its days off, frees its holidays and shortens its days before them. */
  followsCalendar: z.boolean(),
  /** When the shift of each day of the cycle begins and ends; null where only minutes are known. */
  shifts: z.array(Shift.nullable()).max(366).nullable().default(null),
  /** Overtime day by day, or what is worked over the norm of an accounting period (Labour Code, article 104). */
  accounting: z.enum(["daily", "summed"]).default("daily"),
  /** The week whose norm the production calendar gives for summed accounting: 40 hours, or a shorter one. */
  weeklyMinutes: z.int().min(1).max(10_080).default(2400),
});
export type Schedule = z.output<typeof Schedule>;

/** Schedules were minutes alone; those that did not follow the calendar were under summed accounting already. */
export const liftSchedule = (data: Record<string, unknown>): Record<string, unknown> => {
  const schedule = data["schedule"] as Record<string, unknown>; // every version 1 has one
  const accounting = schedule["followsCalendar"] === true ? "daily" : "summed";
  return { ...data, schedule: { ...schedule, shifts: null, accounting, weeklyMinutes: 2400 } };
};

/** By how much the day before a public holiday is shorter (Labour Code, article 95). */
const SHORTER_BY = 60;

/** When a shift is worked, in minutes from the day on which it begins; after 1440 it is the next day. */
export const workedTimes = (shift: Shift): readonly Segment[] => {
  const whole = segmentOf(shift);
  const breaks = shift.breaks.map((each) => {
    const pause = segmentOf(each);
    return pause.from < whole.from ? { from: pause.from + 1440, to: pause.to + 1440 } : pause;
  });
  return without([whole], breaks);
};

const lengthOf = (segments: readonly Segment[]): number => segments.reduce((sum, { from, to }) => sum + to - from, 0);

/** What is wrong with the times of a schedule, and in which entry; undefined where they fit its minutes. */
export const faultOfShifts = ({
  cycle,
  shifts,
}: Schedule): { readonly index: number; readonly says: string } | undefined => {
  if (shifts === null) return undefined;
  if (shifts.length !== cycle.length) return { index: 0, says: "must have one entry for each day of the cycle" };
  for (const [index, shift] of shifts.entries()) {
    const times = shift === null ? [] : workedTimes(shift);
    if (lengthOf(times) !== cycle[index])
      return { index, says: `must last the ${cycle[index]} minutes of its day in the cycle, without its breaks` };
    const next = shifts[(index + 1) % shifts.length] ?? null;
    const ends = Math.max(0, ...times.map(({ to }) => to)) - 1440;
    if (next !== null && ends > segmentOf(next).from) return { index, says: "must end before the next day's begins" };
  }
  return undefined;
};

/** Planned minutes of the shift that begins on a day, by its day number, which must lie in the calendar's year. */
export type Plan = (day: number) => number;

/** The place of a day in the cycle; before the anchor the cycle repeats backwards. */
const placeIn = ({ anchor, cycle: { length } }: Schedule): ((day: number) => number) => {
  const anchored = epochDay(anchor);
  return (day) => (((day - anchored) % length) + length) % length;
};

/** Which entry of the cycle is worked on a day, and by how many minutes less. */
interface Planned {
  readonly place: number;
  readonly less: number;
}

/**
 * What is worked on a day of a calendar's year. A schedule that follows the calendar works neither on holidays nor on
 * transferred days off, does a moved day's work on its Saturday, and an hour less on short days. A shift that does not
 * follow it is not shortened.
 */
const plannedBy = (schedule: Schedule, calendar: WorkCalendar): ((day: number) => Planned | undefined) => {
  const place = placeIn(schedule);
  if (!schedule.followsCalendar) return (day) => ({ place: place(day), less: 0 });
  return (day) => {
    const kind = dayKindOf(calendar, day);
    if (kind === "public-holiday" || kind === "transferred-day-off") return undefined;
    const less = kind === "short" ? SHORTER_BY : 0;
    const moved = schedule.cycle[place(day)] === 0 ? calendar.movedWork.get(day) : undefined;
    return { place: place(moved ?? day), less };
  };
};

export const planOf = (schedule: Schedule, calendar: WorkCalendar): Plan => {
  const planned = plannedBy(schedule, calendar);
  return (day) => {
    const found = planned(day);
    return found === undefined ? 0 : Math.max(0, (schedule.cycle[found.place] ?? 0) - found.less);
  };
};

/** Planned minutes of one day; whoever asks for many takes `planOf`. */
export const plannedMinutes = (schedule: Schedule, day: number, calendar: WorkCalendar): number =>
  planOf(schedule, calendar)(day);

/** The first `minutes` of some segments; the rest is not worked. */
export const firstOf = (segments: readonly Segment[], minutes: number): Segment[] => {
  let left = minutes;
  return segments.flatMap(({ from, to }) => {
    const taken = Math.min(left, to - from);
    left -= taken;
    return taken > 0 ? [{ from, to: from + taken }] : [];
  });
};

/**
 * When the shift that begins on a day is worked, in minutes from that day on; undefined where the schedule has no times.
 * A short day ends earlier.
 */
export const timesOf = (
  schedule: Schedule,
  calendar: WorkCalendar,
): ((day: number) => readonly Segment[]) | undefined => {
  const { shifts } = schedule;
  if (shifts === null) return undefined;
  const planned = plannedBy(schedule, calendar);
  const times = shifts.map((shift) => (shift === null ? [] : workedTimes(shift)));
  return (day) => {
    const found = planned(day);
    const segments = found === undefined ? [] : (times[found.place] ?? []);
    return found === undefined || found.less === 0 ? segments : firstOf(segments, lengthOf(segments) - found.less);
  };
};

/** Whether a shift of the schedule can reach over midnight. */
export const crossesMidnight = ({ shifts }: Schedule): boolean =>
  shifts !== null && shifts.some((shift) => shift !== null && segmentOf(shift).to > 1440);
