// The onboarding of one newcomer: a plan from a template, each task done once, one mentor at a time.
// Decisions: plan-onboarding.ts, do-tasks.ts, mentorship.ts, feedback.ts.
import { z } from "zod";
import type { Aggregate } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { DocumentReference, ReservationId } from "../kernel/references.js";
import { TaskId, TemplateId, TemplateTask } from "./template.js";

export const onboardingStream = (id: EmployeeId): string => streamName("onboarding", id);

export const PlanId = z.uuid().meta({ title: "PlanId", example: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11" });

export const PlannedTask = z.object({
  ...TemplateTask.omit({ due: true }).shape,
  /** Working days from the start; null for a task with a day of its own. */
  due: TemplateTask.shape.due.nullable(),
  /** Never a day off of the newcomer's work calendar. */
  dueOn: LocalDate,
});
export type PlannedTask = z.output<typeof PlannedTask>;

export const FeedbackFrom = z.enum(["newcomer", "mentor", "head"]);
export type FeedbackFrom = z.output<typeof FeedbackFrom>;

export const FeedbackAnswer = z.object({
  question: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  score: z.int().min(1).max(5).nullable(),
  text: z.string().trim().max(2000).nullable(),
});

const ofPlan = { employeeId: EmployeeId, planId: PlanId };

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const OnboardingPlanned = event("OnboardingPlanned", 1, {
  ...ofPlan,
  templateId: TemplateId,
  templateVersion: z.int().min(1),
  startsOn: LocalDate,
  tasks: z.array(PlannedTask).min(1).max(200),
});
/** The start or the work calendar moved: new days for the tasks that are still open. */
export const OnboardingRescheduled = event("OnboardingRescheduled", 1, {
  ...ofPlan,
  startsOn: LocalDate,
  due: z.array(z.object({ taskId: TaskId, dueOn: LocalDate })).max(400),
});
export const OnboardingTaskAdded = event("OnboardingTaskAdded", 1, { ...ofPlan, task: PlannedTask });
export const OnboardingTaskDone = event("OnboardingTaskDone", 1, {
  ...ofPlan,
  taskId: TaskId,
  doneOn: LocalDate,
  doneBy: UserId,
  document: DocumentReference.nullable(),
});
/** Does not have to be done for this newcomer. */
export const OnboardingTaskWaived = event(
  "OnboardingTaskWaived",
  1,
  { ...ofPlan, taskId: TaskId, waivedBy: UserId, reason: personal(z.string().min(1).max(2000)) },
  { subject: "employeeId" },
);
/** The last open task is done or waived. The mentorship ends with it. */
export const OnboardingCompleted = event("OnboardingCompleted", 1, { ...ofPlan, on: LocalDate });
export const OnboardingCancelled = event(
  "OnboardingCancelled",
  1,
  { ...ofPlan, cancelledBy: UserId, reason: personal(z.string().min(1).max(2000)) },
  { subject: "employeeId" },
);
/** Confirms a reservation of the mentor's; whom it replaces has the mentorship ended by it. */
export const MentorAssigned = event("MentorAssigned", 1, {
  ...ofPlan,
  mentorId: EmployeeId,
  reservationId: ReservationId,
  from: LocalDate,
  replaces: z.object({ mentorId: EmployeeId, reservationId: ReservationId }).nullable(),
});
/** Who could take the newcomer, best first: each is asked for a place until one has it. */
export const MentorProposed = event("MentorProposed", 1, {
  ...ofPlan,
  candidates: z.array(EmployeeId).min(1).max(10),
  from: LocalDate,
  /** The mentor that the newcomer has now, and who hands over; null for the first. */
  replaces: EmployeeId.nullable(),
});
/** The reservation will never be confirmed: the mentor's place may be given back. */
export const MentorDeclined = event("MentorDeclined", 1, {
  employeeId: EmployeeId,
  mentorId: EmployeeId,
  reservationId: ReservationId,
});
export const MentorshipEnded = event("MentorshipEnded", 1, {
  ...ofPlan,
  mentorId: EmployeeId,
  reservationId: ReservationId,
  on: LocalDate,
  reason: z.enum(["mentor-away", "mentor-left", "agreed"]),
});
export const OnboardingFeedbackGiven = event(
  "OnboardingFeedbackGiven",
  1,
  {
    ...ofPlan,
    /** Days after the start: 7, 30 or 90, unless the policy says otherwise. */
    milestone: z.int().min(1).max(1000),
    from: FeedbackFrom,
    givenBy: UserId,
    givenOn: LocalDate,
    answers: personal(z.array(FeedbackAnswer).min(1).max(30)),
  },
  { subject: "employeeId" },
);
/** From this day on the newcomer works on their own: what time-to-productivity counts to. */
export const NewcomerProductive = event("NewcomerProductive", 1, { ...ofPlan, on: LocalDate, statedBy: UserId });
export const onboardingEvents = [
  OnboardingPlanned,
  OnboardingRescheduled,
  OnboardingTaskAdded,
  OnboardingTaskDone,
  OnboardingTaskWaived,
  OnboardingCompleted,
  OnboardingCancelled,
  MentorProposed,
  MentorAssigned,
  MentorDeclined,
  MentorshipEnded,
  OnboardingFeedbackGiven,
  NewcomerProductive,
] as const;
export type OnboardingEvent = EventOf<(typeof onboardingEvents)[number]>;

// State — only what decisions need.
export interface TaskOfPlan extends PlannedTask {
  readonly status: "open" | "done" | "waived";
}
export interface Mentorship {
  readonly mentorId: EmployeeId;
  readonly reservationId: ReservationId;
}
export interface OnboardingPlan {
  readonly planId: string;
  readonly startsOn: LocalDate;
  readonly status: "open" | "completed" | "cancelled";
  readonly tasks: ReadonlyMap<string, TaskOfPlan>;
  readonly mentor: Mentorship | null;
  /** Who was proposed last; null where somebody is the mentor since. */
  readonly proposal: Pick<EventOf<typeof MentorProposed>["data"], "candidates" | "from" | "replaces"> | null;
  /** Milestone and giver of each feedback: `30 mentor`. */
  readonly feedback: ReadonlySet<string>;
  readonly productiveOn: LocalDate | null;
}
/** What became of a mentor's reservation; each goes forward only, so that the mentor's side may rely on it. */
export type ReservationOutcome = "assigned" | "declined" | "ended";
export interface Onboarding {
  /** The latest plan; null before the first. */
  readonly plan: OnboardingPlan | null;
  readonly reservations: ReadonlyMap<ReservationId, ReservationOutcome>;
}

const withTask = (plan: OnboardingPlan, taskId: string, change: Partial<TaskOfPlan>): OnboardingPlan => {
  const task = plan.tasks.get(taskId);
  return task === undefined ? plan : { ...plan, tasks: new Map(plan.tasks).set(taskId, { ...task, ...change }) };
};

const settled = (state: Onboarding, reservationId: ReservationId, as: ReservationOutcome): Onboarding => ({
  ...state,
  reservations: new Map(state.reservations).set(reservationId, as),
});

/** Ends the mentorship that there is. */
const withoutMentor = (state: Onboarding): Onboarding =>
  state.plan === null || state.plan.mentor === null
    ? state
    : settled({ ...state, plan: { ...state.plan, mentor: null } }, state.plan.mentor.reservationId, "ended");

const evolvePlan = (plan: OnboardingPlan, { type, data }: OnboardingEvent): OnboardingPlan => {
  switch (type) {
    case "OnboardingRescheduled":
      return data.due.reduce((each, { taskId, dueOn }) => withTask(each, taskId, { dueOn }), {
        ...plan,
        startsOn: data.startsOn,
      });
    case "OnboardingTaskAdded":
      return { ...plan, tasks: new Map(plan.tasks).set(data.task.taskId, { ...data.task, status: "open" }) };
    case "OnboardingTaskDone":
      return withTask(plan, data.taskId, { status: "done" });
    case "OnboardingTaskWaived":
      return withTask(plan, data.taskId, { status: "waived" });
    case "OnboardingCompleted":
      return { ...plan, status: "completed" };
    case "OnboardingCancelled":
      return { ...plan, status: "cancelled" };
    case "MentorProposed": {
      const { candidates, from, replaces } = data;
      return { ...plan, proposal: { candidates, from, replaces } };
    }
    case "MentorAssigned":
      return { ...plan, mentor: { mentorId: data.mentorId, reservationId: data.reservationId }, proposal: null };
    case "OnboardingFeedbackGiven":
      return { ...plan, feedback: new Set(plan.feedback).add(`${data.milestone} ${data.from}`) };
    case "NewcomerProductive":
      return { ...plan, productiveOn: data.on };
    case "OnboardingPlanned":
    case "MentorDeclined":
    case "MentorshipEnded":
      return plan;
  }
};

export const onboarding: Aggregate<Onboarding, OnboardingEvent> = {
  initial: { plan: null, reservations: new Map() },
  evolve: (state, event) => {
    const { type, data } = event;
    if (type === "OnboardingPlanned") {
      const tasks = new Map(data.tasks.map((task) => [task.taskId, { ...task, status: "open" as const }]));
      const { planId, startsOn } = data;
      const begun = {
        status: "open" as const,
        mentor: null,
        proposal: null,
        feedback: new Set<string>(),
        productiveOn: null,
      };
      return { ...state, plan: { planId, startsOn, tasks, ...begun } };
    }
    if (type === "MentorDeclined") return settled(state, data.reservationId, "declined");
    if (state.plan === null) return state;
    const ends = type === "OnboardingCompleted" || type === "OnboardingCancelled" || type === "MentorshipEnded";
    const before = ends || type === "MentorAssigned" ? withoutMentor(state) : state;
    const plan = evolvePlan(before.plan ?? state.plan, event);
    const after = { ...before, plan };
    return type === "MentorAssigned" ? settled(after, data.reservationId, "assigned") : after;
  },
};
