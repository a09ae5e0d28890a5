// How far the views are, and waiting for them: one connection listens to the positions that projections commit.
import { platformProblems, Problem, type Logger } from "@tabel/platform";
import { positionChannel, viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import type { Views } from "./views.js";

export interface ViewPosition {
  /** Everything up to here is visible; -1 while nothing is. */
  current(): Promise<bigint>;
  /** Resolves when everything up to the position is visible. Throws Problem 503 with Retry-After. */
  reached(position: bigint): Promise<void>;
  close(): Promise<void>;
}

/** DESIGN: a view that is asked for a position waits for it, bounded. */
const WAIT_MS = 5_000;
const MOST_WAITING = 1_000;
const RETRY_AFTER_SECONDS = 1;
const RECONNECT_MS = 500;
/** A notification that got lost must not keep anyone waiting: the table is asked this often while somebody waits. */
const ASK_MS = 250;

const notYet = (detail: string): Problem =>
  new Problem(platformProblems.unavailable, detail, { headers: { "Retry-After": String(RETRY_AFTER_SECONDS) } });

export const followPosition = (
  pool: pg.Pool,
  views: Views,
  log: Pick<Logger, "warn">,
  limits = { waitMs: WAIT_MS, mostWaiting: MOST_WAITING },
): ViewPosition => {
  const waiting = new Set<() => void>();
  let closed = false;
  let listener: pg.PoolClient | undefined;
  let reconnect: NodeJS.Timeout | undefined;
  /** Least position of all projections, as last read; notifications only say that it is worth reading again. */
  let known = -1n;
  let reading: Promise<bigint> | undefined;

  const read = (): Promise<bigint> =>
    (reading ??= views
      .rows<{ position: bigint | null }>(`select min(position) as position from ${viewsSchema}.checkpoint`)
      .then(([row]) => (known = row?.position ?? -1n))
      .finally(() => (reading = undefined)));

  const wake = (): void => {
    for (const look of waiting) look();
  };

  const listen = async (): Promise<void> => {
    try {
      const client = await pool.connect();
      if (closed) return client.release();
      listener = client;
      client.on("notification", wake);
      client.once("error", () => again(client));
      await client.query(`listen ${positionChannel(viewsSchema)}`);
    } catch (error) {
      log.warn({ err: error }, "cannot listen to the positions of the views; trying again");
      if (listener === undefined) reconnect = setTimeout(() => void listen(), RECONNECT_MS);
      else again(listener);
    }
  };

  const again = (client: pg.PoolClient): void => {
    if (listener !== client) return;
    listener = undefined;
    client.removeAllListeners("notification");
    client.release(true);
    if (!closed) reconnect = setTimeout(() => void listen(), RECONNECT_MS);
  };

  const started = listen();

  return {
    current: read,
    reached: async (position) => {
      if (known >= position || (await read()) >= position) return;
      if (waiting.size >= limits.mostWaiting)
        throw notYet("Too many readers wait for fresh views; ask again in a moment.");
      await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(look);
          clearTimeout(deadline);
          clearInterval(asking);
        };
        const look = (): void =>
          void read().then(
            (now) => {
              if (now < position) return;
              leave();
              resolve();
            },
            (error: unknown) => {
              leave();
              reject(error instanceof Error ? error : new Error(String(error)));
            },
          );
        const deadline = setTimeout(() => {
          leave();
          reject(notYet(`The views have not reached position ${position} yet; ask again in a moment.`));
        }, limits.waitMs);
        const asking = setInterval(look, ASK_MS);
        waiting.add(look);
        look();
      });
    },
    close: async () => {
      closed = true;
      clearTimeout(reconnect);
      await started;
      listener?.release(true);
    },
  };
};
