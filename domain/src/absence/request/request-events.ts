// The events of a request's life until it is decided, of what is recorded without a request, and of what comes with either.
import { z } from "zod";
import { event, personal, type Upcaster } from "../../kernel/event.js";
import { EmployeeId, RequestId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { AbsenceKindCode, Compensation, DayPart, DaySpans, RouteStep } from "../absence-fields.js";
import { TimeSpan } from "../../kernel/local-time.js";
import { DayHundredths, Ledger } from "../ledger/ledger-events.js";

/** Version 1 knew whole and half days only. */
const withoutTime: Upcaster = (data) => ({ ...data, time: null, compensation: null });

/** Version 1 was always decided in the own name. */
const inOwnName: Upcaster = (data) => ({ ...data, onBehalfOf: null });

/** Steps of version 1 neither remind nor escalate. */
const withoutPoints: Upcaster = (data) => ({
  ...data,
  // a stored route is a list of steps, each an object
  route: (data["route"] as readonly object[]).map((step) => ({ ...step, remindAfter: null, escalateAfter: null })),
});

/** Time and compensation of what is measured in hours, or of a part of one day; null for days and halves. */
const hours = { time: TimeSpan.nullable().default(null), compensation: Compensation.nullable().default(null) };

/** Whose place the one who decided took: the head whose deputy it was. */
const onBehalfOf = UserId.nullable().default(null);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const AbsenceRequested = event(
  "AbsenceRequested",
  2,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    /** Personal: that somebody was ill is data on health. */
    kind: personal(AbsenceKindCode),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart,
    ...hours,
    /** Null where the kind draws on no ledger. */
    ledger: Ledger.nullable(),
    /** Reserved on the ledger until the request is decided; 0 without a ledger. */
    reserved: DayHundredths,
    /** How the request counts as it is made; it is counted once more, and frozen, at approval. */
    days: DaySpans,
    comment: personal(z.string().max(2000).nullable()),
    route: z.array(RouteStep).min(1).max(10),
    requestedBy: UserId,
  },
  { subject: "employeeId", upcasters: [(data) => withoutPoints(withoutTime(data))] },
);
export const Warning = z.object({
  /** Stable, as a refusal's code is. */
  code: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  from: LocalDate,
  to: LocalDate,
  /** The threshold, and what the request comes to, in the code's own unit: minutes, people. */
  limit: z.int(),
  value: z.int(),
});
export type Warning = z.output<typeof Warning>;
/** What the request went past without being refused: over a threshold of a policy, or too few people present. */
export const RequestWarned = event("RequestWarned", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  warnings: z.array(Warning).min(1).max(100),
});
/** A reference: the file itself is kept elsewhere. */
export const DocumentAttached = event(
  "DocumentAttached",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    documentId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/),
    name: personal(z.string().min(1).max(200)),
    mediaType: z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,99}$/),
    attachedBy: UserId,
  },
  { subject: "employeeId" },
);
export const StepApproved = event(
  "StepApproved",
  2,
  { employeeId: EmployeeId, requestId: RequestId, step: z.int().min(0), approvedBy: UserId, onBehalfOf },
  { upcasters: [inOwnName] },
);
/** The step waited too long: from now on it waits for another holder. */
export const StepEscalated = event("StepEscalated", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  step: z.int().min(0),
  to: RouteStep,
  escalatedBy: UserId,
});
/** The last step of the route: the reservation becomes use, on the frozen days. */
export const AbsenceApproved = event(
  "AbsenceApproved",
  2,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    kind: personal(AbsenceKindCode),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart,
    ...hours,
    ledger: Ledger.nullable(),
    /** Sum of what the days count; 0 without a ledger. */
    used: DayHundredths,
    days: DaySpans,
    /** The reservation that ends: its counted days; none without a ledger. */
    released: DaySpans,
    step: z.int().min(0),
    approvedBy: UserId,
    onBehalfOf,
  },
  { subject: "employeeId", upcasters: [(data) => inOwnName(withoutTime(data))] },
);
export const AbsenceRejected = event(
  "AbsenceRejected",
  2,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    step: z.int().min(0),
    rejectedBy: UserId,
    ledger: Ledger.nullable(),
    released: DaySpans,
    reason: personal(z.string().min(1).max(2000)),
    onBehalfOf,
  },
  { subject: "employeeId", upcasters: [inOwnName] },
);
export const AbsenceWithdrawn = event("AbsenceWithdrawn", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  withdrawnBy: UserId,
  ledger: Ledger.nullable(),
  released: DaySpans,
});
/** An absence that nobody asked for and somebody found: it holds at once. */
export const AbsenceRecorded = event(
  "AbsenceRecorded",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    kind: personal(AbsenceKindCode),
    from: LocalDate,
    to: LocalDate,
    days: DaySpans,
    recordedBy: UserId,
  },
  { subject: "employeeId" },
);
export const requestEvents = [
  AbsenceRequested,
  RequestWarned,
  DocumentAttached,
  StepApproved,
  StepEscalated,
  AbsenceApproved,
  AbsenceRejected,
  AbsenceWithdrawn,
  AbsenceRecorded,
] as const;
