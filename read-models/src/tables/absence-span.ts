// What really holds of each request or sick leave, day by day: what calendars and feeds show.
import type { TableOf } from "../table.js";

export interface ShownSpan {
  /** Null once the person's data are erased. */
  readonly kind: string | null;
  readonly from: string;
  readonly to: string;
  readonly dayPart: "full" | "morning" | "afternoon";
  readonly time: { readonly from: string; readonly to: string } | null;
  /** `requested` while it waits; `cancelled` what held once and holds no more, kept for programs that have copied it. */
  readonly state: "requested" | "approved" | "cancelled";
  /** How often it changed since it first held, and when it last did. */
  readonly sequence: number;
  readonly changedAt: string;
}

export interface AbsenceSpanRow {
  readonly requestId: string;
  readonly employeeId: string;
  /** The first and the last day of all its spans. */
  readonly fromDate: string;
  readonly toDate: string;
  /** Position of its first event; 0 in rows of an earlier version. */
  readonly firstFact: bigint;
  /** In the order of their days when they first held; the place of one is its name for ever. */
  readonly spans: readonly ShownSpan[];
}

export const absenceSpanTable: TableOf<AbsenceSpanRow> = {
  name: "absence_span",
  columns: {
    requestId: "text",
    employeeId: "text",
    fromDate: "date",
    toDate: "date",
    spans: "jsonb",
    firstFact: "bigint",
  },
  key: ["requestId"],
};
