// What was posted for a person's closed periods, without going through the figures of every period since.
import type { ReadModelMigration } from "./migration.js";

export const postedDifferences: ReadModelMigration = {
  name: "0038-posted-differences",
  up: `
    create index payroll_hours_with_deltas on views.payroll_hours (employee_id, period)
      where json_array_length(deltas) > 0;`,
  down: `drop index views.payroll_hours_with_deltas;`,
};
