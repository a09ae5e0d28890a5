// Units and heads, roles, payroll periods: what the plan wants of their streams.
import {
  access,
  accessStream,
  appointHead,
  establishUnit,
  grantRole,
  openPeriod,
  organisation,
  organisationStream,
  payrollPeriod,
  payrollPeriodStream,
  workCalendar,
  type Access,
  type AccessEvent,
  type EmployeeId,
  type Employment,
  type Organisation,
  type OrganisationEvent,
  type PayrollPeriod,
  type PayrollPeriodEvent,
  type UserId,
} from "@tabel/domain";
import { organisationFiles, type RowOf, type TableName } from "../files/organisation-files.js";
import type { SourceRow, StreamWork } from "./stream-work.js";

export const sourceRow = <Name extends TableName>(table: Name, row: RowOf<Name>): SourceRow => ({
  file: organisationFiles[table].file,
  line: row.line,
  cells: row.cells,
});

export const unitsWork = (rows: readonly RowOf<"units">[]): StreamWork<Organisation, OrganisationEvent> => ({
  stream: organisationStream,
  fold: organisation,
  steps: rows.map((row) => {
    const { unit_id: unitId, name, parent_id: parentId, established_on: on } = row.cells;
    return {
      row: sourceRow("units", row),
      decisions: [(meta, state) => establishUnit({ data: { unitId, name, parentId, on }, meta }, state)],
    };
  }),
});

export const headsWork = (
  rows: readonly RowOf<"heads">[],
  employments: ReadonlyMap<EmployeeId, Employment>,
): StreamWork<Organisation, OrganisationEvent> => ({
  stream: organisationStream,
  fold: organisation,
  steps: rows.map((row) => {
    const { unit_id: unitId, employee_id: employeeId, from } = row.cells;
    const employment = employments.get(employeeId);
    return {
      row: sourceRow("heads", row),
      decisions: [(meta, state) => appointHead({ data: { unitId, employeeId, from }, meta }, state, { employment })],
    };
  }),
});

export const rolesWork = (userId: UserId, rows: readonly RowOf<"roles">[]): StreamWork<Access, AccessEvent> => ({
  stream: accessStream(userId),
  fold: access,
  steps: rows.map((row) => {
    const { role, scope, from, until } = row.cells;
    return {
      row: sourceRow("roles", row),
      decisions: [(meta, state) => grantRole({ data: { userId, role, scope, from, until }, meta }, state)],
    };
  }),
});

export const periodWork = (
  row: RowOf<"periods">,
  countries: readonly string[],
): StreamWork<PayrollPeriod, PayrollPeriodEvent> => ({
  stream: payrollPeriodStream(row.cells.period),
  fold: payrollPeriod,
  steps: [
    {
      row: sourceRow("periods", row),
      decisions: [(meta, state) => openPeriod({ data: row.cells, meta }, state, { countries, calendar: workCalendar })],
    },
  ],
});
