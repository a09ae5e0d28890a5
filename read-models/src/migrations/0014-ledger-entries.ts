// Entries of leave ledgers say what posted them, when they expire and when they became known. The projection fills them anew.
import type { ReadModelMigration } from "./migration.js";

export const ledgerEntries: ReadModelMigration = {
  name: "0014-ledger-entries",
  up: `
    truncate views.leave_entry;
    alter table views.leave_entry
      add column recorded_at timestamptz not null,
      add column source text not null,
      add column expires_on date,
      add column carries jsonb,
      add column concerns text,
      add column reason text;`,
  down: `
    alter table views.leave_entry
      drop column reason,
      drop column concerns,
      drop column carries,
      drop column expires_on,
      drop column source,
      drop column recorded_at;`,
};
