// Units and who heads them.
import type { TableOf } from "../table.js";

export interface UnitRow {
  readonly unitId: string;
  /** Name, parent and path are those entered for the latest day; `names` and UnitPathRow tell them by day. */
  readonly name: string;
  readonly parentId: string | null;
  /** Every unit above, the root first, and this one last. */
  readonly path: readonly string[];
  readonly establishedOn: string;
  /** All appointments in the order of their first day; null from the day on which the place is vacant. */
  readonly heads: readonly { readonly employeeId: string | null; readonly from: string }[];
  readonly names: readonly { readonly from: string; readonly name: string }[];
  /** The first day on which it is no more; null while it is not dissolved. */
  readonly dissolvedOn: string | null;
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
    names: "jsonb",
    dissolvedOn: "date",
  },
  key: ["unitId"],
};

/** A unit's place in the tree: exactly one row holds on any day, from_date <= day < until_date. */
export interface UnitPathRow {
  readonly unitId: string;
  /** `-infinity` for the first place. */
  readonly fromDate: string;
  readonly untilDate: string;
  /** Every unit above, the root first, and this one last: a subtree is `path && array[unit]`. */
  readonly path: readonly string[];
}

export const unitPathTable: TableOf<UnitPathRow> = {
  name: "unit_path",
  columns: { unitId: "text", fromDate: "date", untilDate: "date", path: "text[]" },
  key: ["unitId", "fromDate"],
};

export interface UnitHeadRow {
  readonly unitId: string;
  readonly fromDate: string;
  /** The first day of the next head or of a vacancy; `infinity` for the last one. */
  readonly untilDate: string;
  readonly employeeId: string;
}

export const unitHeadTable: TableOf<UnitHeadRow> = {
  name: "unit_head",
  columns: { unitId: "text", fromDate: "date", untilDate: "date", employeeId: "text" },
  key: ["unitId", "fromDate"],
};
