// Which template a newcomer's plan is made from.
import { describe, expect, test } from "@jest/globals";
import type { UnitId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import { facts } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { template } from "../specification/newcomers.js";
import { onboardingTemplate } from "./template.js";
import {
  ChooseOnboardingTemplate,
  chooseOnboardingTemplate,
  onboardingTemplateChoice,
  OnboardingTemplateChosen,
  type OnboardingTemplateChoiceEvent,
  templateFor,
} from "./template-choice.js";

const chosen = (unitId: string | null, position: string | null, templateId: string | null = "teller") =>
  OnboardingTemplateChosen({ unitId, position, templateId });
const choose = (history: OnboardingTemplateChoiceEvent[], wish: object, published = template) =>
  given(onboardingTemplateChoice, history).when((state) =>
    chooseOnboardingTemplate(
      command(ChooseOnboardingTemplate.parse({ unitId: "branch", position: null, templateId: "teller", ...wish })),
      state,
      { organisation: facts().organisation, template: published, today: localDate("2026-02-02") },
    ),
  );

describe("a choice", () => {
  test("is made, changed and taken back", () => {
    choose([], {}).thenAppends(chosen("branch", null));
    choose([chosen("branch", null, "other")], {}).thenAppends(chosen("branch", null));
    choose([chosen("branch", null)], { templateId: null }).thenAppends(chosen("branch", null, null));
  });
  test("that is made already is nothing new", () => {
    choose([chosen("branch", null)], {}).thenNothing();
    choose([], { templateId: null }).thenNothing();
  });
  test("of an unknown unit or template is refused", () => {
    choose([], { unitId: "nowhere" }).thenRefused("unit-unknown");
    choose([], {}, onboardingTemplate.initial).thenRefused("template-unknown");
  });
});

describe("the template for somebody", () => {
  const choices = fold(onboardingTemplateChoice, [
    chosen(null, null, "everybody"),
    chosen(null, "Teller", "tellers"),
    chosen("bank", null, "bank"),
    chosen("branch", null, "branch"),
    chosen("bank", "Teller", "tellers-of-bank"),
    chosen("bank", "Guard", "guards-of-bank"),
    chosen("bank", "Guard", null),
  ]);
  const of = (position: string, ...line: string[]) => templateFor(choices, { line: line as UnitId[], position });
  test.each([
    ["Teller", ["branch", "bank"], "tellers-of-bank"],
    ["Guard", ["branch", "bank"], "branch"],
    ["Guard", ["office", "bank"], "bank"],
    ["Teller", ["abroad"], "tellers"],
    ["Guard", ["abroad"], "everybody"],
  ])("%s in %j: %s", (position, line, expected) => expect(of(position, ...line)).toBe(expected));
  test("is none where nothing is chosen", () =>
    expect(templateFor([], { line: ["branch" as UnitId], position: "Teller" })).toBeUndefined());
});
