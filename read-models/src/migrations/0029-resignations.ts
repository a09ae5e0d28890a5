// Resignations.
import type { ReadModelMigration } from "./migration.js";

export const resignations: ReadModelMigration = {
  name: "0029-resignations",
  up: `
    create table views.resignation (
      resignation_id text primary key,
      employee_id text not null,
      number integer not null,
      status text not null,
      received_on date not null,
      earliest date not null,
      notice_ends date not null,
      basis text not null,
      form text not null,
      document text not null,
      ground text,
      asked json not null,
      proposed_last_day date,
      open json not null,
      round integer not null,
      findings json,
      checked_round integer,
      original json,
      replacement_invited_on date,
      last_day date,
      accepted_as text,
      withdrawn_on date,
      executed_at timestamptz,
      checklist jsonb not null,
      story json not null,
      revision bigint not null
    );
    create index resignation_by_employee on views.resignation (employee_id, number desc);
    create index resignation_by_receipt on views.resignation (received_on desc, resignation_id);`,
  down: `drop table views.resignation;`,
};
