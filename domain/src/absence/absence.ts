// The absences of one employee: no two overlap, no balance falls under its floor, each request walks its route once.
// Decisions: submit-leave.ts, decide-request.ts, grant-leave.ts.
import { z } from "zod";
import type { Aggregate } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, RequestId, streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { DayHundredths, Ledger, ledgerEvents, type LeaveGranted } from "./ledger-events.js";
import { ledgerEntries, type LedgerEntry } from "./leave-ledger.js";

export const absenceStream = (id: EmployeeId): string => streamName("absence", id);

/** Code of a kind of absence in the catalogue (policy/), `annual-leave` for example. */
export const AbsenceKindCode = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);

/** A half of a day, or all of it. Halves are asked for one day at a time. */
export const DayPart = z.enum(["full", "morning", "afternoon"]);
export type DayPart = z.output<typeof DayPart>;

/** Days of a request in a row that are alike. The spans of a request follow each other and cover it. */
export const DaySpan = z.object({
  from: LocalDate,
  to: LocalDate,
  /** `leave` counts; `holiday` lies inside and does not; `off` is a day that the kind does not count. */
  means: z.enum(["leave", "holiday", "off"]),
  /** What each of these days counts: 100, 50 for a half, or 0. */
  counted: DayHundredths,
});
export type DaySpan = z.output<typeof DaySpan>;
const DaySpans = z.array(DaySpan).max(1000);

/** A step of the route: the head of a unit (whoever that is on the day), or a role. */
export const RouteStep = z.discriminatedUnion("holder", [
  z.object({ holder: z.literal("unit-head"), unitId: UnitId }),
  z.object({ holder: z.literal("role"), role: z.string() }),
]);
export type RouteStep = z.output<typeof RouteStep>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const AbsenceRequested = event(
  "AbsenceRequested",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    /** Personal: that somebody was ill is data on health. */
    kind: personal(AbsenceKindCode),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart,
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
  { subject: "employeeId" },
);
export const StepApproved = event("StepApproved", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  step: z.int().min(0),
  approvedBy: UserId,
});
/** The last step of the route: the reservation becomes use, on the frozen days. */
export const AbsenceApproved = event(
  "AbsenceApproved",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    kind: personal(AbsenceKindCode),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart,
    ledger: Ledger.nullable(),
    /** Sum of what the days count; 0 without a ledger. */
    used: DayHundredths,
    days: DaySpans,
    /** The reservation that ends: its counted days; none without a ledger. */
    released: DaySpans,
    step: z.int().min(0),
    approvedBy: UserId,
  },
  { subject: "employeeId" },
);
export const AbsenceRejected = event(
  "AbsenceRejected",
  1,
  {
    employeeId: EmployeeId,
    requestId: RequestId,
    step: z.int().min(0),
    rejectedBy: UserId,
    ledger: Ledger.nullable(),
    released: DaySpans,
    reason: personal(z.string().min(1).max(2000)),
  },
  { subject: "employeeId" },
);
export const AbsenceWithdrawn = event("AbsenceWithdrawn", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  withdrawnBy: UserId,
  ledger: Ledger.nullable(),
  released: DaySpans,
});
export const absenceEvents = [
  ...ledgerEvents,
  AbsenceRequested,
  StepApproved,
  AbsenceApproved,
  AbsenceRejected,
  AbsenceWithdrawn,
] as const;
export type AbsenceEvent = EventOf<(typeof absenceEvents)[number]>;

// State — only what decisions need.
export interface AbsenceRequest {
  readonly requestId: RequestId;
  readonly kind: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart: DayPart;
  readonly ledger: string | null;
  /** As counted when it was made; the frozen days once it is approved. */
  readonly days: readonly DaySpan[];
  readonly route: readonly RouteStep[];
  /** The step that it waits for; the last one taken once it is decided. */
  readonly step: number;
  readonly status: "pending" | "approved" | "rejected" | "withdrawn";
  readonly requestedBy: UserId;
}
type Grant = Omit<EventOf<typeof LeaveGranted>["data"], "employeeId">;
export interface Absences {
  readonly requests: ReadonlyMap<RequestId, AbsenceRequest>;
  readonly grants: readonly Grant[];
  /** The leave ledgers: every entry that the events so far have posted. */
  readonly entries: readonly LedgerEntry[];
}

const withRequest = (state: Absences, requestId: RequestId, change: Partial<AbsenceRequest>): Absences => {
  const request = state.requests.get(requestId);
  if (request === undefined) return state;
  return { ...state, requests: new Map(state.requests).set(requestId, { ...request, ...change }) };
};

const evolveRequests = (state: Absences, { type, data }: AbsenceEvent): Absences => {
  switch (type) {
    case "LeaveGranted": {
      const { employeeId: _, ...grant } = data;
      return { ...state, grants: [...state.grants, grant] };
    }
    case "AbsenceRequested": {
      const { employeeId: _, reserved: __, comment: ___, ...asked } = data;
      const request: AbsenceRequest = { ...asked, step: 0, status: "pending" };
      return { ...state, requests: new Map(state.requests).set(data.requestId, request) };
    }
    case "StepApproved":
      return withRequest(state, data.requestId, { step: data.step + 1 });
    case "AbsenceApproved":
      return withRequest(state, data.requestId, { status: "approved", step: data.step, days: data.days });
    case "AbsenceRejected":
      return withRequest(state, data.requestId, { status: "rejected", step: data.step });
    case "AbsenceWithdrawn":
      return withRequest(state, data.requestId, { status: "withdrawn" });
  }
};

export const absence: Aggregate<Absences, AbsenceEvent> = {
  initial: { requests: new Map(), grants: [], entries: [] },
  evolve: (state, event) => {
    const evolved = evolveRequests(state, event);
    const posted = ledgerEntries(event);
    return posted.length === 0 ? evolved : { ...evolved, entries: [...evolved.entries, ...posted] };
  },
};
