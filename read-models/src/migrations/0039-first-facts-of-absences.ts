// Where in the log the facts about an absence begin, so that those of one month are read from there on.
import type { ReadModelMigration } from "./migration.js";

export const firstFactsOfAbsences: ReadModelMigration = {
  name: "0039-first-facts-of-absences",
  // The projection's next version fills it; until then nothing is known of where they begin.
  up: `
    alter table views.absence_span add column first_fact bigint not null default 0;
    create index absence_span_by_first_fact on views.absence_span (first_fact);`,
  down: `alter table views.absence_span drop column first_fact;`,
};
