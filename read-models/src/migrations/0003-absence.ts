// Requests and the leave ledgers.
import type { ReadModelMigration } from "./migration.js";

export const absence: ReadModelMigration = {
  name: "0003-absence",
  up: `
    create table views.absence_request (
      request_id text primary key,
      employee_id text not null,
      kind text not null,
      from_date date not null,
      to_date date not null,
      day_part text not null,
      status text not null,
      ledger text,
      reserved integer not null,
      used integer,
      requested_by text not null,
      requested_at timestamptz not null,
      route jsonb not null,
      step integer,
      holder_unit_id text,
      holder_role text,
      steps jsonb not null,
      comment text,
      reason text,
      revision bigint not null
    );
    create index absence_request_by_employee on views.absence_request (employee_id, from_date desc, request_id);
    create index absence_request_for_head on views.absence_request (holder_unit_id, from_date, request_id)
      where holder_unit_id is not null;
    create index absence_request_for_role on views.absence_request (holder_role, from_date, request_id)
      where holder_role is not null;

    create table views.leave_entry (
      employee_id text not null,
      position bigint not null,
      sequence integer not null,
      ledger text not null,
      kind text not null,
      amount integer not null,
      effective_on date not null,
      effective_to date not null,
      usable_from date,
      request_id text,
      primary key (employee_id, position, sequence)
    );`,
  down: `
    drop table views.leave_entry;
    drop table views.absence_request;`,
};
