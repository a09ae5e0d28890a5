// Units and who heads them.
import type { TableOf } from "../table.js";

export interface UnitRow {
  readonly unitId: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Every unit above, the root first, and this one last: a subtree is `path && array[unit]`. */
  readonly path: readonly string[];
  readonly establishedOn: string;
  /** All appointments in the order of their first day. */
  readonly heads: readonly { readonly employeeId: string; readonly from: string }[];
}

export const unitTable: TableOf<UnitRow> = {
  name: "unit",
  columns: {
    unitId: "text",
    name: "text",
    parentId: "text",
    path: "text[]",
    establishedOn: "date",
    heads: "jsonb",
  },
  key: ["unitId"],
};

export interface UnitHeadRow {
  readonly unitId: string;
  readonly fromDate: string;
  /** The first day of the next head; `infinity` for the last one. */
  readonly untilDate: string;
  readonly employeeId: string;
}

export const unitHeadTable: TableOf<UnitHeadRow> = {
  name: "unit_head",
  columns: { unitId: "text", fromDate: "date", untilDate: "date", employeeId: "text" },
  key: ["unitId", "fromDate"],
};
