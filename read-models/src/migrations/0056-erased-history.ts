// Whether an entry of a history was read without its person's key: null says then that nobody knows any more.
import type { ReadModelMigration } from "./migration.js";

export const erasedHistory: ReadModelMigration = {
  name: "0056-erased-history",
  up: `alter table views.employee_history add column erased boolean not null default false;`,
  down: `alter table views.employee_history drop column erased;`,
};
