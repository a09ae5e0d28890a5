// One process at a time translates and publishes; the others wait and take over. A lease in the database that is renewed: the
// loser of it may still be sending when the next one begins, so every move of a checkpoint is fenced besides (feed-writer.ts,
// topic-checkpoint.ts), and what reaches a broker twice is recognised by its id. Projections and processes have another way
// (a lock of a session, in read-models): they write on the connection that owns, so that losing one is losing the other. Here work goes on
// many connections and to a broker, none of which dies with a lock; and this package stands without the read models (ADR 16).
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

export interface LeaseTimes {
  /** How long a holder that says nothing keeps it, in milliseconds. */
  readonly holds: number;
  readonly renewEvery: number;
  readonly askEvery: number;
}

/** Another process publishes within 10 s of the death of the one that did: the lease runs out, is asked for, topics are opened. */
export const usualLease: LeaseTimes = { holds: 6_000, renewEvery: 1_500, askEvery: 500 };

export interface Lease {
  /** Aborts when it could not be renewed in time. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

const take = `insert into integration.lease (name, holder, until) values ($1, $2, now() + $3 * interval '1 millisecond')
  on conflict (name) do update set holder = excluded.holder, until = excluded.until
  where lease.holder = excluded.holder or lease.until < now()
  returning 1`;

/** Waits until this process holds it; undefined when the signal aborts first. Throws what the database says. */
export const takeLease = async (
  pool: pg.Pool,
  name: string,
  signal: AbortSignal,
  times: LeaseTimes = usualLease,
): Promise<Lease | undefined> => {
  const holder = randomUUID();
  const ask = async (): Promise<boolean> => (await pool.query(take, [name, holder, times.holds])).rowCount === 1;
  while (!(await ask())) {
    await sleep(times.askEvery, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
  }
  const losing = new AbortController();
  let renewed = performance.now();
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    // Until the answer is there the lease counts as held for as long as the last one that was.
    if (await ask().catch(() => false)) renewed = asked;
    else if (performance.now() - renewed > times.holds - times.renewEvery) losing.abort();
  };
  const renewing = setInterval(() => {
    if (performance.now() - renewed > times.holds)
      losing.abort(); // paused meanwhile, or the database is away
    else void renew();
  }, times.renewEvery);
  return {
    lost: losing.signal,
    release: async () => {
      clearInterval(renewing);
      losing.abort();
      await pool
        .query("delete from integration.lease where name = $1 and holder = $2", [name, holder])
        .catch(() => undefined); // it runs out by itself
    },
  };
};
