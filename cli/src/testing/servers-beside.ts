// What a command works on in a spec: a database, an event store and a folder of its own, and the environment that names them.
import { join } from "node:path";
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { testDatabase, testEventStore, testFolder } from "@tabel/test-infra";
import pg from "pg";
import { type Running, startTyped, type Typed } from "./typed.js";

export interface ServersBeside {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly pool: pg.Pool;
  /** The same event store as the commands see, with the same keys. */
  openStore(): Promise<EventStore>;
  begin(...commandLine: string[]): Running;
  /** Runs a command to its end. */
  tabel(...commandLine: string[]): Promise<Typed>;
  /** To be undone before what was there earlier. */
  afterwards(step: () => unknown): void;
  stop(): Promise<void>;
}

/** `more` is for the environment, and may name what is in the folder. */
export const serversBeside = async (
  more: (folder: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<ServersBeside> => {
  const [database, server, folder] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
  const masterKey = Buffer.alloc(32, 3);
  const environment = {
    TABEL_DATA: join(folder.path, "data"),
    EVENTSTORE_URL: server.connectionString,
    DATABASE_URL: database.connectionString,
    TABEL_MASTER_KEY: masterKey.toString("base64"),
    ...more(folder.path),
  };
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 6 });
  pool.on("error", () => undefined); // the database is dropped under it
  const undo: (() => unknown)[] = [() => folder.remove(), () => database.drop(), () => server.stop(), () => pool.end()];
  const begin = (...commandLine: string[]) => startTyped(environment, commandLine);
  return {
    folder: folder.path,
    databaseUrl: database.connectionString,
    environment,
    pool,
    openStore: async () => {
      await migrateKeyVault(database.connectionString);
      const vault = openKeyVault({ pool, masterKey });
      const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
      undo.push(() => store.dispose());
      return store;
    },
    begin,
    tabel: (...commandLine) => begin(...commandLine).ended,
    afterwards: (step) => void undo.push(step),
    stop: async () => {
      for (const step of undo.reverse()) await step();
    },
  };
};
