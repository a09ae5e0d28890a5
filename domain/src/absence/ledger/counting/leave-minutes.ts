// How a request counts on a ledger that is measured in minutes: by what the person's own schedule plans, never by more.
import { scheduleOn, type Employment } from "../../../employee/employee.js";
import { crossesMidnight, plannedMinutes, timesOf } from "../../../employee/schedule/schedule.js";
import { epochDay, fromEpochDay, yearOf } from "../../../kernel/local-date.js";
import { DAY_MINUTES, overlap, segmentOf, type Segment, type TimeSpan } from "../../../kernel/local-time.js";
import { dayKindOf, loadedCalendar, type CalendarOf } from "../../../work-calendar/work-calendar.js";
import type { DaySpan } from "../../absence-fields.js";
import type { AskedPlace } from "../../collisions.js";

/** Of the shift that begins on a day, asked for by the clock of another; by its times where they are known: breaks do not count. */
const minutesIn = (asked: Segment, day: number, employment: Employment, calendarOf: CalendarOf): number => {
  const date = fromEpochDay(day);
  const schedule = scheduleOn(employment, date);
  const calendar = loadedCalendar(calendarOf, employment.country, yearOf(date));
  const times = timesOf(schedule, calendar)?.(day);
  if (times !== undefined) return times.reduce((sum, worked) => sum + overlap(worked, asked), 0);
  return Math.min(plannedMinutes(schedule, day, calendar), asked.to - asked.from);
};

/** The night's part of a shift that began the day before is asked for by the clock of its own day. */
const minutesOf = (time: TimeSpan, day: number, employment: Employment, calendarOf: CalendarOf): number => {
  const { from, to } = segmentOf(time);
  const today = minutesIn({ from, to }, day, employment, calendarOf);
  const before = fromEpochDay(day - 1);
  if (before < employment.hiredOn || !crossesMidnight(scheduleOn(employment, before))) return today;
  return today + minutesIn({ from: from + DAY_MINUTES, to: to + DAY_MINUTES }, day - 1, employment, calendarOf);
};

/** What each day counts in minutes, days in a row that are alike as one span. Throws CalendarNotLoaded. */
export const countMinutes = (
  { from, to, dayPart, time }: Pick<AskedPlace, "from" | "to" | "dayPart" | "time">,
  employment: Employment,
  calendarOf: CalendarOf,
): readonly DaySpan[] => {
  const spans: DaySpan[] = [];
  for (let day = epochDay(from); day <= epochDay(to); day += 1) {
    const date = fromEpochDay(day);
    const calendar = loadedCalendar(calendarOf, employment.country, yearOf(date));
    const planned = plannedMinutes(scheduleOn(employment, date), day, calendar);
    // Of half a day an odd minute is worked, as in the timesheet.
    const whole = dayPart === "full" ? planned : Math.floor(planned / 2);
    const counted = time === null ? whole : minutesOf(time, day, employment, calendarOf);
    const free = dayKindOf(calendar, day) === "public-holiday" ? ("holiday" as const) : ("off" as const);
    const means = planned > 0 || counted > 0 ? ("leave" as const) : free;
    const last = spans.at(-1);
    if (last?.means === means && last.counted === counted) spans[spans.length - 1] = { ...last, to: date };
    else spans.push({ from: date, to: date, means, counted });
  }
  return spans;
};
