// What the engine of the processes keeps: where each stands, the states, the facts seen, the intents, the timers that wait.
import type { SchemaMigration } from "@tabel/platform";

export const processes: SchemaMigration = {
  name: "0041-processes",
  up: `
    -- turn counts every transaction of its owner: who worked something out at another turn cannot write it.
    -- Version 0: begun, and its state not folded yet.
    create table processes.process (
      name text primary key,
      version integer not null,
      position bigint not null,
      start_mark bigint not null,
      turn bigint not null default 0,
      recorded_at timestamptz
    );
    -- A new version folds its states beside those of the one before.
    create table processes.rebuild (
      process text primary key,
      version integer not null,
      position bigint not null
    );
    create table processes.instance (
      process text not null,
      version integer not null,
      instance text not null,
      state jsonb not null,
      primary key (process, version, instance)
    );
    -- status: new (a refusal that the process has not seen), taken, parked (it failed), waits (behind a parked one of the same
    -- instance), retry (somebody wants it tried again), skipped.
    create table processes.fact (
      seq bigint generated always as identity,
      process text not null,
      instance text not null,
      fact_id uuid not null,
      kind text not null,
      what text not null,
      stream text,
      position bigint,
      body jsonb,
      correlation_id text not null,
      at timestamptz not null,
      status text not null,
      attempts integer not null default 0,
      error_class text,
      error_message text,
      touched_by text,
      touched_at timestamptz,
      primary key (process, instance, fact_id)
    );
    create index fact_open on processes.fact (process, instance, seq) where status not in ('taken', 'skipped');
    -- status: waiting, done, refused, dead (set aside after too many failures), skipped; of a timer: set, fired, stopped.
    create table processes.intent (
      seq bigint generated always as identity,
      id uuid primary key,
      process text not null,
      instance text not null,
      fact_id uuid not null,
      does text not null,
      key text not null,
      body jsonb not null,
      correlation_id text not null,
      made_at timestamptz not null default clock_timestamp(),
      status text not null,
      attempts integer not null default 0,
      next_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz,
      told jsonb,
      error_class text,
      error_message text,
      touched_by text,
      touched_at timestamptz,
      unique (process, instance, fact_id, does, key)
    );
    create index intent_waiting on processes.intent (does, next_at, seq) where status = 'waiting';
    create index intent_in_line on processes.intent (process, instance, seq) where status = 'waiting';
    create index intent_dead on processes.intent (seq) where status = 'dead';
    create index intent_of_instance on processes.intent (process, instance, seq);
    create table processes.timer (
      id uuid primary key,
      process text not null,
      instance text not null,
      key text not null,
      timer text not null,
      due_at timestamptz not null,
      at jsonb not null,
      correlation_id text not null,
      unique (process, instance, key)
    );
    create index timer_due on processes.timer (due_at, id);`,
  down: `
    drop table processes.timer;
    drop table processes.intent;
    drop table processes.fact;
    drop table processes.instance;
    drop table processes.rebuild;
    drop table processes.process;`,
};
