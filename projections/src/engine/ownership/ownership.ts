// One process at a time works on the projections; the others wait and take over.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Session, sessionOn } from "../session.js";

/** Any number that nobody else uses. */
const lock = "7231002";
const askAgainMs = 500;

/** By which operators know these connections in pg_stat_activity. */
const applicationName = "tabel projections";

// The lock lives as long as its session, and the server ends a session whose process is paused: it notices within this
// time that nothing comes from it. The waiting process then has the lock, and the paused one, awake again, no connection.
const silenceMs = 8_000;
const signOfLifeMs = 2_000;

export interface Ownership {
  readonly session: Session;
  /** Aborts when the connection is lost, and the lock with it. */
  readonly lost: AbortSignal;
  release(): void;
}

/** A connection of one's own, without the lock: for a reader that works under the owner's. */
export const openSession = async (pool: pg.Pool): Promise<Ownership> => {
  const client = await pool.connect();
  const losing = new AbortController();
  client.on("error", () => losing.abort()); // told to the reader by its next statement, or by `lost`
  let beat: NodeJS.Timeout | undefined;
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    clearInterval(beat);
    losing.abort();
    client.release(true); // settings and lock go with the session
  };
  try {
    // Rows and checkpoint are lost together, so a lost tail is only read again.
    await client.query(`set application_name = '${applicationName}'; set synchronous_commit = off`);
    await client.query(
      `set idle_session_timeout = ${silenceMs}; set idle_in_transaction_session_timeout = ${silenceMs}`,
    );
    const session = sessionOn(client);
    beat = setInterval(() => void session.signOfLife().catch(() => undefined), signOfLifeMs);
    return { session, lost: losing.signal, release };
  } catch (error) {
    release();
    throw error;
  }
};

/** Waits until this process is the one that works; undefined when the signal aborts first. */
export const becomeOwner = async (pool: pg.Pool, signal: AbortSignal): Promise<Ownership | undefined> => {
  while (!signal.aborted) {
    const ownership = await openSession(pool);
    try {
      while (!signal.aborted) {
        const [answer] = await ownership.session.run<{ owned: boolean }>({
          name: "own the projections",
          text: "select pg_try_advisory_lock($1) as owned",
          values: [lock],
        });
        if (answer?.owned === true) return ownership;
        await sleep(askAgainMs, undefined, { signal }).catch(() => undefined);
      }
    } catch (error) {
      ownership.release();
      throw error;
    }
    ownership.release();
  }
  return undefined;
};
