// Payroll hours of one employee and period, and the pay for them. DOMAIN: “Payroll hours and pay for them”, “Norm and rate”,
// “Lines”, “Day in lieu”, “Summed accounting”. Integer minutes and minor units only.
import type { EmployeeId } from "../kernel/identifiers.js";
import { firstDay, periodOf, type LocalDate, type Period } from "../kernel/local-date.js";
import { timePolicy, type TimePolicy, type TimePolicyOf } from "../policy/time-policy.js";
import { placeIn, scheduleAt, type Fact, type Timeline } from "../timesheet/timeline.js";
import { timesheetMonth, type DayCell, type TimesheetMonth } from "../timesheet/timesheet-month.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import { unusedDaysInLieu } from "./day-in-lieu.js";
import { PayBook, type PayCategory, type PayLine } from "./pay-line.js";
import { accountedMonths, countedInSums, settlesIn, summedOvertime } from "./summed-accounting.js";
import { nextTerms, normsOf, termsOn, type Terms } from "./terms.js";

export interface PayrollHours {
  readonly employeeId: EmployeeId;
  readonly period: Period;
  /** Of the schedule that holds on the last day of employment in the period, before absences, hire or leaving. */
  readonly normMinutes: number;
  /** All that was worked, overtime and days off among it. */
  readonly workedMinutes: number;
  readonly nightMinutes: number;
  /** Overtime at the first and at the second rate; under summed accounting found when its period ends. */
  readonly overtimeFirstMinutes: number;
  readonly overtimeFurtherMinutes: number;
  /** Worked on days off and public holidays. */
  readonly dayOffMinutes: number;
  /** Planned minutes that were not worked, by the code of the absence; never added to worked hours. */
  readonly absentMinutes: Readonly<Record<string, number>>;
  /** The facts behind each of them. */
  readonly absentFacts: Readonly<Record<string, readonly Fact[]>>;
  /** Days by code, days off among them: their sum is the days of employment in the period. */
  readonly days: Readonly<Record<string, number>>;
  readonly lines: readonly PayLine[];
}

const OVERTIME = "С";
const DAY_OFF_WORK = "РВ";
const UNKNOWN = "НН";
const SINGLE = 100;

/** What one day has of each, in minutes. */
interface DaySums {
  inside: number;
  overtime: number;
  dayOff: number;
}

const sumsOfDay = ({ codes }: DayCell): DaySums => {
  const sums = { inside: 0, overtime: 0, dayOff: 0 };
  for (const { code, minutes } of codes) {
    if (code === OVERTIME) sums.overtime += minutes;
    else if (code === DAY_OFF_WORK) sums.dayOff += minutes;
    else sums.inside += minutes;
  }
  return sums;
};

/** The days of a month that have the same terms. */
interface Stretch {
  readonly terms: Terms | undefined;
  readonly days: readonly DayCell[];
}

const stretchesOf = (timeline: Timeline, { days }: TimesheetMonth, termsAt: (date: LocalDate) => Terms | undefined) => {
  const stretches: Stretch[] = [];
  for (let start = 0; start < days.length;) {
    const date = days[start]?.date as LocalDate; // start is below the length
    const next = nextTerms(timeline, date);
    const found = next === undefined ? -1 : days.findIndex((day) => day.date >= next);
    const end = found === -1 ? days.length : found;
    stretches.push({ terms: termsAt(date), days: days.slice(start, end) });
    start = end;
  }
  return stretches;
};

/** One stretch's minutes at its rates. Overtime under summed accounting is not paid by the day. */
const payStretch = (book: PayBook, { terms, days }: Stretch, policy: TimePolicy, ends: readonly Fact[]): void => {
  if (terms === undefined) return;
  const { salary, wage, normMinutes } = terms;
  const rate = (category: PayCategory, monthly: Terms["salary"], percent: number, code: string | null = null) => ({
    category,
    code,
    monthly,
    normMinutes,
    percent,
  });
  const inFull = terms.schedule.accounting === "daily";
  let inside = 0;
  const shaped: Fact[] = [...terms.facts, ...ends];
  const premium = (category: PayCategory, monthly: Terms["salary"], percent: number, minutes: number, day: DayCell) => {
    if (minutes > 0) book.add(rate(category, monthly, percent), minutes, [...terms.facts, ...day.facts]);
  };
  for (const day of days) {
    const sums = sumsOfDay(day);
    inside += sums.inside;
    if (day.facts.length > 0) shaped.push(...day.facts);
    if (sums.overtime > 0 && day.inLieu) premium("single", wage, SINGLE, sums.overtime, day);
    else if (sums.overtime > 0 && inFull) {
      const first = Math.min(sums.overtime, policy.firstOvertime);
      premium("overtime-first", wage, policy.firstPercent, first, day);
      premium("overtime-further", wage, policy.furtherPercent, sums.overtime - first, day);
    }
    if (day.inLieu) premium("single", wage, SINGLE, sums.dayOff, day);
    else premium("day-off", wage, policy.dayOffPercent, sums.dayOff, day);
    premium("night", salary, policy.nightPercent, day.nightMinutes, day);
  }
  book.add(rate("salary", salary, SINGLE), inside, shaped);
  for (const { code, monthly } of terms.allowances) book.add(rate("allowance", monthly, SINGLE, code), inside, shaped);
};

