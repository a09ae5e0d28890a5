// What decisions on absences are told about the rest of the world.
import { scopeHolds, type RoleGrant } from "../access/access.js";
import { unitOn, type Employment } from "../employee/employee.js";
import type { LocalDate } from "../kernel/local-date.js";
import { superiors, type Organisation } from "../organisation/organisation.js";
import type { Policy } from "../policy/policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

export interface AbsenceFacts {
  /** Of the employee whose absence it is. */
  readonly employment: Employment | undefined;
  readonly organisation: Organisation;
  readonly policy: Policy;
  readonly calendar: CalendarOf;
  /** In the employee's time zone. */
  readonly today: LocalDate;
  /** Roles that the actor holds today. */
  readonly roles: readonly RoleGrant[];
}

/** Whether the actor holds a role over the employee's present unit. */
export const holdsRole = (role: string, employment: Employment, facts: AbsenceFacts): boolean => {
  const units = superiors(facts.organisation, unitOn(employment, facts.today));
  return facts.roles.some((grant) => grant.role === role && scopeHolds(grant.scope, units));
};
