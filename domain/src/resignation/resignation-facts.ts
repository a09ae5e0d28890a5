// What decisions on a resignation are told about the rest of the world, and what they all ask first.
import { holdsRole, type ActorFacts } from "../access/actor.js";
import type { Presence } from "../access/presence.js";
import type { Employment } from "../employee/employee.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import { isEmployee, isTheSystem, type EmployeeId, type UserId } from "../kernel/identifiers.js";
import type { Policy } from "../policy/policy.js";
import type { ResignationPolicy } from "../policy/resignation-policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import type { Resignation } from "./resignation.js";

export interface ResignationFacts extends ActorFacts {
  /** Of the person who resigns. */
  readonly employment: Employment | undefined;
  readonly policy: Policy;
  readonly calendar: CalendarOf;
  /** Of the heads over that person. */
  readonly presence: Presence;
}

export interface OfResignation {
  readonly employeeId: EmployeeId;
  readonly number: number;
}

export interface FoundResignation {
  readonly letter: Resignation;
  readonly employment: Employment;
  /** As it held on the day of receipt. */
  readonly rules: ResignationPolicy;
}

/** The resignation with its person, whatever its status. */
export const findResignation = (
  { employeeId, number }: OfResignation,
  state: Resignation | undefined,
  { employment, policy }: ResignationFacts,
): FoundResignation | Refusal => {
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (state === undefined) return refuse("resignation-unknown", { employeeId, number }, "/number");
  return { letter: state, employment, rules: policy.resignationPolicy(employment.country, state.receivedOn) };
};

/** One that is still to be decided or executed. */
export const findOpen = (
  of: OfResignation,
  state: Resignation | undefined,
  facts: ResignationFacts,
): FoundResignation | Refusal => {
  const found = findResignation(of, state, facts);
  if ("refused" in found) return found;
  const { status } = found.letter;
  return status === "withdrawn" || status === "executed"
    ? refuse("resignation-closed", { number: of.number, status }, "/number")
    : found;
};

/** A resignation is decided by a person other than the one who resigns. */
export const refuseDecider = (
  actor: UserId,
  employeeId: EmployeeId,
  { roles }: ResignationFacts,
): Refusal | undefined => {
  if (isEmployee(actor, employeeId)) return refuse("own-resignation");
  const program = isTheSystem(actor) || roles.some(({ role }) => role === "integration-client");
  return program ? refuse("person-decides") : undefined;
};

export const isHrFor = (employment: Employment, facts: ActorFacts): boolean =>
  holdsRole("hr-officer", employment, facts);
