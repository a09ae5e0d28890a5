// What is to be delivered, and what became of it. A schema of its own, apart from the read models: those can be thrown away and
// made anew, the memory of what was sent cannot.
import { dropMigrations, type MigratedSchema, migrateSchema, type SchemaMigration } from "@tabel/platform";
import { paceAndUnanswered } from "./pace-and-unanswered.js";

const deliveries: SchemaMigration = {
  name: "0046-deliveries",
  up: `
    create table notifications.delivery (
      id uuid primary key,
      fact_id text not null,
      fact jsonb not null,
      recipient text not null,
      role text not null,
      channel text not null,
      may_know text[] not null,
      about text[] not null,
      correlation_id text not null,
      after_position bigint not null,
      status text not null default 'waiting',
      reason text,
      message_id text,
      language text,
      attempts integer not null default 0,
      redrives integer not null default 0,
      made_at timestamptz not null,
      next_at timestamptz not null,
      digest_at timestamptz,
      lease_until timestamptz,
      fence bigint not null default 0,
      ended_at timestamptz,
      recorded boolean not null default false,
      unique (fact_id, recipient, channel)
    );
    comment on table notifications.delivery is 'one message to one person by one channel, once a fact';
    create index delivery_waiting on notifications.delivery (channel, next_at, id) where status = 'waiting';
    create index delivery_of_digest on notifications.delivery (recipient, digest_at) where status = 'waiting' and digest_at is not null;
    create index delivery_unrecorded on notifications.delivery (ended_at) where status <> 'waiting' and not recorded;
    create index delivery_failed on notifications.delivery (ended_at) where status in ('failed', 'bounced');

    create table notifications.announcement (
      announcement_id text primary key,
      audience jsonb not null,
      correlation_id text not null,
      after_position bigint not null,
      published_at timestamptz not null,
      /* The last person to whom deliveries were made; people are gone through in the order of their ids. */
      reached text not null default '',
      told integer not null default 0,
      ended_at timestamptz
    );
    create index announcement_open on notifications.announcement (published_at) where ended_at is null;`,
  down: `
    drop table notifications.announcement;
    drop table notifications.delivery;`,
};

const schema: MigratedSchema = {
  schema: "notifications",
  migrations: [deliveries, paceAndUnanswered],
  remembersIn: "migration",
  lock: 7_231_005,
};

/** Safe at every start, by several instances at once. */
export const migrateNotifications = (connectionString: string): Promise<void> =>
  migrateSchema(connectionString, schema);

/** Takes everything back, and with it the memory of what was sent: for tests of the migrations. */
export const dropNotifications = (connectionString: string): Promise<void> => dropMigrations(connectionString, schema);
