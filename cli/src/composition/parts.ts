// The two servers that everything stands on, embedded unless an address is configured, and our doors to them.
import { eventCatalogue } from "@tabel/domain";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, migrateKeyVault, openKeyVault, type EventStore, type KeyVault } from "@tabel/event-store";
import { migrateIntegration } from "@tabel/integration";
import { masterKeyOf, type Configuration, type Logger, type Shutdown } from "@tabel/platform";
import { migrateNotifications, migrateProcesses } from "@tabel/process-managers";
import { migrateReadModels } from "@tabel/read-models";
import pg from "pg";
import { runningParts, takeDataFolder, type RunningParts } from "./data-folder.js";
import { sentenceFor } from "./start-fault.js";

export interface Parts {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
}

const POOL_SIZE = 24;
/** How long each of the servers may take to stop, in milliseconds; all of it stays within the 10 s of a stop. */
const STOP_MS = 3_500;

const startServers = async (
  configuration: Configuration,
  folders: { eventStore: string; postgres: string },
  shutdown: Shutdown,
): Promise<RunningParts> => {
  const eventStore = async (): Promise<string> => {
    if (configuration.eventStoreUrl !== undefined) return configuration.eventStoreUrl.reveal();
    const server = await startEventStore({ dataFolder: folders.eventStore });
    shutdown.add("event store", STOP_MS, () => server.stop());
    return server.connectionString;
  };
  const database = async (): Promise<string> => {
    if (configuration.databaseUrl !== undefined) return configuration.databaseUrl.reveal();
    const server = await startPostgres({ dataFolder: folders.postgres });
    shutdown.add("postgres", STOP_MS, () => server.stop());
    return server.connectionString;
  };
  // Both are waited for even when one fails, so that the other can be stopped again.
  const [store, postgres] = await Promise.allSettled([eventStore(), database()]);
  if (store.status === "rejected") throw store.reason;
  if (postgres.status === "rejected") throw postgres.reason;
  return { eventStoreUrl: store.value, databaseUrl: postgres.value };
};

/** Every schema as this program knows it; nothing to do where that was done. Programs that start at once wait for each other. */
export const migrateDatabase = async (databaseUrl: string): Promise<void> => {
  await migrateKeyVault(databaseUrl);
  await migrateReadModels(databaseUrl);
  await migrateProcesses(databaseUrl);
  await migrateIntegration(databaseUrl);
  await migrateNotifications(databaseUrl);
};

/** Connections to a database whose schemas are there. */
export const openDatabase = async (databaseUrl: string, log: Logger, shutdown: Shutdown): Promise<pg.Pool> => {
  await migrateDatabase(databaseUrl);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
  pool.on("error", (error) => log.warn({ err: error }, "an idle database connection broke"));
  shutdown.add("database connections", 1_000, () => pool.end());
  return pool;
};

/** Our doors to servers that run somewhere. */
export const connectParts = async (
  configuration: Configuration,
  log: Logger,
  { databaseUrl, eventStoreUrl }: RunningParts,
  shutdown: Shutdown,
): Promise<Parts> => {
  const pool = await openDatabase(databaseUrl, log, shutdown);
  const masterKey = await masterKeyOf(configuration);
  const vault = openKeyVault({ pool, masterKey: masterKey.reveal() });
  const store = connectEventStore({ connectionString: eventStoreUrl, catalogue: eventCatalogue, vault, log });
  shutdown.add("event store connection", 2_500, () => store.dispose());
  return { store, vault, pool, databaseUrl };
};

/**
 * Takes the data folder, starts or reaches the servers and connects; what is to be undone is added to the shutdown.
 * Throws errors whose message is a sentence (see start-fault.ts).
 */
export const openParts = async (configuration: Configuration, log: Logger, shutdown: Shutdown): Promise<Parts> => {
  try {
    const folder = takeDataFolder(configuration.dataFolder);
    shutdown.add("data folder", 500, () => folder.release());
    const addresses = await startServers(configuration, folder, shutdown);
    const parts = await connectParts(configuration, log, addresses, shutdown);
    folder.announce(addresses);
    return parts;
  } catch (error) {
    throw sentenceFor(error, configuration.dataFolder);
  }
};

/** For a command beside the system: reaches the running one of the same data folder, else opens the parts for itself. */
export const reachParts = (configuration: Configuration, log: Logger, shutdown: Shutdown): Promise<Parts> => {
  const running = runningParts(configuration.dataFolder);
  return running === undefined
    ? openParts(configuration, log, shutdown)
    : connectParts(configuration, log, running, shutdown);
};
