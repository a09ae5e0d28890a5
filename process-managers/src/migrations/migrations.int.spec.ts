// The schema of the processes on a real PostgreSQL: up, down and up again.
import { expect, test } from "@jest/globals";
import { testDatabase } from "@tabel/test-infra";
import pg from "pg";
import { dropProcesses, migrateProcesses } from "./released.js";

test("up, down and up again give the same schema, and down leaves nothing", async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  const schema = async (): Promise<string> => {
    const { rows } = await client.query<{ line: string }>(`
      select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'processes'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and c.relname not like 'migration%'
      union all
      select indexdef from pg_indexes where schemaname = 'processes' and tablename not like 'migration%' order by line`);
    return rows.map(({ line }) => line).join("\n");
  };
  try {
    // Two programs that start at once wait for each other.
    await Promise.all([migrateProcesses(database.connectionString), migrateProcesses(database.connectionString)]);
    const first = await schema();
    expect(first).toContain("intent.status text");
    await dropProcesses(database.connectionString);
    expect(await schema()).toBe("");
    await migrateProcesses(database.connectionString);
    expect(await schema()).toBe(first);
  } finally {
    await client.end();
    await database.drop();
  }
});
