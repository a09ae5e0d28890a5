// A newcomer's plan from the template that is chosen for the place.
import { expect, test } from "@jest/globals";
import { EmployeeHired, OnboardingPlanned, OnboardingTemplateChosen } from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenSomebodyIsHiredThenPlanOnboarding as theProcess } from "./when-somebody-is-hired-then-plan-onboarding.js";

const hired = (hiredOn: string) =>
  EmployeeHired({
    employeeId: "nina",
    fullName: { last: "Ли", first: "Нина", middle: null },
    email: null,
    hiredOn,
    unitId: "branch",
    position: "Кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const chosen = (unitId: string | null, templateId: string) =>
  OnboardingTemplateChosen({ unitId, position: null, templateId });

const intents = (
  event: ReturnType<typeof hired> | ReturnType<typeof OnboardingPlanned>,
  ...choices: ReturnType<typeof chosen>[]
) => {
  const facts: FactsOf<typeof theProcess> = [happened(event)];
  const streams = {
    onboardingTemplateChoice: choices,
    "employee-nina": event.type === "EmployeeHired" ? [event] : [],
  };
  return intentsOf(theProcess, facts, bankAt("2026-02-02T09:00:00.000Z", streams));
};
const plan = (templateId: string, startsOn: string) => [
  { do: "command", key: "plan", command: "plan-onboarding", data: { employeeId: "nina", templateId, startsOn } },
];

test("the nearest choice above the place makes the plan", async () => {
  expect(await intents(hired("2026-02-16"), chosen("bank", "office"), chosen(null, "all"))).toEqual(
    plan("office", "2026-02-16"),
  );
});
test("where nothing is chosen, or somebody is entered long after the first day, there is none", async () => {
  expect(await intents(hired("2026-02-16"))).toEqual([]);
  expect(await intents(hired("2026-01-18"), chosen(null, "all"))).toEqual([]);
  expect(await intents(hired("2026-01-19"), chosen(null, "all"))).toEqual(plan("all", "2026-01-19"));
});
test("a plan welcomes the newcomer and is told to the head", async () => {
  const planId = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
  const title = { ru: "Задача", en: "Task" };
  const task = { taskId: "t", title, owner: "head", due: 1, needsDocument: false, dueOn: "2026-02-03" } as const;
  const made = OnboardingPlanned({
    employeeId: "nina",
    planId,
    templateId: "all",
    templateVersion: 1,
    startsOn: "2026-02-16",
    tasks: [task],
  });
  const of = { employeeId: "nina", planId, on: "2026-02-16" };
  expect(await intents(made)).toEqual([
    { do: "notify", key: "welcome", fact: { is: "onboarding-welcome", ...of } },
    { do: "notify", key: "planned", fact: { is: "onboarding-planned", ...of } },
  ]);
});
