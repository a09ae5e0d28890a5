// One process at a time works on the projections; the others wait and take over.
import { becomeOwnerOf, openOwnSession, type Ownership as Owned, type SessionKind } from "@tabel/read-models";
import type pg from "pg";
import { type Session, sessionOn } from "../session.js";

/** Any number that nobody else uses. */
const lock = "7231002";

// Rows and checkpoint are lost together, so a lost tail is only read again.
const kind: SessionKind<Session> = { applicationName: "tabel projections", lossyCommits: true, on: sessionOn };

export type Ownership = Owned<Session>;

/** A connection of one's own, without the lock: for a reader that works under the owner's. */
export const openSession = (pool: pg.Pool): Promise<Ownership> => openOwnSession(pool, kind);

/** Waits until this process is the one that works; undefined when the signal aborts first. */
export const becomeOwner = (pool: pg.Pool, signal: AbortSignal): Promise<Ownership | undefined> =>
  becomeOwnerOf(
    pool,
    kind,
    async (session) => {
      const [answer] = await session.run<{ owned: boolean }>({
        name: "own the projections",
        text: "select pg_try_advisory_lock($1) as owned",
        values: [lock],
      });
      return answer?.owned === true;
    },
    signal,
  );
