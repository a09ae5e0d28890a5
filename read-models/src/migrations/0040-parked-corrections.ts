// Whose correction waits behind an event that could not be taken in, without going through everything that is parked.
import type { ReadModelMigration } from "./migration.js";

export const parkedCorrections: ReadModelMigration = {
  name: "0040-parked-corrections",
  up: `create index parked_event_by_type on views.parked_event (projection, type, key);`,
  down: `drop index views.parked_event_by_type;`,
};
