// What one employee's timesheets and payroll hours follow from, folded from the employment and the absences: plain data, so
// that a projection keeps it as a row and goes on from there.
import type { AbsenceEvent } from "../absence/absence.js";
import { evolveSpans, type AbsenceSpan } from "../absence/absence-spans.js";
import type { EmployeeEvent } from "../employee/employee.js";
import { inForceInSpell, type Spell, upToLastDay, withLastDay } from "../employee/spells.js";
import type { EntryKind } from "../employee/employment-events.js";
import type { Money } from "../kernel/money.js";
import { defaultSchedule } from "../employee/known-schedules.js";
import type { Schedule } from "../employee/schedule.js";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { lastDay, type LocalDate, type Period } from "../kernel/local-date.js";

export interface Timeline {
  readonly employeeId: EmployeeId;
  /** Employments that followed each other; what is dated holds in its own. */
  readonly spells: readonly Spell[];
  readonly places: readonly (Dated & { readonly country: string })[];
  readonly units: readonly (Dated & { readonly unitId: UnitId })[];
  readonly schedules: readonly (Dated & { readonly schedule: Schedule })[];
  /** `monthly` is null once the person's data are erased. */
  readonly salaries: readonly (Dated & { readonly monthly: Money | null })[];
  /** By first day; absences that are no work overlap no other. */
  readonly absences: readonly AbsenceSpan[];
}

/** Undefined until the employee is hired. */
export const emptyTimeline: Timeline | undefined = undefined;

type RehiredData = Extract<EmployeeEvent, { type: "EmployeeRehired" }>["data"];

const rehired = (timeline: Timeline, { hiredOn, unitId, country }: RehiredData): Timeline => {
  const lastDay = timeline.spells.at(-1)?.lastDay ?? null;
  return {
    ...timeline,
    spells: [...timeline.spells, { hiredOn, lastDay: null }],
    units: withEntry(upToLastDay(timeline.units, lastDay), { from: hiredOn, unitId }),
    schedules: upToLastDay(timeline.schedules, lastDay),
    salaries: upToLastDay(timeline.salaries, lastDay),
    places: withEntry(upToLastDay(timeline.places, lastDay), { from: hiredOn, country }),
  };
};

const withoutEntry = (timeline: Timeline, entry: EntryKind, from: LocalDate): Timeline => {
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
    case "contract":
    case "grade":
      return timeline;
  }
};

export const evolveTimeline = (
  timeline: Timeline | undefined,
  event: EmployeeEvent | AbsenceEvent,
): Timeline | undefined => {
  const { type, data } = event;
  if (type === "EmployeeHired")
    return {
      employeeId: data.employeeId,
      spells: [{ hiredOn: data.hiredOn, lastDay: null }],
      places: [{ from: data.hiredOn, country: data.country }],
      units: [{ from: data.hiredOn, unitId: data.unitId }],
      schedules: [],
      salaries: [],
      absences: [],
    };
  if (timeline === undefined) return timeline;
  switch (type) {
    case "ScheduleAssigned":
      return { ...timeline, schedules: withEntry(timeline.schedules, { from: data.from, schedule: data.schedule }) };
    case "SalarySet":
      return { ...timeline, salaries: withEntry(timeline.salaries, { from: data.from, monthly: data.monthly }) };
    case "EmployeeTransferred":
      return { ...timeline, units: withEntry(timeline.units, { from: data.from, unitId: data.unitId }) };
    case "EmployeeLeft":
      return { ...timeline, spells: withLastDay(timeline.spells, data.lastDay) };
    case "LeavingWithdrawn":
      return { ...timeline, spells: withLastDay(timeline.spells, null) };
    case "EmployeeRehired":
      return rehired(timeline, data);
    case "EmployeeRelocated":
      return { ...timeline, places: withEntry(timeline.places, { from: data.from, country: data.country }) };
    case "EntryAnnulled":
      return withoutEntry(timeline, data.entry, data.from);
    case "ContractConcluded":
    case "AllowanceSet":
    case "GradeAssigned":
    case "PersonalDataChanged":
      return timeline;
    default: {
      const absences = evolveSpans(timeline.absences, event);
      return absences === timeline.absences ? timeline : { ...timeline, absences };
    }
  }
};

export const scheduleAt = (timeline: Timeline, on: LocalDate): Schedule =>
  inForceInSpell(timeline.spells, timeline.schedules, on)?.schedule ?? defaultSchedule;

export const unitAt = (timeline: Timeline, on: LocalDate): UnitId | undefined => inForce(timeline.units, on)?.unitId;

export const salaryAt = (timeline: Timeline, on: LocalDate): Money | undefined =>
  inForceInSpell(timeline.spells, timeline.salaries, on)?.monthly ?? undefined;

/** Whose calendar holds in a month: that of the country on its last day. */
export const countryIn = (timeline: Timeline, month: Period): string =>
  (inForce(timeline.places, lastDay(month)) ?? timeline.places[0])?.country ?? "";
