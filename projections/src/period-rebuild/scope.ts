// Whom the rebuild of a period is about, and which streams can hold facts that touch it. The read models are asked only where
// to look, never what is true: a stream that is read in vain costs a millisecond, and every figure comes from events.
import { firstDay, lastDay, type Period, timePolicy } from "@tabel/domain";
import { valueTypes } from "@tabel/read-models";
import type pg from "pg";
import { type AbsenceReads, planAbsenceReads } from "./absence-reads.js";

export interface PeriodScope {
  readonly period: Period;
  /** The unit and all below it; absent: everybody. */
  readonly unitId?: string;
}

export interface Absent {
  readonly employeeId: string;
  /**
   * Position of the first event about what holds in the months; null where earlier absences count too: days in lieu are settled
   * when somebody leaves.
   */
  readonly firstFact: bigint | null;
}

export interface Whereabouts {
  /** Whose rows are calculated, in order. */
  readonly people: readonly string[];
  /** How the facts are read about those for whom an absence or an activity holds in the months that count, and who leave in the period. */
  readonly absences: AbsenceReads;
  /** Units in which they stand in these months: their sheets hold what was typed in. */
  readonly units: readonly string[];
  /** The period, and the months before it that are accounted together with it. */
  readonly months: readonly Period[];
}

const namesIn = async (pool: pg.Pool, text: string, values: readonly unknown[]): Promise<string[]> =>
  (await pool.query<{ name: string }>(text, [...values])).rows.map(({ name }) => name);

export const unitExists = async (pool: pg.Pool, unitId: string): Promise<boolean> =>
  (await namesIn(pool, "select unit_id as name from views.unit where unit_id = $1", [unitId])).length > 0;

/** The unit and all below it. */
export const unitsBelow = (pool: pg.Pool, unitId: string): Promise<string[]> =>
  namesIn(pool, "select unit_id as name from views.unit where path && array[$1]::text[] order by 1", [unitId]);

/** Who is employed in the period, in one of the units where there are any. A day more on each side: shifts cross midnight. */
export const employedIn = (pool: pg.Pool, period: Period, units: readonly string[] | undefined): Promise<string[]> =>
  namesIn(
    pool,
    `select distinct stood.employee_id as name
     from views.employee_unit stood join views.employee on employee.employee_id = stood.employee_id
     where stood.from_date <= $2::date + 1 and stood.until_date >= $1::date - 1
       and (employee.last_day is null or employee.last_day >= $1::date - 1)
       and ($3::text[] is null or stood.unit_id = any($3)) order by 1`,
    [firstDay(period), lastDay(period), units ?? null],
  );

/** Summed accounting finds overtime at the end of several months: all of them touch the last one (Labour Code, article 104). */
const monthsThatCount = async (pool: pg.Pool, period: Period): Promise<Period[]> => {
  const countries = await namesIn(pool, "select distinct country as name from views.employee", []);
  const together = Math.max(1, ...countries.map((country) => timePolicy(country, firstDay(period)).summedMonths));
  const [year = "", month = ""] = period.split("-");
  const first = Math.floor((Number(month) - 1) / together) * together + 1;
  return Array.from(
    { length: Number(month) - first + 1 },
    (_, index) => `${year}-${String(first + index).padStart(2, "0")}` as Period, // months of the period's year
  );
};

const absentIn = async (pool: pg.Pool, span: readonly string[]): Promise<readonly Absent[]> =>
  (
    await pool.query<Absent>({
      text: `select coalesce(leaving.employee_id, away.employee_id) as "employeeId",
          case when leaving.employee_id is null then away.first_fact end as "firstFact"
        from (select employee_id, min(first_fact) as first_fact from views.absence_span
              where from_date <= $2::date + 1 and to_date >= $1::date - 1 group by employee_id) away
        full join (select employee_id from views.employee where last_day between $1::date and $2::date) leaving
          on leaving.employee_id = away.employee_id
        order by 1`,
      values: [...span],
      types: valueTypes,
    })
  ).rows;

/** How many absences began at each of these positions or later, counted up to a limit. */
const absencesSince = async (pool: pg.Pool, positions: readonly bigint[], limit: number): Promise<readonly number[]> =>
  (
    await pool.query<{ count: number }>(
      `select (select count(*)::integer from (select from views.absence_span where first_fact >= since.at limit $2) later) as count
       from unnest($1::bigint[]) with ordinality as since (at, place) order by place`,
      [positions.map(String), limit],
    )
  ).rows.map(({ count }) => count);

export const whereaboutsOf = async (
  pool: pg.Pool,
  { period, unitId }: PeriodScope,
  people: readonly string[],
): Promise<Whereabouts> => {
  const months = await monthsThatCount(pool, period);
  const span = [firstDay(months[0] ?? period), lastDay(period)];
  const [absent, units] = await Promise.all([
    absentIn(pool, span),
    unitId === undefined
      ? namesIn(pool, "select unit_id as name from views.unit order by 1", [])
      : // Who moved has a part of the months elsewhere: these sheets hold facts too.
        namesIn(
          pool,
          `select distinct unit_id as name from views.employee_unit
           where from_date <= $2::date + 1 and until_date >= $1::date - 1 and employee_id = any($3) order by 1`,
          [...span, people],
        ),
  ]);
  const members = new Set(people);
  const absences = await planAbsenceReads(
    absent.filter(({ employeeId }) => members.has(employeeId)),
    (positions, limit) => absencesSince(pool, positions, limit),
  );
  return { people, absences, units, months };
};
