// The worker thread's side: runs the store and tells the starting thread what became of it.
import { parentPort, workerData } from "node:worker_threads";
import { runStore } from "./serving/running-store.js";
import type { FromWorker, WorkerOptions } from "./start.js";

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread of startEventStore.");
const tell = (message: FromWorker) => port.postMessage(message);

// Given by startEventStore and nobody else.
const { dataFolder, host, port: wishedPort, lockToken } = workerData as WorkerOptions;

try {
  const running = await runStore(dataFolder, host, wishedPort, lockToken);
  port.once("message", () => {
    running.stop().then(
      () => port.close(),
      (error: unknown) => {
        throw error;
      },
    );
  });
  tell({ kind: "ready", port: running.port });
} catch (error) {
  tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  port.close();
}
