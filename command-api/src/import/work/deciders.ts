// Who decided a request of the history: whom the file names, or else the head whom it would have waited for.
import { headOf, superiors, unitOn, UserId, type LocalDate, type RoleGrant } from "@tabel/domain";
import type { LeaveFacts } from "./absence-work.js";
import type { RowOf } from "../files/organisation-files.js";
import type { ExistingOrganisation, OrganisationPlan } from "../checks/organisation-plan.js";

/** Roles as the history needs them: of the files and, for those whom it names, of the store. */
export interface HistoryRoles {
  of(user: UserId, on: LocalDate): readonly RoleGrant[];
  /** HR officers over all units: they decide at the top of the tree, where no head is left. */
  readonly hrOfficers: readonly UserId[];
}

export const historyRoles = (plan: OrganisationPlan, existing: ExistingOrganisation): HistoryRoles => {
  const byUser = new Map<string, RoleGrant[]>([...existing.roles].map(([user, grants]) => [user, [...grants]]));
  for (const [user, rows] of plan.roles) {
    const granted = rows.map(({ cells: { role, scope, from, until } }) => ({ role, scope, from, until }));
    byUser.set(user, [...(byUser.get(user) ?? []), ...granted]);
  }
  const isOfficer = (grants: readonly RoleGrant[]) =>
    grants.some(({ role, scope }) => role === "hr-officer" && scope.over === "all");
  return {
    of: (user, on) =>
      (byUser.get(user) ?? []).filter(({ from, until }) => from <= on && (until === null || on <= until)),
    hrOfficers: [...byUser].filter(([, grants]) => isOfficer(grants)).map(([user]) => UserId.parse(user)),
  };
};

export interface Decider {
  readonly user: UserId;
  /** The day on which it is looked who heads what. */
  readonly day: LocalDate;
}

const nearestHead = ({ organisation, employment }: LeaveFacts, day: LocalDate): UserId | undefined => {
  for (const unit of superiors(organisation, unitOn(employment, day), day)) {
    const head = headOf(organisation, unit, day);
    if (head !== undefined && head !== employment.employeeId) return UserId.parse(head);
  }
  return undefined;
};

/** In the order in which they are tried. */
export const decidersOf = ({ cells }: RowOf<"leaveHistory">, facts: LeaveFacts): readonly Decider[] => {
  const days = [cells.from, facts.today];
  if (cells.decided_by !== null) {
    const user = UserId.parse(cells.decided_by);
    return days.map((day) => ({ user, day }));
  }
  const officer = facts.roles.hrOfficers.find((user) => String(user) !== String(cells.employee_id));
  return days.map((day) => ({ user: nearestHead(facts, day) ?? officer ?? UserId.parse("system"), day }));
};
