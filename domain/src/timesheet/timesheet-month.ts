// One employee's month: day = schedule ⊕ work calendar ⊕ absences ⊕ recorded deviations. Forms T-12/T-13 (Goskomstat,
// 05.01.2004 No. 1).
import { firstDayPlan, monthPlan, type MonthPlan, type Place } from "../employee/schedule/month-plan.js";
import type { Schedule } from "../employee/schedule/schedule.js";
import { employedOn, employedWithin } from "../employee/spells.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import {
  addDays,
  epochDay,
  firstDay,
  fromEpochDay,
  lastDay,
  periodOf,
  type LocalDate,
  type Period,
} from "../kernel/local-date.js";
import { within } from "../kernel/local-time.js";
import { absenceKind } from "../policy/absence-kinds.js";
import { timePolicy, type TimePolicy, type TimePolicyOf } from "../policy/time-policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import {
  approvedCell,
  ordinaryCell,
  recordedCell,
  type AbsenceOfDay,
  type CellContent,
  type CellEntry,
  type PlainDay,
} from "./day-cell.js";
import { placeIn, scheduleAt, unitAt, type Deviation, type Fact, type Timeline } from "./timeline.js";
import { lastDateOf, roleOf, timesOn, workOn, type WorkOfDay } from "./work-spans.js";

export interface DayCell extends CellContent {
  readonly date: LocalDate;
  readonly unitId: UnitId;
  /** What schedule and calendar plan for the day, before absences. */
  readonly plannedMinutes: number;
  /** Whether a day in lieu makes good the work beyond the plan, which is then paid once. */
  readonly inLieu: boolean;
  /** The absences, approved work and deviation that made the cell; none for a day as planned. */
  readonly facts: readonly Fact[];
}

/** Days by the code that is their state, which sum to the days of employment, and worked minutes by code. */
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
  /** The same object for everybody whose month is this one by plan, in one unit and as a whole, and nothing besides. */
  readonly asPlanned?: object;
}

const addTo = (sums: Record<string, number>, code: string, amount: number): void => {
  sums[code] = (sums[code] ?? 0) + amount;
};

const sum = (days: readonly { readonly codes: readonly CellEntry[] }[]): Totals => {
  const totals = { days: {} as Record<string, number>, minutes: {} as Record<string, number> };
  for (const { codes } of days) {
    const [state] = codes;
    if (state !== undefined) addTo(totals.days, state.code, 1);
    for (const { code, minutes } of codes) if (minutes > 0) addTo(totals.minutes, code, minutes);
  }
  return totals;
};

type Sums = Pick<TimesheetMonth, "halves" | "total">;

const sumsByDay = (days: readonly { readonly day: number; readonly codes: readonly CellEntry[] }[]): Sums => {
  const second = days.findIndex(({ day }) => day > 15);
  const half = second === -1 ? days.length : second;
  return { halves: [sum(days.slice(0, half)), sum(days.slice(half))], total: sum(days) };
};

/** The sums of a sheet: of a whole month, or of the days in one of its units. */
export const sumsOf = (days: readonly DayCell[]): Sums =>
  sumsByDay(days.map(({ date, codes }) => ({ day: Number(date.slice(8)), codes })));

/** Days of a month, by number from 0; the same for everybody, so made once. */
const monthDays = (): ((period: Period) => readonly LocalDate[]) => {
  let latest: { readonly period: Period; readonly dates: readonly LocalDate[] } | undefined;
  return (period) => {
    if (latest?.period !== period) {
      const first = epochDay(firstDay(period));
      const length = epochDay(lastDay(period)) - first + 1;
      latest = { period, dates: Array.from({ length }, (_, index) => fromEpochDay(first + index)) };
    }
    return latest.dates;
  };
};
const datesOf = monthDays();

interface PlainMonth {
  readonly days: readonly PlainDay[];
  readonly cells: readonly CellContent[];
  readonly sums: Sums;
}
const plainMonths = new WeakMap<MonthPlan, { readonly policy: TimePolicy; readonly month: PlainMonth }>();

