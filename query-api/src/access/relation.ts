// What the caller is to the person of a row `stands`, as conditions: head, officer. Commands say the same in command-api/rights.
import { type Sql, sql } from "../reading/sql.js";
import type { Caller } from "./caller.js";
import { withinReach } from "./reach.js";
import { present } from "./see-employee.js";

const nobody = ({ today }: Caller) => ({ everywhere: false, subtrees: [], on: today, unit: null, person: null });

/** Holds the role over the person's unit, for somebody else. */
export const officerOver = (caller: Caller, role: string): Sql => {
  const grants = caller.grants.filter((grant) => grant.role === role);
  const reach = {
    ...nobody(caller),
    everywhere: grants.some(({ unitIds }) => unitIds === null),
    subtrees: grants.flatMap(({ unitIds }) => unitIds ?? []),
  };
  return sql`(stands.employee_id <> ${caller.userId} and ${withinReach(reach, present)})`;
};

/** Heads the person's unit or one above it. */
export const headOver = (caller: Caller): Sql =>
  sql`(stands.employee_id <> ${caller.userId} and ${withinReach({ ...nobody(caller), subtrees: caller.leads }, present)})`;

/** Columns that say what the caller is to the person: `isHead`, `isHr`, `isIt`, `isAccountant`. */
export const relation = (caller: Caller): Sql => sql`
  ${headOver(caller)} as "isHead", ${officerOver(caller, "hr-officer")} as "isHr",
  ${officerOver(caller, "it-officer")} as "isIt", ${officerOver(caller, "accountant")} as "isAccountant"`;

export interface Relation {
  readonly isHead: boolean;
  readonly isHr: boolean;
  readonly isIt: boolean;
  readonly isAccountant: boolean;
}
