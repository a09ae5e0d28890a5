// Contracts, schedules and salaries: of an employee, not before the hire, no day said twice.
import type { LocalDate } from "@tabel/domain";
import type { KnownEmployees } from "./check-employees.js";
import { minorDigits, readDecimal } from "../files/money.js";
import type { RowOf } from "../files/organisation-files.js";
import type { TableRows } from "../files/read-tables.js";
import type { RowCheck } from "./row-check.js";
import { byEmployee, byFirstDay, notBeforeHire } from "./rows-of-employee.js";

interface DatedRow {
  readonly line: number;
  readonly cells: { readonly employee_id: string; readonly from: LocalDate };
}

const ofEmployee = (row: DatedRow, employees: KnownEmployees, seen: Map<string, number>, check: RowCheck): boolean => {
  const { employee_id: id, from } = row.cells;
  if (!check.refers(row, "employee_id", id, employees, "employee-unknown")) return false;
  if (!notBeforeHire(row, "from", from, id, employees, check)) return false;
  return check.isFirst(row, seen, `${id} ${from}`, "from", from);
};

/** Each employee's rows, the earliest first. */
const series = <R extends DatedRow>(rows: readonly R[]): Map<string, R[]> => {
  const grouped = byEmployee(rows);
  for (const group of grouped.values()) group.sort(byFirstDay);
  return grouped;
};

const contractIsRight = (row: RowOf<"contracts">, check: RowCheck): boolean => {
  const { kind, from, until, probation_until: probation } = row.cells;
  if (kind === "permanent" && until !== null)
    return check.fault(
      row,
      "until",
      "contract-until-wrong",
      until,
      "leave until empty: a permanent contract has no end",
    );
  if (kind === "fixed-term" && until === null)
    return check.fault(row, "until", "contract-until-wrong", "", "write the last day of the fixed term");
  if (until !== null && until < from)
    return check.fault(
      row,
      "until",
      "dates-reversed",
      until,
      `write a day on or after ${from}, the first of the contract`,
    );
  if (probation !== null && (probation < from || (until !== null && probation > until)))
    return check.fault(
      row,
      "probation_until",
      "dates-reversed",
      probation,
      `write a day of the contract, from ${from} on`,
    );
  return true;
};

export const checkContracts = (table: TableRows<"contracts">, employees: KnownEmployees, check: RowCheck) => {
  const seen = new Map<string, number>();
  const sound = table.rows.filter((row) => ofEmployee(row, employees, seen, check) && contractIsRight(row, check));
  const grouped = series(sound);
  for (const [id, contracts] of grouped) {
    let until: LocalDate | null = null;
    const kept = contracts.filter((row) => {
      if (until !== null && row.cells.from <= until)
        return check.fault(
          row,
          "from",
          "contracts-overlap",
          row.cells.from,
          `the contract before it lasts until ${until}; begin after that`,
        );
      until = row.cells.until;
      return true;
    });
    grouped.set(id, kept);
  }
  return grouped;
};

export const checkSchedules = (table: TableRows<"schedules">, employees: KnownEmployees, check: RowCheck) => {
  const seen = new Map<string, number>();
  return series(table.rows.filter((row) => ofEmployee(row, employees, seen, check)));
};

/** 10¹¹ kopecks: what an event may hold. */
const MOST_MINOR_UNITS = 100_000_000_000;

export const checkSalaries = (table: TableRows<"salaries">, employees: KnownEmployees, check: RowCheck) => {
  const seen = new Map<string, number>();
  const sound = table.rows.filter((row) => {
    if (!ofEmployee(row, employees, seen, check)) return false;
    const { monthly, currency } = row.cells;
    const digits = minorDigits(currency);
    const minor = readDecimal(monthly, digits);
    if (minor === undefined)
      return check.fault(
        row,
        "monthly",
        "amount-wrong",
        monthly,
        `write at most ${digits} digits after the point in ${currency}`,
      );
    if (minor > MOST_MINOR_UNITS)
      return check.fault(
        row,
        "monthly",
        "amount-wrong",
        monthly,
        "write the salary of one month; this is more than there can be",
      );
    return true;
  });
  return series(sound);
};
