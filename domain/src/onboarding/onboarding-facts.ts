// What decisions on an onboarding are told about the rest of the world, and what they all ask first.
import type { ActorFacts } from "../access/actor.js";
import { holdsRole } from "../access/actor.js";
import type { Presence } from "../access/presence.js";
import type { Employment } from "../employee/employee.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import type { EmployeeId } from "../kernel/identifiers.js";
import type { Policy } from "../policy/policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import type { Onboarding, OnboardingPlan } from "./onboarding.js";

export interface OnboardingFacts extends ActorFacts {
  /** Of the newcomer. */
  readonly employment: Employment | undefined;
  readonly policy: Policy;
  readonly calendar: CalendarOf;
  /** Of the heads over that person. */
  readonly presence: Presence;
}

export interface OpenPlan {
  readonly plan: OnboardingPlan;
  readonly employment: Employment;
}

const ofNewcomer = (employeeId: EmployeeId, state: Onboarding, { employment }: OnboardingFacts): OpenPlan | Refusal => {
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { plan } = state;
  return plan === null ? refuse("onboarding-unknown", { employeeId }, "/employeeId") : { plan, employment };
};

/** The plan with its newcomer, open or completed, never a cancelled one. */
export const keptPlanOf = (employeeId: EmployeeId, state: Onboarding, facts: OnboardingFacts): OpenPlan | Refusal => {
  const found = ofNewcomer(employeeId, state, facts);
  return "plan" in found && found.plan.status === "cancelled"
    ? refuse("onboarding-unknown", { employeeId }, "/employeeId")
    : found;
};

/** The plan that is still worked on. */
export const openPlanOf = (employeeId: EmployeeId, state: Onboarding, facts: OnboardingFacts): OpenPlan | Refusal => {
  const found = ofNewcomer(employeeId, state, facts);
  return "plan" in found && found.plan.status !== "open"
    ? refuse("onboarding-unknown", { employeeId }, "/employeeId")
    : found;
};

export const isHr = (employment: Employment, facts: ActorFacts): boolean => holdsRole("hr-officer", employment, facts);
