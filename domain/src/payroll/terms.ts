// The terms by which a day is paid: salary, allowances, and the norm of the month that is the divisor of both.
import { monthPlan } from "../employee/schedule/month-plan.js";
import type { Schedule } from "../employee/schedule/schedule.js";
import { inForceInSpell } from "../employee/spells.js";
import type { LocalDate } from "../kernel/local-date.js";
import type { Money } from "../kernel/money.js";
import type { TimePolicy } from "../policy/time-policy.js";
import { placeIn, scheduleAt, type Fact, type Timeline } from "../timesheet/timeline.js";
import type { TimesheetMonth } from "../timesheet/timesheet-month.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

export interface Terms {
  readonly salary: Money;
  /** The salary with the allowances that policy counts for overtime and days off. */
  readonly wage: Money;
  readonly allowances: readonly { readonly code: string; readonly monthly: Money }[];
  readonly schedule: Schedule;
  readonly normMinutes: number;
  readonly facts: readonly Fact[];
}

const IN_LIEU = "НВ";

/**
 * The whole norm of a month for a schedule. A day in lieu is taken out of it, so that the salary stays whole: what was
 * planned for the day and not worked.
 */
export const normsOf = (timeline: Timeline, month: TimesheetMonth, calendarOf: CalendarOf) => {
  const norms = new Map<Schedule, number>();
  const taken = month.days.filter(({ codes, plannedMinutes }) => plannedMinutes > 0 && codes.at(-1)?.code === IN_LIEU);
  return (schedule: Schedule): number => {
    let norm = norms.get(schedule);
    if (norm === undefined) {
      const plan = monthPlan(schedule, month.period, calendarOf, placeIn(timeline, month.period));
      norm = plan.norm;
      for (const { date, plannedMinutes, codes } of taken) {
        const missing = codes.reduce((left, { minutes }) => left - minutes, plannedMinutes);
        norm -= Math.max(0, Math.min(missing, plan.days[Number(date.slice(8)) - 1]?.minutes ?? 0));
      }
      norms.set(schedule, norm);
    }
    return norm;
  };
};

/** Undefined where there is no salary. */
export const termsOn = (
  timeline: Timeline,
  date: LocalDate,
  normOf: (schedule: Schedule) => number,
  policy: TimePolicy,
): Terms | undefined => {
  const paid = inForceInSpell(timeline.spells, timeline.salaries, date);
  if (paid === undefined || paid.monthly === null) return undefined;
  const salary = paid.monthly;
  const facts: Fact[] = [paid.fact];
  const scheduled = inForceInSpell(timeline.spells, timeline.schedules, date);
  if (scheduled !== undefined) facts.push(scheduled.fact);
  const allowances: { code: string; monthly: Money }[] = [];
  let counted = 0;
  for (const code of Object.keys(timeline.allowances)) {
    const allowed = inForceInSpell(timeline.spells, timeline.allowances[code] ?? [], date);
    // Only what has the salary's currency can be added to it; the decision sees to that.
    if (allowed === undefined || allowed.monthly === null || allowed.monthly.currency !== salary.currency) continue;
    allowances.push({ code, monthly: allowed.monthly });
    facts.push(allowed.fact);
    if (policy.allowancesInPremiums.includes(code)) counted += allowed.monthly.minor;
  }
  const schedule = scheduleAt(timeline, date);
  const wage = counted === 0 ? salary : { minor: salary.minor + counted, currency: salary.currency };
  return { salary, wage, allowances, schedule, normMinutes: normOf(schedule), facts };
};

/** The first day after `date` on which other terms may hold. */
export const nextTerms = (timeline: Timeline, date: LocalDate): LocalDate | undefined => {
  let next: LocalDate | undefined;
  const look = (entries: readonly { readonly from: LocalDate }[]): void => {
    for (const { from } of entries) if (from > date && (next === undefined || from < next)) next = from;
  };
  look(timeline.salaries);
  look(timeline.schedules);
  if (timeline.spells.length > 1) look(timeline.spells.map(({ hiredOn }) => ({ from: hiredOn })));
  for (const code of Object.keys(timeline.allowances)) look(timeline.allowances[code] ?? []);
  return next;
};
