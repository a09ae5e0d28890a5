// What one machine uses when no real server is configured.
export { type EmbeddedEventStore, type EventStoreOptions, startEventStore } from "./event-store/start.js";
export { PostgresError } from "./postgres/postgres-error.js";
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startPostgres } from "./postgres/start-postgres.js";
