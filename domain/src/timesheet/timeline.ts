// What one employee's timesheets and payroll hours follow from, folded from employment, absences and timesheets: plain data,
// so that a projection keeps it as a row and goes on from there. Each value knows the fact that it came with.
import type { AbsenceEvent } from "../absence/absence.js";
import { evolveSpans, spanEvents, type AbsenceSpan } from "../absence/absence-spans.js";
import { AllowanceSet } from "../employee/allowances.js";
import {
  EmployeeHired,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  LeavingWithdrawn,
  SalarySet,
  ScheduleAssigned,
  type EmployeeEvent,
} from "../employee/employment-events.js";
import { defaultSchedule } from "../employee/schedule/known-schedules.js";
import type { Place } from "../employee/schedule/month-plan.js";
import type { Schedule } from "../employee/schedule/schedule.js";
import { inForceInSpell, upToLastDay, type Spell } from "../employee/spells.js";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { lastDay, type LocalDate, type Period } from "../kernel/local-date.js";
import type { Money } from "../kernel/money.js";
import type { RecordedEntry } from "./entries.js";
import { CorrectiveTimesheetPosted, DeviationRecorded, DeviationRemoved, type TimesheetEvent } from "./timesheet.js";

/** Where in the log a fact stands: its position, as text. */
export type Fact = string;

interface Sourced extends Dated {
  readonly fact: Fact;
}
export interface UnitEntry extends Sourced {
  readonly unitId: UnitId;
}
export interface ScheduleEntry extends Sourced {
  readonly schedule: Schedule;
}
/** `monthly` is null once the person's data are erased, and where an allowance ended. */
export interface PayEntry extends Sourced {
  readonly monthly: Money | null;
}
export interface PlaceEntry extends Sourced, Place {}
export interface SourcedSpell extends Spell {
  readonly hiredBy: Fact;
  readonly leftBy: Fact | null;
}
export interface SourcedSpan extends AbsenceSpan {
  /** The approval and what changed the span since; absent in spans that no event has touched yet. */
  readonly facts?: readonly Fact[];
}
/** What a timesheet says a day really was. */
export interface Deviation {
  readonly date: LocalDate;
  readonly entries: readonly RecordedEntry[];
  readonly fact: Fact;
}

export interface Timeline {
  readonly employeeId: EmployeeId;
  /** Employments that followed each other; what is dated holds in its own. */
  readonly spells: readonly SourcedSpell[];
  readonly places: readonly PlaceEntry[];
  readonly units: readonly UnitEntry[];
  readonly schedules: readonly ScheduleEntry[];
  readonly salaries: readonly PayEntry[];
  readonly allowances: Readonly<Record<string, readonly PayEntry[]>>;
  /** By first day; absences that are no work overlap no other. */
  readonly absences: readonly SourcedSpan[];
  /** By date, one a day. */
  readonly deviations: readonly Deviation[];
}

/** Undefined until the employee is hired. */
export const emptyTimeline: Timeline | undefined = undefined;

/** The events that change a timeline, for those who read them from the log; those of pay stand apart, for not everyone may. */
export const timelineEvents = [
  EmployeeHired,
  ScheduleAssigned,
  EmployeeTransferred,
  EmployeeLeft,
  LeavingWithdrawn,
  EmployeeRehired,
  EmployeeRelocated,
  EntryAnnulled,
  ...spanEvents,
  DeviationRecorded,
  DeviationRemoved,
  CorrectiveTimesheetPosted,
] as const;
export const timelinePayEvents = [SalarySet, AllowanceSet] as const;

export type TimelineEvent = EmployeeEvent | AbsenceEvent | TimesheetEvent;

const withDeviation = (
  deviations: readonly Deviation[],
  date: LocalDate,
  entries: readonly RecordedEntry[] | null,
  fact: Fact,
): readonly Deviation[] => {
  const others = deviations.filter((each) => each.date !== date);
  // Null once the person's data are erased: nothing is known of the day then. Without entries it is as planned.
  if (entries === null || entries.length === 0) return others.length === deviations.length ? deviations : others;
  const later = others.findIndex((each) => each.date > date);
  const deviation = { date, entries, fact };
  return later === -1 ? [...others, deviation] : [...others.slice(0, later), deviation, ...others.slice(later)];
};

const withSpans = (timeline: Timeline, event: AbsenceEvent, fact: Fact): Timeline => {
  const before = timeline.absences;
  const after = evolveSpans(before, event) as readonly SourcedSpan[]; // what a span has besides goes with it
  if (after === before) return timeline;
  const known = new Set(before);
  const absences = after.map((span) => (known.has(span) ? span : { ...span, facts: [...(span.facts ?? []), fact] }));
  return { ...timeline, absences };
};

const withEnd = (timeline: Timeline, lastDay: LocalDate | null, leftBy: Fact | null): Timeline => ({
  ...timeline,
  spells: timeline.spells.map((spell, index) =>
    index === timeline.spells.length - 1 ? { ...spell, lastDay, leftBy } : spell,
  ),
});

type RehiredData = Extract<EmployeeEvent, { type: "EmployeeRehired" }>["data"];

