// The facts behind the figures of a month that stand in no line of pay: its norm, and all that was worked.
import { inForceInSpell } from "../employee/spells.js";
import { inForce } from "../kernel/dated.js";
import { lastDay, periodOf, type Period } from "../kernel/local-date.js";
import { placeIn, scheduleAt, type Fact, type Timeline } from "../timesheet/timeline.js";
import { timesheetMonth } from "../timesheet/timesheet-month.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

const IN_LIEU = "НВ";

export interface FigureSources {
  readonly norm: {
    readonly schedule: string;
    readonly country: string;
    /** Whether days in lieu are taken out of it. */
    readonly lessDaysInLieu: boolean;
    readonly facts: readonly Fact[];
  };
  readonly worked: { readonly minutesByCode: Readonly<Record<string, number>>; readonly facts: readonly Fact[] };
}

/** Undefined for somebody not employed in the period. Throws CalendarNotLoaded. */
export const figureSources = (
  timeline: Timeline | undefined,
  period: Period,
  calendarOf: CalendarOf,
): FigureSources | undefined => {
  const month = timesheetMonth(timeline, period, calendarOf);
  const last = month?.days.at(-1);
  if (timeline === undefined || month === undefined || last === undefined) return undefined;
  const { spells, schedules, places } = timeline;
  const spell = spells.findLast(({ hiredOn }) => hiredOn <= last.date);
  const scheduledBy = (date: typeof last.date): Fact =>
    inForceInSpell(spells, schedules, date)?.fact ?? spells.findLast(({ hiredOn }) => hiredOn <= date)?.hiredBy ?? "";
  const inLieu = month.days.filter(({ codes }) => codes.at(-1)?.code === IN_LIEU);
  const place = inForce(places, lastDay(period));
  const {
    hiredOn,
    hiredBy,
    lastDay: left,
    leftBy,
  } = spell ?? { hiredOn: null, hiredBy: null, lastDay: null, leftBy: null };
  const inMonth = (date: typeof hiredOn) => date !== null && periodOf(date) === period;
  const ends = [inMonth(hiredOn) ? hiredBy : null, inMonth(left) ? leftBy : null].flatMap((fact) => fact ?? []);
  const distinct = (facts: readonly Fact[]): Fact[] => [...new Set(facts)].filter((fact) => fact !== "");
  return {
    norm: {
      schedule: scheduleAt(timeline, last.date).code,
      country: placeIn(timeline, period).country,
      lessDaysInLieu: inLieu.length > 0,
      facts: distinct([
        scheduledBy(last.date),
        ...(place === undefined ? [] : [place.fact]),
        ...inLieu.flatMap(({ facts }) => facts),
      ]),
    },
    worked: {
      minutesByCode: month.total.minutes,
      facts: distinct([
        ...ends,
        ...month.days.map(({ date }) => scheduledBy(date)),
        ...month.days.flatMap(({ facts }) => facts),
      ]),
    },
  };
};
