// Payroll hours of one employee and period, and the pay for them. DOMAIN: “Payroll hours and pay for them”, “Norm and rate”,
// “Lines”. Integer minutes and minor units only; one rounding, half up, at the end of each line.
import { share, type Money } from "../kernel/money.js";
import { monthPlan } from "../employee/month-plan.js";
import type { Schedule } from "../employee/schedule.js";
import type { EmployeeId } from "../kernel/identifiers.js";
import type { Period } from "../kernel/local-date.js";
import { countryIn, salaryAt, scheduleAt, type Timeline } from "../timesheet/timeline.js";
import { timesheetMonth, type TimesheetMonth } from "../timesheet/timesheet-month.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

/** One category at one rate: two salaries, or two norms, in a month are two lines. */
export interface PayLine {
  readonly category: "salary";
  /** Worked minutes inside the schedule. */
  readonly minutes: number;
  readonly monthly: Money;
  /** The divisor: the whole norm of the month for the person's own schedule. */
  readonly normMinutes: number;
  /** salary × worked ÷ norm, in minor units. */
  readonly amountMinor: number;
}

export interface PayrollHours {
  readonly employeeId: EmployeeId;
  readonly period: Period;
  /** Of the schedule that holds on the last day of employment in the period, before absences, hire or leaving. */
  readonly normMinutes: number;
  readonly workedMinutes: number;
  /** Planned minutes that were not worked, by the code of the absence; never added to worked hours. */
  readonly absentMinutes: Readonly<Record<string, number>>;
  /** Days by code, days off among them: their sum is the days of employment in the period. */
  readonly days: Readonly<Record<string, number>>;
  readonly lines: readonly PayLine[];
}

interface Rate {
  readonly monthly: Money;
  readonly normMinutes: number;
  minutes: number;
}

const salaryLines = (timeline: Timeline, month: TimesheetMonth, normOf: (schedule: Schedule) => number): PayLine[] => {
  const rates: Rate[] = [];
  let rate: Rate | undefined;
  for (const { date, codes } of month.days) {
    const monthly = salaryAt(timeline, date);
    if (monthly === undefined) continue;
    const normMinutes = normOf(scheduleAt(timeline, date));
    const holds = ({ monthly: { minor, currency }, normMinutes: norm }: Rate): boolean =>
      minor === monthly.minor && currency === monthly.currency && norm === normMinutes;
    if (rate === undefined || !holds(rate)) rate = rates.find(holds);
    if (rate === undefined) rates.push((rate = { monthly, normMinutes, minutes: 0 }));
    for (const { minutes } of codes) rate.minutes += minutes;
  }
  return rates.map(({ monthly, normMinutes, minutes }) => ({
    category: "salary",
    minutes,
    monthly,
    normMinutes,
    amountMinor: share(monthly.minor, minutes, normMinutes),
  }));
};

/** Undefined for someone not employed in the period. Throws CalendarNotLoaded. */
export const payrollHours = (
  timeline: Timeline | undefined,
  period: Period,
  calendarOf: CalendarOf,
  month: TimesheetMonth | undefined = timesheetMonth(timeline, period, calendarOf),
): PayrollHours | undefined => {
  const last = month?.days.at(-1);
  if (timeline === undefined || month === undefined || last === undefined) return undefined;
  const norms = new Map<Schedule, number>();
  const normOf = (schedule: Schedule): number => {
    const norm =
      norms.get(schedule) ??
      monthPlan(schedule, period, calendarOf, { country: countryIn(timeline, period), timeZone: "UTC" }).norm;
    norms.set(schedule, norm);
    return norm;
  };
  const absentMinutes: Record<string, number> = {};
  let workedMinutes = 0;
  for (const { plannedMinutes, codes } of month.days) {
    let worked = 0;
    for (const { minutes } of codes) worked += minutes;
    workedMinutes += worked;
    const missing = plannedMinutes - worked;
    const code = codes.at(-1)?.code; // the absence stands behind the work of a half day
    if (missing > 0 && code !== undefined) absentMinutes[code] = (absentMinutes[code] ?? 0) + missing;
  }
  return {
    employeeId: timeline.employeeId,
    period,
    normMinutes: normOf(scheduleAt(timeline, last.date)),
    workedMinutes,
    absentMinutes,
    days: month.total.days,
    lines: salaryLines(timeline, month, normOf),
  };
};
