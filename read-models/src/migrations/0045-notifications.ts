// What people were told and chose, and announcements.
import type { ReadModelMigration } from "./migration.js";

const told = `
      user_id text not null,
      delivery_id text not null,
      fact text not null,
      fact_id text not null,
      role text not null,
      channel text not null,
      about text[] not null,
      details json not null,
      may_know text[] not null,`;

export const notifications: ReadModelMigration = {
  name: "0045-notifications",
  up: `
    create table views.notification_outcome (${told}
      position bigint not null,
      outcome text not null,
      reason text,
      message_id text,
      recorded_at timestamptz not null,
      primary key (user_id, position)
    );
    create index notification_outcome_about on views.notification_outcome using gin (about);

    create table views.in_app_notification (${told}
      position bigint not null,
      sent_at timestamptz not null,
      read_at timestamptz,
      primary key (delivery_id)
    );
    create index in_app_notification_of_user on views.in_app_notification (user_id, position desc);
    create index in_app_notification_unread on views.in_app_notification (user_id) where read_at is null;

    create table views.notification_settings (
      user_id text primary key,
      choices jsonb not null,
      quiet_from text,
      quiet_to text,
      digest_at text,
      language text
    );

    create table views.push_subscription (
      subscription_id text primary key,
      user_id text not null,
      subscription json,
      since timestamptz not null
    );
    create index push_subscription_of_user on views.push_subscription (user_id);

    create table views.announcement (
      announcement_id text primary key,
      audience jsonb not null,
      title json not null,
      text json not null,
      published_by text not null,
      published_at timestamptz not null
    );
    create index announcement_latest on views.announcement (published_at desc, announcement_id desc);`,
  down: `
    drop table views.announcement;
    drop table views.push_subscription;
    drop table views.notification_settings;
    drop table views.in_app_notification;
    drop table views.notification_outcome;`,
};
