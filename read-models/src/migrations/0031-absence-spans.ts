// What really holds of each absence.
import type { ReadModelMigration } from "./migration.js";

export const absenceSpans: ReadModelMigration = {
  name: "0031-absence-spans",
  up: `
    create table views.absence_span (
      request_id text primary key,
      employee_id text not null,
      from_date date not null,
      to_date date not null,
      spans jsonb not null
    );
    create index absence_span_by_employee on views.absence_span (employee_id, to_date);`,
  down: `drop table views.absence_span;`,
};
