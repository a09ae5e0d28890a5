// What the actor of a command is to an employee: the same question in every subject.
import type { Employment } from "../employee/employee.js";
import { unitOn } from "../employee/employee.js";
import { isEmployee, type UserId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import { headOf, superiors, type Organisation } from "../organisation/organisation.js";
import { scopeHolds, type RoleGrant } from "./access.js";

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

/** Whether the actor heads the employee's present unit or one above it; nobody heads themselves. */
export const headsEmployee = (actor: UserId, employment: Employment, facts: ActorFacts): boolean =>
  !isEmployee(actor, employment.employeeId) &&
  superiors(facts.organisation, unitOn(employment, facts.today), facts.today).some((unitId) => {
    const head = headOf(facts.organisation, unitId, facts.today);
    return head !== undefined && isEmployee(actor, head);
  });
