// A newcomer's plan: made from a template, moved, its tasks done once by whom they belong to, its feedback given in time.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, localDate } from "../kernel/local-date.js";
import { UserId } from "../kernel/identifiers.js";
import { employed, hrOf, hrOfAll } from "../specification/bank.js";
import { appended, command, fold, given } from "../specification/given-when-then.js";
import { day, newcomer, PLAN, planned, published, template, told } from "../specification/newcomers.js";
import { isWorkingDay } from "../work-calendar/working-day-terms.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import {
  AddOnboardingTask,
  addOnboardingTask,
  CompleteOnboardingTask,
  completeOnboardingTask,
  WaiveOnboardingTask,
  waiveOnboardingTask,
} from "./do-tasks.js";
import { DeclareProductive, declareProductive, GiveOnboardingFeedback, giveOnboardingFeedback } from "./feedback.js";
import {
  MentorAssigned,
  NewcomerProductive,
  onboarding,
  OnboardingCancelled,
  OnboardingCompleted,
  OnboardingFeedbackGiven,
  OnboardingRescheduled,
  OnboardingTaskDone,
  OnboardingTaskWaived,
  type OnboardingEvent,
} from "./onboarding.js";
import {
  CancelOnboarding,
  cancelOnboarding,
  PlanOnboarding,
  planOnboarding,
  RescheduleOnboarding,
  rescheduleOnboarding,
  type PlanFacts,
} from "./plan-onboarding.js";
import { onboardingTemplate, OnboardingTemplateRetired } from "./template.js";

/** A plan's history of whatever kind. */
const past = (...events: OnboardingEvent[]): OnboardingEvent[] => events;
const ofPlan = { employeeId: "galina", planId: PLAN };
type Told = Partial<PlanFacts>;
const planFacts = (of: Told = {}): PlanFacts => ({ ...told(of), template: of.template ?? template });

const plan = (wish: object = {}, of: Told = {}, history: OnboardingEvent[] = []) =>
  given(onboarding, history).when((state) =>
    planOnboarding(
      command(PlanOnboarding.parse({ employeeId: "galina", templateId: "teller", ...wish }), "hr", PLAN),
      state,
      planFacts(of),
    ),
  );
const reschedule = (startsOn: string, of: Told = {}, history: OnboardingEvent[] = [planned]) =>
  given(onboarding, history).when((state) =>
    rescheduleOnboarding(command(RescheduleOnboarding.parse({ employeeId: "galina", startsOn })), state, planFacts(of)),
  );
const complete = (actor: string, wish: object, of: Told = {}, history: OnboardingEvent[] = [planned]) =>
  given(onboarding, history).when((state) =>
    completeOnboardingTask(
      command(CompleteOnboardingTask.parse({ employeeId: "galina", ...wish }), actor),
      state,
      planFacts(of),
    ),
  );
const done = (taskId: string, doneBy: string, document: string | null = null) =>
  OnboardingTaskDone({ ...ofPlan, taskId, doneOn: "2026-02-02", doneBy, document });
const withMentor = MentorAssigned({
  ...ofPlan,
  mentorId: "olga",
  reservationId: "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10",
  from: "2026-02-02",
  replaces: null,
});
const cancelled = OnboardingCancelled({ ...ofPlan, cancelledBy: "hr", reason: "Did not come" });

