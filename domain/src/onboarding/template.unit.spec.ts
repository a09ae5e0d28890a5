// Publishing and retiring templates.
import { describe, test } from "@jest/globals";
import { command, given } from "../specification/given-when-then.js";
import { published } from "../specification/newcomers.js";
import {
  onboardingTemplate,
  OnboardingTemplatePublished,
  OnboardingTemplateRetired,
  PublishOnboardingTemplate,
  publishOnboardingTemplate,
  RetireOnboardingTemplate,
  retireOnboardingTemplate,
  type OnboardingTemplateEvent,
} from "./template.js";

const { version: _, ...wish } = published.data;
const publish = (more: object = {}, history: OnboardingTemplateEvent[] = []) =>
  given(onboardingTemplate, history).when((state) =>
    publishOnboardingTemplate(command(PublishOnboardingTemplate.parse({ ...wish, ...more })), state),
  );
const retire = (...history: OnboardingTemplateEvent[]) =>
  given(onboardingTemplate, history).when((state) =>
    retireOnboardingTemplate(command(RetireOnboardingTemplate.parse({ templateId: "teller" })), state),
  );
const retired = OnboardingTemplateRetired({ templateId: "teller" });

describe("publishing", () => {
  test("makes version 1, and the next version when something changed", () => {
    publish().thenAppends(published);
    const title = { ru: "Кассир", en: "Teller" };
    publish({ title }, [published]).thenAppends(OnboardingTemplatePublished({ ...published.data, version: 2, title }));
  });
  test("the same again appends nothing, unless it was retired", () => {
    publish({}, [published]).thenNothing();
    publish({}, [published, retired]).thenAppends(OnboardingTemplatePublished({ ...published.data, version: 2 }));
  });
  test("a task twice is refused", () =>
    publish({ tasks: [wish.tasks[0], wish.tasks[0]] }).thenRefused("task-twice", { taskId: "laptop" }));
});

describe("retiring", () => {
  test("ends the use of a template once", () => {
    retire(published).thenAppends(retired);
    retire(published, retired).thenNothing();
  });
  test("one that there never was is refused", () => retire().thenRefused("template-unknown"));
});
