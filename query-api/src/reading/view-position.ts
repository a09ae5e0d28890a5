// Read your writes: a view that is asked for a position waits until the projections that it reads have got there. One
// connection listens to what projections commit, and one query serves all who wait.
import { type Logger, platformProblems, Problem } from "@tabel/platform";
import type pg from "pg";
import { type Listener, listenForPositions } from "./listener.js";
import { sql } from "./sql.js";
import type { Views } from "./views.js";

export interface ViewPosition {
  /** Resolves when all these projections have reached the position. Throws Problem 503 with Retry-After. */
  reached(position: bigint, projections: readonly string[], reader: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface WaitingLimits {
  readonly waitMs: number;
  readonly mostWaiting: number;
  /** Of these, requests of one reader: whoever asks for positions that never come keeps nobody else out. */
  readonly mostOfOne: number;
}

/**
 * DESIGN: a view that is asked for a position waits for it, bounded. All who wait are half of the requests that the HTTP
 * application takes in at once, so that commands and other views go on.
 */
export const usualWaiting: WaitingLimits = { waitMs: 5_000, mostWaiting: 256, mostOfOne: 32 };

interface Waiter {
  readonly position: bigint;
  readonly projections: readonly string[];
  readonly reader: string;
  readonly settle: (problem?: Problem) => void;
}

const notYet = (detail: string): Problem =>
  new Problem(platformProblems.unavailable, detail, { headers: { "Retry-After": "1" } });

export const followPosition = (
  pool: pg.Pool,
  views: Views,
  log: Pick<Logger, "warn">,
  limits: WaitingLimits = usualWaiting,
): ViewPosition => {
  let known: ReadonlyMap<string, bigint> = new Map();
  const waiting = new Set<Waiter>();
  let listener: Listener | undefined;
  let looking = false;
  let lookAgain = false;

  const isReached = ({ position, projections }: Pick<Waiter, "position" | "projections">): boolean =>
    projections.every((name) => (known.get(name) ?? -1n) >= position);

  const look = async (): Promise<void> => {
    type Row = { projection: string; position: bigint };
    const rows = await views.rows<Row>(sql`select projection, position from views.checkpoint`);
    known = new Map(rows.map(({ projection, position }) => [projection, position]));
    for (const waiter of waiting) if (isReached(waiter)) waiter.settle();
  };

  /** However many commits are told of while one query runs, one more follows it. */
  const news = async (): Promise<void> => {
    lookAgain = true;
    if (looking) return;
    looking = true;
    try {
      while (lookAgain && waiting.size > 0) {
        lookAgain = false;
        await look();
      }
    } catch {
      // The database is away. It is asked again when it is heard of, and whoever waits gets a 503 in time.
    } finally {
      looking = false;
    }
  };

  return {
    reached: (position, projections, reader, signal) => {
      if (isReached({ position, projections })) return Promise.resolve();
      if (waiting.size >= limits.mostWaiting)
        return Promise.reject(notYet("Too many readers wait for fresh views; ask again in a moment."));
      const ofOne = [...waiting].reduce((sum, other) => sum + (other.reader === reader ? 1 : 0), 0);
      if (ofOne >= limits.mostOfOne)
        return Promise.reject(notYet(`You wait for ${ofOne} fresh views already; ask again in a moment.`));
      return new Promise((resolve, reject) => {
        const settle = (problem?: Problem): void => {
          clearTimeout(deadline);
          signal.removeEventListener("abort", leave);
          waiting.delete(waiter);
          if (problem === undefined) resolve();
          else reject(problem);
        };
        const leave = (): void =>
          settle(notYet(`The views have not reached position ${position} yet; ask again in a moment.`));
        const deadline = setTimeout(leave, limits.waitMs);
        signal.addEventListener("abort", leave, { once: true }); // nobody reads the answer any more
        const waiter: Waiter = { position, projections, reader, settle };
        waiting.add(waiter);
        listener ??= listenForPositions(pool, log, () => void news());
        void news();
      });
    },
    close: async () => {
      for (const waiter of waiting) waiter.settle(notYet("This server is stopping; ask again in a moment."));
      await listener?.close();
    },
  };
};
