// The schema on a real PostgreSQL: up, down, up again, and in step with the row types.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type TestDatabase, testDatabase } from "@tabel/test-infra";
import pg from "pg";
import * as readModels from "./index.js";
import { columnName, dropReadModels, migrateReadModels, type Table } from "./index.js";

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

/** Everything that a migration can make: columns with their types, constraints, indexes. knex's own tables left out. */
const schemaText = async (): Promise<string> => {
  const { rows } = await client.query<{ line: string }>(`
    select line from (
      select format('column %s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                    case when a.attnotnull then 'not null' else '' end) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'views'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and c.relname not like 'knex%'
      union all
      select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'views'::regnamespace and conrelid::regclass::text not like '%knex%'
      union all
      select format('table %s %s', relname, reloptions) from pg_class
      where relnamespace = 'views'::regnamespace and relkind = 'r' and relname not like 'knex%'
      union all
      select indexdef from pg_indexes where schemaname = 'views' and tablename not like 'knex%'
    ) everything order by line`);
  return rows.map((row) => row.line).join("\n");
};

const isTable = (value: unknown): value is Table => typeof value === "object" && value !== null && "columns" in value;
const tables = Object.values<unknown>(readModels).filter(isTable);

describe("the read models' migrations", () => {
  test("up, down and up again give the same schema to the byte, and down leaves nothing", async () => {
    await migrateReadModels(database.connectionString);
    const first = await schemaText();
    expect(first).toContain("column timesheet_month.days json not null");

    await dropReadModels(database.connectionString);
    expect(await schemaText()).toBe("");

    await migrateReadModels(database.connectionString);
    expect(await schemaText()).toBe(first);
  });

  test("up on a database that is up to date changes nothing", async () => {
    await migrateReadModels(database.connectionString);
    const first = await schemaText();
    await migrateReadModels(database.connectionString);
    expect(await schemaText()).toBe(first);
  });

  test("two processes that start at once both end with the schema", async () => {
    await Promise.all([migrateReadModels(database.connectionString), migrateReadModels(database.connectionString)]);
    expect(await schemaText()).toContain("column checkpoint.position bigint not null");
  });

  test("the mark of a migration whose process was killed does not stop the next one", async () => {
    await migrateReadModels(database.connectionString);
    await client.query("update views.knex_migrations_lock set is_locked = 1");
    await dropReadModels(database.connectionString);
    expect(await schemaText()).toBe("");
  });
});

describe("the row types", () => {
  test.each(tables.map((table) => [table.name, table] as const))(
    "describe table %s as it is",
    async (name, { columns, key }) => {
      await migrateReadModels(database.connectionString);
      const actual = await client.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
         where attrelid = $1::regclass and attnum > 0 order by attname`,
        [`views.${name}`],
      );
      const described = Object.entries(columns).map(([property, type]) => ({
        name: columnName(property),
        type: type === "timestamptz" ? "timestamp with time zone" : type,
      }));
      expect(described.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(actual.rows);

      const primaryKey = await client.query<{ definition: string }>(
        "select replace(pg_get_constraintdef(oid), '\"', '') as definition from pg_constraint where conrelid = $1::regclass and contype = 'p'",
        [`views.${name}`],
      );
      expect(primaryKey.rows).toEqual([{ definition: `PRIMARY KEY (${key.map(columnName).join(", ")})` }]);
    },
  );

  test("leave no migrated table undescribed", async () => {
    await migrateReadModels(database.connectionString);
    const { rows } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'views' and tablename not like 'knex%'",
    );
    expect(new Set(tables.map((table) => table.name))).toEqual(new Set(rows.map((row) => row.name)));
  });
});
