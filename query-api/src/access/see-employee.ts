// The person that a view is about, for a caller who may see that of them.
import { type Action, platformProblems, Problem, reachOf } from "@tabel/platform";
import { joined, type Sql, sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";
import type { Caller } from "./caller.js";
import { withinReach } from "./reach.js";

/**
 * Joins to a row with an employee's id the unit in which the person stands on a day, as `stands`: exactly one row each.
 * The limit keeps it a look-up by key, row by row, however many people there are beside those of the page.
 */
export const standsOn = (employeeId: Sql, day: string): Sql => sql`
  cross join lateral (
    select stood.employee_id, stood.unit_id, stood.position from views.employee_unit stood
    where stood.employee_id = ${employeeId} and stood.seen_from <= ${day}::date and stood.until_date > ${day}::date
    limit 1) stands`;

export const present = { employee: sql`stands.employee_id`, unit: sql`stands.unit_id` };

/** One answer for who is not there and for who may not be seen. */
export const unseen = (employeeId: string): Problem =>
  new Problem(platformProblems["not-found"], `There is no employee ${employeeId} whom you may see this of.`);

/** Whether the caller may do each of these to the person, in one query; false for who is not there. */
export const seesOfEmployee = async <Name extends Action>(
  views: Views,
  caller: Caller,
  employeeId: string,
  ...actions: readonly Name[]
): Promise<Readonly<Record<Name, boolean>>> => {
  const seen = actions.map((action) => withinReach(reachOf(caller, action), present));
  const row = await views.row<{ readonly seen: readonly boolean[] }>(sql`
    select array[${joined(seen, ", ")}] as seen
    from views.employee ${standsOn(sql`employee.employee_id`, caller.today)}
    where employee.employee_id = ${employeeId}`);
  const answers = actions.map((action, index) => [action, row?.seen[index] ?? false] as const);
  return Object.fromEntries(answers) as Record<Name, boolean>; // one for each
};

/** Throws Problem 404. */
export const seeEmployee = async (views: Views, caller: Caller, action: Action, employeeId: string): Promise<void> => {
  const seen = await seesOfEmployee(views, caller, employeeId, action);
  if (!seen[action]) throw unseen(employeeId);
};
