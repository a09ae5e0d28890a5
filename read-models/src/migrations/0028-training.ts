// Training: programmes, sessions and their places, people's entitlements and subscriptions.
import type { ReadModelMigration } from "./migration.js";

export const training: ReadModelMigration = {
  name: "0028-training",
  up: `
    create table views.training_programme (
      programme_id text primary key,
      title json not null,
      entitlement text not null,
      closed boolean not null
    );

    create table views.training_session (
      session_id text primary key,
      programme_id text not null,
      title json not null,
      trainer_id text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      cut_off_at timestamptz not null,
      time_zone text not null,
      place text not null,
      entitlement text not null,
      seats integer not null,
      booked integer not null,
      waiting integer not null,
      cancelled boolean not null,
      people json not null
    );
    create index training_session_by_start on views.training_session (starts_at, session_id);
    create index training_session_by_programme on views.training_session (programme_id, starts_at, session_id);

    create table views.training_place (
      session_id text not null,
      employee_id text not null,
      programme_id text not null,
      status text not null,
      since bigint not null,
      attended boolean,
      primary key (session_id, employee_id)
    );
    create index training_place_by_employee on views.training_place (employee_id, session_id);
    create index training_place_waiting on views.training_place (session_id, since) where status = 'waiting';

    create table views.training_account (
      employee_id text primary key,
      subscriptions jsonb not null,
      entitlements jsonb not null,
      places jsonb not null
    );

    create table views.training_subscription (
      programme_id text not null,
      employee_id text not null,
      primary key (programme_id, employee_id)
    );
    create index training_subscription_by_employee on views.training_subscription (employee_id);`,
  down: `
    drop table views.training_subscription;
    drop table views.training_account;
    drop table views.training_place;
    drop table views.training_session;
    drop table views.training_programme;`,
};
