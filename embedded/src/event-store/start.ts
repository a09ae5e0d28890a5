// Starts the embedded event store in a worker thread: a server in the caller's thread would share its turns with the
// clients that it answers.
import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import { EventStoreFault } from "./event-store-fault.js";
import { connectionString } from "./connection-string.js";
import { releaseFolder } from "../folder-lock.js";

export interface EmbeddedEventStore {
  /** For the EventStoreDB client, such as `esdb://127.0.0.1:2113?tls=false`. */
  readonly connectionString: string;
  readonly port: number;
  /** Ends every call, open subscriptions too, within seconds. Everything acknowledged is on disk. */
  stop(): Promise<void>;
}

export interface EventStoreOptions {
  /** Created where needed. One store at a time may have it. */
  readonly dataFolder: string;
  /** The address to listen on; 127.0.0.1 unless set. */
  readonly host?: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Called when the store fails after it was started. Without it the error is thrown and ends the process. */
  readonly onFailure?: (error: Error) => void;
}

/** What the worker is given. */
export interface WorkerOptions {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly lockToken: string;
}

/** What the worker tells. */
export type FromWorker =
  { readonly kind: "ready"; readonly port: number } | { readonly kind: "failed"; readonly reason: string };

/** How long a stop may take before the thread is ended by force, in milliseconds. Nothing acknowledged is lost by it. */
const STOP_LIMIT = 4_000;

/** Rejects with one sentence that says what stands in the way: folder in use, port in use, damage. */
export const startEventStore = async (options: EventStoreOptions): Promise<EmbeddedEventStore> => {
  const { dataFolder, host = "127.0.0.1", port: wishedPort = 0 } = options;
  const lockToken = randomUUID();
  const workerData: WorkerOptions = { dataFolder, host, port: wishedPort, lockToken };
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData, name: "event-store" });
  // A thread that failed or was ended by force could not give the folder free; this process lives on.
  worker.once("exit", () => releaseFolder(dataFolder, lockToken));
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const port = await ready(worker);
  let stopping: Promise<void> | undefined;
  let failed = false;
  const fail = (error: Error): void => {
    if (stopping !== undefined || failed) return;
    failed = true;
    (options.onFailure ?? throwAsUncaught)(error);
  };
  worker.on("error", (error: Error) =>
    fail(new Error(`The embedded event store failed: ${error.message}`, { cause: error })),
  );
  // Also a thread that was ended by force, which reports no error.
  worker.on("exit", (code) => fail(new Error(`The embedded event store ended by itself, with exit code ${code}.`)));
  return {
    connectionString: connectionString(host, port),
    port,
    stop: () => (stopping ??= stop(worker, exited)),
  };
};

const ready = (worker: Worker): Promise<number> =>
  new Promise((resolve, reject) => {
    worker.once("message", (message: FromWorker) => {
      if (message.kind === "ready") resolve(message.port);
      else reject(new EventStoreFault(message.reason));
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The embedded event store ended before it was ready.")));
  });

const stop = async (worker: Worker, exited: Promise<void>): Promise<void> => {
  worker.postMessage("stop");
  const force = setTimeout(() => void worker.terminate(), STOP_LIMIT);
  await exited;
  clearTimeout(force);
};

const throwAsUncaught = (error: Error): void => {
  setImmediate(() => {
    throw error;
  });
};
