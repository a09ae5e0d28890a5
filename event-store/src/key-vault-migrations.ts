// The vault's own schema and history of migrations, apart from the read models: those can be thrown away, keys cannot.
import knex, { type Knex } from "knex";
import pg from "pg";

const migrations: Record<string, Knex.Migration> = {
  "0001-subject-keys": {
    up: (db) =>
      db.schema.withSchema("vault").createTable("subject_key", (table) => {
        table.text("subject").primary();
        table.binary("wrapped_key").comment("IV, tag, key under the master key; null once the person is erased");
        table.text("master_key_id").notNullable();
        table.timestamp("created_at", { useTz: true }).notNullable().defaultTo(db.fn.now());
      }),
    down: (db) => db.schema.withSchema("vault").dropTable("subject_key"),
  },
};

const source: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(Object.keys(migrations)),
  getMigrationName: (name) => name,
  getMigration: (name) => {
    const migration = migrations[name];
    return migration === undefined ? Promise.reject(new Error(`no migration ${name}`)) : Promise.resolve(migration);
  },
};

/** Any number of ours; it keeps two instances that start at once from migrating at once. */
const MIGRATION_LOCK = 7_262_001;

/** Brings the schema `vault` up to date; safe to run at every start and by several instances at once. */
export const migrateKeyVault = async (connectionString: string): Promise<void> => {
  const lock = new pg.Client({ connectionString });
  await lock.connect();
  const db = knex({ client: "pg", connection: connectionString, pool: { min: 0, max: 1 } });
  try {
    await lock.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await db.raw("create schema if not exists vault");
    await db.migrate.latest({ migrationSource: source, schemaName: "vault", tableName: "migration" });
  } finally {
    await db.destroy();
    await lock.end();
  }
};
