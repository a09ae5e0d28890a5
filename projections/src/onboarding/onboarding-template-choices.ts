// Which template is chosen for which place, by whom and since when: a row a place, none where nothing is chosen any more.
import { OnboardingTemplateChosen } from "@tabel/domain";
import { onboardingTemplateChoiceTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

export const onboardingTemplateChoices = projection({
  name: "onboarding-template-choices",
  version: 1,
  reads: [OnboardingTemplateChosen],
  table: onboardingTemplateChoiceTable,
  // Neither part can be empty, and no unit has a slash in its number.
  keys: ({ data: { unitId, position } }) => [`${unitId ?? ""}/${position ?? ""}`],
  project: (_, { data: { unitId, position, templateId }, metadata, recordedAt }, { key }) =>
    templateId === null
      ? undefined
      : { place: key, unitId, position, templateId, chosenBy: metadata.actor, chosenAt: recordedAt },
});
