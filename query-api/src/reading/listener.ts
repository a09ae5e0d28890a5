// One connection that hears when the projections have moved on. It comes back by itself.
import { setTimeout as sleep } from "node:timers/promises";
import { positionChannel, viewsSchema } from "@tabel/read-models";
import { backoffDelay, type Logger } from "@tabel/platform";
import type pg from "pg";

export interface Listener {
  close(): Promise<void>;
}

const waits = { first: 100, most: 2_000 };

/** @param onNews called for each commit of the projections, and each time the connection stands again */
export const listenForPositions = (pool: pg.Pool, log: Pick<Logger, "warn">, onNews: () => void): Listener => {
  const closing = new AbortController();

  const listen = async (): Promise<void> => {
    const client = await pool.connect();
    const lost = new Promise<void>((resolve) => {
      client.once("error", () => resolve());
      client.once("end", () => resolve());
      closing.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    client.on("error", () => undefined); // what follows the first one says nothing new
    client.on("notification", onNews);
    try {
      await client.query(`listen ${positionChannel(viewsSchema)}`);
      onNews(); // what was told while nobody listened
      await lost;
    } finally {
      client.removeListener("notification", onNews);
      client.release(true);
    }
  };

  const run = async (): Promise<void> => {
    for (let failures = 1; !closing.signal.aborted; failures += 1) {
      const began = performance.now();
      // Whoever waits meanwhile gets a 503 in time.
      await listen().catch((error: unknown) => log.warn({ err: error }, "cannot listen to the positions of the views"));
      if (performance.now() - began > waits.most) failures = 1;
      await sleep(backoffDelay(waits, failures), undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };

  const running = run();
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
};
