// Newcomers' plans: tasks with their days, the mentor, how far they are; and the tasks that somebody still has to do.
import {
  MentorAssigned,
  MentorshipEnded,
  NewcomerProductive,
  OnboardingCancelled,
  OnboardingCompleted,
  OnboardingFeedbackGiven,
  OnboardingPlanned,
  OnboardingRescheduled,
  OnboardingTaskAdded,
  OnboardingTaskDone,
  OnboardingTaskWaived,
  type PlannedTask,
} from "@tabel/domain";
import {
  type OnboardingPlanRow,
  onboardingPlanTable,
  type OnboardingTaskRow,
  onboardingTaskTable,
  type PlanTaskOfRow,
} from "@tabel/read-models";
import { clear, projection, put } from "../engine/projection.js";

const open = ({ taskId, title, owner, dueOn, needsDocument }: PlannedTask): PlanTaskOfRow => ({
  taskId,
  title,
  owner,
  dueOn,
  needsDocument,
  status: "open",
  doneOn: null,
  doneBy: null,
  document: null,
});

const counted = (tasks: readonly PlanTaskOfRow[]) => ({
  tasks,
  tasksTotal: tasks.length,
  tasksClosed: tasks.filter(({ status }) => status !== "open").length,
});

const changed = (plan: OnboardingPlanRow, taskId: string, change: Partial<PlanTaskOfRow>) =>
  counted(plan.tasks.map((task) => (task.taskId === taskId ? { ...task, ...change } : task)));

const noMentor = { mentorId: null, mentorFrom: null };

const openTasks = ({ planId, employeeId, status, tasks, mentorId }: OnboardingPlanRow): OnboardingTaskRow[] =>
  status !== "open"
    ? []
    : tasks
        .filter((task) => task.status === "open")
        .map(({ taskId, owner, dueOn, title, needsDocument }) => ({
          planId,
          taskId,
          employeeId,
          owner,
          dueOn,
          title,
          needsDocument,
          mentorId: owner === "mentor" ? mentorId : null,
        }));

export const onboardingPlans = projection({
  name: "onboarding-plans",
  version: 1,
  reads: [
    OnboardingPlanned,
    OnboardingRescheduled,
    OnboardingTaskAdded,
    OnboardingTaskDone,
    OnboardingTaskWaived,
    OnboardingCompleted,
    OnboardingCancelled,
    MentorAssigned,
    MentorshipEnded,
    OnboardingFeedbackGiven,
    NewcomerProductive,
  ],
  table: onboardingPlanTable,
  keys: (event) => [event.data.planId],
  project: (before, event): OnboardingPlanRow => {
    const { revision } = event;
    if (event.type === "OnboardingPlanned") {
      const { planId, employeeId, templateId, templateVersion, startsOn, tasks } = event.data;
      return {
        planId,
        employeeId,
        templateId,
        templateVersion,
        startsOn,
        status: "open",
        plannedAt: event.recordedAt,
        ...counted(tasks.map(open)),
        ...noMentor,
        completedOn: null,
        productiveOn: null,
        feedback: [],
        revision,
      };
    }
    if (before === undefined) throw new Error("a fact about a plan that was never made");
    const plan = { ...before, revision };
    switch (event.type) {
      case "OnboardingRescheduled": {
        const days = new Map<string, string>(event.data.due.map(({ taskId, dueOn }) => [taskId, dueOn]));
        const tasks = plan.tasks.map((task) => ({ ...task, dueOn: days.get(task.taskId) ?? task.dueOn }));
        return { ...plan, startsOn: event.data.startsOn, tasks };
      }
      case "OnboardingTaskAdded":
        return { ...plan, ...counted([...plan.tasks, open(event.data.task)]) };
      case "OnboardingTaskDone": {
        const { taskId, doneOn, doneBy, document } = event.data;
        return { ...plan, ...changed(plan, taskId, { status: "done", doneOn, doneBy, document }) };
      }
      case "OnboardingTaskWaived": {
        const { taskId, waivedBy } = event.data;
        return { ...plan, ...changed(plan, taskId, { status: "waived", doneBy: waivedBy }) };
      }
      case "OnboardingCompleted":
        return { ...plan, ...noMentor, status: "completed", completedOn: event.data.on };
      case "OnboardingCancelled":
        return { ...plan, ...noMentor, status: "cancelled" };
      case "MentorAssigned":
        return { ...plan, mentorId: event.data.mentorId, mentorFrom: event.data.from };
      case "MentorshipEnded":
        return { ...plan, ...noMentor };
      case "OnboardingFeedbackGiven": {
        const { milestone, from, givenOn } = event.data;
        return { ...plan, feedback: [...plan.feedback, { milestone, from, givenOn }] };
      }
      case "NewcomerProductive":
        return { ...plan, productiveOn: event.data.on };
    }
  },
  derives: [onboardingTaskTable],
  derive: ({ key, after }) =>
    after === undefined
      ? []
      : [clear(onboardingTaskTable, { planId: key }), ...openTasks(after).map((row) => put(onboardingTaskTable, row))],
});
