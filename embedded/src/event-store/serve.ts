// The event store by itself, as a process that several others share.
import { connectionString } from "./connection-string.js";
import { runStore } from "./serving/running-store.js";

export interface ServeOptions {
  readonly dataFolder: string;
  /** The address to listen on; 127.0.0.1 unless set. There is no authentication: what it listens on is who may write. */
  readonly host?: string;
  /** 2113 unless set, EventStoreDB's own; 0: any free one. */
  readonly port?: number;
}

/** How long an orderly end may take, in milliseconds; then the process ends anyway. Nothing acknowledged is lost by it. */
const STOP_LIMIT = 4_000;

/**
 * Runs until SIGTERM or SIGINT and then ends the process. Prints one line on standard output when it is ready.
 * Rejects with one sentence that says what stands in the way of starting.
 */
export const serveEventStore = async (options: ServeOptions): Promise<void> => {
  const { dataFolder, host = "127.0.0.1", port: wishedPort = 2113 } = options;
  const running = await runStore(dataFolder, host, wishedPort);
  process.stdout.write(`Event store ready: ${connectionString(host, running.port)}\n`);
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve).once("SIGINT", resolve);
  });
  setTimeout(() => process.exit(0), STOP_LIMIT).unref();
  await running.stop();
  process.exit(0);
};
