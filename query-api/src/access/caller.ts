// What the caller may see today, read from the views at each request: a revoked role and a moved head count at once.
import { localDay, may, platformProblems, Problem, type Action, type Reach, type Standing } from "@tabel/platform";
import type { RoleGrant } from "@tabel/read-models";
import type { Views } from "../reading/views.js";

export interface Caller extends Standing {
  /** The day on which the rights hold and "today" of every view: the caller's own date, UTC's for who is no employee. */
  readonly today: string;
}

interface RightsRow {
  readonly timeZone: string | null;
  readonly grants: readonly RoleGrant[] | null;
  readonly units: readonly { unitId: string; seenFrom: string; untilDate: string }[];
  readonly headed: readonly { unitId: string; fromDate: string; untilDate: string }[];
}

/** One query, by primary keys and indexes; dates are compared here, because the caller's zone is in the answer. */
const rightsQuery = `
  select
    (select time_zone from views.employee where employee_id = $1) as "timeZone",
    (select grants from views.user_access where user_id = $1) as "grants",
    coalesce((select jsonb_agg(jsonb_build_object('unitId', unit_id, 'seenFrom', seen_from::text, 'untilDate', until_date::text))
       from views.employee_unit where employee_id = $1), '[]') as "units",
    coalesce((select jsonb_agg(jsonb_build_object('unitId', unit_id, 'fromDate', from_date::text, 'untilDate', until_date::text))
       from views.unit_head where employee_id = $1), '[]') as "headed"`;

/** `infinity` and `-infinity` are PostgreSQL's; they sort behind and before every date of ours. */
const holds = (from: string, day: string, until: string): boolean =>
  (from === "-infinity" || from <= day) && (until === "infinity" || day < until);

export const readCaller = async (views: Views, userId: string, at: Date): Promise<Caller> => {
  const [row] = await views.rows<RightsRow>(rightsQuery, [userId]);
  const today = localDay(at, row?.timeZone ?? "UTC");
  const latest = new Map<string, RoleGrant>();
  // Of two grants for one role that have begun the later one holds (domain/access).
  for (const grant of row?.grants ?? []) if (grant.from <= today) latest.set(grant.role, grant);
  const grants = [...latest.values()].filter(({ until }) => until === null || today <= until);
  return {
    userId,
    today,
    unitId: row?.units.find(({ seenFrom, untilDate }) => holds(seenFrom, today, untilDate))?.unitId ?? null,
    leads: (row?.headed ?? [])
      .filter(({ fromDate, untilDate }) => holds(fromDate, today, untilDate))
      .map(({ unitId }) => unitId),
    grants: grants.map(({ role, scope }) => ({ role, unitIds: scope.over === "all" ? null : scope.unitIds })),
  };
};

/**
 * The predicate that cuts a list to whom the caller may see. Parameters from `$first` on: everywhere, the person, the unit, subtrees, today.
 * `column` names the list's employee id.
 */
export const withinReach = (column: string, first: number): string => {
  const [everywhere, person, unit, subtrees, today] = [0, 1, 2, 3, 4].map((index) => `$${first + index}`);
  return `(${everywhere}::boolean or ${column} = ${person}::text or exists (
    select from views.employee_unit seen join views.unit on unit.unit_id = seen.unit_id
    where seen.employee_id = ${column} and seen.seen_from <= ${today}::date and ${today}::date < seen.until_date
      and (seen.unit_id = ${unit}::text or unit.path && ${subtrees}::text[])))`;
};

export const reachValues = ({ everywhere, person, unit, subtrees }: Reach, today: string): unknown[] => [
  everywhere,
  person,
  unit,
  subtrees,
  today,
];

export interface SeenEmployee {
  readonly employeeId: string;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly unitId: string | null;
  readonly position: string | null;
  readonly path: readonly string[] | null;
}

const unseen = (employeeId: string): Problem =>
  new Problem(platformProblems["not-found"], `There is no employee ${employeeId} whom you may see.`);

/** The person, when the caller may do this to them; one answer for who is not there and for who may not be seen. */
export const seeEmployee = async (
  views: Views,
  caller: Caller,
  action: Action,
  employeeId: string,
): Promise<SeenEmployee> => {
  const [employee] = await views.rows<SeenEmployee>(
    `select employee.employee_id as "employeeId", last_name as "lastName", first_name as "firstName",
       middle_name as "middleName", stands.unit_id as "unitId", stands.position, unit.path
     from views.employee
     left join views.employee_unit stands on stands.employee_id = employee.employee_id
       and stands.seen_from <= $2::date and $2::date < stands.until_date
     left join views.unit on unit.unit_id = stands.unit_id
     where employee.employee_id = $1`,
    [employeeId, caller.today],
  );
  if (employee === undefined || !may(caller, action, { employeeId, unitPath: employee.path ?? [] }))
    throw unseen(employeeId);
  return employee;
};
