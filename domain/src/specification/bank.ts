// A small bank that the specifications of absences are told in. Used by specs only.
// bank (Boris heads) ← retail (Vera heads) ← branch (Anna heads); Galina and the others work in the branch.
import type { RoleGrant } from "../access/access.js";
import { everybodyPresent } from "../access/presence.js";
import type { AbsenceFacts } from "../absence/absence-facts.js";
import { employee, type Employment } from "../employee/employee.js";
import { EmployeeHired, EmployeeLeft, ScheduleAssigned } from "../employee/employment-events.js";
import { scheduleOf, type ScheduleCode } from "../employee/schedule/known-schedules.js";
import { UnitId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import {
  organisation,
  UnitEstablished,
  UnitHeadAppointed,
  type OrganisationEvent,
} from "../organisation/organisation.js";
import { policy } from "../policy/policy.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { fold } from "./given-when-then.js";

const unit = (unitId: string, parentId: string | null) =>
  UnitEstablished({ unitId, name: unitId, parentId, on: "2015-01-01" });

export const head = (unitId: string, employeeId: string, from = "2015-01-01"): OrganisationEvent =>
  UnitHeadAppointed({ unitId, employeeId, from });

export const tree: readonly OrganisationEvent[] = [
  unit("bank", null),
  unit("retail", "bank"),
  unit("branch", "retail"),
  unit("treasury", "bank"),
];
export const heads: readonly OrganisationEvent[] = [
  head("bank", "boris"),
  head("retail", "vera"),
  head("branch", "anna"),
  head("treasury", "tanya"),
];

interface Person {
  readonly employeeId?: string;
  readonly hiredOn?: string;
  readonly lastDay?: string;
  readonly unitId?: string;
  readonly country?: string;
  readonly schedule?: ScheduleCode;
}

/** Galina of the branch, hired on 1 March 2024, five days and 40 hours, Russia; unless said otherwise. */
export const employed = (person: Person = {}): Employment => {
  const {
    employeeId = "galina",
    hiredOn = "2024-03-01",
    lastDay,
    unitId = "branch",
    country = "RU",
    schedule,
  } = person;
  const state = fold(employee, [
    EmployeeHired({
      employeeId,
      fullName: { last: "Petrova", first: "Galina", middle: null },
      email: null,
      hiredOn,
      unitId,
      position: "Teller",
      country,
      timeZone: "Europe/Moscow",
    }),
    ...(schedule === undefined
      ? []
      : [ScheduleAssigned({ employeeId, from: hiredOn, schedule: scheduleOf(schedule) })]),
    ...(lastDay === undefined ? [] : [EmployeeLeft({ employeeId, lastDay })]),
  ]);
  if (state === undefined) throw new Error("hired above");
  return state;
};

const grant = (role: RoleGrant["role"], scope: RoleGrant["scope"]): RoleGrant => ({
  role,
  scope,
  from: localDate("2015-01-01"),
  until: null,
});
export const hrOfAll = [grant("hr-officer", { over: "all" })];
export const hrOf = (...unitIds: string[]) => [
  grant("hr-officer", { over: "units", unitIds: unitIds.map((id) => UnitId.parse(id)) }),
];
export const accountant = [grant("accountant", { over: "all" })];

/** Facts on 2 February 2026, for an actor without granted roles, unless said otherwise. */
export const facts = (of: Partial<AbsenceFacts> = {}): AbsenceFacts => ({
  employment: employed(),
  organisation: fold(organisation, [...tree, ...heads]),
  policy,
  calendar: workCalendar,
  today: localDate("2026-02-02"),
  roles: [],
  presence: everybodyPresent,
  ...of,
});
