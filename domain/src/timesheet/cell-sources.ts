// Why a day's cell says what it says: for each code whether schedule, calendar, an absence, approved work or a recorded
// deviation gave it, and the facts behind.
import { inForceInSpell, spellBegunBy } from "../employee/spells.js";
import type { LocalDate } from "../kernel/local-date.js";
import { periodOf } from "../kernel/local-date.js";
import type { CalendarOf, DayKind } from "../work-calendar/work-calendar.js";
import type { CellEntry } from "./day-cell.js";
import { scheduleAt, type Fact, type Timeline } from "./timeline.js";
import { dayAsMade, timesheetMonth, type DayCell, type Happened } from "./timesheet-month.js";

export const cellSources = ["schedule", "calendar", "absence", "approved-work", "deviation"] as const;
export type CellSource = (typeof cellSources)[number];

export interface SourcedEntry extends CellEntry {
  readonly from: CellSource;
  readonly facts: readonly Fact[];
}

export interface ExplainedCell extends Pick<DayCell, "date" | "unitId" | "plannedMinutes" | "nightMinutes"> {
  /** What the work calendar makes of the day. */
  readonly dayKind: DayKind;
  /** The schedule's code, and the fact that assigned it: the hire where none was. */
  readonly schedule: { readonly code: string; readonly fact: Fact };
  readonly codes: readonly SourcedEntry[];
}

const OVERTIME = "С";
const DAY_OFF_WORK = "РВ";

const sourceOf = (
  { code, minutes }: CellEntry,
  { absence, extra, inside, deviation }: Happened,
  planned: CellSource,
): Omit<SourcedEntry, keyof CellEntry> => {
  if (deviation !== undefined) return { from: "deviation", facts: [deviation.fact] };
  const work = extra.flatMap(({ facts }) => facts);
  if ((code === OVERTIME || code === DAY_OFF_WORK) && work.length > 0) return { from: "approved-work", facts: work };
  const away = absence?.span.facts;
  // A day off inside a leave is the calendar's, and still stands there because the leave leaves it.
  if (away !== undefined && minutes === 0) return { from: "absence", facts: away };
  return { from: planned, facts: inside?.span.facts ?? [] };
};

/** Undefined for a day without employment. Throws CalendarNotLoaded. */
export const explainCell = (
  timeline: Timeline | undefined,
  date: LocalDate,
  calendarOf: CalendarOf,
): ExplainedCell | undefined => {
  if (timeline === undefined) return undefined;
  const cell = timesheetMonth(timeline, periodOf(date), calendarOf)?.days.find((day) => day.date === date);
  const made = dayAsMade(timeline, date, calendarOf);
  if (cell === undefined || made === undefined) return undefined;
  const { day, happened } = made;
  const { unitId, plannedMinutes, nightMinutes } = cell;
  const schedule = scheduleAt(timeline, date);
  const assigned = inForceInSpell(timeline.spells, timeline.schedules, date)?.fact;
  const spell = timeline.spells.find(({ hiredOn }) => hiredOn === spellBegunBy(timeline.spells, date)?.hiredOn);
  const fact = assigned ?? spell?.hiredBy ?? "";
  const byCalendar = day.kind === "public-holiday" || (plannedMinutes === 0 && schedule.followsCalendar);
  return {
    date,
    unitId,
    plannedMinutes,
    nightMinutes,
    dayKind: day.kind,
    schedule: { code: schedule.code, fact },
    codes: cell.codes.map((entry) => {
      const { from, facts } = sourceOf(entry, happened, byCalendar ? "calendar" : "schedule");
      return { ...entry, from, facts: from === "schedule" || from === "calendar" ? [fact, ...facts] : facts };
    }),
  };
};
