// One employee's month: day = schedule ⊕ work calendar ⊕ absences. Forms T-12/T-13, codes by DOMAIN's table.
import { absenceKind } from "../policy/absence-kinds.js";
import { plannedMinutes } from "../employee/schedule.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { epochDay, firstDay, lastDay, localDate, type LocalDate, type Period } from "../kernel/local-date.js";
import { dayKindOf, loadedCalendar, type CalendarOf, type WorkCalendar } from "../work-calendar/work-calendar.js";
import { scheduleAt, unitAt, type AbsenceSpan, type Timeline } from "./timeline.js";

/** A day's code with the minutes worked under it; absences and days off have none. */
export interface CellEntry {
  readonly code: string;
  readonly minutes: number;
}

export interface DayCell {
  readonly date: LocalDate;
  readonly unitId: UnitId;
  /** What schedule and calendar plan for the day, before absences. */
  readonly plannedMinutes: number;
  readonly codes: readonly CellEntry[];
}

/** Days and worked minutes by code. */
export interface Totals {
  readonly days: Readonly<Record<string, number>>;
  readonly minutes: Readonly<Record<string, number>>;
}

export interface TimesheetMonth {
  readonly employeeId: EmployeeId;
  readonly period: Period;
  /** The days of employment in the month, in order; the T-13 sheet leaves the others blank. */
  readonly days: readonly DayCell[];
  /** Days 1–15 and 16–end, as the form sums them. */
  readonly halves: readonly [Totals, Totals];
  readonly total: Totals;
}

const WORK = "Я";
const DAY_OFF = "В";

const addTo = (sums: Record<string, number>, code: string, amount: number): void => {
  sums[code] = (sums[code] ?? 0) + amount;
};

const sum = (days: readonly DayCell[]): Totals => {
  const totals = { days: {} as Record<string, number>, minutes: {} as Record<string, number> };
  for (const { codes } of days)
    for (const { code, minutes } of codes) {
      addTo(totals.days, code, 1);
      if (minutes > 0) addTo(totals.minutes, code, minutes);
    }
  return totals;
};

/** A day without an absence: work as planned, or a day off. */
const ordinary = (planned: number): CellEntry =>
  planned > 0 ? { code: WORK, minutes: planned } : { code: DAY_OFF, minutes: 0 };

/**
 * A day inside an absence. A public holiday in annual leave, and a day that a working-day kind does not count, stay days
 * off (В); sickness and trips stand on every calendar day; remote work is work.
 */
const absent = (
  timeline: Timeline,
  { kind }: AbsenceSpan,
  date: LocalDate,
  day: number,
  planned: number,
  calendar: WorkCalendar,
): CellEntry => {
  const policy = absenceKind(timeline.country, kind, date);
  if (policy === undefined || policy.timesheetCode === WORK) return ordinary(planned);
  if (policy.counts === "scheduled-days" && planned === 0) return ordinary(planned);
  if (policy.counts === "calendar-days-without-holidays" && dayKindOf(calendar, day) === "public-holiday")
    return { code: DAY_OFF, minutes: 0 };
  return { code: policy.timesheetCode, minutes: 0 };
};

/**
 * The month as the unit's timesheet shows it; undefined for someone who is not employed in it.
 * Throws CalendarNotLoaded when the year's work calendar is missing.
 */
export const timesheetMonth = (
  timeline: Timeline | undefined,
  period: Period,
  calendarOf: CalendarOf,
): TimesheetMonth | undefined => {
  if (timeline === undefined) return undefined;
  const first = firstDay(period);
  const end = lastDay(period);
  const { hiredOn, lastDay: left } = timeline;
  if (hiredOn > end || (left !== null && left < first)) return undefined;
  const calendar = loadedCalendar(calendarOf, timeline.country, Number(period.slice(0, 4)));
  const spans = timeline.absences.filter((span) => span.from <= end && span.to >= first);
  const from = hiredOn > first ? hiredOn : first;
  const to = left !== null && left < end ? left : end;
  const days: DayCell[] = [];
  const offset = epochDay(first) - 1;
  for (let number = Number(from.slice(8)); number <= Number(to.slice(8)); number += 1) {
    const date = localDate(`${period}-${String(number).padStart(2, "0")}`);
    const day = offset + number;
    const planned = plannedMinutes(scheduleAt(timeline, date), day, calendar);
    const span = spans.find((each) => each.from <= date && date <= each.to);
    const entry = span === undefined ? ordinary(planned) : absent(timeline, span, date, day, planned, calendar);
    const unitId = unitAt(timeline, date) ?? timeline.units[0]?.unitId;
    if (unitId !== undefined) days.push({ date, unitId, plannedMinutes: planned, codes: [entry] });
  }
  return { employeeId: timeline.employeeId, period, days, ...sumsOf(days) };
};

/** The sums of a sheet: of a whole month, or of the days in one of its units. */
export const sumsOf = (days: readonly DayCell[]): Pick<TimesheetMonth, "halves" | "total"> => {
  const isFirstHalf = ({ date }: DayCell): boolean => Number(date.slice(8)) <= 15;
  return {
    halves: [sum(days.filter(isFirstHalf)), sum(days.filter((day) => !isFirstHalf(day)))],
    total: sum(days),
  };
};
