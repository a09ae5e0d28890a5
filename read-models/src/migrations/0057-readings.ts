// Looks at somebody's data that have been shown, and wait to be told to the log. Not a view: no event gives it back, and no rebuild
// touches it; hence a schema of its own.
import type { ReadModelMigration } from "./migration.js";

export const readings: ReadModelMigration = {
  name: "0057-readings",
  up: `
    create schema readings;
    create table readings.look (
      read_by text not null,
      what text not null,
      hour text not null,
      user_id text not null,
      command_id uuid,
      recorded_at timestamptz,
      primary key (read_by, what, hour, user_id)
    );
    create index look_to_gather on readings.look (hour) where command_id is null;
    create index look_to_record on readings.look (command_id) where recorded_at is null and command_id is not null;
    create index look_to_forget on readings.look (recorded_at) where recorded_at is not null;`,
  down: `drop schema readings cascade;`,
};
