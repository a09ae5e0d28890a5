// The tasks of an onboarding plan: whom each belongs to is reminded before its day, told with the head when it is late, and asked
// again a few times. Feedback is asked for from each side on its milestones.
import {
  addDays,
  employmentOf,
  type EmployeeId,
  type Employment,
  FeedbackFrom,
  later,
  type LocalDate,
  onboarding,
  OnboardingCancelled,
  OnboardingCompleted,
  onboardingPolicy,
  OnboardingPlanned,
  OnboardingRescheduled,
  onboardingStream,
  type OnboardingPlan,
  OnboardingTaskAdded,
  OnboardingTaskDone,
  OnboardingTaskWaived,
  placeOn,
  todayOf,
  hasLeft,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";
import { workingDays } from "../working-days.js";

interface Known {
  readonly employeeId: EmployeeId;
  readonly employment: Employment;
  readonly plan: OnboardingPlan;
  readonly today: LocalDate;
}

/** A timer's key: what, and of which task or milestone of which plan, for the how-manieth time. */
const keyOf = (timer: string, planId: string, about: string | number): string => `${timer} ${planId} ${about}`;

const policyOf = ({ employment, plan }: Known) =>
  onboardingPolicy(placeOn(employment, plan.startsOn).country, plan.startsOn);

const taskTimers = (known: Known, taskId: string, dueOn: LocalDate): readonly Intent[] => {
  const { employment, plan, today } = known;
  const { country } = placeOn(employment, dueOn);
  const { remindWorkingDays } = policyOf(known);
  // What is planned late is told at once, not in the past.
  const due = later(workingDays(dueOn, -remindWorkingDays, country), today);
  const [dueKey, lateKey] = [keyOf("task-due", plan.planId, taskId), keyOf("task-late", plan.planId, taskId)];
  return [
    { do: "wait", key: dueKey, timer: "task-due", at: dueFor(employment, due) },
    {
      do: "wait",
      key: lateKey,
      timer: "task-late 1",
      at: dueFor(employment, workingDays(later(dueOn, due), 1, country)),
    },
  ];
};

const milestones = (known: Known): readonly Intent[] => {
  const { employment, plan, today } = known;
  return policyOf(known)
    .feedbackAfterDays.map((days) => ({ days, on: addDays(plan.startsOn, days) }))
    .filter(({ on }) => on >= today)
    .map(({ days, on }) => ({
      do: "wait",
      key: keyOf("feedback", plan.planId, days),
      timer: "feedback",
      at: dueFor(employment, on),
    }));
};

const stopTask = (planId: string, taskId: string): readonly Intent[] =>
  ["task-due", "task-late"].map((timer) => ({ do: "stop-waiting", key: keyOf(timer, planId, taskId) }));

const asked = (known: Known, milestone: number): readonly Intent[] => {
  const { employeeId, plan } = known;
  return FeedbackFrom.options
    .filter((giver) => !plan.feedback.has(`${milestone} ${giver}`))
    .map((giver) => ({
      do: "notify",
      key: giver,
      fact: { is: "feedback-asked", employeeId, planId: plan.planId, milestone, giver },
    }));
};

const atTimer = (known: Known, timer: string, key: string): readonly Intent[] => {
  const { employeeId, employment, plan, today } = known;
  const [what = "", planId, about = ""] = key.split(" ");
  if (planId !== plan.planId || plan.status === "cancelled") return [];
  if (what === "feedback") return asked(known, Number(about));
  const task = plan.tasks.get(about);
  if (task?.status !== "open") return [];
  const is = what === "task-due" ? "task-due" : "task-overdue";
  const { owner, dueOn: on, taskId } = task;
  const told: Intent = { do: "notify", key: is, fact: { is, employeeId, planId, taskId, owner, on } };
  const times = Number(timer.split(" ")[1] ?? 0);
  const { remindTimes, remindWorkingDays } = policyOf(known);
  if (what === "task-due" || times >= remindTimes) return [told];
  const next = workingDays(today, remindWorkingDays, placeOn(employment, today).country);
  return [told, { do: "wait", key, timer: `task-late ${times + 1}`, at: dueFor(employment, next) }];
};

export const whenAnOnboardingTaskComesDueThenRemind = process({
  name: "when-an-onboarding-task-comes-due-then-remind",
  version: 1,
  reads: [
    OnboardingPlanned,
    OnboardingRescheduled,
    OnboardingTaskAdded,
    OnboardingTaskDone,
    OnboardingTaskWaived,
    OnboardingCompleted,
    OnboardingCancelled,
  ],
  instances: ({ data }) => [data.employeeId],
  initial: null as EmployeeId | null,
  evolve: (_, { data }) => data.employeeId,
  learn: async (employeeId, _, inquiry): Promise<Known | undefined> => {
    if (employeeId === null) return undefined;
    const employment = await employmentOf(inquiry, employeeId);
    const { plan } = await inquiry.read(onboardingStream(employeeId), onboarding);
    if (employment === undefined || plan === null || hasLeft(inquiry, employment)) return undefined;
    return { employeeId, employment, plan, today: todayOf(inquiry, employment) };
  },
  react: (_, fact, known: Known | undefined): readonly Intent[] => {
    if (known === undefined || fact.is === "refused") return [];
    if (fact.is === "timer") return atTimer(known, fact.timer, fact.key);
    const { plan } = known;
    const { type, data } = fact.event;
    if (data.planId !== plan.planId) return [];
    switch (type) {
      case "OnboardingPlanned":
        return [...data.tasks.flatMap(({ taskId, dueOn }) => taskTimers(known, taskId, dueOn)), ...milestones(known)];
      case "OnboardingRescheduled":
        return [...data.due.flatMap(({ taskId, dueOn }) => taskTimers(known, taskId, dueOn)), ...milestones(known)];
      case "OnboardingTaskAdded":
        return taskTimers(known, data.task.taskId, data.task.dueOn);
      case "OnboardingTaskDone":
      case "OnboardingTaskWaived":
        return stopTask(data.planId, data.taskId);
      case "OnboardingCompleted":
        return []; // feedback is asked for all the same
      case "OnboardingCancelled":
        return [
          ...[...plan.tasks.keys()].flatMap((taskId) => stopTask(data.planId, taskId)),
          ...policyOf(known).feedbackAfterDays.map((days): Intent => ({
            do: "stop-waiting",
            key: keyOf("feedback", data.planId, days),
          })),
        ];
    }
  },
});
