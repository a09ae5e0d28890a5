// Heads and roles: who leads a unit, and who may do what.
import type { UserId } from "@tabel/domain";
import type { KnownEmployees } from "./check-employees.js";
import type { KnownUnits } from "./check-units.js";
import type { RowOf } from "../files/organisation-files.js";
import type { TableRows } from "../files/read-tables.js";
import type { RowCheck } from "./row-check.js";
import { byFirstDay, notBeforeHire } from "./rows-of-employee.js";

/** A head is an employee, from a day on which both the employment and the unit have begun. */
export const checkHeads = (
  table: TableRows<"heads">,
  units: KnownUnits,
  employees: KnownEmployees,
  check: RowCheck,
) => {
  const seen = new Map<string, number>();
  const sound = table.rows.filter((row) => {
    const { unit_id: unit, employee_id: head, from } = row.cells;
    const unitKnown = check.refers(row, "unit_id", unit, units, "unit-unknown");
    const headKnown = check.refers(row, "employee_id", head, employees, "employee-unknown");
    if (!unitKnown || !headKnown) return false;
    if (!notBeforeHire(row, "from", from, head, employees, check)) return false;
    const establishedOn = units.get(unit)?.establishedOn;
    if (establishedOn !== undefined && from < establishedOn)
      return check.fault(
        row,
        "from",
        "before-establishment",
        from,
        `${unit} exists since ${establishedOn}; write that day or a later one`,
      );
    return check.isFirst(row, seen, `${unit} ${from}`, "from", from);
  });
  return sound.sort(byFirstDay);
};

/** Roles by user. Only an integration client is a user without being an employee. */
export const checkRoles = (
  table: TableRows<"roles">,
  units: KnownUnits,
  employees: KnownEmployees,
  check: RowCheck,
  mayGrant: (userId: UserId) => boolean = () => true,
) => {
  const seen = new Map<string, number>();
  const byUser = new Map<UserId, RowOf<"roles">[]>();
  for (const row of table.rows) {
    const { user_id: user, role, scope, from, until } = row.cells;
    let sound = role === "integration-client" || check.refers(row, "user_id", user, employees, "employee-unknown");
    if (scope.over === "units")
      for (const unit of scope.unitIds) sound = check.refers(row, "scope", unit, units, "unit-unknown") && sound;
    if (until !== null && until < from)
      sound = check.fault(
        row,
        "until",
        "dates-reversed",
        until,
        `write a day on or after ${from}, or leave the cell empty`,
      );
    if (!mayGrant(user)) {
      const right = "leave the row out: roles are given by an administrator over all units, and not to oneself";
      sound = check.fault(row, "user_id", "role-not-permitted", user, right);
    }
    if (!sound || !check.isFirst(row, seen, `${user} ${role} ${from}`, "role", role)) continue;
    const roles = byUser.get(user);
    if (roles === undefined) byUser.set(user, [row]);
    else roles.push(row);
  }
  for (const roles of byUser.values()) roles.sort(byFirstDay);
  return byUser;
};
