// A database of its own for a spec file, on the run's one PostgreSQL.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { askProvider } from "./ask-provider.js";

export interface TestDatabase {
  readonly connectionString: string;
  /** Cuts whatever is still connected. A database that is not dropped goes with the run. */
  drop(): Promise<void>;
}

const asAdministrator = async (connectionString: string, statement: string) => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** A new, empty database; about 50 ms once the server runs. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const { connectionString } = await askProvider<{ connectionString: string }>("GET", "postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdministrator(connectionString, `create database ${name}`);
  const own = new URL(connectionString);
  own.pathname = `/${name}`;
  return {
    connectionString: own.href,
    drop: () => asAdministrator(connectionString, `drop database if exists ${name} with (force)`),
  };
};
