// An empty log and empty views of embedded parts, in a folder of their own, for one measurement.
import { eventCatalogue } from "@tabel/domain";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { createLogger, type Logger } from "@tabel/platform";
import { migrateReadModels } from "@tabel/read-models";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

export interface EmptySystem {
  readonly folder: string;
  /** Of the database. */
  readonly connectionString: string;
  readonly pool: pg.Pool;
  /** Where the event store is served. */
  readonly server: string;
  readonly store: EventStore;
  readonly log: Logger;
  /** Ends all of it and takes the folder away. */
  readonly stop: () => Promise<void>;
}

export const startEmptySystem = async (): Promise<EmptySystem> => {
  const folder = mkdtempSync(join(tmpdir(), "tabel-bench-"));
  const server = await startEventStore({ dataFolder: join(folder, "event-store") });
  const postgres = await startPostgres({ dataFolder: join(folder, "postgres") });
  const { connectionString } = postgres;
  await migrateKeyVault(connectionString);
  await migrateReadModels(connectionString);
  const pool = new pg.Pool({ connectionString, max: 8 });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 1) });
  const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  return {
    folder,
    connectionString,
    pool,
    server: server.connectionString,
    store,
    log: createLogger({ level: "error", name: "bench" }),
    stop: async () => {
      await store.dispose();
      await pool.end();
      await Promise.all([server.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