describe("a plan", () => {
  test("has the template's tasks with their days", () => plan().thenAppends(planned));
  test("starts on a given day, over holidays", () => {
    const [event] = plan({ startsOn: "2026-02-20" }).thenAppendsSome();
    expect(event?.type === "OnboardingPlanned" && event.data.tasks.map(({ dueOn }) => dueOn)).toEqual([
      "2026-02-13",
      "2026-02-20",
      "2026-02-24",
      "2026-03-10", // 9 March is a day off
      "2026-02-25",
    ]);
  });
  test("twice is refused, until the first has ended", () => {
    plan({}, {}, [planned]).thenRefused("onboarding-open");
    plan({}, {}, [planned, cancelled]).thenAppends(planned);
  });
  test("of nobody, or of who left, or before the hire is refused", () => {
    plan({}, { employment: undefined }).thenRefused("employee-unknown");
    plan({ startsOn: "2026-02-01" }).thenRefused("before-hire");
    const gone = { ...newcomer(), lastDay: day("2026-02-10") };
    plan({ startsOn: "2026-02-11" }, { employment: gone }).thenRefused("employee-left");
  });
  test("from a template that there is not, or not any more, is refused", () => {
    plan({}, { template: onboardingTemplate.initial }).thenRefused("template-unknown");
    const retired = fold(onboardingTemplate, [published, OnboardingTemplateRetired({ templateId: "teller" })]);
    plan({}, { template: retired }).thenRefused("template-unknown");
  });
  test("that comes to a year without a calendar is refused", () => {
    const employment = newcomer("2026-12-28");
    plan({}, { employment }).thenRefused("calendar-not-loaded", { year: 2027 });
  });
  test("never has a task on a day off, whenever it starts", () =>
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 600 }), (after) => {
        const startsOn = addDays(localDate("2025-01-09"), after);
        const wish = command(PlanOnboarding.parse({ employeeId: "galina", templateId: "teller", startsOn }));
        const employment = newcomer("2024-03-01");
        const [event] = appended(planOnboarding(wish, onboarding.initial, planFacts({ employment })));
        for (const { dueOn } of event?.data.tasks ?? []) expect(isWorkingDay(dueOn, "RU", workCalendar)).toBe(true);
        expect(event?.data.tasks).toHaveLength(5);
      }),
    ));
});

describe("rescheduling", () => {
  test("moves the open tasks with the start, and leaves what is done", () => {
    const [event] = reschedule("2026-02-09", {}, [planned, done("laptop", "ivan")]).thenAppendsSome();
    expect(event?.type === "OnboardingRescheduled" && event.data.due).toEqual([
      { taskId: "contract", dueOn: "2026-02-09" },
      { taskId: "tour", dueOn: "2026-02-10" },
      { taskId: "goals", dueOn: "2026-02-24" },
      { taskId: "file", dueOn: "2026-02-11" },
    ]);
  });
  test("to the same start appends nothing, unless the calendar has changed", () => {
    reschedule("2026-02-02").thenNothing();
    const moved = OnboardingRescheduled({
      ...ofPlan,
      startsOn: "2026-02-02",
      due: [{ taskId: "tour", dueOn: "2026-02-05" }],
    });
    reschedule("2026-02-02", {}, [planned, moved]).thenAppends(
      OnboardingRescheduled({ ...ofPlan, startsOn: "2026-02-02", due: [{ taskId: "tour", dueOn: "2026-02-03" }] }),
    );
  });
  test("before the hire, or without a plan, is refused", () => {
    reschedule("2026-01-30").thenRefused("before-hire");
    reschedule("2026-02-09", {}, []).thenRefused("onboarding-unknown");
    reschedule("2026-02-09", {}, [planned, cancelled]).thenRefused("onboarding-unknown");
  });
});

