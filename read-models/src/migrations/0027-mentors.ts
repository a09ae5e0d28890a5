// Mentors.
import type { ReadModelMigration } from "./migration.js";

export const mentors: ReadModelMigration = {
  name: "0027-mentors",
  up: `
    create table views.mentor (
      mentor_id text primary key,
      since date not null,
      own_limit integer,
      stood_down_on date,
      away jsonb not null,
      mentees jsonb not null,
      taken integer not null
    );
    create index mentor_by_load on views.mentor (taken, mentor_id);`,
  down: `drop table views.mentor;`,
};
