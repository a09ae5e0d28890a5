// Brings the schema of the read models up to date, or takes it away again.
import knexModule from "knex";
import pg from "pg";
import { migrationSource } from "./migrations/migration.js";
import { releasedMigrations } from "./migrations/released.js";
import { viewsSchema } from "./table.js";

// knex is CommonJS; under nodenext its default export is the module itself.
const { knex: openKnex } = knexModule;

/** Any number that nobody else uses: one migration at a time, whoever starts it. */
const migrationLock = "7231001";

type Knex = ReturnType<typeof openKnex>;

const migrating = async (connectionString: string, work: (knex: Knex) => Promise<unknown>): Promise<void> => {
  const holder = new pg.Client({ connectionString });
  await holder.connect();
  try {
    await holder.query("select pg_advisory_lock($1)", [migrationLock]);
    await holder.query(`create schema if not exists ${viewsSchema}`);
    const knex = openKnex({
      client: "pg",
      connection: connectionString,
      pool: { min: 0, max: 2 },
      migrations: { migrationSource: migrationSource(releasedMigrations), schemaName: viewsSchema },
    });
    try {
      // knex marks a running migration in a table, and a process killed there leaves the mark for ever. Whoever holds the
      // advisory lock, which dies with its session, knows that nobody else is migrating.
      if (await knex.schema.withSchema(viewsSchema).hasTable("knex_migrations_lock"))
        await knex.migrate.forceFreeMigrationsLock();
      await work(knex);
    } finally {
      await knex.destroy();
    }
  } finally {
    await holder.end();
  }
};

/** Applies what is missing; each migration in its own transaction. Two processes that start at once wait for each other. */
export const migrateReadModels = (connectionString: string): Promise<void> =>
  migrating(connectionString, (knex) => knex.migrate.latest());

/** Takes every migration back, the last first; the views are gone and can be rebuilt from the events. */
export const dropReadModels = (connectionString: string): Promise<void> =>
  migrating(connectionString, (knex) => knex.migrate.rollback(undefined, true));
