// The absences of one employee: no two overlap, no balance falls under its floor, each request walks its route once.
import { z } from "zod";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, RequestId, streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";

export const absenceStream = (id: EmployeeId): string => streamName("absence", id);

/** Hundredths of a day: 28 days are 2800. Whole numbers only, so that a ledger adds up exactly. */
export const DayHundredths = z.int().min(-100_000).max(100_000);

/** Code of a kind of absence in the catalogue (policy/), `annual-leave` for example. */
export const AbsenceKindCode = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);

/** Name of a leave ledger, `annual` for example. */
export const Ledger = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);

/** What one day of a request is, frozen at approval. */
export const RequestDay = z.object({
  date: LocalDate,
  /** `leave` counts against the ledger; `holiday` lies inside and does not; `off` is a day that the kind does not count. */
  means: z.enum(["leave", "holiday", "off"]),
  counted: DayHundredths,
});
export type RequestDay = z.output<typeof RequestDay>;

/** A step of the route: the head of a unit (whoever that is on the day), or a role. */
export const RouteStep = z.discriminatedUnion("holder", [
  z.object({ holder: z.literal("unit-head"), unitId: UnitId }),
  z.object({ holder: z.literal("role"), role: z.string() }),
]);
export type RouteStep = z.output<typeof RouteStep>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const LeaveGranted = event("LeaveGranted", 1, {
  employeeId: EmployeeId,
  ledger: Ledger,
  amount: DayHundredths,
  /** The working year that the grant is for; null for an opening balance. */
  workingYear: z.object({ from: LocalDate, to: LocalDate }).nullable(),
  effectiveOn: LocalDate,
  usableFrom: LocalDate,
  source: z.enum(["opening-balance", "working-year"]),
});
export const AbsenceRequested = event(
  "AbsenceRequested",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    kind: AbsenceKindCode,
    from: LocalDate,
    to: LocalDate,
    /** Null where the kind draws on no ledger. */
    ledger: Ledger.nullable(),
    /** Reserved on the ledger until the request is decided. */
    reserved: DayHundredths,
    comment: personal(z.string().max(2000).nullable()),
    route: z.array(RouteStep).min(1).max(10),
    requestedBy: UserId,
  },
  { subject: "employeeId" },
);
export const StepApproved = event("StepApproved", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  step: z.int().min(0),
  approvedBy: UserId,
});
/** The last step of the route: the reservation becomes use, on the frozen days. */
export const AbsenceApproved = event("AbsenceApproved", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  kind: AbsenceKindCode,
  from: LocalDate,
  to: LocalDate,
  ledger: Ledger.nullable(),
  used: DayHundredths,
  days: z.array(RequestDay).max(2000),
  step: z.int().min(0),
  approvedBy: UserId,
});
export const AbsenceRejected = event(
  "AbsenceRejected",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    step: z.int().min(0),
    rejectedBy: UserId,
    reason: personal(z.string().min(1).max(2000)),
  },
  { subject: "employeeId" },
);
export const AbsenceWithdrawn = event("AbsenceWithdrawn", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  withdrawnBy: UserId,
});
export const absenceEvents = [
  LeaveGranted,
  AbsenceRequested,
  StepApproved,
  AbsenceApproved,
  AbsenceRejected,
  AbsenceWithdrawn,
] as const;
export type AbsenceEvent = EventOf<(typeof absenceEvents)[number]>;