describe("a task", () => {
  const document = "documents/2026/1";
  test("of the newcomer is done by the newcomer, with its document", () => {
    complete("galina", { taskId: "contract", document }).thenAppends(done("contract", "galina", document));
    complete("galina", { taskId: "contract" }).thenRefused("document-required");
  });
  test("of the head is done by a head over the newcomer, of the mentor by the mentor", () => {
    complete("anna", { taskId: "goals" }).thenAppends(done("goals", "anna"));
    complete("boris", { taskId: "goals" }).thenAppendsSome();
    complete("olga", { taskId: "tour" }, {}, [planned, withMentor]).thenAppends(done("tour", "olga"));
    complete("olga", { taskId: "tour" }).thenRefused("not-task-owner");
  });
  test("of an absent head is done by the deputy, never by a deputy of somebody present or by the newcomer as one", () => {
    const presence = (away: readonly string[], deputy: string, gone: readonly string[] = []) => ({
      presence: {
        isAbsent: (user: string) => away.includes(user),
        hasLeft: (user: string) => gone.includes(user),
        deputyOf: (user: string, kind: string | null) =>
          user === "anna" && kind === null ? UserId.parse(deputy) : undefined,
      },
    });
    complete("zoya", { taskId: "goals" }, presence(["anna"], "zoya")).thenAppends(done("goals", "zoya"));
    complete("zoya", { taskId: "goals" }, presence([], "zoya")).thenRefused("not-task-owner");
    complete("zoya", { taskId: "goals" }, presence(["anna"], "zoya", ["anna"])).thenRefused("not-task-owner");
    complete("galina", { taskId: "goals" }, presence(["anna"], "galina")).thenRefused("not-task-owner");
    const anna = employed({ employeeId: "anna" });
    const ofAnna = { ...presence(["anna"], "zoya"), employment: anna };
    complete("zoya", { taskId: "goals" }, ofAnna).thenRefused("not-task-owner"); // Anna's own deputy is no head over her
  });
  test("of IT is done by who holds that role over the unit", () => {
    const roles = hrOfAll.map((grant) => ({ ...grant, role: "it-officer" as const }));
    complete("ivan", { taskId: "laptop" }, { roles }).thenAppends(done("laptop", "ivan"));
    complete("ivan", { taskId: "laptop" }).thenRefused("not-task-owner", { owner: "it" });
  });
  test("of anybody is done by HR over the newcomer, but not by HR elsewhere, and not by the newcomer as HR", () => {
    for (const taskId of ["laptop", "tour", "goals", "file"])
      complete("hanna", { taskId }, { roles: hrOf("retail") }).thenAppends(done(taskId, "hanna"));
    complete("hanna", { taskId: "file" }, { roles: hrOf("treasury") }).thenRefused("not-task-owner");
    complete("galina", { taskId: "file" }, { roles: hrOfAll }).thenRefused("not-task-owner");
  });
  test("is done once, and one that there is not is refused", () => {
    complete("anna", { taskId: "goals" }, {}, [planned, done("goals", "boris")]).thenRefused("task-closed");
    complete("anna", { taskId: "nothing" }).thenRefused("task-unknown");
    complete("anna", { taskId: "goals" }, {}, []).thenRefused("onboarding-unknown");
    complete("anna", { taskId: "goals" }, { employment: undefined }).thenRefused("employee-unknown");
  });
  test("that is the last open one completes the plan, be it done or waived", () => {
    const others = ["laptop", "contract", "tour", "file"].map((taskId) => done(taskId, "hanna"));
    const completed = OnboardingCompleted({ ...ofPlan, on: "2026-02-02" });
    complete("anna", { taskId: "goals" }, {}, [planned, ...others]).thenAppends(done("goals", "anna"), completed);
    const wish = command(WaiveOnboardingTask.parse({ employeeId: "galina", taskId: "goals", reason: "Known" }), "anna");
    given(onboarding, past(planned, ...others))
      .when((state) => waiveOnboardingTask(wish, state, told()))
      .thenAppends(OnboardingTaskWaived({ ...ofPlan, taskId: "goals", waivedBy: "anna", reason: "Known" }), completed);
    given(onboarding, past(planned, done("goals", "anna")))
      .when((state) => waiveOnboardingTask(wish, state, told()))
      .thenRefused("task-closed", { status: "done" });
    const unknown = { ...wish, data: { ...wish.data, taskId: "nothing" } };
    given(onboarding, past(planned))
      .when((state) => waiveOnboardingTask(unknown, state, told()))
      .thenRefused("task-unknown");
  });
  test("of one's own is added on a working day", () => {
    const add = (more: object = {}, history: OnboardingEvent[] = [planned]) =>
      given(onboarding, history).when((state) =>
        addOnboardingTask(
          command(
            AddOnboardingTask.parse({
              employeeId: "galina",
              taskId: "keys",
              title: { ru: "Ключи", en: "Keys" },
              owner: "head",
              dueOn: "2026-02-21",
              ...more,
            }),
          ),
          state,
          told(),
        ),
      );
    const [event] = add().thenAppendsSome();
    expect(event?.type === "OnboardingTaskAdded" && event.data.task).toMatchObject({ dueOn: "2026-02-24", due: null });
    add({ taskId: "tour" }).thenRefused("task-twice");
    add({ dueOn: "2026-01-12" }).thenRefused("before-hire");
    add({ dueOn: "2031-01-12" }).thenRefused("calendar-not-loaded");
    add({}, []).thenRefused("onboarding-unknown");
  });
});

