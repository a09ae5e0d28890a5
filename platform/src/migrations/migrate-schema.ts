// Brings a schema of PostgreSQL to what its migrations say, or takes it away again. A migration is two SQL texts: values of the
// program, not files found at run time, so that they are the same in the sources, in the compiled output and in one bundled file.
import knex, { type Knex } from "knex";
import pg from "pg";

/** Released migrations are never edited: a change is a new one. */
export interface SchemaMigration {
  /** Sorts as it was released; it is remembered by this name. */
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

export interface MigratedSchema {
  readonly schema: string;
  readonly migrations: readonly SchemaMigration[];
  /** The table of the schema that remembers what was applied. */
  readonly remembersIn: string;
  /** Any number that no other schema has: one migration at a time, whoever starts it. */
  readonly lock: number;
}

const sourceOf = (migrations: readonly SchemaMigration[]): Knex.MigrationSource<SchemaMigration> => ({
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: ({ name }) => name,
  getMigration: ({ up, down }) =>
    Promise.resolve({
      up: async (db) => void (await db.raw(up)),
      down: async (db) => void (await db.raw(down)),
    }),
});

const migrating = async (
  connectionString: string,
  { schema, migrations, remembersIn, lock }: MigratedSchema,
  work: (db: Knex) => Promise<unknown>,
): Promise<void> => {
  const holder = new pg.Client({ connectionString });
  await holder.connect();
  try {
    await holder.query("select pg_advisory_lock($1)", [lock]);
    await holder.query(`create schema if not exists ${schema}`);
    const db = knex({
      client: "pg",
      connection: connectionString,
      pool: { min: 0, max: 2 },
      migrations: { migrationSource: sourceOf(migrations), schemaName: schema, tableName: remembersIn },
    });
    try {
      // knex marks a running migration in a table, and a process killed there leaves the mark for ever. Whoever holds the
      // advisory lock, which dies with its session, knows that nobody else is migrating.
      if (await db.schema.withSchema(schema).hasTable(`${remembersIn}_lock`))
        await db.migrate.forceFreeMigrationsLock();
      await work(db);
    } finally {
      await db.destroy();
    }
  } finally {
    await holder.end();
  }
};

/** Applies what is missing; each migration in its own transaction. Two processes that start at once wait for each other. */
export const migrateSchema = (connectionString: string, to: MigratedSchema): Promise<void> =>
  migrating(connectionString, to, (db) => db.migrate.latest());

/** Takes every migration back, the last first. */
export const dropMigrations = (connectionString: string, of: MigratedSchema): Promise<void> =>
  migrating(connectionString, of, (db) => db.migrate.rollback(undefined, true));
