// Templates of onboarding as they were published last.
import { OnboardingTemplatePublished, OnboardingTemplateRetired } from "@tabel/domain";
import { onboardingTemplateTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

export const onboardingTemplates = projection({
  name: "onboarding-templates",
  version: 1,
  reads: [OnboardingTemplatePublished, OnboardingTemplateRetired],
  table: onboardingTemplateTable,
  keys: (event) => [event.data.templateId],
  project: (template, event) => {
    if (event.type === "OnboardingTemplatePublished") return { ...event.data, retired: false };
    if (template === undefined) throw new Error("a template is retired that was never published");
    return { ...template, retired: true };
  },
});
