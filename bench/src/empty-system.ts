// A log and views of embedded parts, in a folder of their own: empty and for one measurement, or in a folder that is kept.
import { eventCatalogue } from "@tabel/domain";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { createLogger, type Logger } from "@tabel/platform";
import { migrateReadModels } from "@tabel/read-models";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
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
  /** Ends all of it and takes the folder away, unless it is to be kept. */
  readonly stop: () => Promise<void>;
}

/** The same key in every run, so that a kept folder can be read again. */
const masterKey = Buffer.alloc(32, 1);

export const storeAt = (connectionString: string, pool: pg.Pool): EventStore =>
  connectEventStore({ connectionString, catalogue: eventCatalogue, vault: openKeyVault({ pool, masterKey }) });

/** @param kept a folder that outlives the run and may have been used by an earlier one */
export const startEmptySystem = async (kept?: string): Promise<EmptySystem> => {
  if (kept !== undefined) mkdirSync(kept, { recursive: true });
  const folder = kept ?? mkdtempSync(join(tmpdir(), "tabel-bench-"));
  const server = await startEventStore({ dataFolder: join(folder, "event-store") });
  const postgres = await startPostgres({ dataFolder: join(folder, "postgres") });
  const { connectionString } = postgres;
  await migrateKeyVault(connectionString);
  await migrateReadModels(connectionString);
  const pool = new pg.Pool({ connectionString, max: 8 });
  const store = storeAt(server.connectionString, pool);
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
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};
