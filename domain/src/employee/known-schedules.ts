// The schedules that most people work, as data by code. Any other is given as a cycle of its own.
import { z } from "zod";
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { Schedule } from "./schedule.js";

/** A Monday, on which weekly cycles begin. */
const MONDAY = localDate("2024-01-01");

const fiveDays = (code: ScheduleCode, weeklyMinutes: number): Schedule => {
  const day = weeklyMinutes / 5;
  return { code, anchor: MONDAY, cycle: [day, day, day, day, day, 0, 0], followsCalendar: true };
};

/** Two shifts of 12 hours, then two days off; crew b works while crew a rests. */
const twoByTwo = (code: ScheduleCode, anchor: LocalDate): Schedule => ({
  code,
  anchor,
  cycle: [720, 720, 0, 0],
  followsCalendar: false,
});

export const ScheduleCode = z.enum([
  "five-day-40",
  "five-day-36",
  "five-day-24",
  "five-day-20",
  "shift-2-2-a",
  "shift-2-2-b",
]);
export type ScheduleCode = z.output<typeof ScheduleCode>;

const schedules: Readonly<Record<ScheduleCode, Schedule>> = {
  "five-day-40": fiveDays("five-day-40", 2400),
  "five-day-36": fiveDays("five-day-36", 2160),
  "five-day-24": fiveDays("five-day-24", 1440),
  "five-day-20": fiveDays("five-day-20", 1200), // half time
  "shift-2-2-a": twoByTwo("shift-2-2-a", localDate("2024-01-01")),
  "shift-2-2-b": twoByTwo("shift-2-2-b", localDate("2024-01-03")),
};

export const knownSchedules: ReadonlyMap<string, Schedule> = new Map(Object.entries(schedules));

export const scheduleOf = (code: ScheduleCode): Schedule => schedules[code];

/** The schedule of whoever has none assigned: five days, 40 hours. */
export const defaultSchedule: Schedule = schedules["five-day-40"];
