// Brings the schema of the read models up to date, or takes it away again.
import { dropMigrations, type MigratedSchema, migrateSchema } from "@tabel/platform";
import { releasedMigrations } from "./migrations/released.js";
import { viewsSchema } from "./table.js";

const readModels: MigratedSchema = {
  schema: viewsSchema,
  migrations: releasedMigrations,
  remembersIn: "knex_migrations",
  lock: 7_231_001,
};

/** Safe at every start, by several instances at once. */
export const migrateReadModels = (connectionString: string): Promise<void> =>
  migrateSchema(connectionString, readModels);

/** The views are gone and can be rebuilt from the events. */
export const dropReadModels = (connectionString: string): Promise<void> => dropMigrations(connectionString, readModels);
