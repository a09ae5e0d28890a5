// What a request is besides its days, and what it waits for after it was approved. The projection fills them anew.
import type { ReadModelMigration } from "./migration.js";

export const requestLife: ReadModelMigration = {
  name: "0010-request-life",
  up: `
    truncate views.absence_request;
    alter table views.absence_request
      add column holder_user_id text,
      add column asked_by text not null,
      add column escalations integer not null,
      add column time jsonb,
      add column compensation text,
      add column change jsonb,
      add column interruptions jsonb not null,
      add column documents jsonb not null,
      add column warnings jsonb not null,
      add column trip jsonb;
    create index absence_request_for_person on views.absence_request (holder_user_id, from_date, request_id)
      where holder_user_id is not null;`,
  down: `
    drop index views.absence_request_for_person;
    alter table views.absence_request
      drop column trip,
      drop column warnings,
      drop column documents,
      drop column interruptions,
      drop column change,
      drop column compensation,
      drop column time,
      drop column escalations,
      drop column asked_by,
      drop column holder_user_id;`,
};
