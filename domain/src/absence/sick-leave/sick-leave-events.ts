// Sick leave: opened, extended and closed by its certificate, and what it does to the absences that it falls into.
// The diagnosis is never stored.
import { z } from "zod";
import { event, personal } from "../../kernel/event.js";
import { EmployeeId, RequestId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { AbsenceKindCode, DateSpan, DaySpans } from "../absence-fields.js";
import { DayHundredths, Ledger } from "../ledger/ledger-events.js";

/** A sick leave is named as a request is: both are absences of one employee. */
const ofSickLeave = { employeeId: EmployeeId, requestId: RequestId };
const certificate = personal(z.string().regex(/^[0-9A-Z-]{1,30}$/));
const kind = personal(AbsenceKindCode);
const sealed = { subject: "employeeId" } as const;

/** The days on which it takes effect: without those of an absence that stands (unpaid leave, or leave during care). */
const holds = z.array(DateSpan).max(100);

/** The absence that gives way, and its days. */
const ofInterruption = {
  employeeId: EmployeeId,
  requestId: RequestId,
  sickLeaveId: RequestId,
  from: LocalDate,
  to: LocalDate,
  ledger: Ledger.nullable(),
};

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const SickLeaveOpened = event(
  "SickLeaveOpened",
  1,
  {
    ...ofSickLeave,
    kind,
    certificate,
    from: LocalDate,
    to: LocalDate,
    holds,
    openedBy: UserId,
  },
  sealed,
);
export const SickLeaveExtended = event(
  "SickLeaveExtended",
  1,
  { ...ofSickLeave, kind, certificate, from: LocalDate, to: LocalDate, holds, extendedBy: UserId },
  sealed,
);
/** Its last day is known; days after it, if it was opened for longer, hold no more. */
export const SickLeaveClosed = event("SickLeaveClosed", 1, { ...ofSickLeave, to: LocalDate, closedBy: UserId });

/** Days of an approved absence become days of sickness; their use is given back. */
export const AbsenceInterrupted = event("AbsenceInterrupted", 1, {
  ...ofInterruption,
  returned: DaySpans,
  /** Whether the employee may have the days after leave and sickness (annual leave), or they are simply given back. */
  extends: z.boolean(),
});
/** The sickness ended earlier than its certificate had said: days go back to the absence. */
export const AbsenceResumed = event(
  "AbsenceResumed",
  1,
  { ...ofInterruption, kind, used: DayHundredths, days: DaySpans },
  sealed,
);
/** The employee chose the days: they follow after both have ended (Labour Code, article 124). */
export const LeaveExtended = event(
  "LeaveExtended",
  1,
  { ...ofInterruption, kind, used: DayHundredths, days: DaySpans, chosenBy: UserId },
  sealed,
);
/** The employee chose to have the days given back, as they already are. */
export const LeaveDaysReturned = event("LeaveDaysReturned", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  sickLeaveId: RequestId,
  chosenBy: UserId,
});
export const sickLeaveEvents = [
  SickLeaveOpened,
  SickLeaveExtended,
  SickLeaveClosed,
  AbsenceInterrupted,
  AbsenceResumed,
  LeaveExtended,
  LeaveDaysReturned,
] as const;
