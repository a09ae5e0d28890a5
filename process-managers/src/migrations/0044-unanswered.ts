// Counting attempts before they are made: one that ends its program can tell nobody that it failed.
import type { SchemaMigration } from "@tabel/platform";

export const unanswered: SchemaMigration = {
  name: "0044-unanswered",
  up: `
    -- Attempts that were begun since the last one that came to an end, the one at work included.
    alter table processes.intent add column unanswered integer not null default 0;`,
  down: `
    alter table processes.intent drop column unanswered;`,
};
