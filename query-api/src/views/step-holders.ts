// Whom a step of a request waits for today. The domain decides (domain/src/absence/request/route.ts); this is the same rule asked of
// the read models, so that an inbox shows what can be decided and a request says what its reader can do.
import type { Caller } from "../access/caller.js";
import { withinReach } from "../access/reach.js";
import { joined, type Sql, sql } from "../reading/sql.js";

/** The role that decides where no head is left to. */
export const AT_THE_TOP = "hr-officer";

/** Today's heads of the last unit of a path and of every unit above it, the nearest first, as an array. */
export const headsAbove = (path: Sql, today: string): Sql => sql`array(
  select head.employee_id from unnest(${path}) with ordinality as above (unit_id, place)
  join views.unit_head head on head.unit_id = above.unit_id
    and head.from_date <= ${today}::date and head.until_date > ${today}::date
  order by above.place desc)`;

/** Of `line.heads`, those who may decide: nobody decides their own request, neither as the employee nor as its author. */
const deciding = sql`
  from unnest(line.heads) with ordinality as each (head, place)
  where head <> request.employee_id and head <> request.requested_by`;

/** The nearest head who may decide; null where none is left. */
export const nearestHead: Sql = sql`(select head ${deciding} order by place limit 1)`;

/** The caller's grants of one role as a condition on `stands`, where the request's employee stands today. */
export const heldOver = (caller: Caller, role: string): Sql => {
  const grants = caller.grants.filter((grant) => grant.role === role);
  const reach = {
    everywhere: grants.some(({ unitIds }) => unitIds === null),
    subtrees: grants.flatMap(({ unitIds }) => unitIds ?? []),
    on: caller.today,
    unit: null,
    person: null,
  };
  return withinReach(reach, { employee: sql`request.employee_id`, unit: sql`stands.unit_id` });
};

/** Whether the request waits for a role that the caller holds over its employee. */
export const waitsForRole = (caller: Caller): Sql => {
  const roles = caller.grants.map(({ role }) => sql`(request.holder_role = ${role} and ${heldOver(caller, role)})`);
  return roles.length === 0 ? sql`false` : sql`(${joined(roles, " or ")})`;
};

/** The head of the step's unit or of any unit above; where none is left who may decide, HR; for role steps, its holders. */
export const holdsStep = (caller: Caller): Sql => sql`(
  request.employee_id <> ${caller.userId} and request.requested_by <> ${caller.userId} and (
    ${waitsForRole(caller)}
    or ${caller.userId} = any(line.heads)
    or (request.holder_unit_id is not null and not exists (select ${deciding}) and ${heldOver(caller, AT_THE_TOP)})))`;
