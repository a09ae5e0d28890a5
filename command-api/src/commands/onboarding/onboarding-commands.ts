// The commands on onboarding: templates, plans, tasks, feedback.
import {
  AddOnboardingTask,
  addOnboardingTask,
  CancelOnboarding,
  cancelOnboarding,
  ChooseOnboardingTemplate,
  chooseOnboardingTemplate,
  CompleteOnboardingTask,
  completeOnboardingTask,
  DeclareProductive,
  declareProductive,
  GiveOnboardingFeedback,
  giveOnboardingFeedback,
  onboarding,
  onboardingStream,
  onboardingTemplate,
  onboardingTemplateChoice,
  onboardingTemplateChoiceStream,
  onboardingTemplateStream,
  organisationOf,
  PlanId,
  PlanOnboarding,
  planOnboarding,
  policy,
  PublishOnboardingTemplate,
  publishOnboardingTemplate,
  RescheduleOnboarding,
  rescheduleOnboarding,
  RetireOnboardingTemplate,
  retireOnboardingTemplate,
  WaiveOnboardingTask,
  waiveOnboardingTask,
  workCalendar,
  type EmployeeId,
  type OnboardingFacts,
  type TemplateId,
  employmentOf,
  todayOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import {
  actorFacts,
  headOrDeputyOver,
  headOver,
  mentorOver,
  ofEmployee,
  officerOver,
  presenceOver,
  self,
} from "../../rights/of-somebody.js";
import { anyOf } from "../../rights/right.js";
import { holderOverAll, theProcess } from "../../rights/rights.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
}

export const onboardingFacts = async (situation: Situation<OfEmployee>): Promise<OnboardingFacts> => {
  const employment = await employmentOf(situation, situation.data.employeeId);
  const actor = await actorFacts(situation, employment);
  const presence = await presenceOver(situation, employment, actor);
  return { ...actor, employment, policy, calendar: workCalendar, presence };
};

const ofPlan = {
  stream: ({ employeeId }: OfEmployee) => onboardingStream(employeeId),
  aggregate: onboarding,
  facts: onboardingFacts,
};
const ofTemplate = {
  stream: ({ templateId }: { readonly templateId: TemplateId }) => onboardingTemplateStream(templateId),
  aggregate: onboardingTemplate,
  facts: noFacts,
  may: holderOverAll("hr-officer"),
};

/** Who runs an onboarding. */
export const hrOrHead = anyOf<OfEmployee>(officerOver(ofEmployee, "hr-officer"), headOver(ofEmployee));

/** Everybody who can have a task in it; which one is whose, the decision knows. Others do not learn that there is a plan. */
const takesPart = anyOf<OfEmployee>(
  self(ofEmployee),
  mentorOver(ofEmployee),
  headOrDeputyOver(ofEmployee),
  officerOver(ofEmployee, "hr-officer", "it-officer"),
);

const title = { ru: "Подписать договор", en: "Sign the contract" };
const ofOpenPlan = ["employee-unknown", "onboarding-unknown"] as const;

const whenSomebodyIsHired = "when-somebody-is-hired-then-plan-onboarding";
const whenSomebodyLeaves = "when-somebody-leaves-then-close-what-is-open";

