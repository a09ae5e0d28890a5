// Ends this process when it takes more memory than it may. The bound that node knows is of its heap: what a stream unfolds to, and the
// dots of a picture, lie outside of it. Looked at from a thread of its own, since the one that opens a file does not come to rest.
import { once } from "node:events";
import { setInterval as every } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker, workerData } from "node:worker_threads";

const LOOK_MS = 20;

/** Holds from when it is fulfilled. */
export const boundMemory = async (megabytes: number): Promise<void> => {
  const watch = new Worker(fileURLToPath(import.meta.url), { workerData: { megabytes }, execArgv: [] });
  await once(watch, "online");
  watch.unref();
};

if (!isMainThread) {
  const { megabytes } = workerData as { readonly megabytes: number }; // as above
  for await (const _ of every(LOOK_MS))
    if (process.memoryUsage.rss() > megabytes * 1024 * 1024) process.kill(process.pid, "SIGKILL");
}
