// What speaks against a request, whatever the balance is: employment, time, the form of the kind, what comes with it.
import { scheduleOn, type Employment } from "../../employee/employee.js";
import { plannedMinutes } from "../../employee/schedule/schedule.js";
import { refuse, type Refusal } from "../../kernel/decision.js";
import { addMonthsToDate, daysBetween, epochDay, yearOf, type LocalDate } from "../../kernel/local-date.js";
import type { AbsenceKind } from "../../policy/absence-kinds.js";
import { dayKindOf, loadedCalendar } from "../../work-calendar/work-calendar.js";
import type { AbsenceFacts } from "../absence-facts.js";
import type { AskedPlace } from "../collisions.js";
import type { SubmitLeave } from "./submit-leave.js";

/** The length that one request of a kind may have, and the days of employment. */
export const refuseSpan = (
  { from, to }: Pick<AskedPlace, "from" | "to">,
  kind: AbsenceKind,
  { employeeId, hiredOn, lastDay }: Employment,
): Refusal | undefined => {
  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const days = daysBetween(from, to) + 1;
  if (days > kind.longestDays) return refuse("absence-too-long", { days, limit: kind.longestDays }, "/to");
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && to > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/to");
  return undefined;
};

/** How far back and ahead of today. */
export const refuseDistance = (
  from: LocalDate,
  kind: AbsenceKind,
  { country }: Employment,
  byHr: boolean,
  { policy, today }: Pick<AbsenceFacts, "policy" | "today">,
): Refusal | undefined => {
  if (from < today && !kind.backDatedBy.includes(byHr ? "hr-officer" : "employee"))
    return refuse("back-dated", { from, kind: kind.code, allowed: kind.backDatedBy.join(", ") || "nobody" }, "/from");
  const { monthsAhead } = policy.leavePolicy(country, today);
  return from > addMonthsToDate(today, monthsAhead)
    ? refuse("too-far-ahead", { from, months: monthsAhead }, "/from")
    : undefined;
};

/** Whole days, halves or hours, as the kind takes them. */
export const refuseForm = (
  { dayPart, time }: Pick<AskedPlace, "dayPart" | "time">,
  kind: AbsenceKind,
): Refusal | undefined => {
  const { code, halfDays, hours, measured } = kind;
  if (dayPart !== "full" && !halfDays) return refuse("whole-days-only", { kind: code }, "/dayPart");
  if (measured === "hours" && time === null) return refuse("hours-required", { kind: code }, "/time");
  return measured === "days" && time !== null && !hours
    ? refuse("whole-days-only", { kind: code }, "/time")
    : undefined;
};

/** Document, compensation and trip, as the kind asks for them. HR has on paper what the employee must send. */
export const refuseAccompaniment = (
  { documents, compensation, trip }: Pick<SubmitLeave, "documents" | "compensation" | "trip">,
  { code, needsDocument, compensation: compensations, travels }: AbsenceKind,
  byHr: boolean,
): Refusal | undefined => {
  if (needsDocument && documents.length === 0 && !byHr) return refuse("document-missing", { kind: code }, "/documents");
  if (compensation !== null && !compensations.includes(compensation))
    return refuse(
      "not-compensated",
      { kind: code, compensations: compensations.join(", ") || "nothing" },
      "/compensation",
    );
  if (trip !== null && !travels) return refuse("no-trip", { kind: code }, "/trip");
  return trip === null && travels && !byHr ? refuse("trip-required", { kind: code }, "/trip") : undefined;
};

/** Overtime is done on working days and beyond the schedule, work on a day off on days off (Labour Code, 99 and 113). */
export const refuseWorkDay = (
  { from }: Pick<AskedPlace, "from">,
  { code, workedOn }: AbsenceKind,
  employment: Employment,
  { calendar: calendarOf }: Pick<AbsenceFacts, "calendar">,
): Refusal | undefined => {
  if (workedOn === null) return undefined;
  const { country } = employment;
  const year = yearOf(from);
  if (calendarOf(country, year) === undefined) return refuse("calendar-not-loaded", { country, year }, "/from");
  const calendar = loadedCalendar(calendarOf, country, year);
  const day = epochDay(from);
  const off =
    plannedMinutes(scheduleOn(employment, from), day, calendar) === 0 || dayKindOf(calendar, day) === "public-holiday";
  if (off === (workedOn === "day-off")) return undefined;
  return refuse(off ? "is-day-off" : "is-working-day", { date: from, kind: code }, "/from");
};
