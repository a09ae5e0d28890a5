// The files of an organisation and their columns: the format that docs/import.md describes.
import { ContractKind, Role, ScheduleCode } from "@tabel/domain";
import * as cell from "./cell-readers.js";

export interface TableFormat<Columns extends Record<string, cell.CellReader<unknown>>> {
  readonly file: string;
  readonly required: boolean;
  readonly columns: Columns;
  /** Columns whose header may be missing: read as empty cells. */
  readonly mayMiss: readonly string[];
  readonly mostRows: number;
}

const MOST_ROWS = 1_000_000;
/** Deciding on units takes time that grows with the square of their number. */
const MOST_UNITS = 5_000;

const table = <Columns extends Record<string, cell.CellReader<unknown>>>(
  file: string,
  columns: Columns,
  { required = true, mayMiss = [] as readonly (keyof Columns & string)[], mostRows = MOST_ROWS } = {},
): TableFormat<Columns> => ({ file, required, columns, mayMiss, mostRows });

export const organisationFiles = {
  units: table(
    "units.csv",
    {
      unit_id: cell.unitId,
      name: cell.text(200),
      parent_id: cell.optional(cell.unitId),
      established_on: cell.date,
    },
    { mostRows: MOST_UNITS },
  ),
  employees: table(
    "employees.csv",
    {
      employee_id: cell.employeeId,
      last_name: cell.text(100),
      first_name: cell.text(100),
      middle_name: cell.optional(cell.text(100)),
      email: cell.optional(cell.email),
      hired_on: cell.date,
      unit_id: cell.unitId,
      position: cell.text(200),
      country: cell.country,
      time_zone: cell.timeZone,
    },
    { mayMiss: ["middle_name", "email"] },
  ),
  contracts: table(
    "contracts.csv",
    {
      employee_id: cell.employeeId,
      kind: cell.oneOf(ContractKind.options),
      from: cell.date,
      until: cell.optional(cell.date),
      probation_until: cell.optional(cell.date),
    },
    { mayMiss: ["until", "probation_until"] },
  ),
  schedules: table("schedules.csv", {
    employee_id: cell.employeeId,
    from: cell.date,
    schedule: cell.oneOf(ScheduleCode.options),
  }),
  salaries: table("salaries.csv", {
    employee_id: cell.employeeId,
    from: cell.date,
    monthly: cell.amount,
    currency: cell.currency,
  }),
  heads: table("heads.csv", { unit_id: cell.unitId, employee_id: cell.employeeId, from: cell.date }),
  roles: table(
    "roles.csv",
    {
      user_id: cell.userId,
      role: cell.oneOf(Role.options),
      scope: cell.scope,
      from: cell.date,
      until: cell.optional(cell.date),
    },
    { mayMiss: ["until"] },
  ),
  openingBalances: table(
    "opening-balances.csv",
    { employee_id: cell.employeeId, ledger: cell.word, days: cell.days, on: cell.date },
    { required: false },
  ),
  leaveHistory: table(
    "leave-history.csv",
    {
      employee_id: cell.employeeId,
      kind: cell.word,
      from: cell.date,
      to: cell.date,
      outcome: cell.oneOf(["approved", "rejected", "withdrawn", "pending"]),
      decided_by: cell.optional(cell.employeeId),
      reason: cell.optional(cell.prose(2_000)),
    },
    { required: false, mayMiss: ["decided_by", "reason"] },
  ),
  periods: table("periods.csv", { period: cell.month }, { required: false }),
} as const;

export type OrganisationFiles = typeof organisationFiles;
export type TableName = keyof OrganisationFiles;

export interface Row<Values> {
  /** Line of the file on which the row begins. */
  readonly line: number;
  readonly cells: Values;
}

export type RowOf<Name extends TableName> = Row<{
  readonly [Column in keyof OrganisationFiles[Name]["columns"]]: cell.ValueOf<
    OrganisationFiles[Name]["columns"][Column]
  >;
}>;

export const fileNames: readonly string[] = Object.values(organisationFiles).map((format) => format.file);
export const requiredFiles: readonly string[] = Object.values(organisationFiles)
  .filter((format) => format.required)
  .map((format) => format.file);