/** What was found at the end of an accounting period, in whole where it stands in no salary line, else the surplus. */
const paySummed = (
  book: PayBook,
  found: NonNullable<ReturnType<typeof summedOvertime>>,
  terms: Terms | undefined,
  policy: TimePolicy,
): void => {
  if (terms === undefined) return;
  const pay = (category: PayCategory, percent: number, minutes: number): void => {
    const rate = { category, code: null, monthly: terms.wage, normMinutes: terms.normMinutes, percent };
    if (minutes > 0) book.add(rate, minutes, [...terms.facts, ...found.facts]);
  };
  const firstBeyond = Math.min(found.first, found.beyond);
  const furtherBeyond = Math.min(found.further, found.beyond - firstBeyond);
  pay("overtime-first", policy.firstPercent, firstBeyond);
  pay("overtime-first", policy.firstPercent - SINGLE, found.first - firstBeyond);
  pay("overtime-further", policy.furtherPercent, furtherBeyond);
  pay("overtime-further", policy.furtherPercent - SINGLE, found.further - furtherBeyond);
  pay("within-norm", SINGLE, found.beyond - firstBeyond - furtherBeyond);
};

/** Undefined for someone not employed in the period. Throws CalendarNotLoaded. */
export const payrollHours = (
  timeline: Timeline | undefined,
  period: Period,
  calendarOf: CalendarOf,
  month: TimesheetMonth | undefined = timesheetMonth(timeline, period, calendarOf),
  policyOf: TimePolicyOf = timePolicy,
): PayrollHours | undefined => {
  const last = month?.days.at(-1);
  if (timeline === undefined || month === undefined || last === undefined) return undefined;
  const policy = policyOf(placeIn(timeline, period).country, firstDay(period));
  const normOf = normsOf(timeline, month, calendarOf);
  const book = new PayBook();
  const inMonth = (date: LocalDate | null) => date !== null && periodOf(date) === period;
  const ends = timeline.spells.flatMap(({ hiredOn, hiredBy, lastDay, leftBy }) => [
    ...(inMonth(hiredOn) ? [hiredBy] : []),
    ...(inMonth(lastDay) && leftBy !== null ? [leftBy] : []),
  ]);
  const stretches = stretchesOf(timeline, month, (date) => termsOn(timeline, date, normOf, policy));
  for (const stretch of stretches) payStretch(book, stretch, policy, ends);

  const absentMinutes: Record<string, number> = {};
  const absentFacts: Record<string, Fact[]> = {};
  let [workedMinutes, nightMinutes, dayOffMinutes, first, further] = [0, 0, 0, 0, 0];
  for (const day of month.days) {
    const sums = sumsOfDay(day);
    workedMinutes += sums.inside + sums.overtime + sums.dayOff;
    nightMinutes += day.nightMinutes;
    dayOffMinutes += sums.dayOff;
    if (sums.overtime > 0 && scheduleAt(timeline, day.date).accounting === "daily") {
      first += Math.min(sums.overtime, policy.firstOvertime);
      further += Math.max(0, sums.overtime - policy.firstOvertime);
    }
    const missing = day.plannedMinutes - sums.inside - sums.dayOff;
    if (missing <= 0) continue;
    const state = day.codes.at(-1); // the absence stands behind the work of a half day
    const code = state === undefined || state.minutes > 0 ? UNKNOWN : state.code;
    absentMinutes[code] = (absentMinutes[code] ?? 0) + missing;
    absentFacts[code] = [...new Set([...(absentFacts[code] ?? []), ...day.facts])];
  }
  const termsFor = (cell: DayCell, of: TimesheetMonth): Terms | undefined =>
    termsOn(timeline, cell.date, of === month ? normOf : normsOf(timeline, of, calendarOf), policy);
  // Also for somebody who is accounted by the day by then: what was worked before in the accounting period is settled with it.
  if (countedInSums(timeline) && settlesIn(period, timeline, policy)) {
    const months = accountedMonths(period, timeline, policy).flatMap((each) =>
      each === period ? month : (timesheetMonth(timeline, each, calendarOf, policyOf) ?? []),
    );
    const found = summedOvertime(timeline, months, calendarOf, policy);
    const settled = months.findLast(({ days }) => found !== undefined && days.includes(found.last));
    if (found !== undefined && settled !== undefined) {
      paySummed(book, found, termsFor(found.last, settled), policy);
      first += found.first;
      further += found.further;
    }
  }
  for (const spell of timeline.spells)
    for (const { cell, minutes, month: of } of inMonth(spell.lastDay)
      ? unusedDaysInLieu(timeline, spell, calendarOf, policyOf)
      : []) {
      const terms = termsFor(cell, of);
      if (terms === undefined) continue;
      const { wage: monthly, normMinutes } = terms;
      const percent = policy.dayOffPercent - SINGLE;
      book.add({ category: "lieu-unused", code: null, monthly, normMinutes, percent }, minutes, [
        ...terms.facts,
        ...cell.facts,
        ...ends,
      ]);
    }
  return {
    employeeId: timeline.employeeId,
    period,
    normMinutes: normOf(scheduleAt(timeline, last.date)),
    workedMinutes,
    nightMinutes,
    overtimeFirstMinutes: first,
    overtimeFurtherMinutes: further,
    dayOffMinutes,
    absentMinutes,
    absentFacts,
    days: month.total.days,
    lines: book.lines(),
  };
};
