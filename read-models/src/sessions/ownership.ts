// One process at a time works on something that several could work on; the others wait and take over.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** What a connection is worked through; its own statements come one at a time. */
export interface OwnedSession {
  /** Shows the server that this process is not paused. */
  signOfLife(): Promise<void>;
}

export interface Ownership<Session extends OwnedSession> {
  readonly session: Session;
  /** Aborts when the connection is lost, and the lock with it. */
  readonly lost: AbortSignal;
  release(): void;
}

export interface SessionKind<Session extends OwnedSession> {
  /** By which operators know these connections in pg_stat_activity. */
  readonly applicationName: string;
  /** Whether a commit that the server has answered may be lost with the machine: where a lost tail is only read again. */
  readonly lossyCommits: boolean;
  readonly on: (client: pg.ClientBase) => Session;
}

// The lock lives as long as its session, and the server ends a session whose process is paused: it notices within this
// time that nothing comes from it. The waiting process then has the lock, and the paused one, awake again, no connection.
const silenceMs = 8_000;
const signOfLifeMs = 2_000;
const askAgainMs = 500;

/** A connection of one's own, without a lock. */
export const openOwnSession = async <Session extends OwnedSession>(
  pool: pg.Pool,
  { applicationName, lossyCommits, on }: SessionKind<Session>,
): Promise<Ownership<Session>> => {
  const client = await pool.connect();
  const losing = new AbortController();
  client.on("error", () => losing.abort()); // told to the worker by its next statement, or by `lost`
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
    await client.query(`set application_name = '${applicationName}'`);
    if (lossyCommits) await client.query("set synchronous_commit = off");
    await client.query(
      `set idle_session_timeout = ${silenceMs}; set idle_in_transaction_session_timeout = ${silenceMs}`,
    );
    const session = on(client);
    beat = setInterval(() => void session.signOfLife().catch(() => undefined), signOfLifeMs);
    return { session, lost: losing.signal, release };
  } catch (error) {
    release();
    throw error;
  }
};

/** Waits until this process is the one that works; undefined when the signal aborts first. */
export const becomeOwnerOf = async <Session extends OwnedSession>(
  pool: pg.Pool,
  kind: SessionKind<Session>,
  /** Asks for the lock on that session. */
  tryLock: (session: Session) => Promise<boolean>,
  signal: AbortSignal,
): Promise<Ownership<Session> | undefined> => {
  while (!signal.aborted) {
    const ownership = await openOwnSession(pool, kind);
    try {
      while (!signal.aborted) {
        if (await tryLock(ownership.session)) return ownership;
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
