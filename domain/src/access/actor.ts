// What the actor of a command is to an employee: the same question in every subject.
import type { Employment } from "../employee/employee.js";
import { unitOn } from "../employee/employee.js";
import { isEmployee, type EmployeeId, type UserId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import { headOf, superiors, type Organisation } from "../organisation/organisation.js";
import { scopeHolds, type RoleGrant } from "./access.js";
import type { Presence } from "./presence.js";

export interface ActorFacts {
  readonly organisation: Organisation;
  /** In the employee's time zone. */
  readonly today: LocalDate;
  /** Roles that the actor holds today. */
  readonly roles: readonly RoleGrant[];
}

/** Whether the actor holds a role over the employee's present unit. */
export const holdsRole = (role: string, employment: Employment, facts: ActorFacts): boolean => {
  const units = superiors(facts.organisation, unitOn(employment, facts.today), facts.today);
  return facts.roles.some((grant) => grant.role === role && scopeHolds(grant.scope, units));
};

type InOrganisation = Pick<ActorFacts, "organisation" | "today">;

/** Heads of the employee's present unit and of those above it, nearest first; nobody heads themselves. */
export const headsOver = (employment: Employment, { organisation, today }: InOrganisation): readonly EmployeeId[] =>
  superiors(organisation, unitOn(employment, today), today).flatMap((unitId) => {
    const head = headOf(organisation, unitId, today);
    return head === undefined || head === employment.employeeId ? [] : [head];
  });

/** Whether the actor heads the employee's present unit or one above it. */
export const headsEmployee = (actor: UserId, employment: Employment, facts: InOrganisation): boolean =>
  headsOver(employment, facts).some((head) => isEmployee(actor, head));

/**
 * Whether the actor does what a head over the employee does: as such a head, or as the deputy of one who is absent, appointed
 * for every kind of absence. Nobody acts as a head over themselves, in whosever place.
 */
export const actsAsHead = (
  actor: UserId,
  employment: Employment,
  facts: InOrganisation & { readonly presence: Presence },
): boolean =>
  headsEmployee(actor, employment, facts) ||
  (!isEmployee(actor, employment.employeeId) &&
    headsOver(employment, facts).some(
      (head) =>
        facts.presence.isAbsent(head) && !facts.presence.hasLeft(head) && facts.presence.deputyOf(head, null) === actor,
    ));
