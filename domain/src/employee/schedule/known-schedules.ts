// The schedules that most people work, as data by code. Any other is given as a cycle of its own.
import { z } from "zod";
import { localDate, type LocalDate } from "../../kernel/local-date.js";
import { workedTimes, type Schedule, type Shift } from "./schedule.js";

/** A Monday, on which weekly cycles begin. */
const MONDAY = localDate("2024-01-01");

const fiveDays = (code: ScheduleCode, weeklyMinutes: number): Schedule => {
  const day = weeklyMinutes / 5;
  return {
    code,
    anchor: MONDAY,
    cycle: [day, day, day, day, day, 0, 0],
    followsCalendar: true,
    shifts: null,
    accounting: "daily",
    weeklyMinutes,
  };
};

/** Two shifts of 12 hours, then two days off; crew b works while crew a rests. */
const twoByTwo = (code: ScheduleCode, anchor: LocalDate): Schedule => ({
  code,
  anchor,
  cycle: [720, 720, 0, 0],
  followsCalendar: false,
  shifts: null,
  accounting: "summed",
  weeklyMinutes: 2400,
});

const DAY_SHIFT: Shift = { from: "08:00", to: "20:00", breaks: [] };
const NIGHT_SHIFT: Shift = { from: "20:00", to: "08:00", breaks: [] };

/** Shifts whose times are known: night minutes and what is worked after midnight follow from them. */
const inShifts = (code: ScheduleCode, anchor: LocalDate, shifts: readonly (Shift | null)[]): Schedule => ({
  ...twoByTwo(code, anchor),
  cycle: shifts.map((shift) =>
    (shift === null ? [] : workedTimes(shift)).reduce((minutes, { from, to }) => minutes + to - from, 0),
  ),
  shifts: [...shifts],
});

export const ScheduleCode = z.enum([
  "five-day-40",
  "five-day-36",
  "five-day-24",
  "five-day-20",
  "shift-2-2-a",
  "shift-2-2-b",
  "night-2-2-a",
  "night-2-2-b",
  "day-night-48",
]);
export type ScheduleCode = z.output<typeof ScheduleCode>;

const schedules: Readonly<Record<ScheduleCode, Schedule>> = {
  "five-day-40": fiveDays("five-day-40", 2400),
  "five-day-36": fiveDays("five-day-36", 2160),
  "five-day-24": fiveDays("five-day-24", 1440),
  "five-day-20": fiveDays("five-day-20", 1200), // half time
  "shift-2-2-a": twoByTwo("shift-2-2-a", localDate("2024-01-01")),
  "shift-2-2-b": twoByTwo("shift-2-2-b", localDate("2024-01-03")),
  "night-2-2-a": inShifts("night-2-2-a", localDate("2024-01-01"), [NIGHT_SHIFT, NIGHT_SHIFT, null, null]),
  "night-2-2-b": inShifts("night-2-2-b", localDate("2024-01-03"), [NIGHT_SHIFT, NIGHT_SHIFT, null, null]),
  "day-night-48": inShifts("day-night-48", localDate("2024-01-01"), [DAY_SHIFT, NIGHT_SHIFT, null, null]),
};

export const knownSchedules: ReadonlyMap<string, Schedule> = new Map(Object.entries(schedules));

export const scheduleOf = (code: ScheduleCode): Schedule => schedules[code];

/** The schedule of whoever has none assigned: five days, 40 hours. */
export const defaultSchedule: Schedule = schedules["five-day-40"];
