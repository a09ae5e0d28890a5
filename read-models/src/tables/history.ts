// Everything that happened to a person, in the log's order.
import type { TableOf } from "../table.js";

export interface EmployeeHistoryRow {
  readonly employeeId: string;
  readonly position: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly recordedAt: string;
  /** When the fact holds from, where it says so; when we learned of it is `recordedAt`. */
  readonly effectiveOn: string | null;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly commandId: string;
  readonly causationId: string;
  readonly correlationId: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The key of the person was gone: personal fields are null. */
  readonly erased: boolean;
}

export const employeeHistoryTable: TableOf<EmployeeHistoryRow> = {
  name: "employee_history",
  columns: {
    employeeId: "text",
    position: "bigint",
    eventId: "text",
    type: "text",
    stream: "text",
    revision: "bigint",
    recordedAt: "timestamptz",
    effectiveOn: "date",
    actor: "text",
    onBehalfOf: "text",
    commandId: "text",
    causationId: "text",
    correlationId: "text",
    data: "json",
    erased: "boolean",
  },
  key: ["employeeId", "position"],
};
