// One pace for each channel, whoever sends; and counting attempts that never come to an end.
import type { SchemaMigration } from "@tabel/platform";

export const paceAndUnanswered: SchemaMigration = {
  name: "0047-pace-and-unanswered",
  up: `
    /* Attempts that were begun since the last one that came to an end, the one at work included. */
    alter table notifications.delivery add column unanswered integer not null default 0;

    create table notifications.pace (
      channel text primary key,
      /* When the next message may go out. */
      next_at timestamptz not null
    );
    comment on table notifications.pace is 'the places in which messages go out by a channel, of all workers together';`,
  down: `
    drop table notifications.pace;
    alter table notifications.delivery drop column unanswered;`,
};
