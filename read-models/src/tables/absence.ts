// Requests for absence, and the signed entries of the leave ledgers.
import type { TableOf } from "../table.js";

/** `open` and `closed` are sick leaves by their certificate, which nobody decides. */
export type RequestStatus = "submitted" | "approved" | "rejected" | "withdrawn" | "cancelled" | "open" | "closed";

/** What was asked after approval and waits for consent. */
export interface ChangeOfRequest {
  readonly asks: "cancellation" | "recall";
  readonly by: string;
  readonly reason: string | null;
  /** The days of a recall; null for a cancellation, which is of all. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Days that a sickness took out of a request. */
export interface InterruptionOfRequest {
  readonly sickLeaveId: string;
  readonly from: string;
  readonly to: string;
  /** Whether the employee may have them after leave and sickness. */
  readonly extends: boolean;
  readonly chosen: "extended" | "returned" | null;
}

export interface DocumentOfRequest {
  readonly documentId: string;
  readonly name: string | null;
  readonly mediaType: string;
}

export interface WarningOfRequest {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly value: number;
}

interface Amount {
  readonly minor: number;
  readonly currency: string;
}

export interface TripOfRequest {
  readonly destination: string | null;
  readonly purpose: string | null;
  readonly country: string;
  readonly grade: string;
  readonly perDiem: readonly { readonly from: string; readonly to: string; readonly daily: Amount }[];
  readonly total: Amount;
  readonly advance: Amount | null;
  readonly paid: Amount | null;
  readonly spent: Amount | null;
  readonly report: "submitted" | "accepted" | "returned" | null;
  /** Of the accepted report: under zero, the employee gives back. */
  readonly balanceMinor: number | null;
}

export interface AbsenceRequestRow {
  readonly requestId: string;
  readonly employeeId: string;
  readonly kind: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly dayPart: "full" | "morning" | "afternoon";
  readonly status: RequestStatus;
  readonly ledger: string | null;
  /** Hundredths of a day, as the request counted when it was made and, once approved, as it was frozen. */
  readonly reserved: number;
  readonly used: number | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly route: readonly RouteStepOfRequest[];
  /** Whom it waits for; null once it is decided. */
  readonly step: number | null;
  readonly holderUnitId: string | null;
  readonly holderRole: string | null;
  readonly holderUserId: string | null;
  /** Who asked for what it waits for, or last did; they never decide it. */
  readonly askedBy: string;
  /** How often the step that it waits for was escalated. */
  readonly escalations: number;
  /** Each step taken: which, who, when, and on whose behalf. */
  readonly steps: readonly StepTaken[];
  /** Hours of the one day; null for days and halves. */
  readonly time: { readonly from: string; readonly to: string } | null;
  readonly compensation: string | null;
  readonly change: ChangeOfRequest | null;
  readonly interruptions: readonly InterruptionOfRequest[];
  readonly documents: readonly DocumentOfRequest[];
  readonly warnings: readonly WarningOfRequest[];
  readonly trip: TripOfRequest | null;
  readonly comment: string | null;
  readonly reason: string | null;
  /** Revision of the request's stream after the last event that concerned it: what a decision was based on. */
  readonly revision: bigint;
}

export type RouteStepOfRequest = {
  /** Working days after which the step reminds and escalates; null where it does not. */
  readonly remindAfter: number | null;
  readonly escalateAfter: number | null;
} & (
  | { readonly holder: "unit-head"; readonly unitId: string }
  | { readonly holder: "role"; readonly role: string }
  | { readonly holder: "person"; readonly userId: string }
);

export type StepOutcome =
  | "approved"
  | "rejected"
  | "withdrawn"
  | "escalated"
  | "cancelled"
  | "cancellation-declined"
  | "recalled"
  | "recall-declined"
  | "corrected"
  | "recounted";

export interface StepTaken {
  readonly step: number;
  readonly outcome: StepOutcome;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly at: string;
}

export const absenceRequestTable: TableOf<AbsenceRequestRow> = {
  name: "absence_request",
  columns: {
    requestId: "text",
    employeeId: "text",
    kind: "text",
    fromDate: "date",
    toDate: "date",
    dayPart: "text",
    status: "text",
    ledger: "text",
    reserved: "integer",
    used: "integer",
    requestedBy: "text",
    requestedAt: "timestamptz",
    route: "jsonb",
    step: "integer",
    holderUnitId: "text",
    holderRole: "text",
    holderUserId: "text",
    askedBy: "text",
    escalations: "integer",
    steps: "jsonb",
    time: "jsonb",
    compensation: "text",
    change: "jsonb",
    interruptions: "jsonb",
    documents: "jsonb",
    warnings: "jsonb",
    trip: "jsonb",
    comment: "text",
    reason: "text",
    revision: "bigint",
  },
  key: ["requestId"],
};

/** An entry as the domain's ledger posts it (domain/src/absence/ledger/ledger-entry.ts). */
export interface LeaveEntryRow {
  readonly employeeId: string;
  /** Position of the event that posted it, and its place among that event's entries. */
  readonly position: bigint;
  readonly sequence: number;
  /** When it became known: balances can be asked as they were known at an instant. */
  readonly recordedAt: string;
  readonly ledger: string;
  readonly kind: LeaveEntryKind;
  /** What posted it: a leave year, a request, an entry of its own. */
  readonly source: string;
  /** Signed, in the ledger's unit; spread evenly over the days from `effectiveOn` to `effectiveTo`. */
  readonly amount: number;
  readonly effectiveOn: string;
  readonly effectiveTo: string;
  /** The first day on which a grant may be used; null for entries that are no grant. */
  readonly usableFrom: string | null;
  readonly expiresOn: string | null;
  readonly carries: { readonly until: string; readonly most: number | null } | null;
  /** The source of the entry that this one takes back, carries over or lets expire. */
  readonly concerns: string | null;
  readonly requestId: string | null;
  /** Why, in somebody's words; null where nobody wrote any, and once they are erased. */
  readonly reason: string | null;
}

export type LeaveEntryKind =
  | "grant"
  | "accrual"
  | "earned"
  | "adjustment"
  | "carry-over"
  | "expiry"
  | "encashment"
  | "part-year"
  | "compensation"
  | "reversal"
  | "reservation"
  | "release"
  | "use"
  | "return";

export const leaveEntryTable: TableOf<LeaveEntryRow> = {
  name: "leave_entry",
  columns: {
    employeeId: "text",
    position: "bigint",
    sequence: "integer",
    recordedAt: "timestamptz",
    ledger: "text",
    kind: "text",
    source: "text",
    amount: "integer",
    effectiveOn: "date",
    effectiveTo: "date",
    usableFrom: "date",
    expiresOn: "date",
    carries: "jsonb",
    concerns: "text",
    requestId: "text",
    reason: "text",
  },
  key: ["employeeId", "position", "sequence"],
};
