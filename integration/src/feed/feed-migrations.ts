// The schema `integration` and its own history of migrations, apart from the read models: what was told to others cannot be
// thrown away as a view can, and this package stands without them.
import knex, { type Knex } from "knex";
import pg from "pg";

const migrations: Record<string, Knex.Migration> = {
  "0001-feed": {
    up: async (db) => {
      await db.schema
        .withSchema("integration")
        .createTable("feed", (table) => {
          table.boolean("one").primary().defaultTo(true).checkIn(["true"]);
          table.bigInteger("position").notNullable().comment("of the log: everything up to here is translated");
          table.bigInteger("number").notNullable().comment("of the last record");
          table.jsonb("periods").notNullable().comment("which payroll periods are open and which are closed");
        })
        .createTable("person", (table) => {
          table.text("employee_id").primary();
          table.boolean("waits").notNullable().comment("has corrections that wait for the opening of a period");
          table.text("sealed").notNullable().comment("what messages follow from, sealed with the person's own key");
        })
        .createTable("sequence", (table) => {
          table.text("type").notNullable();
          table.text("key").notNullable();
          table.bigInteger("last").notNullable();
          table.primary(["type", "key"]);
        })
        .createTable("record", (table) => {
          table.bigInteger("number").primary();
          table.text("type").notNullable();
          table.text("key").notNullable();
          table.bigInteger("sequence").notNullable();
          table.uuid("id").notNullable();
          table.timestamp("time", { useTz: true }).notNullable();
          table.bigInteger("position").notNullable();
          table.text("traceparent");
          table.text("data").notNullable();
          table.index(["type", "number"]);
          table.index(["position"]);
          table.index(["time"]);
        })
        .createTable("parked_event", (table) => {
          table.bigInteger("position").primary();
          table.text("stream").notNullable();
          table.text("type").notNullable();
          table.text("error").notNullable();
          table.timestamp("parked_at", { useTz: true }).notNullable().defaultTo(db.fn.now());
        })
        .createTable("lease", (table) => {
          table.text("name").primary();
          table.uuid("holder").notNullable();
          table.timestamp("until", { useTz: true }).notNullable();
        });
      await db.raw("create index person_waits on integration.person (employee_id) where waits");
      await db.raw("insert into integration.feed (position, number, periods) values (-1, 0, '[]')");
    },
    down: async (db) => {
      for (const table of ["lease", "parked_event", "record", "sequence", "person", "feed"])
        await db.schema.withSchema("integration").dropTable(table);
    },
  },
  "0002-topics": {
    up: (db) =>
      db.schema
        .withSchema("integration")
        .createTable("topic", (table) => {
          table.text("topic").primary();
          table.bigInteger("number").notNullable().comment("of the last record that the broker has acknowledged");
        })
        .createTable("topic_partition", (table) => {
          table.text("topic").notNullable();
          table.integer("partition").notNullable();
          table.bigInteger("next_offset").notNullable().comment("after the last one that the broker has acknowledged");
          table.primary(["topic", "partition"]);
        })
        .createTable("parked_record", (table) => {
          table.text("topic").notNullable();
          table.bigInteger("number").notNullable();
          table.text("error").notNullable();
          table.timestamp("parked_at", { useTz: true }).notNullable().defaultTo(db.fn.now());
          table.primary(["topic", "number"]);
        }),
    down: async (db) => {
      for (const table of ["parked_record", "topic_partition", "topic"])
        await db.schema.withSchema("integration").dropTable(table);
    },
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
const migrationLock = 7_262_002;

const withSchema = async (connectionString: string, work: (db: Knex) => Promise<unknown>): Promise<void> => {
  const lock = new pg.Client({ connectionString });
  await lock.connect();
  const db = knex({ client: "pg", connection: connectionString, pool: { min: 0, max: 1 } });
  try {
    await lock.query("select pg_advisory_lock($1)", [migrationLock]);
    await db.raw("create schema if not exists integration");
    await work(db);
  } finally {
    await db.destroy();
    await lock.end();
  }
};

const settings = { migrationSource: source, schemaName: "integration", tableName: "migration" };

/** Brings the schema `integration` up to date; safe to run at every start and by several instances at once. */
export const migrateIntegration = (connectionString: string): Promise<void> =>
  withSchema(connectionString, (db) => db.migrate.latest(settings));

/** All the way back; for the test of the migrations. */
export const rollBackIntegration = (connectionString: string): Promise<void> =>
  withSchema(connectionString, (db) => db.migrate.rollback(settings, true));
