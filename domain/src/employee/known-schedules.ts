// The schedules that most people work, as data by code. Any other is given as a cycle of its own.
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { Schedule } from "./schedule.js";

/** A Monday, on which weekly cycles begin. */
const MONDAY = localDate("2024-01-01");

const fiveDays = (code: string, weeklyMinutes: number): Schedule => {
  const day = weeklyMinutes / 5;
  return { code, anchor: MONDAY, cycle: [day, day, day, day, day, 0, 0], followsCalendar: true };
};

/** Two shifts of 12 hours, then two days off; crew b works while crew a rests. */
const twoByTwo = (code: string, anchor: LocalDate): Schedule => ({
  code,
  anchor,
  cycle: [720, 720, 0, 0],
  followsCalendar: false,
});

const schedules: readonly Schedule[] = [
  fiveDays("five-day-40", 2400),
  fiveDays("five-day-36", 2160),
  fiveDays("five-day-24", 1440),
  fiveDays("five-day-20", 1200), // half time
  twoByTwo("shift-2-2-a", localDate("2024-01-01")),
  twoByTwo("shift-2-2-b", localDate("2024-01-03")),
];

export const knownSchedules: ReadonlyMap<string, Schedule> = new Map(schedules.map((each) => [each.code, each]));

/** The schedule of whoever has none assigned: five days, 40 hours. */
export const defaultSchedule: Schedule = fiveDays("five-day-40", 2400);
