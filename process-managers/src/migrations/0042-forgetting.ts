// Finding what is old enough to be forgotten.
import type { SchemaMigration } from "@tabel/platform";

export const forgetting: SchemaMigration = {
  name: "0042-forgetting",
  up: `
    create index fact_over on processes.fact (at) where status in ('taken', 'skipped');
    create index intent_over on processes.intent (made_at) where status not in ('waiting', 'set', 'dead');`,
  down: `
    drop index processes.intent_over;
    drop index processes.fact_over;`,
};
