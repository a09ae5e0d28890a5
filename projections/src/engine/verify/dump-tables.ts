// All rows of a schema as text that can be compared byte by byte: each table in the order of its primary key.
import { columnName, type Table } from "@tabel/read-models";
import type pg from "pg";

/** One text a table, one line a row. Tables are read one after the other: nothing should be writing meanwhile. */
export const dumpTables = async (
  pool: pg.Pool,
  schema: string,
  tables: readonly Table[],
): Promise<Readonly<Record<string, string>>> => {
  const dump: Record<string, string> = {};
  const client = await pool.connect();
  try {
    await client.query("set timezone = 'UTC'");
    for (const table of tables) {
      const { rows } = await client.query<{ line: string }>(
        `select to_jsonb(one)::text as line from "${schema}"."${table.name}" one
         order by ${table.key.map(columnName).join(", ")}`,
      );
      dump[table.name] = rows.map(({ line }) => line).join("\n");
    }
  } finally {
    client.release(true); // its time zone goes with it
  }
  return dump;
};
