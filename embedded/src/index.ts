export { PostgresError } from "./postgres/postgres-error.js";
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startPostgres } from "./postgres/start-postgres.js";