test("cancelling ends a plan once", () => {
  const wish = command(CancelOnboarding.parse({ employeeId: "galina", reason: "Did not come" }));
  given(onboarding, past(planned))
    .when((state) => cancelOnboarding(wish, state, told()))
    .thenAppends(cancelled);
  given(onboarding, past(planned, cancelled))
    .when((state) => cancelOnboarding(wish, state, told()))
    .thenRefused("onboarding-unknown");
});

describe("feedback", () => {
  const answers = [{ question: "welcome", score: 5, text: null }];
  const give = (actor: string, wish: object, of: Told = {}, history: OnboardingEvent[] = [planned, withMentor]) =>
    given(onboarding, history).when((state) =>
      giveOnboardingFeedback(
        command(GiveOnboardingFeedback.parse({ employeeId: "galina", milestone: 7, answers, ...wish }), actor),
        state,
        told({ today: day("2026-02-09"), ...of }),
      ),
    );
  const given7 = (from: "newcomer" | "mentor" | "head", givenBy: string) =>
    OnboardingFeedbackGiven({ ...ofPlan, milestone: 7, from, givenBy, givenOn: "2026-02-09", answers });

  test("is given by each side from the milestone's day on", () => {
    give("galina", { from: "newcomer" }).thenAppends(given7("newcomer", "galina"));
    give("olga", { from: "mentor" }).thenAppends(given7("mentor", "olga"));
    give("anna", { from: "head" }).thenAppends(given7("head", "anna"));
  });
  test("in another's name is refused", () => {
    give("anna", { from: "newcomer" }).thenRefused("not-feedback-giver", { from: "newcomer" });
    give("galina", { from: "mentor" }).thenRefused("not-feedback-giver");
    give("hanna", { from: "head" }, { roles: hrOfAll }).thenRefused("not-feedback-giver");
  });
  test("too early, at another milestone, or twice is refused", () => {
    give("galina", { from: "newcomer" }, { today: day("2026-02-08") }).thenRefused("feedback-too-early", {
      on: "2026-02-09",
    });
    give("galina", { from: "newcomer", milestone: 30 }).thenRefused("feedback-too-early");
    give("galina", { from: "newcomer", milestone: 8 }).thenRefused("milestone-unknown");
    give("galina", { from: "newcomer" }, {}, [planned, given7("newcomer", "galina")]).thenRefused("feedback-given");
  });
  test("is taken after the plan is completed, not after it was cancelled", () => {
    const completed = OnboardingCompleted({ ...ofPlan, on: "2026-02-05" });
    give("galina", { from: "newcomer" }, {}, [planned, completed]).thenAppendsSome();
    give("galina", { from: "newcomer" }, {}, [planned, cancelled]).thenRefused("onboarding-unknown");
  });
});

describe("independent work", () => {
  const declare = (on: string, history: OnboardingEvent[] = [planned]) =>
    given(onboarding, history).when((state) =>
      declareProductive(
        command(DeclareProductive.parse({ employeeId: "galina", on }), "anna"),
        state,
        told({ today: day("2026-03-02") }),
      ),
    );
  const productive = NewcomerProductive({ ...ofPlan, on: "2026-03-02", statedBy: "anna" });
  test("begins once, from the start to today", () => {
    declare("2026-03-02").thenAppends(productive);
    declare("2026-03-02", [planned, productive]).thenNothing();
    declare("2026-02-16", [planned, productive]).thenRefused("productive-already");
    declare("2026-02-01").thenRefused("dates-reversed");
    declare("2026-03-03").thenRefused("in-the-future");
    declare("2026-03-02", []).thenRefused("onboarding-unknown");
  });
});

test("facts without a plan leave the state as it is", () => {
  const nothing = fold(onboarding, [done("tour", "olga"), withMentor, cancelled]);
  expect(nothing).toEqual(onboarding.initial);
});
