// Which template of onboarding is chosen for which unit and position.
import type { ReadModelMigration } from "./migration.js";

export const onboardingTemplateChoices: ReadModelMigration = {
  name: "0046-onboarding-template-choices",
  up: `
    create table views.onboarding_template_choice (
      place text primary key,
      unit_id text,
      position text,
      template_id text not null,
      chosen_by text not null,
      chosen_at timestamptz not null
    );`,
  down: `drop table views.onboarding_template_choice;`,
};
