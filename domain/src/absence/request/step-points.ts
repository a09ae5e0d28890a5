// When a step that waits reminds its holder, and when it goes to the next one. Pure: whoever keeps the time asks here.
import { scheduleOn, type Employment } from "../../employee/employee.js";
import { plannedMinutes } from "../../employee/schedule/schedule.js";
import { addDays, epochDay, yearOf, type LocalDate } from "../../kernel/local-date.js";
import { loadedCalendar, type CalendarOf } from "../../work-calendar/work-calendar.js";
import type { RouteStep } from "../absence-fields.js";

/** The n-th working day of somebody's own schedule, counted from the day after a day. Throws CalendarNotLoaded. */
const workingDayAfter = (began: LocalDate, count: number, holder: Employment, calendarOf: CalendarOf): LocalDate => {
  let left = count;
  for (let date = addDays(began, 1); ; date = addDays(date, 1)) {
    const calendar = loadedCalendar(calendarOf, holder.country, yearOf(date));
    if (plannedMinutes(scheduleOn(holder, date), epochDay(date), calendar) > 0) left -= 1;
    if (left === 0) return date;
  }
};

/**
 * The days on which a step reminds and escalates, by the calendar and the schedule of its holder: the n-th working day,
 * counted from the day after the step began. Null where the step has no such point. Throws CalendarNotLoaded.
 */
export const stepPoints = (
  step: Pick<RouteStep, "remindAfter" | "escalateAfter">,
  beganOn: LocalDate,
  holder: Employment,
  calendarOf: CalendarOf,
): { readonly remindsOn: LocalDate | null; readonly escalatesOn: LocalDate | null } => {
  const after = (count: number | null) => (count === null ? null : workingDayAfter(beganOn, count, holder, calendarOf));
  return { remindsOn: after(step.remindAfter), escalatesOn: after(step.escalateAfter) };
};
