// The tasks of a plan: each is done once, by whom it belongs to. With the last open one the plan is completed.
import { z } from "zod";
import { actsAsHead, holdsRole } from "../access/actor.js";
import type { Employment } from "../employee/employee.js";
import { refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee, type UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { DocumentReference } from "../kernel/references.js";
import { Title } from "../kernel/title.js";
import { addWorkingDays } from "../work-calendar/working-day-terms.js";
import {
  OnboardingCompleted,
  OnboardingTaskAdded,
  OnboardingTaskDone,
  OnboardingTaskWaived,
  type Onboarding,
  type OnboardingPlan,
  type TaskOfPlan,
} from "./onboarding.js";
import { isHr, openPlanOf, type OnboardingFacts, type OpenPlan } from "./onboarding-facts.js";
import { TaskId, TaskOwner } from "./template.js";

export const AddOnboardingTask = z.strictObject({
  employeeId: EmployeeId,
  taskId: TaskId,
  title: Title,
  owner: TaskOwner,
  /** Moved to the next working day where it is a day off. */
  dueOn: LocalDate,
  needsDocument: z.boolean().default(false),
});
export type AddOnboardingTask = z.output<typeof AddOnboardingTask>;
export const CompleteOnboardingTask = z.strictObject({
  employeeId: EmployeeId,
  taskId: TaskId,
  document: DocumentReference.nullable().default(null),
});
export type CompleteOnboardingTask = z.output<typeof CompleteOnboardingTask>;
export const WaiveOnboardingTask = z.strictObject({
  employeeId: EmployeeId,
  taskId: TaskId,
  reason: z.string().trim().min(1).max(2000),
});
export type WaiveOnboardingTask = z.output<typeof WaiveOnboardingTask>;

/** Whether a task is the actor's; HR may do every task, since papers reach HR that others forget to tick. */
const ownsTask = (
  owner: TaskOwner,
  actor: UserId,
  plan: OnboardingPlan,
  employment: Employment,
  facts: OnboardingFacts,
): boolean => {
  if (isHr(employment, facts) && !isEmployee(actor, employment.employeeId)) return true;
  switch (owner) {
    case "newcomer":
      return isEmployee(actor, employment.employeeId);
    case "head":
      return actsAsHead(actor, employment, facts);
    case "mentor":
      return plan.mentor !== null && isEmployee(actor, plan.mentor.mentorId);
    case "it":
      return holdsRole("it-officer", employment, facts);
    case "hr":
      return false;
  }
};

const refuseUnlessOpen = ({ taskId, status }: TaskOfPlan): Refusal | undefined =>
  status === "open" ? undefined : refuse("task-closed", { taskId, status }, "/taskId");

const isLastOpen = ({ tasks }: OnboardingPlan, taskId: string): boolean =>
  [...tasks.values()].every((task) => task.taskId === taskId || task.status !== "open");

const completion = ({ plan, employment }: OpenPlan, taskId: string, { today }: OnboardingFacts) =>
  isLastOpen(plan, taskId)
    ? [OnboardingCompleted({ employeeId: employment.employeeId, planId: plan.planId, on: today })]
    : [];

export const addOnboardingTask = (
  { data }: Command<AddOnboardingTask>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof OnboardingTaskAdded>> => {
  const { employeeId, dueOn: wished, ...task } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { plan, employment } = found;
  if (plan.tasks.has(task.taskId)) return refuse("task-twice", { taskId: task.taskId }, "/taskId");
  if (wished < employment.hiredOn && wished < facts.today)
    return refuse("before-hire", { date: wished, hiredOn: employment.hiredOn }, "/dueOn");
  const { country } = employment;
  const dueOn = addWorkingDays(wished, 0, country, facts.calendar);
  if (typeof dueOn === "object") return refuse("calendar-not-loaded", { country, year: dueOn.unloadedYear }, "/dueOn");
  return [OnboardingTaskAdded({ employeeId, planId: plan.planId, task: { ...task, due: null, dueOn } })];
};

/** Ownership comes before the task's status, so that a stranger learns nothing of it. */
export const completeOnboardingTask = (
  { data, meta }: Command<CompleteOnboardingTask>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof OnboardingTaskDone> | EventOf<typeof OnboardingCompleted>> => {
  const { employeeId, taskId, document } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { plan, employment } = found;
  const task = plan.tasks.get(taskId);
  if (task === undefined) return refuse("task-unknown", { taskId }, "/taskId");
  if (!ownsTask(task.owner, meta.actor, plan, employment, facts))
    return refuse("not-task-owner", { owner: task.owner });
  const refusal = refuseUnlessOpen(task);
  if (refusal !== undefined) return refusal;
  if (task.needsDocument && document === null) return refuse("document-required", { taskId }, "/document");
  const { planId } = plan;
  const done = OnboardingTaskDone({
    employeeId,
    planId,
    taskId,
    doneOn: facts.today,
    doneBy: meta.actor,
    document,
  });
  return [done, ...completion(found, taskId, facts)];
};

/** By HR or a head: this newcomer does not need it. */
export const waiveOnboardingTask = (
  { data, meta }: Command<WaiveOnboardingTask>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof OnboardingTaskWaived> | EventOf<typeof OnboardingCompleted>> => {
  const { employeeId, taskId, reason } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const task = found.plan.tasks.get(taskId);
  if (task === undefined) return refuse("task-unknown", { taskId }, "/taskId");
  const refusal = refuseUnlessOpen(task);
  if (refusal !== undefined) return refusal;
  const { planId } = found.plan;
  const waived = OnboardingTaskWaived({ employeeId, planId, taskId, waivedBy: meta.actor, reason });
  return [waived, ...completion(found, taskId, facts)];
};
