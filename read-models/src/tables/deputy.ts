// Who stands in for whom. A row is one appointment; which one holds for a kind on a day is the last in `place` that covers it.
import type { TableOf } from "../table.js";

interface Appointment {
  readonly deputy: string;
  readonly from: string;
  /** The last day; null while it is not limited. */
  readonly until: string | null;
  /** Codes of absence kinds; null for all. */
  readonly kinds: readonly string[] | null;
}

export interface DeputisedUserRow {
  readonly userId: string;
  /** In the order in which they were made. */
  readonly appointments: readonly Appointment[];
}

export const deputisedUserTable: TableOf<DeputisedUserRow> = {
  name: "deputised_user",
  columns: { userId: "text", appointments: "jsonb" },
  key: ["userId"],
};

export interface DeputyRow {
  /** Whose place is taken. */
  readonly userId: string;
  /** Counts the user's appointments up: of two that cover a kind on a day, the one with the higher place holds. */
  readonly place: number;
  readonly deputy: string;
  readonly fromDate: string;
  /** The day after the last one; `infinity` while it is not limited. */
  readonly untilDate: string;
  readonly kinds: readonly string[] | null;
}

export const deputyTable: TableOf<DeputyRow> = {
  name: "deputy",
  columns: {
    userId: "text",
    place: "integer",
    deputy: "text",
    fromDate: "date",
    untilDate: "date",
    kinds: "text[]",
  },
  key: ["userId", "place"],
};
