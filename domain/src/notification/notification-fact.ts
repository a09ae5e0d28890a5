// What somebody is told about: ids, dates and codes, never a name or a text. Who is told, and in which words, follows from it later.
import type { EmployeeId, RequestId, UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";

/** A step of a request waits longer than its first term: whoever it waits for on that day is reminded. */
export interface StepWaitsFact {
  readonly is: "step-waits";
  readonly employeeId: EmployeeId;
  readonly requestId: RequestId;
  readonly step: number;
}

/** A leave of the yearly schedule begins in two weeks, or whatever term the law sets: the employee is told (article 123). */
export interface PlannedLeaveNearFact {
  readonly is: "planned-leave-near";
  readonly employeeId: EmployeeId;
  readonly unitId: UnitId;
  readonly year: number;
  readonly partId: string;
  readonly from: LocalDate;
}

export type NotificationFact = StepWaitsFact | PlannedLeaveNearFact;
