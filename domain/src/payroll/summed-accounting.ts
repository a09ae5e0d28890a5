// Summed accounting (Labour Code, article 104): overtime is what was worked over the norm of the production calendar, less
// absences, found when the accounting period ends or the employment does. Hours of holidays and days off are paid as such.
import { epochDay, type Period } from "../kernel/local-date.js";
import type { TimePolicy } from "../policy/time-policy.js";
import { leavesIn, placeIn, scheduleAt, type Fact, type Timeline } from "../timesheet/timeline.js";
import type { DayCell, TimesheetMonth } from "../timesheet/timesheet-month.js";
import { dayKindOf, loadedCalendar, type CalendarOf } from "../work-calendar/work-calendar.js";

/**
 * The months of an accounting period up to one of them. Where somebody left in an earlier one and came back, that one was
 * settled then.
 */
export const accountedMonths = (period: Period, timeline: Timeline, { summedMonths }: TimePolicy): Period[] => {
  const number = Number(period.slice(5));
  const first = Math.floor((number - 1) / summedMonths) * summedMonths + 1;
  const months = Array.from(
    { length: number - first + 1 },
    (_, index) => `${period.slice(0, 5)}${String(first + index).padStart(2, "0")}` as Period, // months of one year
  );
  return months.slice(months.findLastIndex((month) => month !== period && leavesIn(timeline, month)) + 1);
};

/** Whether overtime is found at the end of this month. */
export const settlesIn = (period: Period, timeline: Timeline, { summedMonths }: TimePolicy): boolean =>
  Number(period.slice(5)) % summedMonths === 0 || leavesIn(timeline, period);

/** Whether anybody needs to look for summed overtime at all. */
export const countedInSums = ({ schedules }: Timeline): boolean =>
  schedules.some(({ schedule }) => schedule.accounting === "summed");

export interface SummedOvertime {
  readonly first: number;
  readonly further: number;
  /** Minutes beyond the schedule; they stand in no salary line. */
  readonly beyond: number;
  /** The last day under summed accounting: its terms pay. */
  readonly last: DayCell;
  readonly facts: readonly Fact[];
}

const OVERTIME = "С";
const DAY_OFF_WORK = "РВ";

/** Norm of some days of the production calendar, as `normMinutes` counts a month. */
const normOfDays = (weeklyMinutes: number, working: number, short: number): number =>
  Math.floor((2 * weeklyMinutes * working + 5) / 10) - 60 * short;

/** @param months The sheets of the accounting period up to the month in which it is settled. */
export const summedOvertime = (
  timeline: Timeline,
  months: readonly TimesheetMonth[],
  calendarOf: CalendarOf,
  policy: TimePolicy,
): SummedOvertime | undefined => {
  let [worked, beyond, absent, norm, workingDays, shifts] = [0, 0, 0, 0, 0, 0];
  let last: DayCell | undefined;
  const facts = new Set<Fact>();
  for (const { period, days } of months) {
    const calendar = loadedCalendar(calendarOf, placeIn(timeline, period).country, Number(period.slice(0, 4)));
    const byWeek = new Map<number, { working: number; short: number }>();
    for (const cell of days) {
      const { accounting, weeklyMinutes } = scheduleAt(timeline, cell.date);
      if (accounting !== "summed") continue;
      last = cell;
      const kind = dayKindOf(calendar, epochDay(cell.date));
      let week = byWeek.get(weeklyMinutes);
      if (week === undefined) byWeek.set(weeklyMinutes, (week = { working: 0, short: 0 }));
      if (kind === "working" || kind === "short") {
        week.working += 1;
        workingDays += 1;
      }
      if (kind === "short") week.short += 1;
      let inside = 0;
      let freely = 0;
      for (const { code, minutes } of cell.codes) {
        if (code === DAY_OFF_WORK) freely += minutes;
        else if (code !== OVERTIME) inside += minutes;
        else if (!cell.inLieu) {
          worked += minutes;
          beyond += minutes;
        }
      }
      worked += inside;
      if (inside > 0) shifts += 1;
      // The calendar's norm has no public holidays: a shift missed on one lowers nothing.
      if (kind !== "public-holiday") absent += Math.max(0, cell.plannedMinutes - inside - freely);
      for (const fact of cell.facts) facts.add(fact);
    }
    for (const [weekly, { working, short }] of byWeek) norm += normOfDays(weekly, working, short);
  }
  if (last === undefined) return undefined;
  const overtime = Math.max(0, worked - Math.max(0, norm - absent));
  const limit = policy.firstOvertime * (policy.summedFirst === "per-shift" ? shifts : workingDays);
  const first = Math.min(overtime, limit);
  return { first, further: overtime - first, beyond, last, facts: [...facts] };
};
