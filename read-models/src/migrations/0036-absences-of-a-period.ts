// Who is absent in a month, without going through everybody's absences of all years.
import type { ReadModelMigration } from "./migration.js";

export const absencesOfAPeriod: ReadModelMigration = {
  name: "0036-absences-of-a-period",
  up: `create index absence_span_by_time on views.absence_span (to_date, from_date, employee_id);`,
  down: `drop index views.absence_span_by_time;`,
};
