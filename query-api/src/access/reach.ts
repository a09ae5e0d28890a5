// A reach as a condition on rows: the same rule that answers for one person cuts a list.
import { platformProblems, Problem, type Reach, reachesNothing } from "@tabel/platform";
import { joined, type Sql, sql } from "../reading/sql.js";

/** Where a row says whom it is about. */
export interface AboutColumns {
  readonly employee: Sql;
  /** The unit that counts: today's for a person, that of the sheet for a timesheet. */
  readonly unit: Sql;
}

/** Where each unit stands on a day: `unit_id` and `path`, the root first. To be given an alias. */
export const placedOn = (day: string): Sql => sql`(
  select unit_id, path from views.unit_path where from_date <= ${day}::date and until_date > ${day}::date)`;

/** An array, not a join: its units are found first, and an index on the row's unit is used with them. */
export const inSubtrees = (unit: Sql, roots: readonly string[], day: string): Sql =>
  sql`${unit} = any(array(select unit_id from ${placedOn(day)} placed where path && ${roots}::text[]))`;

export const withinReach = (reach: Reach, { employee, unit }: AboutColumns): Sql => {
  if (reach.everywhere) return sql`true`;
  const parts: Sql[] = [];
  if (reach.person !== null) parts.push(sql`${employee} = ${reach.person}`);
  if (reach.unit !== null) parts.push(sql`${unit} = ${reach.unit}`);
  if (reach.subtrees.length > 0) parts.push(inSubtrees(unit, reach.subtrees, reach.on));
  return parts.length === 0 ? sql`false` : sql`(${joined(parts, " or ")})`;
};

/** Throws Problem 403 where no row at all could be answered. */
export const requireReach = (reach: Reach): Reach => {
  if (reachesNothing(reach)) throw new Problem(platformProblems.forbidden, "Your roles do not show you this.");
  return reach;
};

/** Throws Problem 403 for whoever may not everywhere: what is asked for belongs to no unit. */
export const requireEverywhere = ({ everywhere }: Reach): void => {
  if (!everywhere) throw new Problem(platformProblems.forbidden, "Your roles do not show you this.");
};
