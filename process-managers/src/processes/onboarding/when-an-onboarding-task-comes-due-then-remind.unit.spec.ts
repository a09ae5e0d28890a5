// Tasks of a plan and its milestones, by the newcomer's calendar: reminded, overdue, asked again, and not after they are done.
import { describe, expect, test } from "@jest/globals";
import {
  localDate,
  OnboardingCancelled,
  type OnboardingEvent,
  OnboardingFeedbackGiven,
  OnboardingPlanned,
  OnboardingTaskDone,
} from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAnOnboardingTaskComesDueThenRemind as theProcess } from "./when-an-onboarding-task-comes-due-then-remind.js";

const employeeId = "galina";
const planId = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
const title = { ru: "Задача", en: "Task" };
/** Due on Tuesday, 10 March 2026; 9 March is a day off by transfer. */
const task = { taskId: "tour", title, owner: "head", due: 1, needsDocument: false, dueOn: "2026-03-10" } as const;
const planned = OnboardingPlanned({
  employeeId,
  planId,
  templateId: "teller",
  templateVersion: 1,
  startsOn: "2026-03-02",
  tasks: [task],
});
const done = OnboardingTaskDone({
  employeeId,
  planId,
  taskId: "tour",
  doneOn: "2026-03-05",
  doneBy: "anna",
  document: null,
});
const at = (date: string) => ({ date: localDate(date), time: "09:00", zone: "Europe/Moscow" });
const [due, late] = [`task-due ${planId} tour`, `task-late ${planId} tour`];
const wait = (key: string, timer: string, date: string) => ({ do: "wait", key, timer, at: at(date) });
const tell = (is: "task-due" | "task-overdue") => ({
  do: "notify",
  key: is,
  fact: { is, employeeId, planId, taskId: "tour", owner: "head", on: "2026-03-10" },
});

const intents = (
  facts: FactsOf<typeof theProcess>,
  now: string,
  stream: readonly OnboardingEvent[] = [planned],
  more: Parameters<typeof bankAt>[1] = {},
) => intentsOf(theProcess, facts, bankAt(now, { "onboarding-galina": stream, ...more }));
const monday = "2026-02-23T09:00:00.000Z";

describe("a task", () => {
  test("is waited for two working days before its day, and on the one after it", async () =>
    expect(await intents([happened(planned)], monday)).toEqual([
      wait(due, "task-due", "2026-03-05"),
      wait(late, "task-late 1", "2026-03-11"),
      ...[7, 30, 90].map((days, place) =>
        wait(`feedback ${planId} ${days}`, "feedback", ["2026-03-09", "2026-04-01", "2026-05-31"][place] ?? ""),
      ),
    ]));
  test("is reminded of, then told as late, then asked for again, and after some times no more", async () => {
    const march5 = "2026-03-05T06:00:00.000Z";
    expect(await intents([happened(planned), cameDue("task-due", at("2026-03-05"), due)], march5)).toEqual([
      tell("task-due"),
    ]);
    const overdue = (time: number) => [happened(planned), cameDue(`task-late ${time}`, at("2026-03-11"), late)];
    const march11 = "2026-03-11T06:00:00.000Z";
    expect(await intents(overdue(1), march11)).toEqual([tell("task-overdue"), wait(late, "task-late 2", "2026-03-13")]);
    expect(await intents(overdue(5), march11)).toEqual([tell("task-overdue")]);
  });
  test("that is done is not asked for", async () => {
    const stops = [due, late].map((key) => ({ do: "stop-waiting", key }));
    expect(await intents([happened(planned), happened(done)], monday, [planned, done])).toEqual(stops);
    const facts = [happened(planned), cameDue("task-late 1", at("2026-03-11"), late)];
    expect(await intents(facts, "2026-03-11T06:00:00.000Z", [planned, done])).toEqual([]);
  });
  test("of a plan that was given up, or of who has left, is asked of nobody", async () => {
    const cancelled = OnboardingCancelled({ employeeId, planId, cancelledBy: "hr", reason: "No" });
    const facts = [happened(planned), cameDue("task-late 1", at("2026-03-11"), late)];
    const now = "2026-03-11T06:00:00.000Z";
    expect(await intents(facts, now, [planned, cancelled])).toEqual([]);
    expect(await intents(facts, now, [planned], { "employee-galina": [left("galina", "2026-03-10")] })).toEqual([]);
  });
});

test("feedback is asked of whoever has not given it", async () => {
  const given = OnboardingFeedbackGiven({
    employeeId,
    planId,
    milestone: 7,
    from: "mentor",
    givenBy: "anna",
    givenOn: "2026-03-09",
    answers: [{ question: "welcome", score: 5, text: null }],
  });
  const facts = [happened(planned), cameDue("feedback", at("2026-03-09"), `feedback ${planId} 7`)];
  const asked = await intents(facts, "2026-03-09T06:00:00.000Z", [planned, given]);
  expect(asked).toEqual(
    ["newcomer", "head"].map((giver) => ({
      do: "notify",
      key: giver,
      fact: { is: "feedback-asked", employeeId, planId, milestone: 7, giver },
    })),
  );
});
