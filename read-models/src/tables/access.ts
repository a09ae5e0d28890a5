// Roles that were granted, with scope and dates.
import type { TableOf } from "../table.js";

export interface UserAccessRow {
  readonly userId: string;
  /** In the order in which they were granted: of two for one role on one day the later one holds. */
  readonly grants: readonly RoleGrant[];
}

export interface RoleGrant {
  readonly role: string;
  /** Units stand for everything under them too. */
  readonly scope: { readonly over: "all" } | { readonly over: "units"; readonly unitIds: readonly string[] };
  readonly from: string;
  /** The last day on which it holds; null while it has no end. */
  readonly until: string | null;
}

export const userAccessTable: TableOf<UserAccessRow> = {
  name: "user_access",
  columns: { userId: "text", grants: "jsonb" },
  key: ["userId"],
};
