// Waiting until the processes have nothing to do: everything that happened is taken in, nothing is due, nothing waits to be
// carried out; and carrying it out has made nothing happen since.
import { setTimeout as pause } from "node:timers/promises";
import type { Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { allProcesses } from "@tabel/process-managers";
import type pg from "pg";

interface Watched {
  readonly store: Pick<EventStore, "readAll">;
  readonly pool: pg.Pool;
  readonly now: () => Instant;
}

const types = new Set(allProcesses.flatMap(({ reads }) => reads.map(({ type }) => type)));
const patienceMs = 90_000;

/** The position of the last event that any process reads. */
const lastConcerned = async (store: Watched["store"]): Promise<bigint> => {
  let last = -1n;
  for await (const { type, position } of store.readAll({})) if (types.has(type)) last = position;
  return last;
};

const openWork = async ({ pool, now }: Watched, last: bigint): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ what: string }>(
    `select name as what from processes.process where position < $1 or version = 0
     union all select process || ' ' || does || ' ' || key from processes.intent where status = 'waiting'
     union all select process || ' ' || what from processes.fact where status in ('new', 'retry')
     union all select process || ' ' || key from processes.timer where due_at <= $2
     union all select 'no process yet' where not exists (select from processes.process)`,
    [last, now()],
  );
  return rows.map(({ what }) => what);
};

export const processesAreQuiet = async (watched: Watched): Promise<void> => {
  const late = performance.now() + patienceMs;
  let open: readonly string[] = [];
  for (;;) {
    const last = await lastConcerned(watched.store);
    open = await openWork(watched, last);
    if (open.length === 0 && (await lastConcerned(watched.store)) === last) return;
    if (performance.now() > late) throw new Error(`the processes still have to do: ${open.slice(0, 10).join(", ")}`);
    await pause(50);
  }
};
