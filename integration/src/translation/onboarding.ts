// A person's onboarding plan as others are told of it.
import { onboardingContract } from "@tabel/integration-contracts";
import { draft, type Draft } from "./draft.js";
import type { Plan } from "./person.js";
import type { OnboardingFact } from "./read-events.js";

const without = (tasks: Plan["tasks"], taskId: string): Plan["tasks"] =>
  Object.fromEntries(Object.entries(tasks).filter(([each]) => each !== taskId));

const evolve = (plan: Plan, { type, data }: Exclude<OnboardingFact, { type: "OnboardingPlanned" }>): Plan => {
  switch (type) {
    case "OnboardingRescheduled":
      return { ...plan, startsOn: data.startsOn };
    case "OnboardingTaskAdded":
      return { ...plan, tasks: { ...plan.tasks, [data.task.taskId]: false } };
    case "OnboardingTaskDone":
      return data.taskId in plan.tasks ? { ...plan, tasks: { ...plan.tasks, [data.taskId]: true } } : plan;
    case "OnboardingTaskWaived":
      return { ...plan, tasks: without(plan.tasks, data.taskId) };
    // The mentorship ends with the plan.
    case "OnboardingCompleted":
      return { ...plan, state: "completed", mentorId: null };
    case "OnboardingCancelled":
      return { ...plan, state: "cancelled", mentorId: null };
    case "MentorAssigned":
      return { ...plan, mentorId: data.mentorId };
    case "MentorshipEnded":
      return { ...plan, mentorId: null };
    default: // nothing that others are told
      return plan;
  }
};

export const evolvePlan = (plan: Plan | null, fact: OnboardingFact): Plan | null => {
  if (fact.type !== "OnboardingPlanned") return plan === null ? null : evolve(plan, fact);
  const { planId, startsOn, tasks } = fact.data;
  const open = Object.fromEntries(tasks.map(({ taskId }) => [taskId, false]));
  return { planId, startsOn, state: "planned", mentorId: null, tasks: open };
};

export const planDraft = (employeeId: string, plan: Plan): Draft => {
  const { planId, state, startsOn, mentorId } = plan;
  const tasks = Object.values(plan.tasks);
  const counts = { tasks: tasks.length, done: tasks.filter(Boolean).length };
  return draft(onboardingContract, employeeId, planId, { employeeId, planId, state, startsOn, mentorId, ...counts });
};
