// What one employee's timesheets and payroll hours follow from, folded from the employment and the absences: plain data, so
// that a projection keeps it as a row and goes on from there.
import type { AbsenceEvent, DayPart } from "../absence/absence.js";
import type { EmployeeEvent } from "../employee/employee.js";
import type { Money } from "../kernel/money.js";
import { defaultSchedule } from "../employee/known-schedules.js";
import type { Schedule } from "../employee/schedule.js";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";

/** An approved absence; both days included. */
export interface AbsenceSpan {
  readonly requestId: string;
  readonly kind: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart: DayPart;
}

export interface Timeline {
  readonly employeeId: EmployeeId;
  readonly country: string;
  readonly hiredOn: LocalDate;
  readonly lastDay: LocalDate | null;
  readonly units: readonly (Dated & { readonly unitId: UnitId })[];
  readonly schedules: readonly (Dated & { readonly schedule: Schedule })[];
  /** `monthly` is null once the person's data are erased. */
  readonly salaries: readonly (Dated & { readonly monthly: Money | null })[];
  /** By first day; none overlaps another. */
  readonly absences: readonly AbsenceSpan[];
}

/** Undefined until the employee is hired. */
export const emptyTimeline: Timeline | undefined = undefined;

const withAbsence = (absences: readonly AbsenceSpan[], span: AbsenceSpan): AbsenceSpan[] =>
  [...absences.filter((each) => each.requestId !== span.requestId), span].toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  );

export const evolveTimeline = (
  timeline: Timeline | undefined,
  { type, data }: EmployeeEvent | AbsenceEvent,
): Timeline | undefined => {
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
    case "EmployeeTransferred":
      return { ...timeline, units: withEntry(timeline.units, { from: data.from, unitId: data.unitId }) };
    case "EmployeeLeft":
      return { ...timeline, lastDay: data.lastDay };
    case "AbsenceApproved": {
      const { requestId, kind, from, to, dayPart } = data;
      return { ...timeline, absences: withAbsence(timeline.absences, { requestId, kind, from, to, dayPart }) };
    }
    default:
      return timeline;
  }
};

export const scheduleAt = (timeline: Timeline, on: LocalDate): Schedule =>
  inForce(timeline.schedules, on)?.schedule ?? defaultSchedule;

export const unitAt = (timeline: Timeline, on: LocalDate): UnitId | undefined => inForce(timeline.units, on)?.unitId;

export const salaryAt = (timeline: Timeline, on: LocalDate): Money | undefined =>
  inForce(timeline.salaries, on)?.monthly ?? undefined;
