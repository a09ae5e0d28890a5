// What the engine keeps to exchange a projection's tables while they are read.
import type { ReadModelMigration } from "./migration.js";

export const rebuilds: ReadModelMigration = {
  name: "0035-rebuilds",
  up: `
    alter table views.checkpoint add column generation integer not null default 0;
    create table views.retired_schema (
      schema_name text primary key,
      projection text not null,
      retired_at timestamptz not null
    );`,
  down: `
    drop table views.retired_schema;
    alter table views.checkpoint drop column generation;`,
};
