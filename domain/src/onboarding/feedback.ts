// What is said of an onboarding: feedback at its milestones, and from when on the newcomer works on their own.
import { z } from "zod";
import { headsEmployee } from "../access/actor.js";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee, type UserId } from "../kernel/identifiers.js";
import { addDays, LocalDate } from "../kernel/local-date.js";
import {
  FeedbackAnswer,
  FeedbackFrom,
  NewcomerProductive,
  OnboardingFeedbackGiven,
  type Onboarding,
} from "./onboarding.js";
import { keptPlanOf, type OnboardingFacts, type OpenPlan } from "./onboarding-facts.js";

export const GiveOnboardingFeedback = z.strictObject({
  employeeId: EmployeeId,
  milestone: z.int().min(1).max(1000),
  from: FeedbackFrom,
  answers: z.array(FeedbackAnswer).min(1).max(30),
});
export type GiveOnboardingFeedback = z.output<typeof GiveOnboardingFeedback>;
export const DeclareProductive = z.strictObject({ employeeId: EmployeeId, on: LocalDate });
export type DeclareProductive = z.output<typeof DeclareProductive>;

const gives = (from: FeedbackFrom, actor: UserId, { plan, employment }: OpenPlan, facts: OnboardingFacts): boolean => {
  switch (from) {
    case "newcomer":
      return isEmployee(actor, employment.employeeId);
    case "mentor":
      return plan.mentor !== null && isEmployee(actor, plan.mentor.mentorId);
    case "head":
      return headsEmployee(actor, employment, facts);
  }
};

/** Once from each side at each milestone, from its day on; also when all tasks are done already. */
export const giveOnboardingFeedback = (
  { data, meta }: Command<GiveOnboardingFeedback>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof OnboardingFeedbackGiven>> => {
  const { employeeId, milestone, from, answers } = data;
  const found = keptPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { plan, employment } = found;
  if (!gives(from, meta.actor, found, facts)) return refuse("not-feedback-giver", { from }, "/from");
  const { feedbackAfterDays } = facts.policy.onboardingPolicy(employment.country, plan.startsOn);
  if (!feedbackAfterDays.includes(milestone))
    return refuse("milestone-unknown", { milestone, milestones: feedbackAfterDays.map(String) }, "/milestone");
  const on = addDays(plan.startsOn, milestone);
  if (facts.today < on) return refuse("feedback-too-early", { milestone, on }, "/milestone");
  if (plan.feedback.has(`${milestone} ${from}`)) return refuse("feedback-given", { milestone }, "/milestone");
  const given = { milestone, from, givenBy: meta.actor, givenOn: facts.today, answers };
  return [OnboardingFeedbackGiven({ employeeId, planId: plan.planId, ...given })];
};

export const declareProductive = (
  { data, meta }: Command<DeclareProductive>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof NewcomerProductive>> => {
  const { employeeId, on } = data;
  const found = keptPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { planId, startsOn, productiveOn } = found.plan;
  if (productiveOn === on) return nothingToDo();
  if (productiveOn !== null) return refuse("productive-already", { on: productiveOn }, "/on");
  if (on < startsOn) return refuse("dates-reversed", { from: startsOn, to: on }, "/on");
  if (on > facts.today) return refuse("in-the-future", { date: on }, "/on");
  return [NewcomerProductive({ employeeId, planId, on, statedBy: meta.actor })];
};
