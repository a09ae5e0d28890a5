// What the store has already, as far as the files speak of it.
import {
  access,
  accessStream,
  employee,
  employeeStream,
  UserId,
  type EmployeeId,
  type Employment,
  type Organisation,
  type RoleGrant,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import type { ExistingOrganisation } from "../checks/organisation-plan.js";
import type { Tables } from "../files/read-tables.js";

/** Employees whom rows refer to without employees.csv having them. */
const referredTo = (tables: Tables): Set<EmployeeId> => {
  const ids = new Set<EmployeeId>();
  for (const name of ["contracts", "schedules", "salaries", "heads", "openingBalances", "leaveHistory"] as const)
    for (const { cells } of tables[name].rows) ids.add(cells.employee_id);
  for (const { cells } of tables.leaveHistory.rows) if (cells.decided_by !== null) ids.add(cells.decided_by);
  for (const { cells } of tables.roles.rows)
    if (cells.role !== "integration-client") ids.add(cells.user_id as string as EmployeeId); // both are the same pattern
  for (const { cells } of tables.employees.rows) ids.delete(cells.employee_id);
  return ids;
};

export const existingOrganisation = async (
  store: EventStore,
  organisation: Organisation,
  tables: Tables,
  atOnce: number,
): Promise<ExistingOrganisation> => {
  const employees = new Map<EmployeeId, Employment>();
  const roles = new Map<string, readonly RoleGrant[]>();
  if (organisation.units.size > 0) {
    const deciders = new Set(tables.leaveHistory.rows.flatMap(({ cells }) => cells.decided_by ?? []));
    await eachOf([...deciders], atOnce, async (id) => {
      roles.set(id, (await store.load(accessStream(UserId.parse(id)), access, { fresh: true })).state.grants);
    });
    await eachOf([...referredTo(tables)], atOnce, async (id) => {
      const { state } = await store.load(employeeStream(id), employee, { fresh: true });
      if (state !== undefined) employees.set(id, state);
    });
  }
  return {
    rootId: organisation.rootId ?? undefined,
    units: new Map([...organisation.units].map(([id, unit]) => [id, { establishedOn: unit.on }])),
    employees,
    roles,
  };
};
