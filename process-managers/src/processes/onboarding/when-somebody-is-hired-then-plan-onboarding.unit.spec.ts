// A newcomer's plan from the template that is chosen for the place.
import { expect, test } from "@jest/globals";
import { EmployeeHired, OnboardingTemplateChosen } from "@tabel/domain";
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

const intents = (event: ReturnType<typeof hired>, ...choices: ReturnType<typeof chosen>[]) => {
  const facts: FactsOf<typeof theProcess> = [happened(event)];
  const streams = {
    onboardingTemplateChoice: choices,
    "employee-nina": [event],
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
