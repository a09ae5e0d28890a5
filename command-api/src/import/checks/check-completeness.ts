// Who is hired has a contract and a schedule: without them there is no timesheet and no norm.
import type { KnownEmployees } from "./check-employees.js";
import type { RowOf, TableName } from "../files/organisation-files.js";
import type { Tables } from "../files/read-tables.js";
import type { RowCheck } from "./row-check.js";

interface Employment {
  readonly contracts: ReadonlyMap<string, readonly RowOf<"contracts">[]>;
  readonly schedules: ReadonlyMap<string, readonly RowOf<"schedules">[]>;
}

/** Reports employees without a contract or schedule, and leaves them out with what they have of the other. */
export const leaveOutIncomplete = (
  hired: readonly RowOf<"employees">[],
  tables: Tables,
  employment: Employment,
  employees: KnownEmployees,
  checkOf: (table: TableName) => RowCheck,
  skipFaulty: boolean,
): void => {
  const check = checkOf("employees");
  const incomplete: RowOf<"employees">[] = [];
  for (const [table, code] of [
    ["contracts", "contract-missing"],
    ["schedules", "schedule-missing"],
  ] as const) {
    const named = new Set<string | undefined>();
    for (const { cells } of [...tables[table].rows, ...tables[table].faulty]) named.add(cells.employee_id);
    for (const row of hired) {
      const id = row.cells.employee_id;
      if ((employment[table].get(id)?.length ?? 0) > 0) continue;
      incomplete.push(row);
      // A row that is there and faulty has been reported; only when it is skipped does its employee become incomplete.
      if (skipFaulty || !named.has(id)) check.fault(row, null, code, id, `add a row for ${id} to ${table}.csv`);
    }
  }
  for (const row of incomplete) employees.leaveOut(row.cells.employee_id, { file: check.file, line: row.line });
  for (const table of ["contracts", "schedules"] as const)
    for (const { cells } of incomplete)
      for (const row of employment[table].get(cells.employee_id) ?? [])
        checkOf(table).refers(row, "employee_id", cells.employee_id, employees, "employee-unknown");
};
