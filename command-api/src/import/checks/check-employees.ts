// Employees work in a unit that exists, and the calendar of their country is loaded.
import { hasWorkCalendar, type LocalDate } from "@tabel/domain";
import type { KnownUnits } from "./check-units.js";
import type { RowOf } from "../files/organisation-files.js";
import type { ExistingOrganisation } from "./organisation-plan.js";
import type { TableRows } from "../files/read-tables.js";
import { Known, type RowCheck } from "./row-check.js";

export type KnownEmployees = Known<{ readonly hiredOn: LocalDate }>;

export const checkEmployees = (
  { rows, faulty }: TableRows<"employees">,
  existing: ExistingOrganisation,
  units: KnownUnits,
  check: RowCheck,
): { employees: KnownEmployees; kept: RowOf<"employees">[] } => {
  const employees: KnownEmployees = new Known(existing.employees);
  const seen = new Map<string, number>();
  const kept: RowOf<"employees">[] = [];
  for (const row of rows) {
    const { employee_id: id, unit_id: unit, country, hired_on: hiredOn } = row.cells;
    if (!check.isFirst(row, seen, id, "employee_id", id)) continue;
    let sound = check.refers(row, "unit_id", unit, units, "unit-unknown");
    if (!hasWorkCalendar(country))
      sound = check.fault(
        row,
        "country",
        "country-unknown",
        country,
        `there is no work calendar of ${country}; write a country that has one, RU for example`,
      );
    if (sound) {
      employees.add(id, { hiredOn });
      kept.push(row);
    } else employees.leaveOut(id, { file: check.file, line: row.line });
  }
  for (const { line, cells } of faulty)
    if (cells.employee_id !== undefined && !seen.has(cells.employee_id))
      employees.leaveOut(cells.employee_id, { file: check.file, line });
  return { employees, kept };
};
