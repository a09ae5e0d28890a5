// A store that is served: folder locked, log open, server listening. Used by the worker and by `tabel store serve`.
import { join } from "node:path";
import { connectionString } from "../connection-string.js";
import { lockFolder } from "../../folder-lock.js";
import { writeSystemEvents } from "./new-store.js";
import { Refusals } from "./refusals.js";
import { startServer } from "./server.js";
import { Store } from "../storage/store.js";

export interface RunningStore {
  readonly port: number;
  /** Ends every call, lets the writer finish, closes the log and gives the folder free. */
  stop(): Promise<void>;
}

/**
 * Throws FolderInUse, DamagedStore, or an error that says what could not be opened. `lockToken` is for whoever has to
 * give the folder free should this thread end without doing so.
 */
export const runStore = async (
  dataFolder: string,
  host: string,
  port: number,
  lockToken?: string,
): Promise<RunningStore> => {
  const lock = lockFolder(dataFolder, lockToken);
  const refusals = new Refusals();
  let store: Store | undefined;
  try {
    store = new Store(join(dataFolder, "log"));
    if (store.head === 0) await writeSystemEvents(store);
    const server = await startServer(store, host, port, refusals);
    lock.announce(connectionString(host, server.port));
    const opened = store;
    return {
      port: server.port,
      stop: async () => {
        await server.stop();
        await opened.close();
        refusals.close();
        lock.release();
      },
    };
  } catch (error) {
    await store?.close();
    lock.release();
    throw error;
  }
};
