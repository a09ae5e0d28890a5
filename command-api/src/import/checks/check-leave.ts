// Opening balances and the history of leave, as far as rows can be judged without the balance: the domain judges that.
import type { LocalDate } from "@tabel/domain";
import type { KnownEmployees } from "./check-employees.js";
import type { RowOf } from "../files/organisation-files.js";
import type { TableRows } from "../files/read-tables.js";
import type { RowCheck } from "./row-check.js";
import { byEmployee, byFirstDay, notBeforeHire } from "./rows-of-employee.js";

export const checkOpeningBalances = (
  table: TableRows<"openingBalances">,
  employees: KnownEmployees,
  check: RowCheck,
): Map<string, RowOf<"openingBalances">[]> => {
  const seen = new Map<string, number>();
  const sound = table.rows.filter((row) => {
    const { employee_id: id, ledger, on } = row.cells;
    if (!check.refers(row, "employee_id", id, employees, "employee-unknown")) return false;
    if (!notBeforeHire(row, "on", on, id, employees, check)) return false;
    return check.isFirst(row, seen, `${id} ${ledger}`, "ledger", ledger);
  });
  return byEmployee(sound);
};

type HistoryRow = RowOf<"leaveHistory">;

const requestIsRight = (row: HistoryRow, employees: KnownEmployees, check: RowCheck): boolean => {
  const { employee_id: id, from, to, outcome, decided_by: decidedBy, reason } = row.cells;
  if (!check.refers(row, "employee_id", id, employees, "employee-unknown")) return false;
  let sound = notBeforeHire(row, "from", from, id, employees, check);
  if (to < from)
    sound = check.fault(row, "to", "dates-reversed", to, `write a day on or after ${from}, the first of the absence`);
  if (outcome === "rejected" && reason === null)
    sound = check.fault(row, "reason", "reason-wrong", "", "write why the request was rejected");
  const decided = outcome === "approved" || outcome === "rejected";
  if (decidedBy !== null && !decided)
    sound = check.fault(
      row,
      "decided_by",
      "decided-by-wrong",
      decidedBy,
      `leave decided_by empty: a request that is ${outcome} was decided by nobody`,
    );
  else if (decidedBy === id)
    sound = check.fault(
      row,
      "decided_by",
      "decided-by-wrong",
      decidedBy,
      "write another employee: nobody decides their own request",
    );
  else if (decidedBy !== null)
    sound = check.refers(row, "decided_by", decidedBy, employees, "employee-unknown") && sound;
  return sound;
};

export const checkLeaveHistory = (
  table: TableRows<"leaveHistory">,
  employees: KnownEmployees,
  check: RowCheck,
): Map<string, HistoryRow[]> => {
  const groups = byEmployee(table.rows.filter((row) => requestIsRight(row, employees, check)));
  for (const [id, rows] of groups) {
    rows.sort(byFirstDay);
    let standing: { to: LocalDate; line: number } | undefined;
    const kept = rows.filter((row) => {
      const { from, to, outcome } = row.cells;
      if (outcome === "rejected" || outcome === "withdrawn") return true;
      if (standing !== undefined && from <= standing.to)
        return check.fault(
          row,
          "from",
          "absences-overlap",
          from,
          `line ${standing.line} has an absence until ${standing.to}; begin after that`,
        );
      standing = { to, line: row.line };
      return true;
    });
    groups.set(id, kept);
  }
  return groups;
};