/** What was entered for days after the end falls away; pay and schedule are agreed anew. */
const rehired = (timeline: Timeline, data: RehiredData, fact: Fact): Timeline => {
  const { hiredOn, unitId, country, timeZone } = data;
  const lastDay = timeline.spells.at(-1)?.lastDay ?? null;
  const allowances = Object.entries(timeline.allowances).map(([code, entries]) => [
    code,
    upToLastDay(entries, lastDay),
  ]);
  return {
    ...timeline,
    spells: [...timeline.spells, { hiredOn, lastDay: null, hiredBy: fact, leftBy: null }],
    units: withEntry(upToLastDay(timeline.units, lastDay), { from: hiredOn, unitId, fact }),
    schedules: upToLastDay(timeline.schedules, lastDay),
    salaries: upToLastDay(timeline.salaries, lastDay),
    allowances: Object.fromEntries(allowances) as Timeline["allowances"], // the same codes with fewer entries
    places: withEntry(upToLastDay(timeline.places, lastDay), { from: hiredOn, country, timeZone, fact }),
  };
};

type Annulled = Extract<EmployeeEvent, { type: "EntryAnnulled" }>["data"];

const withoutEntry = (timeline: Timeline, { entry, from, code }: Annulled): Timeline => {
  const kept = <Entry extends Dated>(entries: readonly Entry[]): readonly Entry[] =>
    entries.filter((each) => each.from !== from);
  switch (entry) {
    case "transfer":
      return { ...timeline, units: kept(timeline.units) };
    case "schedule":
      return { ...timeline, schedules: kept(timeline.schedules) };
    case "salary":
      return { ...timeline, salaries: kept(timeline.salaries) };
    case "place":
      return { ...timeline, places: kept(timeline.places) };
    case "allowance": {
      const entries = code === null ? undefined : timeline.allowances[code];
      return code === null || entries === undefined
        ? timeline
        : { ...timeline, allowances: { ...timeline.allowances, [code]: kept(entries) } };
    }
    case "contract":
    case "grade":
      return timeline;
  }
};

/** @param fact The event's place in the log. */
export const evolveTimeline = (
  timeline: Timeline | undefined,
  event: TimelineEvent,
  fact: Fact = "",
): Timeline | undefined => {
  const { type, data } = event;
  if (type === "EmployeeHired") {
    const { employeeId, country, timeZone, hiredOn, unitId } = data;
    return {
      employeeId,
      spells: [{ hiredOn, lastDay: null, hiredBy: fact, leftBy: null }],
      places: [{ from: hiredOn, country, timeZone, fact }],
      units: [{ from: hiredOn, unitId, fact }],
      schedules: [],
      salaries: [],
      allowances: {},
      absences: [],
      deviations: [],
    };
  }
  if (timeline === undefined) return timeline;
  switch (type) {
    case "ScheduleAssigned":
      return {
        ...timeline,
        schedules: withEntry(timeline.schedules, { from: data.from, schedule: data.schedule, fact }),
      };
    case "SalarySet":
      return { ...timeline, salaries: withEntry(timeline.salaries, { from: data.from, monthly: data.monthly, fact }) };
    case "AllowanceSet": {
      const { code, from, monthly } = data;
      const entries = withEntry(timeline.allowances[code] ?? [], { from, monthly, fact });
      return { ...timeline, allowances: { ...timeline.allowances, [code]: entries } };
    }
    case "EmployeeTransferred":
      return { ...timeline, units: withEntry(timeline.units, { from: data.from, unitId: data.unitId, fact }) };
    case "EmployeeLeft":
      return withEnd(timeline, data.lastDay, fact);
    case "LeavingWithdrawn":
      return withEnd(timeline, null, null);
    case "EmployeeRehired":
      return rehired(timeline, data, fact);
    case "EmployeeRelocated": {
      const { from, country, timeZone } = data;
      return { ...timeline, places: withEntry(timeline.places, { from, country, timeZone, fact }) };
    }
    case "EntryAnnulled":
      return withoutEntry(timeline, data);
    case "DeviationRecorded":
      return { ...timeline, deviations: withDeviation(timeline.deviations, data.date, data.entries, fact) };
    case "DeviationRemoved":
      return { ...timeline, deviations: withDeviation(timeline.deviations, data.date, [], fact) };
    case "CorrectiveTimesheetPosted": {
      const cells = (data.cells as typeof data.cells | null) ?? []; // null once the person's data are erased
      const deviations = cells.reduce<readonly Deviation[]>(
        (all, { date, entries }) => withDeviation(all, date, entries, fact),
        timeline.deviations,
      );
      return { ...timeline, deviations };
    }
    case "ContractConcluded":
    case "GradeAssigned":
    case "PersonalDataChanged":
    case "TimesheetSubmitted":
    case "TimesheetReturned":
    case "TimesheetAccepted":
    case "TimesheetClosed":
    case "LockOverridden":
      return timeline;
    default:
      return withSpans(timeline, event, fact);
  }
};

export const scheduleAt = (timeline: Timeline, on: LocalDate): Schedule =>
  inForceInSpell(timeline.spells, timeline.schedules, on)?.schedule ?? defaultSchedule;

export const unitAt = (timeline: Timeline, on: LocalDate): UnitId | undefined => inForce(timeline.units, on)?.unitId;

const nowhere: Place = { country: "", timeZone: "UTC" };

/** Whose calendar and clock hold in a month: those of the place on its last day. */
export const placeIn = (timeline: Timeline, month: Period): Place =>
  inForce(timeline.places, lastDay(month)) ?? timeline.places[0] ?? nowhere;

/** Whether somebody leaves in a month. Who never started does not. */
export const leavesIn = ({ spells }: Timeline, month: Period): boolean =>
  spells.some(({ hiredOn, lastDay: left }) => left !== null && left >= hiredOn && left.startsWith(month));
