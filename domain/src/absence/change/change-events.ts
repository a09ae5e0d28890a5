// What changes an absence after it was approved: cancelled and recalled, each asked by one side and consented to by the other,
// corrected when it turned out otherwise, and counted anew when the calendar changed.
import { z } from "zod";
import { event, personal } from "../../kernel/event.js";
import { EmployeeId, RequestId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { AbsenceKindCode, DayPart, DaySpans, RouteStep } from "../absence-fields.js";
import { TimeSpan } from "../../kernel/local-time.js";
import { DayHundredths, Ledger } from "../ledger/ledger-events.js";

const ofRequest = { employeeId: EmployeeId, requestId: RequestId };
const reason = personal(z.string().min(1).max(2000));
const sealed = { subject: "employeeId" } as const;

/** What is given back to the ledger: counted days that were used. None without a ledger. */
const givenBack = { ledger: Ledger.nullable(), returned: DaySpans };

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const CancellationAsked = event(
  "CancellationAsked",
  1,
  {
    ...ofRequest,
    reason,
    askedBy: UserId,
    /** Whose consent it waits for. */
    step: RouteStep,
  },
  sealed,
);
export const CancellationDeclined = event(
  "CancellationDeclined",
  1,
  { ...ofRequest, reason, declinedBy: UserId, onBehalfOf: UserId.nullable() },
  sealed,
);
/** Nothing of the absence holds any more. */
export const AbsenceCancelled = event("AbsenceCancelled", 1, {
  ...ofRequest,
  ...givenBack,
  cancelledBy: UserId,
  onBehalfOf: UserId.nullable(),
});
export const RecallProposed = event(
  "RecallProposed",
  1,
  { ...ofRequest, from: LocalDate, to: LocalDate, reason, proposedBy: UserId },
  sealed,
);
export const RecallDeclined = event("RecallDeclined", 1, { ...ofRequest, declinedBy: UserId });
/** The employee consented: these days are worked, and given back. */
export const EmployeeRecalled = event("EmployeeRecalled", 1, {
  ...ofRequest,
  from: LocalDate,
  to: LocalDate,
  ...givenBack,
  consentedBy: UserId,
});
/** How it really was. It takes the place of all that held of the absence. */
export const AbsenceCorrected = event(
  "AbsenceCorrected",
  1,
  {
    ...ofRequest,
    kind: personal(AbsenceKindCode),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart,
    time: TimeSpan.nullable(),
    /** Of the use that it gives back, and of the use in its place. */
    returnedTo: Ledger.nullable(),
    returned: DaySpans,
    ledger: Ledger.nullable(),
    used: DayHundredths,
    days: DaySpans,
    reason,
    correctedBy: UserId,
  },
  sealed,
);
/** The calendar changed after approval: the ledger is corrected, the dates stay (DOMAIN, “Leave counting”). */
export const AbsenceRecounted = event("AbsenceRecounted", 1, {
  ...ofRequest,
  ledger: Ledger,
  returned: DaySpans,
  used: DayHundredths,
  days: DaySpans,
  recountedBy: UserId,
});
export const changeEvents = [
  CancellationAsked,
  CancellationDeclined,
  AbsenceCancelled,
  RecallProposed,
  RecallDeclined,
  EmployeeRecalled,
  AbsenceCorrected,
  AbsenceRecounted,
] as const;
