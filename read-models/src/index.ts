// The read models' schema and row types: the only contract between the projections that write and the queries that read.
export { dropReadModels, migrateReadModels } from "./migrate.js";
export { columnName, type ColumnType, selectList, type Table, type TableOf, viewsSchema } from "./table.js";
export { valueTypes } from "./value-types.js";
export * from "./tables/absence.js";
export * from "./tables/absence-span.js";
export * from "./tables/access.js";
export * from "./tables/deputy.js";
export * from "./tables/employee.js";
export * from "./tables/engine.js";
export * from "./tables/history.js";
export * from "./tables/leave-schedule.js";
export * from "./tables/organisation.js";
export * from "./tables/period.js";
export * from "./tables/team.js";
export * from "./tables/timesheet-cells.js";
