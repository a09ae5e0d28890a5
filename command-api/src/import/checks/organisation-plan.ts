// What an import is going to do: rows that are right in themselves and together, grouped by the stream they belong to.
import type { EmployeeId, Employment, LocalDate, RoleGrant, UserId } from "@tabel/domain";
import type { RowOf } from "../files/organisation-files.js";

export interface EmployeePlan {
  readonly employeeId: EmployeeId;
  /** Null for an employee whom the store has already and the files only add to. */
  readonly hire: RowOf<"employees"> | null;
  readonly contracts: readonly RowOf<"contracts">[];
  readonly schedules: readonly RowOf<"schedules">[];
  readonly salaries: readonly RowOf<"salaries">[];
  readonly openingBalances: readonly RowOf<"openingBalances">[];
  readonly leaveHistory: readonly RowOf<"leaveHistory">[];
}

export interface OrganisationPlan {
  /** Parents before their children. */
  readonly units: readonly RowOf<"units">[];
  /** By date, so that a later head follows an earlier one. */
  readonly heads: readonly RowOf<"heads">[];
  readonly employees: readonly EmployeePlan[];
  readonly roles: ReadonlyMap<UserId, readonly RowOf<"roles">[]>;
  readonly periods: readonly RowOf<"periods">[];
}

/** What the store has already, as far as the files refer to it. */
export interface ExistingOrganisation {
  readonly rootId: string | undefined;
  readonly units: ReadonlyMap<string, { readonly establishedOn: LocalDate }>;
  readonly employees: ReadonlyMap<EmployeeId, Employment>;
  /** Roles of those whom the history names as deciders. */
  readonly roles: ReadonlyMap<string, readonly RoleGrant[]>;
}

export const nothingExists: ExistingOrganisation = {
  rootId: undefined,
  units: new Map(),
  employees: new Map(),
  roles: new Map(),
};
