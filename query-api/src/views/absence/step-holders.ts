// Whom a step of a request waits for today. The domain decides (domain/src/absence/request/route.ts); this is the same rule asked of
// the read models, so that an inbox shows what can be decided and a request says what its reader can do.
import { kindsOfWork, localDate } from "@tabel/domain";
import type { Caller } from "../../access/caller.js";
import { deputisedBy, deputyFor } from "../../access/deputies.js";
import { withinReach } from "../../access/reach.js";
import { joined, type Sql, sql } from "../../reading/sql.js";

/** The role that decides where no head is left to. */
export const AT_THE_TOP = "hr-officer";

const hasLeft = (who: Sql, today: string): Sql => sql`exists (
  select from views.employee gone where gone.employee_id = ${who} and gone.last_day < ${today}::date)`;

/** Today's heads of the last unit of a path and of every unit above it, the nearest first, as an array; without who has left. */
export const headsAbove = (path: Sql, today: string): Sql => sql`array(
  select head.employee_id from unnest(${path}) with ordinality as above (unit_id, place)
  join views.unit_head head on head.unit_id = above.unit_id
    and head.from_date <= ${today}::date and head.until_date > ${today}::date
  where not ${hasLeft(sql`head.employee_id`, today)}
  order by above.place desc)`;

/** Nobody decides their own: neither as the employee, nor as the author of what waits, nor in somebody's place. */
const barred = (who: Sql): Sql => sql`(${who} = request.employee_id or ${who} = request.asked_by)`;

/** Whether somebody is away today for a whole day by what really holds, or has left. */
const absent = (who: Sql, today: string): Sql => sql`(
  exists (
    select from views.absence_span away cross join jsonb_array_elements(away.spans) span
    where away.employee_id = ${who} and away.from_date <= ${today}::date and away.to_date >= ${today}::date
      and span->>'state' = 'approved' and span->>'dayPart' = 'full' and jsonb_typeof(span->'time') = 'null'
      and (span->>'from')::date <= ${today}::date and (span->>'to')::date >= ${today}::date
      and coalesce(span->>'kind', '') <> all(${kindsOfWork(localDate(today))}::text[]))
  or ${hasLeft(who, today)})`;

/** Of the heads above, who may decide, with who stands in for each who is absent. */
const line = (today: string): Sql => sql`(
  select each.place, each.head, away.absent,
    case when away.absent then ${deputyFor(sql`each.head`, sql`request.kind`, today)} end as deputy
  from unnest(line.heads) with ordinality as each (head, place)
  cross join lateral (select ${absent(sql`each.head`, today)} as absent) away
  where not ${barred(sql`each.head`)}) above`;

/** Who of them acts today: the head who is present, or the deputy, present too, of one who is not. */
const acting = (today: string): Sql => sql`
  from ${line(today)}
  where not above.absent
    or (above.deputy is not null and not ${barred(sql`above.deputy`)} and not ${absent(sql`above.deputy`, today)})`;

/** Who acts for the nearest head: whom the step waits for. Null where nobody does. */
export const nearestActing = (today: string): Sql => sql`(
  select case when above.absent then above.deputy else above.head end ${acting(today)} order by above.place limit 1)`;

/** In whose place that is; null for a head in person. */
export const actingFor = (today: string): Sql => sql`(
  select case when above.absent then above.head end ${acting(today)} order by above.place limit 1)`;

/** The units that those head today in whose place somebody may decide, as an array. */
export const unitsOfDeputised = (userId: string, today: string): Sql => sql`array(
  select head.unit_id from views.unit_head head
  where head.employee_id in ${deputisedBy(userId, today)}
    and head.from_date <= ${today}::date and head.until_date > ${today}::date)`;

/** Whether the caller stands in for an absent head of the line. */
const deputises = ({ userId, today }: Caller): Sql => sql`exists (
  select from ${line(today)} where above.absent and above.deputy = ${userId})`;

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

/**
 * The head of the step's unit or of any unit above; the deputy of such a head who is absent; where nobody acts for any of them,
 * HR; for role steps its holders, for a person's step that person.
 */
export const holdsStep = (caller: Caller): Sql => sql`coalesce(
  ${caller.userId} <> request.employee_id and ${caller.userId} <> request.asked_by and (
    ${waitsForRole(caller)}
    or request.holder_user_id is not distinct from ${caller.userId}
    or ${caller.userId} = any(line.heads)
    or (request.holder_unit_id is not null and (
      ${deputises(caller)}
      or (not exists (select ${acting(caller.today)}) and ${heldOver(caller, AT_THE_TOP)})))), false)`;

/** Whether the caller leads the employee: a head over them, or HR. Nobody leads themselves. */
export const leadsEmployee = (caller: Caller): Sql => sql`(
  ${caller.userId} <> request.employee_id
  and (${caller.userId} = any(superior.heads) or ${heldOver(caller, AT_THE_TOP)}))`;
