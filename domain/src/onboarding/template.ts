// A template of onboarding: what a newcomer, and those around them, have to do, relative to the start. Each publication is a
// version; plans keep the version that they were made from.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName } from "../kernel/identifiers.js";
import { sameData } from "../kernel/same-data.js";
import { Title } from "../kernel/title.js";

/** Chosen by who publishes it: `teller`, `head-office`. */
export const TemplateId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .transform((text) => text as string & { readonly __templateId: true }) // proved by the pattern above
  .meta({ title: "TemplateId", example: "teller" });
export type TemplateId = z.output<typeof TemplateId>;

export const onboardingTemplateStream = (id: TemplateId): string => streamName("onboardingTemplate", id);

export const TaskOwner = z.enum(["newcomer", "head", "hr", "mentor", "it"]);
export type TaskOwner = z.output<typeof TaskOwner>;

export const TaskId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .meta({ title: "TaskId", example: "sign-contract" });

export const TemplateTask = z.object({
  taskId: TaskId,
  title: Title,
  owner: TaskOwner,
  /** Working days from the start: 0 is the first day, -5 five working days before it. */
  due: z.int().min(-60).max(260),
  /** Whether it is done only with a document. */
  needsDocument: z.boolean(),
});
export type TemplateTask = z.output<typeof TemplateTask>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const OnboardingTemplatePublished = event("OnboardingTemplatePublished", 1, {
  templateId: TemplateId,
  version: z.int().min(1),
  title: Title,
  tasks: z.array(TemplateTask).min(1).max(200),
});
/** No new plans are made from it; those that there are go on. */
export const OnboardingTemplateRetired = event("OnboardingTemplateRetired", 1, { templateId: TemplateId });
export const onboardingTemplateEvents = [OnboardingTemplatePublished, OnboardingTemplateRetired] as const;
export type OnboardingTemplateEvent = EventOf<(typeof onboardingTemplateEvents)[number]>;

// State — only what decisions need.
export interface OnboardingTemplate {
  /** As it was published last; null before. */
  readonly published: Omit<EventOf<typeof OnboardingTemplatePublished>["data"], "templateId"> | null;
  readonly retired: boolean;
}
export const onboardingTemplate: Aggregate<OnboardingTemplate, OnboardingTemplateEvent> = {
  initial: { published: null, retired: false },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "OnboardingTemplatePublished": {
        const { templateId: _, ...published } = data;
        return { published, retired: false };
      }
      case "OnboardingTemplateRetired":
        return { ...state, retired: true };
    }
  },
};

// Commands
export const PublishOnboardingTemplate = z.strictObject({
  templateId: TemplateId,
  title: Title,
  tasks: z.array(TemplateTask).min(1).max(200),
});
export type PublishOnboardingTemplate = z.output<typeof PublishOnboardingTemplate>;
export const RetireOnboardingTemplate = z.strictObject({ templateId: TemplateId });
export type RetireOnboardingTemplate = z.output<typeof RetireOnboardingTemplate>;

// Decisions
export const publishOnboardingTemplate = (
  { data }: Command<PublishOnboardingTemplate>,
  { published, retired }: OnboardingTemplate,
): Decision<EventOf<typeof OnboardingTemplatePublished>> => {
  const { templateId, title, tasks } = data;
  const twice = tasks.findIndex(({ taskId }, index) => tasks.slice(0, index).some((each) => each.taskId === taskId));
  if (twice !== -1) return refuse("task-twice", { taskId: tasks[twice]?.taskId ?? "" }, `/tasks/${twice}/taskId`);
  if (!retired && published !== null && sameData({ title: published.title, tasks: published.tasks }, { title, tasks }))
    return nothingToDo();
  return [OnboardingTemplatePublished({ templateId, version: (published?.version ?? 0) + 1, title, tasks })];
};

export const retireOnboardingTemplate = (
  { data }: Command<RetireOnboardingTemplate>,
  { published, retired }: OnboardingTemplate,
): Decision<EventOf<typeof OnboardingTemplateRetired>> => {
  if (published === null) return refuse("template-unknown", { templateId: data.templateId }, "/templateId");
  return retired ? nothingToDo() : [OnboardingTemplateRetired(data)];
};
