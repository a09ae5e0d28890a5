// Work on a day off that a day in lieu makes good (Labour Code, article 153): single pay and a day. Of days that nobody took,
// the difference to double pay is paid on leaving.
import { absenceKind } from "../policy/absence-kinds.js";
import type { TimePolicyOf } from "../policy/time-policy.js";
import { eachDay, periodOf, type LocalDate, type Period } from "../kernel/local-date.js";
import type { Spell } from "../employee/spells.js";
import { placeIn, type SourcedSpan, type Timeline } from "../timesheet/timeline.js";
import { timesheetMonth, type DayCell, type TimesheetMonth } from "../timesheet/timesheet-month.js";
import { lastDateOf, roleOf } from "../timesheet/work-spans.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

const IN_LIEU = "НВ";
const DAY_OFF_WORK = "РВ";

/** A worked day off, and the sheet of its month. */
export interface UnusedDay {
  readonly cell: DayCell;
  readonly minutes: number;
  readonly month: TimesheetMonth;
}

/**
 * The days worked for a day in lieu that was not taken by the end, the latest of them: the first ones earned are the first
 * ones taken. Days that came to nothing (nobody worked) earn none.
 */
export const unusedDaysInLieu = (
  timeline: Timeline,
  { hiredOn, lastDay: end }: Spell,
  calendarOf: CalendarOf,
  policyOf: TimePolicyOf,
): UnusedDay[] => {
  const kindOf = ({ kind, from }: SourcedSpan) => absenceKind(placeIn(timeline, periodOf(from)).country, kind, from);
  const inSpell = ({ from }: { readonly from: LocalDate }) => hiredOn <= from && (end === null || from <= end);
  const spans = timeline.absences.filter(inSpell);
  const earning = spans.filter((span) => span.compensation === "day-in-lieu" && roleOf(kindOf(span)) === "extra");
  if (earning.length === 0) return [];
  const months = new Map<Period, TimesheetMonth | undefined>();
  const monthOf = (period: Period): TimesheetMonth | undefined => {
    if (!months.has(period)) months.set(period, timesheetMonth(timeline, period, calendarOf, policyOf));
    return months.get(period);
  };
  const cellOn = (date: LocalDate): { cell: DayCell; month: TimesheetMonth } | undefined => {
    const month = monthOf(periodOf(date));
    const cell = month?.days.find((day) => day.date === date);
    return month === undefined || cell === undefined ? undefined : { cell, month };
  };
  /** Each day off on which work began earns one day, also where the work goes on over midnight. */
  const begunOn = [...new Set(earning.map(({ from }) => from))].toSorted();
  const counted = new Set<LocalDate>();
  const earned = begunOn.flatMap((first): UnusedDay[][] => {
    const begun = earning.filter(({ from }) => from === first);
    const worked = [...new Set(begun.flatMap((span) => eachDay(span.from, lastDateOf(span))))].flatMap((date) => {
      const found = cellOn(date);
      const minutes = found?.cell.codes.find(({ code }) => code === DAY_OFF_WORK)?.minutes ?? 0;
      return found === undefined || minutes === 0 || !found.cell.inLieu ? [] : [{ ...found, minutes }];
    });
    const own = worked.filter(({ cell }) => !counted.has(cell.date));
    for (const { cell } of own) counted.add(cell.date);
    return worked.length === 0 ? [] : [own];
  });
  const taking = new Set([
    ...spans
      .filter((span) => kindOf(span)?.timesheetCode === IN_LIEU)
      .flatMap(({ from, to }) => [...new Set(eachDay(from, to).map(periodOf))]),
    ...timeline.deviations.map(({ date }) => periodOf(date)),
  ]);
  let taken = 0;
  for (const period of taking)
    for (const { date, codes, plannedMinutes } of monthOf(period)?.days ?? [])
      if (inSpell({ from: date }) && plannedMinutes > 0 && codes.at(-1)?.code === IN_LIEU) taken += 1;
  return earned.slice(taken).flat();
};
