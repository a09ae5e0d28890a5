// The schema `integration` and its own history of migrations, apart from the read models: what was told to others cannot be
// thrown away as a view can, and this package stands without them.
import { dropMigrations, type MigratedSchema, migrateSchema, type SchemaMigration } from "@tabel/platform";

const feed: SchemaMigration = {
  name: "0001-feed",
  up: `
    create table integration.feed (
      one boolean primary key default true check (one),
      position bigint not null,
      number bigint not null,
      periods jsonb not null
    );
    comment on column integration.feed.position is 'of the log: everything up to here is translated';
    comment on column integration.feed.number is 'of the last record';
    comment on column integration.feed.periods is 'which payroll periods are open and which are closed';
    insert into integration.feed (position, number, periods) values (-1, 0, '[]');
    create table integration.person (employee_id text primary key, waits boolean not null, sealed text not null);
    comment on column integration.person.waits is 'has corrections that wait for the opening of a period';
    comment on column integration.person.sealed is 'what messages follow from, sealed with the key of the person';
    create index person_waits on integration.person (employee_id) where waits;
    create table integration.sequence (type text, key text, last bigint not null, primary key (type, key));
    create table integration.record (
      number bigint primary key,
      type text not null,
      key text not null,
      sequence bigint not null,
      id uuid not null,
      time timestamptz not null,
      position bigint not null,
      traceparent text,
      data text not null
    );
    create index record_of_type on integration.record (type, number);
    create index record_at_position on integration.record (position);
    create index record_at_time on integration.record (time);
    create table integration.parked_event (
      position bigint primary key,
      stream text not null,
      type text not null,
      error text not null,
      parked_at timestamptz not null default now()
    );
    create table integration.lease (name text primary key, holder uuid not null, until timestamptz not null);`,
  down: `
    drop table integration.lease, integration.parked_event, integration.record, integration.sequence,
      integration.person, integration.feed;`,
};

const topics: SchemaMigration = {
  name: "0002-topics",
  up: `
    create table integration.topic (topic text primary key, number bigint not null);
    comment on column integration.topic.number is 'of the last record that the broker has acknowledged';
    create table integration.topic_partition (
      topic text, partition integer, next_offset bigint not null, primary key (topic, partition)
    );
    comment on column integration.topic_partition.next_offset is 'after the last one that the broker has acknowledged';
    create table integration.parked_record (
      topic text,
      number bigint,
      error text not null,
      parked_at timestamptz not null default now(),
      primary key (topic, number)
    );`,
  down: `drop table integration.parked_record, integration.topic_partition, integration.topic;`,
};

const webhooks: SchemaMigration = {
  name: "0003-webhooks",
  up: `
    create table integration.webhook (
      id uuid primary key,
      url text not null,
      types text[] not null,
      secret text not null,
      number bigint not null,
      failures integer not null default 0,
      failing_since timestamptz,
      next_try timestamptz not null default now(),
      disabled_because text,
      created_at timestamptz not null default now()
    );
    comment on column integration.webhook.number is 'of the last record that the receiver has taken';
    comment on column integration.webhook.secret is 'sealed with a key that follows from the master key';`,
  down: `drop table integration.webhook;`,
};

const inbound: SchemaMigration = {
  name: "0004-inbound",
  up: `
    create table integration.inbound_answer (
      source text,
      command_id uuid,
      fingerprint text not null,
      outcome text not null,
      reply text not null,
      answered_at timestamptz not null,
      primary key (source, command_id)
    );
    create index inbound_answer_at on integration.inbound_answer (answered_at);
    comment on column integration.inbound_answer.fingerprint is 'of the record, by a key that follows from the master key';
    create table integration.known_as (
      source text, kind text, theirs text, ours text not null, primary key (source, kind, theirs)
    );
    comment on table integration.known_as is 'numbers of other systems and what they are here';`,
  down: `drop table integration.known_as, integration.inbound_answer;`,
};

const parkedKeys: SchemaMigration = {
  name: "0005-parked-keys",
  up: `
    alter table integration.parked_event drop constraint parked_event_pkey,
      add column number bigint generated always as identity primary key,
      add column key text not null default '',
      add column event_id uuid;
    comment on column integration.parked_event.key is
      'the person whom it could not be told of: what follows of the same person waits behind it; else the stream';
    create unique index parked_event_of_key on integration.parked_event (key, event_id);`,
  down: `
    drop index integration.parked_event_of_key;
    delete from integration.parked_event a using integration.parked_event b
      where a.position = b.position and a.number > b.number;
    alter table integration.parked_event drop constraint parked_event_pkey, drop column number, drop column key,
      drop column event_id, add primary key (position);`,
};

const integration: MigratedSchema = {
  schema: "integration",
  migrations: [feed, topics, webhooks, inbound, parkedKeys],
  remembersIn: "migration",
  lock: 7_262_002,
};

/** Brings the schema `integration` up to date; safe at every start, by several instances at once. */
export const migrateIntegration = (connectionString: string): Promise<void> =>
  migrateSchema(connectionString, integration);

/** All the way back; for the test of the migrations. */
export const rollBackIntegration = (connectionString: string): Promise<void> =>
  dropMigrations(connectionString, integration);
