// A reference consumer: a payroll system that keeps hours per employee and month in its own PostgreSQL. It needs nothing of
// Tabel but its contracts, and its tables can be rebuilt from the topic at any time.
import { payrollHoursContract } from "@tabel/integration-contracts";
import type pg from "pg";
import { type Handler, on } from "../handler.js";

const figures = [
  ["norm_minutes", "normMinutes"],
  ["worked_minutes", "workedMinutes"],
  ["night_minutes", "nightMinutes"],
  ["overtime_first_minutes", "overtimeFirstMinutes"],
  ["overtime_further_minutes", "overtimeFurtherMinutes"],
  ["day_off_minutes", "dayOffMinutes"],
  ["absent_minutes", "absentMinutes"],
] as const;

const columns = figures.map(([column]) => column);

/** Safe to run at every start. */
export const makePayrollTables = async (pool: Pick<pg.Pool, "query">): Promise<void> => {
  await pool.query(`create table if not exists hours_of_employee (
    employee_id text not null, month text not null, entries integer not null,
    ${columns.map((column) => `${column} integer not null`).join(", ")},
    primary key (employee_id, month))`);
};

/** What counts in a month is added up; the order does not matter, and what comes late is added like the rest. */
export const payrollHandler: Handler = on(payrollHoursContract, async ({ data }, transaction) => {
  await transaction.query({
    name: "add hours",
    text: `insert into hours_of_employee (employee_id, month, entries, ${columns.join(", ")})
      values ($1, $2, 1, ${columns.map((_, index) => `$${index + 3}`).join(", ")})
      on conflict (employee_id, month) do update set entries = hours_of_employee.entries + 1,
        ${columns.map((column) => `${column} = hours_of_employee.${column} + excluded.${column}`).join(", ")}`,
    values: [data.employeeId, data.countsIn, ...figures.map(([, field]) => data[field])],
  });
});

export const emptyPayrollTables = async (client: pg.ClientBase): Promise<void> => {
  await client.query("delete from hours_of_employee");
};

/** Every row in a fixed order, as text: what two tables are compared by. */
export const dumpPayrollTables = async (pool: Pick<pg.Pool, "query">): Promise<string> => {
  const { rows } = await pool.query<{ row: string }>(
    "select row_to_json(h)::text as row from hours_of_employee h order by employee_id, month",
  );
  return rows.map(({ row }) => row).join("\n");
};
