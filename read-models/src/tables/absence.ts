// Requests for absence, and the signed entries of the leave ledgers.
import type { TableOf } from "../table.js";

export type RequestStatus = "submitted" | "approved" | "rejected" | "withdrawn";

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
  /** Each step taken: which, who, when, and on whose behalf. */
  readonly steps: readonly StepTaken[];
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

export interface StepTaken {
  readonly step: number;
  readonly outcome: "approved" | "rejected" | "withdrawn";
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
    steps: "jsonb",
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