/** The cells of a month in which nothing happens: the same for all who work the schedule, so made once. */
const plainMonth = (plan: MonthPlan, policy: TimePolicy): PlainMonth => {
  const known = plainMonths.get(plan);
  if (known?.policy === policy) return known.month;
  const summed = plan.schedule.accounting === "summed";
  const usualMinutes = Math.max(...plan.schedule.cycle);
  const days = plan.days.map((day) => ({ ...day, summed, usualMinutes }));
  const cells = days.map((day) => ordinaryCell(day, policy));
  const month = { days, cells, sums: sumsByDay(cells.map(({ codes }, index) => ({ codes, day: index + 1 }))) };
  plainMonths.set(plan, { policy, month });
  return month;
};

/** The first day of a spell or of a schedule is planned without the shift that the same schedule began the evening before. */
const firstDays = (timeline: Timeline, place: Place, calendarOf: CalendarOf) => {
  const first = new Set<LocalDate>([
    ...timeline.schedules.map(({ from }) => from),
    ...timeline.spells.map(({ hiredOn }) => hiredOn),
  ]);
  return (date: LocalDate, day: PlainDay): PlainDay => {
    if (!first.has(date)) return day;
    const before = addDays(date, -1);
    const evening = employedOn(timeline.spells, before) ? scheduleAt(timeline, before) : undefined;
    const plan = firstDayPlan(scheduleAt(timeline, date), day, epochDay(date), evening, place, calendarOf);
    return plan === day ? day : { ...day, ...plan };
  };
};

/** The month of each date, one for as long as the schedule stays the same. */
const plainMonthBy = (timeline: Timeline, monthOf: (schedule: Schedule) => PlainMonth) => {
  let latest: { readonly schedule: Schedule; readonly month: PlainMonth } | undefined;
  return (date: LocalDate): PlainMonth => {
    const schedule = scheduleAt(timeline, date);
    if (latest?.schedule !== schedule) latest = { schedule, month: monthOf(schedule) };
    return latest.month;
  };
};

const noFacts: readonly Fact[] = [];

/** Whether the same employment, schedule and unit hold on every day, none of them since one of these days. */
const holdsThroughout = ({ spells, schedules, units }: Timeline, first: LocalDate, end: LocalDate): boolean => {
  const before = ({ from }: { readonly from: LocalDate }): boolean => from < first;
  const changes = ({ from }: { readonly from: LocalDate }): boolean => first <= from && from <= end;
  return (
    spells.some(({ hiredOn, lastDay: left }) => hiredOn < first && (left === null || left >= end)) &&
    !schedules.some(changes) &&
    units.some(before) &&
    !units.some(changes)
  );
};

const asPlanned = (timeline: Timeline, period: Period, month: PlainMonth): TimesheetMonth | undefined => {
  const dates = datesOf(period);
  const unitId = unitAt(timeline, firstDay(period));
  if (unitId === undefined) return undefined;
  const days = month.cells.map(({ codes, nightMinutes }, index) => ({
    date: dates[index] ?? firstDay(period), // both are the days of the period
    unitId,
    plannedMinutes: month.days[index]?.minutes ?? 0, // as above
    codes,
    nightMinutes,
    inLieu: false,
    facts: noFacts,
  }));
  return { employeeId: timeline.employeeId, period, days, ...month.sums, asPlanned: month };
};

/** What a date has besides the plan. */
export interface Happened {
  readonly extra: readonly WorkOfDay[];
  readonly absence: AbsenceOfDay | undefined;
  readonly inside: AbsenceOfDay | undefined;
  readonly deviation: Deviation | undefined;
}
const nothing: Happened = { extra: [], absence: undefined, inside: undefined, deviation: undefined };

/** What happened in a month besides the plan, asked day by day; undefined where nothing did. */
const happeningsOf = (timeline: Timeline, country: string, first: LocalDate, end: LocalDate) => {
  const spans = timeline.absences
    .filter((span) => span.from <= end && lastDateOf(span) >= first)
    .map((span) => {
      const kind = absenceKind(country, span.kind, span.from);
      return { span, kind, role: roleOf(kind) };
    });
  const deviations = timeline.deviations.filter(({ date }) => first <= date && date <= end);
  if (spans.length === 0 && deviations.length === 0) return undefined;
  return (date: LocalDate, day: PlainDay): Happened => {
    const holding = (wanted: string): AbsenceOfDay | undefined => {
      const held = spans.find(({ span, role }) => role === wanted && span.from <= date && date <= span.to);
      return held && { ...held, times: timesOn(held.span, date) ?? null };
    };
    /** Hours of a night shift that began on the day before and are not worked. */
    const afterMidnight = (): AbsenceOfDay | undefined => {
      for (const { span, kind, role } of spans) {
        if (role !== "away" || span.to >= date) continue;
        const times = timesOn(span, date);
        if (times?.some(({ from, to }) => within(day.times ?? [], from, to).length > 0)) return { span, kind, times };
      }
      return undefined;
    };
    return {
      extra: spans.flatMap(({ span, kind, role }) =>
        role === "extra" ? (workOn(span, kind?.timesheetCode ?? "", date) ?? []) : [],
      ),
      absence: holding("away") ?? afterMidnight(),
      inside: holding("inside"),
      deviation: deviations.find((each) => each.date === date),
    };
  };
};

