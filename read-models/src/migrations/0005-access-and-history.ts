// Roles granted to users, and everything that happened to each person.
import type { ReadModelMigration } from "./migration.js";

export const accessAndHistory: ReadModelMigration = {
  name: "0005-access-and-history",
  up: `
    create table views.user_access (
      user_id text primary key,
      grants jsonb not null
    );

    create table views.employee_history (
      employee_id text not null,
      position bigint not null,
      event_id text not null,
      type text not null,
      stream text not null,
      revision bigint not null,
      recorded_at timestamptz not null,
      effective_on date,
      actor text not null,
      on_behalf_of text,
      command_id text not null,
      causation_id text not null,
      correlation_id text not null,
      data json not null,
      primary key (employee_id, position)
    );`,
  down: `
    drop table views.employee_history;
    drop table views.user_access;`,
};
