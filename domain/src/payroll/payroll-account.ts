// One person's payroll over the periods: what is frozen, and what is posted for it later. A period's closing freezes its
// figures by its place in the log. A fact after it posts a delta into the earliest later period that is open, or waits for one.
//
// No figure of a closed period is kept: what was posted for it so far, its own lines and every delta, is what a calculation
// from the facts before this one gives. So the delta is the calculation after the fact less the one before it.
import { firstDay, type Period } from "../kernel/local-date.js";
import { timePolicy, type TimePolicyOf } from "../policy/time-policy.js";
import {
  evolveTimeline,
  leavesIn,
  placeIn,
  type Fact,
  type Timeline,
  type TimelineEvent,
} from "../timesheet/timeline.js";
import { touchedMonths, touches, type Touched } from "../timesheet/touched-months.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import { differenceOf, type HoursDelta } from "./difference.js";
import { payrollHours } from "./payroll-hours.js";
import type { PayrollCorrectionEvent } from "./payroll-corrections.js";
import type { PayrollPeriodEvent } from "./payroll-period.js";
import { accountedMonths, settlesIn } from "./summed-accounting.js";

export interface PayrollDelta extends HoursDelta {
  /** The closed period that it is for. */
  readonly of: Period;
  /** The fact that it follows from. */
  readonly fact: Fact;
  /** The period that it is posted in; null until a later one is open. */
  readonly postedIn: Period | null;
}

export interface PayrollAccount {
  readonly timeline: Timeline | undefined;
  /** Those that wait, and those of periods that are not closed yet; in the order of their facts. */
  readonly deltas: readonly PayrollDelta[];
}

/** The periods in order, with whether each is closed. */
export interface PeriodState {
  readonly period: Period;
  readonly closed: boolean;
}

export const emptyAccount: PayrollAccount = { timeline: undefined, deltas: [] };

export const evolvePeriods = (periods: readonly PeriodState[], event: PayrollPeriodEvent): readonly PeriodState[] => {
  const { period } = event.data;
  if (event.type === "PeriodCalculated") return periods;
  const closed = event.type === "PeriodClosed";
  if (periods.some((each) => each.period === period && each.closed === closed)) return periods;
  const others = periods.filter((each) => each.period !== period);
  return [...others, { period, closed }].toSorted((a, b) => (a.period < b.period ? -1 : 1));
};

/** Whether a month's figures can follow from what was touched: its own days, or those counted together with it. */
export const affects = (
  touched: Touched,
  timeline: Timeline | undefined,
  period: Period,
  policyOf: TimePolicyOf = timePolicy,
): boolean => {
  if (touches(touched, period)) return true;
  if (timeline === undefined || touched.months.length === 0) return false;
  if (leavesIn(timeline, period) && timeline.absences.some(({ compensation }) => compensation === "day-in-lieu"))
    return true;
  const policy = policyOf(placeIn(timeline, period).country, firstDay(period));
  if (policy.summedMonths === 1 || !settlesIn(period, timeline, policy)) return false;
  return accountedMonths(period, timeline, policy).some((month) => touches(touched, month));
};

/** Where a delta of a closed period goes. */
const openAfter = (periods: readonly PeriodState[], of: Period): Period | null =>
  periods.find(({ period, closed }) => !closed && period > of)?.period ?? null;

interface Rules {
  readonly calendarOf: CalendarOf;
  readonly policyOf?: TimePolicyOf;
}

/** What a fact about the person posts for periods that are closed. */
const deltasOf = (
  before: Timeline | undefined,
  after: Timeline | undefined,
  periods: readonly PeriodState[],
  fact: Fact,
  { calendarOf, policyOf = timePolicy }: Rules,
): PayrollDelta[] => {
  const touched = touchedMonths(before, after);
  return periods.flatMap(({ period, closed }) => {
    if (!closed || !(affects(touched, before, period, policyOf) || affects(touched, after, period, policyOf)))
      return [];
    const hours = (timeline: Timeline | undefined) => payrollHours(timeline, period, calendarOf, undefined, policyOf);
    const delta = differenceOf(hours(before), hours(after));
    return delta === undefined ? [] : [{ of: period, fact, postedIn: openAfter(periods, period), ...delta }];
  });
};

/** The account after a fact about the person; the same object where nothing changed. */
export const evolveAccount = (
  account: PayrollAccount,
  event: TimelineEvent,
  fact: Fact,
  periods: readonly PeriodState[],
  rules: Rules,
): PayrollAccount => {
  const timeline = evolveTimeline(account.timeline, event, fact);
  if (timeline === account.timeline) return account;
  const posted = periods.some(({ closed }) => closed) ? deltasOf(account.timeline, timeline, periods, fact, rules) : [];
  return { timeline, deltas: posted.length === 0 ? account.deltas : [...account.deltas, ...posted] };
};

/** The account after a correction was posted on command: a delta as the others, whatever it came from. */
export const evolveAccountByCorrection = (
  account: PayrollAccount,
  { data: { of, difference } }: PayrollCorrectionEvent,
  fact: Fact,
  periods: readonly PeriodState[],
): PayrollAccount => {
  const figures = difference as typeof difference | null; // null once the person's data are erased
  if (figures === null) return account;
  return { ...account, deltas: [...account.deltas, { of, fact, postedIn: openAfter(periods, of), ...figures }] };
};

/** The account after something happened to a period; `periods` are those after it. */
export const evolveAccountByPeriod = (
  account: PayrollAccount,
  event: PayrollPeriodEvent,
  periods: readonly PeriodState[],
): PayrollAccount => {
  const { deltas } = account;
  if (deltas.length === 0) return account;
  const { period } = event.data;
  if (event.type === "PeriodClosed") {
    // They are frozen with the period; nothing asks for them any more.
    const left = deltas.filter(({ postedIn }) => postedIn !== period);
    return left.length === deltas.length ? account : { ...account, deltas: left };
  }
  if (event.type !== "PeriodOpened" || !deltas.some(({ postedIn }) => postedIn === null)) return account;
  return {
    ...account,
    deltas: deltas.map((delta) =>
      delta.postedIn === null ? { ...delta, postedIn: openAfter(periods, delta.of) } : delta,
    ),
  };
};
