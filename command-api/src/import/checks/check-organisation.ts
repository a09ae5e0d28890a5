// The whole check of an organisation's files: pure, and all faults in one go.
import type { EmployeeId, UserId } from "@tabel/domain";
import { checkHeads, checkRoles } from "./check-access.js";
import { checkEmployees } from "./check-employees.js";
import { checkContracts, checkSalaries, checkSchedules } from "./check-employment.js";
import { leaveOutIncomplete } from "./check-completeness.js";
import { checkLeaveHistory, checkOpeningBalances } from "./check-leave.js";
import { checkUnits } from "./check-units.js";
import { FaultList, type ImportFaults } from "../files/import-fault.js";
import { fileNames, organisationFiles, type TableName } from "../files/organisation-files.js";
import type { EmployeePlan, ExistingOrganisation, OrganisationPlan } from "./organisation-plan.js";
import { readTables, type OrganisationSource, type Tables } from "../files/read-tables.js";
import { RowCheck } from "./row-check.js";

export interface CheckOptions {
  /** Leave out faulty rows and what stands on them, and plan the rest. */
  readonly skipFaulty: boolean;
  /** To whom roles may be given; anybody unless given. */
  readonly mayGrant?: ((userId: UserId) => boolean) | undefined;
}

/** Checks the rows against each other and against what exists. */
export const planOrganisation = (
  tables: Tables,
  existing: ExistingOrganisation,
  faults: FaultList,
  { skipFaulty, mayGrant }: CheckOptions,
): OrganisationPlan => {
  const checkOf = (name: TableName) => new RowCheck(organisationFiles[name].file, faults, skipFaulty);

  const { units, kept: unitRows } = checkUnits(tables.units, existing, checkOf("units"));
  const { employees, kept: hired } = checkEmployees(tables.employees, existing, units, checkOf("employees"));
  const contracts = checkContracts(tables.contracts, employees, checkOf("contracts"));
  const schedules = checkSchedules(tables.schedules, employees, checkOf("schedules"));
  leaveOutIncomplete(hired, tables, { contracts, schedules }, employees, checkOf, skipFaulty);

  const salaries = checkSalaries(tables.salaries, employees, checkOf("salaries"));
  const heads = checkHeads(tables.heads, units, employees, checkOf("heads"));
  const roles = checkRoles(tables.roles, units, employees, checkOf("roles"), mayGrant);
  const openingBalances = checkOpeningBalances(tables.openingBalances, employees, checkOf("openingBalances"));
  const leaveHistory = checkLeaveHistory(tables.leaveHistory, employees, checkOf("leaveHistory"));
  const seenPeriods = new Map<string, number>();
  const periodCheck = checkOf("periods");
  const periods = tables.periods.rows.filter((row) =>
    periodCheck.isFirst(row, seenPeriods, row.cells.period, "period", row.cells.period),
  );

  const hireOf = new Map(hired.map((row) => [row.cells.employee_id, row]));
  const ids = new Set<EmployeeId>(hireOf.keys());
  for (const group of [contracts, schedules, salaries, openingBalances, leaveHistory])
    for (const rows of group.values()) for (const row of rows) ids.add(row.cells.employee_id);
  const plans = [...ids]
    .filter((id) => employees.get(id) !== undefined)
    .map((employeeId): EmployeePlan => {
      const of = <R>(group: ReadonlyMap<string, R[]>): R[] => group.get(employeeId) ?? [];
      return {
        employeeId,
        hire: hireOf.get(employeeId) ?? null,
        contracts: of(contracts),
        schedules: of(schedules),
        salaries: of(salaries),
        openingBalances: of(openingBalances),
        leaveHistory: of(leaveHistory),
      };
    });
  return {
    units: unitRows,
    heads,
    employees: plans,
    roles,
    periods: periods.toSorted((a, b) => (a.cells.period < b.cells.period ? -1 : 1)),
  };
};

/**
 * Checks an organisation's files. The plan is undefined when nothing may be imported: there are faults and they are not to be
 * skipped, or a whole file is unreadable, which cannot be skipped.
 */
export const checkOrganisation = (
  source: OrganisationSource,
  existing: ExistingOrganisation,
  options: CheckOptions,
): { plan: OrganisationPlan | undefined; faults: ImportFaults } => {
  const faults = new FaultList();
  const tables = readTables(source, faults);
  const plan = tables && planOrganisation(tables, existing, faults, options);
  const allowed = faults.total === 0 || options.skipFaulty;
  return { plan: allowed ? plan : undefined, faults: faults.list(fileNames) };
};
