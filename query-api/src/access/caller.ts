// Who asks, read from the views at each request: a revoked role and a moved head count at once.
import { hasLeftBy, spellBegunBy } from "@tabel/domain";
import { localDay, platformProblems, Problem, type Standing } from "@tabel/platform";
import type { EmployeeRow, RoleGrant } from "@tabel/read-models";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";

/** `today` is that of every view: the caller's own date, UTC's for who is no employee. */
export interface Caller extends Standing {
  /** Null for users who are no employees. */
  readonly employee: Pick<EmployeeRow, "lastName" | "firstName" | "middleName" | "assignments"> | null;
}

export interface Standings {
  readonly caller: Caller;
  /** Everything up to here is in the rows that are read next; -1 while nothing is. */
  readonly position: bigint;
  /** Changes whenever any of the projections moves, and when its tables are exchanged for rebuilt ones. */
  readonly movement: string;
}

interface Found {
  readonly employee: (NonNullable<Caller["employee"]> & Pick<EmployeeRow, "timeZone" | "places" | "spells">) | null;
  readonly heads: readonly { readonly unitId: string; readonly from: string; readonly until: string }[] | null;
  readonly grants: readonly RoleGrant[] | null;
  readonly position: bigint | null;
  readonly movement: string | null;
  readonly standing: number;
}

/** Of two grants for one role that hold, the later one counts (domain/src/access). */
const holdingOn = (grants: readonly RoleGrant[], day: string): readonly RoleGrant[] => {
  const holding = grants.filter(({ from, until }) => from <= day && (until === null || day <= until));
  return [...new Map(holding.map((grant) => [grant.role, grant])).values()];
};

/** The zone of the place of the day; the zone that held the day before says when a day begins. */
const zoneAt = ({ places, timeZone }: Pick<EmployeeRow, "places" | "timeZone">, at: Date): string => {
  const zoneOn = (day: string): string =>
    (places.findLast(({ from }) => from <= day) ?? places[0])?.timeZone ?? timeZone;
  const yesterday = localDay(new Date(at.getTime() - 86_400_000), "UTC");
  return zoneOn(localDay(at, zoneOn(yesterday)));
};

/** The last assignment that has begun; of somebody who has not started yet, the first. */
export const assignmentOn = (assignments: EmployeeRow["assignments"], day: string) =>
  assignments.findLast(({ from }) => from <= day) ?? assignments[0];

/**
 * One query, by primary keys and one index, for the caller and for how far the projections are that the view reads.
 * Dates are compared here, because the caller's zone is in the answer. Throws Problem 403 for who has left.
 */
export const lookUp = async (
  views: Views,
  userId: string,
  projections: readonly string[],
  at: Date,
): Promise<Standings> => {
  const found = await views.row<Found>(sql`
    select
      (select jsonb_build_object('lastName', last_name, 'firstName', first_name, 'middleName', middle_name,
                                 'timeZone', time_zone, 'places', places, 'spells', spells, 'assignments', assignments)
       from views.employee where employee_id = ${userId}) as employee,
      (select jsonb_agg(jsonb_build_object('unitId', unit_id, 'from', from_date, 'until', until_date) order by unit_id)
       from views.unit_head where employee_id = ${userId}) as heads,
      (select grants from views.user_access where user_id = ${userId}) as grants,
      (select min(position) from views.checkpoint where projection = any(${projections})) as position,
      (select sum(position) || '.' || sum(generation) from views.checkpoint where projection = any(${projections})) as movement,
      (select count(*)::integer from views.checkpoint where projection = any(${projections})) as standing`);
  const employee = found?.employee ?? null;
  const today = localDay(at, employee === null ? "UTC" : zoneAt(employee, at));
  if (employee !== null && hasLeftBy(employee.spells, today)) {
    const lastDay = spellBegunBy(employee.spells, today)?.lastDay;
    throw new Problem(platformProblems.forbidden, `Your employment ended on ${lastDay}.`);
  }
  const caller: Caller = {
    userId,
    today,
    employee,
    unitId: employee === null ? null : (assignmentOn(employee.assignments, today)?.unitId ?? null),
    // `infinity` is PostgreSQL's; it sorts behind every date of ours.
    leads: (found?.heads ?? []).filter(({ from, until }) => from <= today && today < until).map((head) => head.unitId),
    grants: holdingOn(found?.grants ?? [], today).map(({ role, scope }) => ({
      role,
      unitIds: scope.over === "all" ? null : scope.unitIds,
    })),
  };
  const complete = found?.standing === projections.length;
  return { caller, position: (complete ? found?.position : undefined) ?? -1n, movement: found?.movement ?? "" };
};
