// What one employee's timesheets and payroll hours follow from, folded from the employment and the absences: plain data, so
// that a projection keeps it as a row and goes on from there.
import type { AbsenceEvent } from "../absence/absence.js";
import { evolveSpans, type AbsenceSpan } from "../absence/absence-spans.js";
import type { EmployeeEvent } from "../employee/employee.js";
import type { Money } from "../kernel/money.js";
import { defaultSchedule } from "../employee/known-schedules.js";
import type { Schedule } from "../employee/schedule.js";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";

export interface Timeline {
  readonly employeeId: EmployeeId;
  readonly country: string;
  readonly hiredOn: LocalDate;
  readonly lastDay: LocalDate | null;
  readonly units: readonly (Dated & { readonly unitId: UnitId })[];
  readonly schedules: readonly (Dated & { readonly schedule: Schedule })[];
  /** `monthly` is null once the person's data are erased. */
  readonly salaries: readonly (Dated & { readonly monthly: Money | null })[];
  /** By first day; absences that are no work overlap no other. */
  readonly absences: readonly AbsenceSpan[];
}

/** Undefined until the employee is hired. */
export const emptyTimeline: Timeline | undefined = undefined;

export const evolveTimeline = (
  timeline: Timeline | undefined,
  event: EmployeeEvent | AbsenceEvent,
): Timeline | undefined => {
  const { type, data } = event;
  if (type === "EmployeeHired")
    return {
      employeeId: data.employeeId,
      country: data.country,
      hiredOn: data.hiredOn,
      lastDay: null,
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
    case "AllowanceSet":
      return timeline;
    case "EmployeeTransferred":
      return { ...timeline, units: withEntry(timeline.units, { from: data.from, unitId: data.unitId }) };
    case "EmployeeLeft":
      return { ...timeline, lastDay: data.lastDay };
    case "ContractConcluded":
      return timeline;
    default: {
      const absences = evolveSpans(timeline.absences, event);
      return absences === timeline.absences ? timeline : { ...timeline, absences };
    }
  }
};

export const scheduleAt = (timeline: Timeline, on: LocalDate): Schedule =>
  inForce(timeline.schedules, on)?.schedule ?? defaultSchedule;

export const unitAt = (timeline: Timeline, on: LocalDate): UnitId | undefined => inForce(timeline.units, on)?.unitId;

export const salaryAt = (timeline: Timeline, on: LocalDate): Money | undefined =>
  inForce(timeline.salaries, on)?.monthly ?? undefined;