export const onboardingCommands = [
  command({
    stream: () => onboardingTemplateChoiceStream,
    aggregate: onboardingTemplateChoice,
    name: "choose-onboarding-template",
    says: "Chooses the template that plans are made from for newcomers of a unit with all under it, of a position, or both.",
    schema: ChooseOnboardingTemplate,
    example: { unitId: "u0042", position: "Teller", templateId: "teller" },
    may: holderOverAll("hr-officer"),
    facts: async (situation) => {
      const { templateId } = situation.data;
      return {
        organisation: await organisationOf(situation),
        template:
          templateId === null
            ? undefined
            : await situation.read(onboardingTemplateStream(templateId), onboardingTemplate),
        today: todayOf(situation, undefined),
      };
    },
    decide: chooseOnboardingTemplate,
    refusals: ["unit-unknown", "unit-dissolved", "template-unknown", "too-many-choices"],
  }),
  command({
    ...ofTemplate,
    name: "publish-onboarding-template",
    says: "Publishes a template of onboarding; a change makes its next version, and leaves plans that there are as they are.",
    schema: PublishOnboardingTemplate,
    example: {
      templateId: "teller",
      title: { ru: "Кассир", en: "Teller" },
      tasks: [{ taskId: "sign-contract", title, owner: "newcomer", due: -5, needsDocument: true }],
    },
    decide: publishOnboardingTemplate,
    refusals: ["task-twice"],
  }),
  command({
    ...ofTemplate,
    name: "retire-onboarding-template",
    says: "Lets no more plans be made from a template.",
    schema: RetireOnboardingTemplate,
    example: { templateId: "teller" },
    decide: retireOnboardingTemplate,
    refusals: ["template-unknown"],
  }),
  command({
    ...ofPlan,
    name: "plan-onboarding",
    says: "Makes a newcomer's plan from a template: each task gets its working day, counted from the start.",
    schema: PlanOnboarding,
    example: { employeeId: "e00042", templateId: "teller", startsOn: null },
    may: anyOf<OfEmployee>(theProcess(whenSomebodyIsHired), hrOrHead),
    facts: async (situation) => ({
      ...(await onboardingFacts(situation)),
      template: await situation.read(onboardingTemplateStream(situation.data.templateId), onboardingTemplate),
    }),
    decide: planOnboarding,
    makes: { planId: { schema: PlanId, of: ({ meta }) => meta.newId } },
    refusals: [
      "employee-unknown",
      "onboarding-open",
      "template-unknown",
      "before-hire",
      "employee-left",
      "calendar-not-loaded",
    ],
  }),
  command({
    ...ofPlan,
    name: "reschedule-onboarding",
    says: "Moves a plan's open tasks with its start; with the same start it counts their days again.",
    schema: RescheduleOnboarding,
    example: { employeeId: "e00042", startsOn: "2026-11-23" },
    may: hrOrHead,
    decide: rescheduleOnboarding,
    refusals: [...ofOpenPlan, "before-hire", "employee-left", "calendar-not-loaded"],
  }),
  command({
    ...ofPlan,
    name: "cancel-onboarding",
    says: "Gives a plan up: the newcomer does not come, or leaves.",
    schema: CancelOnboarding,
    example: { employeeId: "e00042", reason: "Took another offer." },
    may: anyOf<OfEmployee>(theProcess(whenSomebodyLeaves), hrOrHead),
    decide: cancelOnboarding,
    refusals: ofOpenPlan,
  }),
  command({
    ...ofPlan,
    name: "add-onboarding-task",
    says: "Adds a task of its own to a plan, on a day or the next working day.",
    schema: AddOnboardingTask,
    example: {
      employeeId: "e00042",
      taskId: "meet-team",
      title: { ru: "Познакомиться с отделом", en: "Meet the team" },
      owner: "head",
      dueOn: "2026-11-17",
    },
    may: hrOrHead,
    decide: addOnboardingTask,
    refusals: [...ofOpenPlan, "task-twice", "before-hire", "calendar-not-loaded"],
  }),
  command({
    ...ofPlan,
    name: "complete-onboarding-task",
    says: "Does a task, with its document where it needs one; the last open one completes the plan.",
    schema: CompleteOnboardingTask,
    example: { employeeId: "e00042", taskId: "sign-contract", document: "documents/2026/0b4e9f0e" },
    may: takesPart,
    decide: completeOnboardingTask,
    refusals: [...ofOpenPlan, "task-unknown", "not-task-owner", "task-closed", "document-required"],
  }),
  command({
    ...ofPlan,
    name: "waive-onboarding-task",
    says: "Says with a reason that a task need not be done for this newcomer.",
    schema: WaiveOnboardingTask,
    example: { employeeId: "e00042", taskId: "meet-team", reason: "Comes from the next desk." },
    may: hrOrHead,
    decide: waiveOnboardingTask,
    refusals: [...ofOpenPlan, "task-unknown", "task-closed"],
  }),
  command({
    ...ofPlan,
    name: "give-onboarding-feedback",
    says: "Gives the newcomer's, the mentor's or the head's feedback at a milestone, once each.",
    schema: GiveOnboardingFeedback,
    example: {
      employeeId: "e00042",
      milestone: 30,
      from: "newcomer",
      answers: [{ question: "welcome", score: 5, text: "Everything was clear." }],
    },
    may: takesPart,
    decide: giveOnboardingFeedback,
    refusals: [...ofOpenPlan, "not-feedback-giver", "milestone-unknown", "feedback-too-early", "feedback-given"],
  }),
  command({
    ...ofPlan,
    name: "declare-productive",
    says: "States from which day on the newcomer works on their own.",
    schema: DeclareProductive,
    example: { employeeId: "e00042", on: "2027-01-25" },
    may: hrOrHead,
    decide: declareProductive,
    refusals: [...ofOpenPlan, "productive-already", "dates-reversed", "in-the-future"],
  }),
];
