// Roles that were granted, with scope and dates.
import type { Table } from "../table.js";

export interface UserAccessRow {
  readonly userId: string;
  readonly grants: readonly RoleGrant[];
}

export interface RoleGrant {
  readonly role: string;
  /** Null: everywhere. */
  readonly unitIds: readonly string[] | null;
  readonly from: string;
  /** The last day on which it holds; null while it has no end. */
  readonly until: string | null;
}

export const userAccessTable: Table<UserAccessRow> = {
  name: "user_access",
  columns: { userId: "text", grants: "jsonb" },
  key: ["userId"],
};
