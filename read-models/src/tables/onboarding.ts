// Onboarding: templates, newcomers' plans with their tasks, feedback, and mentors with their places.
import type { TableOf } from "../table.js";

export interface TitleOfThing {
  readonly ru: string;
  readonly en: string;
}
export type TaskOwnerName = "newcomer" | "head" | "hr" | "mentor" | "it";

export interface OnboardingTemplateRow {
  readonly templateId: string;
  readonly version: number;
  readonly title: TitleOfThing;
  readonly tasks: readonly TemplateTaskOfRow[];
  readonly retired: boolean;
}
export interface TemplateTaskOfRow {
  readonly taskId: string;
  readonly title: TitleOfThing;
  readonly owner: TaskOwnerName;
  /** Working days from the start. */
  readonly due: number;
  readonly needsDocument: boolean;
}

export const onboardingTemplateTable: TableOf<OnboardingTemplateRow> = {
  name: "onboarding_template",
  columns: { templateId: "text", version: "integer", title: "json", tasks: "json", retired: "boolean" },
  key: ["templateId"],
};

export interface OnboardingTemplateChoiceRow {
  /** Unit and position in one. */
  readonly place: string;
  /** Null: everywhere. */
  readonly unitId: string | null;
  /** Null: every position. */
  readonly position: string | null;
  readonly templateId: string;
  readonly chosenBy: string;
  readonly chosenAt: string;
}

export const onboardingTemplateChoiceTable: TableOf<OnboardingTemplateChoiceRow> = {
  name: "onboarding_template_choice",
  columns: {
    place: "text",
    unitId: "text",
    position: "text",
    templateId: "text",
    chosenBy: "text",
    chosenAt: "timestamptz",
  },
  key: ["place"],
};

export interface PlanTaskOfRow {
  readonly taskId: string;
  readonly title: TitleOfThing;
  readonly owner: TaskOwnerName;
  readonly dueOn: string;
  readonly needsDocument: boolean;
  readonly status: "open" | "done" | "waived";
  readonly doneOn: string | null;
  readonly doneBy: string | null;
  readonly document: string | null;
}
export interface OnboardingPlanRow {
  readonly planId: string;
  readonly employeeId: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly startsOn: string;
  readonly status: "open" | "completed" | "cancelled";
  readonly plannedAt: string;
  readonly tasks: readonly PlanTaskOfRow[];
  readonly tasksTotal: number;
  /** Done or waived. */
  readonly tasksClosed: number;
  readonly mentorId: string | null;
  readonly mentorFrom: string | null;
  readonly completedOn: string | null;
  readonly productiveOn: string | null;
  /** Which feedback was given; the answers stand elsewhere. */
  readonly feedback: readonly { readonly milestone: number; readonly from: string; readonly givenOn: string }[];
  /** Revision of the newcomer's stream after the last event that concerned the plan. */
  readonly revision: bigint;
}

export const onboardingPlanTable: TableOf<OnboardingPlanRow> = {
  name: "onboarding_plan",
  columns: {
    planId: "text",
    employeeId: "text",
    templateId: "text",
    templateVersion: "integer",
    startsOn: "date",
    status: "text",
    plannedAt: "timestamptz",
    tasks: "jsonb",
    tasksTotal: "integer",
    tasksClosed: "integer",
    mentorId: "text",
    mentorFrom: "date",
    completedOn: "date",
    productiveOn: "date",
    feedback: "jsonb",
    revision: "bigint",
  },
  key: ["planId"],
};

/** A task that somebody still has to do: the open ones of open plans. */
export interface OnboardingTaskRow {
  readonly planId: string;
  readonly taskId: string;
  readonly employeeId: string;
  readonly owner: TaskOwnerName;
  readonly dueOn: string;
  readonly title: TitleOfThing;
  readonly needsDocument: boolean;
  readonly mentorId: string | null;
}

export const onboardingTaskTable: TableOf<OnboardingTaskRow> = {
  name: "onboarding_task",
  columns: {
    planId: "text",
    taskId: "text",
    employeeId: "text",
    owner: "text",
    dueOn: "date",
    title: "json",
    needsDocument: "boolean",
    mentorId: "text",
  },
  key: ["planId", "taskId"],
};

export interface OnboardingFeedbackRow {
  readonly planId: string;
  readonly milestone: number;
  readonly giver: "newcomer" | "mentor" | "head";
  readonly employeeId: string;
  readonly givenBy: string;
  readonly givenOn: string;
  /** Null once the newcomer is erased. */
  readonly answers:
    readonly { readonly question: string; readonly score: number | null; readonly text: string | null }[] | null;
}

export const onboardingFeedbackTable: TableOf<OnboardingFeedbackRow> = {
  name: "onboarding_feedback",
  columns: {
    planId: "text",
    milestone: "integer",
    giver: "text",
    employeeId: "text",
    givenBy: "text",
    givenOn: "date",
    answers: "json",
  },
  key: ["planId", "milestone", "giver"],
};
