// Scans of letters of resignation, as HR and the employee are shown them.
import type { ReadModelMigration } from "./migration.js";

export const letters: ReadModelMigration = {
  name: "0054-letters",
  up: `
    create table views.letter (
      letter_id text primary key,
      employee_id text not null,
      number integer not null,
      round integer not null,
      uploaded_on date not null,
      uploaded_at timestamptz not null,
      uploaded_by text not null,
      picture text not null,
      marked_copy text,
      status text not null,
      waits boolean not null,
      outcome text,
      read_at timestamptz,
      rules text,
      reading json,
      found json,
      evidence json,
      second_reading json,
      said json,
      asked json not null,
      not_asked text,
      verdict text,
      judged_by text,
      judged_at timestamptz,
      judged_defects json not null,
      revision bigint not null
    );
    create index letter_by_employee on views.letter (employee_id, number desc, round desc);
    create index letter_by_upload on views.letter (uploaded_on, letter_id);
    create index letter_waiting on views.letter (uploaded_on, letter_id) where waits;`,
  down: `drop table views.letter;`,
};
