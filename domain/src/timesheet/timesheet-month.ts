// One employee's month: day = schedule ⊕ work calendar ⊕ absences. Forms T-12/T-13 (Goskomstat, 05.01.2004 No. 1).
import { absenceKind, type AbsenceKind } from "../policy/absence-kinds.js";
import { planOf, type Plan, type Schedule } from "../employee/schedule.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { epochDay, firstDay, fromEpochDay, lastDay, type LocalDate, type Period } from "../kernel/local-date.js";
import { dayKindOf, loadedCalendar, type CalendarOf, type WorkCalendar } from "../work-calendar/work-calendar.js";
import type { AbsenceSpan } from "../absence/absence-spans.js";
import { employedOn, employedWithin } from "../employee/spells.js";
import { countryIn, scheduleAt, unitAt, type Timeline } from "./timeline.js";

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
  /** Disjoint; their minutes sum to the time worked. The first is the day's state: a day worked by half is a worked day. */
  readonly codes: readonly CellEntry[];
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
}

const WORK = "Я";
const HOLIDAY_WORK = "РВ";
const DAY_OFF = "В";
const UNKNOWN = "НН";

const addTo = (sums: Record<string, number>, code: string, amount: number): void => {
  sums[code] = (sums[code] ?? 0) + amount;
};

const sum = (days: readonly DayCell[]): Totals => {
  const totals = { days: {} as Record<string, number>, minutes: {} as Record<string, number> };
  for (const { codes } of days) {
    const [state] = codes;
    if (state !== undefined) addTo(totals.days, state.code, 1);
    for (const { code, minutes } of codes) if (minutes > 0) addTo(totals.minutes, code, minutes);
  }
  return totals;
};

/** One day before absences. */
interface PlainDay {
  readonly planned: number;
  readonly publicHoliday: boolean;
}

/** A day off, work as planned, or a shift that is planned on a public holiday (РВ, from 0 to 24 h of the holiday). */
const ordinary = ({ planned, publicHoliday }: PlainDay): CellEntry => {
  if (planned === 0) return { code: DAY_OFF, minutes: 0 };
  return { code: publicHoliday ? HOLIDAY_WORK : WORK, minutes: planned };
};

/**
 * The code of an absence on a day; undefined where it leaves the day as it is. A public holiday in annual leave, and a day
 * that a working-day kind does not count, stay days off (В); sickness and trips stand on every calendar day; remote work is
 * work. An absence of a kind that is no more in the catalogue is one of unknown reason, never work.
 */
const absenceCode = (kind: AbsenceKind | undefined, { planned, publicHoliday }: PlainDay): string | undefined => {
  if (kind === undefined) return planned === 0 ? undefined : UNKNOWN;
  if (kind.isWork) return undefined;
  if (kind.counts === "scheduled-days" && planned === 0) return undefined;
  return kind.counts === "calendar-days-without-holidays" && publicHoliday ? DAY_OFF : kind.timesheetCode;
};

/** Half a day is half of that day's minutes; an odd minute is worked. */
const cellOf = (day: PlainDay, absence: AbsenceSpan | undefined, kind: AbsenceKind | undefined): CellEntry[] => {
  const code = absence === undefined ? undefined : absenceCode(kind, day);
  const work = ordinary(day);
  if (code === undefined) return [work];
  const absent = { code, minutes: 0 };
  const worked = absence?.dayPart === "full" ? 0 : Math.ceil(work.minutes / 2);
  return worked === 0 ? [absent] : [{ ...work, minutes: worked }, absent];
};

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

/** The plan of each date, one for as long as the schedule stays the same. */
const planByDate = (timeline: Timeline, calendar: WorkCalendar): ((date: LocalDate) => Plan) => {
  let latest: { readonly schedule: Schedule; readonly plan: Plan } | undefined;
  return (date) => {
    const schedule = scheduleAt(timeline, date);
    if (latest?.schedule !== schedule) latest = { schedule, plan: planOf(schedule, calendar) };
    return latest.plan;
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
): TimesheetMonth | undefined => {
  if (timeline === undefined) return undefined;
  const first = firstDay(period);
  const end = lastDay(period);
  const { spells } = timeline;
  if (!employedWithin(spells, first, end)) return undefined;
  const country = countryIn(timeline, period);
  const calendar = loadedCalendar(calendarOf, country, Number(period.slice(0, 4)));
  const absences = timeline.absences
    .filter((absence) => absence.from <= end && absence.to >= first)
    .map((absence) => ({ absence, kind: absenceKind(country, absence.kind, absence.from) }));
  const plans = planByDate(timeline, calendar);
  const offset = epochDay(first);
  const days: DayCell[] = [];
  datesOf(period).forEach((date, index) => {
    if (!employedOn(spells, date)) return;
    const planned = plans(date)(offset + index);
    const publicHoliday = dayKindOf(calendar, offset + index) === "public-holiday";
    const found = absences.find(({ absence }) => absence.from <= date && date <= absence.to);
    const codes = cellOf({ planned, publicHoliday }, found?.absence, found?.kind);
    const unitId = unitAt(timeline, date) ?? timeline.units[0]?.unitId;
    if (unitId !== undefined) days.push({ date, unitId, plannedMinutes: planned, codes });
  });
  return { employeeId: timeline.employeeId, period, days, ...sumsOf(days) };
};

/** The sums of a sheet: of a whole month, or of the days in one of its units. */
export const sumsOf = (days: readonly DayCell[]): Pick<TimesheetMonth, "halves" | "total"> => {
  const second = days.findIndex(({ date }) => date.slice(8) > "15");
  const half = second === -1 ? days.length : second;
  return { halves: [sum(days.slice(0, half)), sum(days.slice(half))], total: sum(days) };
};
