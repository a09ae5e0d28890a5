// Whom the rebuild of a period is about, and which streams can hold facts that touch it. The read models are asked only where
// to look, never what is true: a stream that is read in vain costs a millisecond, and every figure comes from events.
import { firstDay, lastDay, type Period } from "@tabel/domain";
import type pg from "pg";

export interface PeriodScope {
  readonly period: Period;
  /** The unit and all below it; absent: everybody. */
  readonly unitId?: string;
}

export interface Whereabouts {
  /** Employed in the period, in the scope. In order. */
  readonly employees: readonly string[];
  /** Of these, for whom an absence or an activity holds in the period, and who leave in it: days in lieu are settled then. */
  readonly absent: readonly string[];
  /** Units in which they stand in the period: their sheets hold what was typed in. */
  readonly units: readonly string[];
}

const namesIn = async (pool: pg.Pool, text: string, values: readonly unknown[]): Promise<string[]> =>
  (await pool.query<{ name: string }>(text, [...values])).rows.map(({ name }) => name);

/** Two days more on each side than the month: a shift across midnight belongs to both. */
export const whereaboutsOf = async (pool: pg.Pool, { period, unitId }: PeriodScope): Promise<Whereabouts> => {
  const month = [firstDay(period), lastDay(period)];
  const inUnits =
    unitId === undefined
      ? ""
      : `and stood.unit_id = any(array(select unit_id from views.unit where path && array[$3]::text[]))`;
  const scope = unitId === undefined ? month : [...month, unitId];
  const [employees, absent, units] = await Promise.all([
    namesIn(
      pool,
      `select distinct stood.employee_id as name
       from views.employee_unit stood join views.employee on employee.employee_id = stood.employee_id
       where stood.from_date <= $2::date + 1 and stood.until_date >= $1::date - 1
         and (employee.last_day is null or employee.last_day >= $1::date - 1) ${inUnits} order by 1`,
      scope,
    ),
    namesIn(
      pool,
      `select distinct employee_id as name from views.absence_span
       where from_date <= $2::date + 1 and to_date >= $1::date - 1
       union select employee_id from views.employee where last_day between $1::date and $2::date order by 1`,
      month,
    ),
    namesIn(
      pool,
      unitId === undefined
        ? "select unit_id as name from views.unit order by 1"
        : // People of the unit have parts of the month elsewhere: these sheets hold facts of theirs too.
          `select distinct unit_id as name from views.employee_unit
           where from_date <= $2::date + 1 and until_date >= $1::date - 1 and employee_id in (
             select stood.employee_id from views.employee_unit stood
             where stood.from_date <= $2::date + 1 and stood.until_date >= $1::date - 1 ${inUnits}) order by 1`,
      unitId === undefined ? [] : scope,
    ),
  ]);
  const members = new Set(employees);
  return { employees, absent: absent.filter((each) => members.has(each)), units };
};

export const unitExists = async (pool: pg.Pool, unitId: string): Promise<boolean> =>
  (await namesIn(pool, "select unit_id as name from views.unit where unit_id = $1", [unitId])).length > 0;