/**
 * The month as the unit's timesheet shows it; undefined for someone who is not employed in it.
 * Throws CalendarNotLoaded when the year's work calendar is missing.
 */
export const timesheetMonth = (
  timeline: Timeline | undefined,
  period: Period,
  calendarOf: CalendarOf,
  policyOf: TimePolicyOf = timePolicy,
): TimesheetMonth | undefined => {
  if (timeline === undefined) return undefined;
  const first = firstDay(period);
  const end = lastDay(period);
  const { spells } = timeline;
  if (!employedWithin(spells, first, end)) return undefined;
  const place = placeIn(timeline, period);
  const policy = policyOf(place.country, first);
  const monthOn = plainMonthBy(timeline, (schedule) =>
    plainMonth(monthPlan(schedule, period, calendarOf, place), policy),
  );
  const onFirstDay = firstDays(timeline, place, calendarOf);
  const happenings = happeningsOf(timeline, place.country, first, end);
  if (happenings === undefined && holdsThroughout(timeline, first, end))
    return asPlanned(timeline, period, monthOn(first));
  const days: DayCell[] = [];
  datesOf(period).forEach((date, index) => {
    if (!employedOn(spells, date)) return;
    const unitId = unitAt(timeline, date) ?? timeline.units[0]?.unitId;
    const plain = monthOn(date);
    const usual = plain.days[index];
    const usualCell = plain.cells[index];
    if (unitId === undefined || usual === undefined || usualCell === undefined) return;
    const day = onFirstDay(date, usual);
    const cell = day === usual ? usualCell : ordinaryCell(day, policy);
    const plannedMinutes = day.minutes;
    const { extra, absence, inside, deviation } = happenings?.(date, day) ?? nothing;
    if (extra.length === 0 && absence === undefined && deviation === undefined) {
      // Most days: written out, since copying properties took longer than all the rest.
      const facts = inside?.span.facts ?? noFacts;
      const { codes, nightMinutes } = cell;
      days.push({ date, unitId, plannedMinutes, codes, nightMinutes, inLieu: false, facts });
      return;
    }
    const { codes, nightMinutes } =
      deviation === undefined
        ? approvedCell(day, absence, extra, policy)
        : recordedCell(day, deviation.entries, policy);
    const facts = [
      ...(absence?.span.facts ?? noFacts),
      ...extra.flatMap((work) => work.facts),
      ...(deviation === undefined ? noFacts : [deviation.fact]),
    ];
    const inLieu = extra.some(({ compensation }) => compensation === "day-in-lieu");
    days.push({ date, unitId, plannedMinutes, codes, nightMinutes, inLieu, facts });
  });
  return { employeeId: timeline.employeeId, period, days, ...sumsOf(days) };
};

/** What made a day's cell: its plan, and what happened besides; undefined for a day without employment. */
export const dayAsMade = (
  timeline: Timeline,
  date: LocalDate,
  calendarOf: CalendarOf,
): { readonly day: PlainDay; readonly happened: Happened } | undefined => {
  if (!employedOn(timeline.spells, date)) return undefined;
  const period = periodOf(date);
  const place = placeIn(timeline, period);
  const plan = monthPlan(scheduleAt(timeline, date), period, calendarOf, place);
  const usual = plainMonth(plan, timePolicy(place.country, firstDay(period))).days[Number(date.slice(8)) - 1];
  if (usual === undefined) return undefined;
  const day = firstDays(timeline, place, calendarOf)(date, usual);
  const happenings = happeningsOf(timeline, place.country, firstDay(period), lastDay(period));
  return { day, happened: happenings?.(date, day) ?? nothing };
};
