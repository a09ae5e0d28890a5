// The read models' schema and row types: the only contract between the projections that write and the queries that read.
export { dropReadModels, migrateReadModels } from "./migrate.js";
export { columnName, type ColumnType, selectList, type Table, type TableOf, viewsSchema } from "./table.js";
export { valueTypes } from "./value-types.js";
export { describeError } from "./sessions/describe-error.js";
export {
  becomeOwnerOf,
  openOwnSession,
  type OwnedSession,
  type Ownership,
  type SessionKind,
} from "./sessions/ownership.js";
export { type MessageValues, readMessageValues, type ToldAbout } from "./notification-values.js";
export * from "./tables/absence.js";
export * from "./tables/absence-span.js";
export * from "./tables/access.js";
export * from "./tables/deputy.js";
export * from "./tables/employee.js";
export * from "./tables/engine.js";
export * from "./tables/history.js";
export * from "./tables/leave-schedule.js";
export * from "./tables/letter.js";
export * from "./tables/mentor.js";
export * from "./tables/notification.js";
export * from "./tables/onboarding.js";
export * from "./tables/organisation.js";
export * from "./tables/period.js";
export * from "./tables/resignation.js";
export * from "./tables/team.js";
export * from "./tables/timesheet-sheet.js";
export * from "./tables/timesheet-cells.js";
export * from "./tables/training.js";
