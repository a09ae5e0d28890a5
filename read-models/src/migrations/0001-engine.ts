// What the projection engine keeps about itself.
import type { ReadModelMigration } from "./migration.js";

export const engine: ReadModelMigration = {
  name: "0001-engine",
  up: `
    create table views.checkpoint (
      projection text primary key,
      version integer not null,
      position bigint not null,
      recorded_at timestamptz,
      shared jsonb
    );
    create table views.parked_event (
      projection text not null,
      position bigint not null,
      key text not null,
      stream text not null,
      type text not null,
      behind bigint,
      attempts integer not null,
      error_class text not null,
      error_message text not null,
      primary key (projection, position, key)
    );`,
  down: `
    drop table views.parked_event;
    drop table views.checkpoint;`,
};
