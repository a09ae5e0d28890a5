// What rows about one employee have in common: they stand together, and none speaks of a day before the hire.
import type { LocalDate } from "@tabel/domain";
import type { KnownEmployees } from "./check-employees.js";
import type { CheckedRow, RowCheck } from "./row-check.js";

/** Rows by the employee that they speak of, in the order in which they come. */
export const byEmployee = <R extends { readonly cells: { readonly employee_id: string } }>(
  rows: readonly R[],
): Map<string, R[]> => {
  const grouped = new Map<string, R[]>();
  for (const row of rows) {
    const group = grouped.get(row.cells.employee_id);
    if (group === undefined) grouped.set(row.cells.employee_id, [row]);
    else group.push(row);
  }
  return grouped;
};

/** Compares rows by their first day. */
export const byFirstDay = <R extends { readonly line: number; readonly cells: { readonly from: LocalDate } }>(
  a: R,
  b: R,
): number => (a.cells.from < b.cells.from ? -1 : a.cells.from > b.cells.from ? 1 : a.line - b.line);

/** Whether a day lies in the employment; a fault of its column where it lies before. */
export const notBeforeHire = (
  row: CheckedRow,
  column: string,
  day: LocalDate,
  employeeId: string,
  employees: KnownEmployees,
  check: RowCheck,
): boolean => {
  const hiredOn = employees.get(employeeId)?.hiredOn;
  if (hiredOn === undefined || day >= hiredOn) return true;
  const right = `${employeeId} was hired on ${hiredOn}; write that day or a later one`;
  return check.fault(row, column, "before-hire", day, right);
};
