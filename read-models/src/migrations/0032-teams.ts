// Rules of teams, and calendar feeds.
import type { ReadModelMigration } from "./migration.js";

export const teams: ReadModelMigration = {
  name: "0032-teams",
  up: `
    create table views.team_rules (
      unit_id text primary key,
      minimums jsonb not null,
      black_outs jsonb not null
    );

    create table views.calendar_feed (
      feed_id text primary key,
      user_id text not null,
      token_hash text not null,
      unit_id text,
      language text not null,
      created_at timestamptz not null,
      revoked_at timestamptz
    );
    create index calendar_feed_by_token on views.calendar_feed (token_hash);
    create index calendar_feed_by_user on views.calendar_feed (user_id, feed_id);`,
  down: `
    drop table views.calendar_feed;
    drop table views.team_rules;`,
};
