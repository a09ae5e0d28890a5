// How the processes stand, for operators, metrics and health: read from the tables and the log, so that every program can tell it,
// whichever works.
import type { Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { valueTypes } from "@tabel/read-models";
import type pg from "pg";
import type { AnyProcess } from "../process/process.js";

/** Counting stops here: who is looked at often must not cost more, the more there is. */
export const mostShown = 10_000;

/** Every number is counted up to `mostShown`. */
export interface ProcessStanding {
  readonly process: string;
  /** Of this program. */
  readonly version: number;
  /** Of the states that are there; null where it never ran, 0 while its first are folded. */
  readonly liveVersion: number | null;
  readonly position: bigint | null;
  /** Nothing outward comes of facts up to here. */
  readonly startMark: bigint | null;
  readonly instances: number;
  /** Intents that are not carried out yet, and how many seconds the oldest of them has waited. */
  readonly waiting: number;
  readonly oldestSeconds: number;
  /** Intents that failed too often, or for good. */
  readonly dead: number;
  /** Facts that it could not take in, and those that wait behind them. */
  readonly parked: number;
  /** Timers that have not come due, and those that are due and not handed over yet. */
  readonly timers: number;
  readonly timersDue: number;
}

export const standingOfProcesses = async (
  pool: pg.Pool,
  processes: readonly AnyProcess[],
  now: Instant,
): Promise<readonly ProcessStanding[]> => {
  const { rows } = await pool.query<Omit<ProcessStanding, "version">>({
    text: `
      select known.name as process, process.version as "liveVersion", process.position, process.start_mark as "startMark",
        (select count(*)::integer from (
          select from processes.instance
          where instance.process = known.name and instance.version = process.version limit $3) counted) as instances,
        (select count(*)::integer from (
          select from processes.intent where intent.process = known.name and status = 'waiting' limit $3) counted) as waiting,
        coalesce((select greatest(0, extract(epoch from clock_timestamp() - made_at)) from processes.intent
          where intent.process = known.name and status = 'waiting' order by made_at limit 1), 0)::float8 as "oldestSeconds",
        (select count(*)::integer from (
          select from processes.intent where intent.process = known.name and status = 'dead' limit $3) counted) as dead,
        (select count(*)::integer from (
          select from processes.fact
          where fact.process = known.name and status in ('parked', 'waits', 'retry') limit $3) counted) as parked,
        (select count(*)::integer from (
          select from processes.timer where timer.process = known.name limit $3) counted) as timers,
        (select count(*)::integer from (
          select from processes.timer where timer.process = known.name and due_at <= $2 limit $3) counted) as "timersDue"
      from unnest($1::text[]) with ordinality as known (name, place)
      left join processes.process on process.name = known.name
      order by known.place`,
    values: [processes.map(({ name }) => name), now, mostShown],
    types: valueTypes,
  });
  const versions = new Map(processes.map(({ name, version }) => [name, version]));
  return rows.map((row) => ({ ...row, version: versions.get(row.process) ?? 0 }));
};

export interface ProcessLag {
  readonly process: string;
  /** Events of its types that it has not worked out, counted up to `mostCounted`. */
  readonly events: number;
  /** How long the first of them has waited; 0 where there is none. */
  readonly seconds: number;
}

/** Whoever is this far behind is far behind; counting on would only cost. */
export const mostCounted = 1_000;

/** How far each process is behind the log; one reading for all of them. */
export const lagsOfProcesses = async (
  { pool, store }: { readonly pool: pg.Pool; readonly store: Pick<EventStore, "readAll"> },
  processes: readonly AnyProcess[],
  now: number,
): Promise<readonly ProcessLag[]> => {
  const { rows } = await pool.query<{ name: string; position: bigint }>({
    text: "select name, position from processes.process where name = any($1)",
    values: [processes.map(({ name }) => name)],
    types: valueTypes,
  });
  const positions = new Map(rows.map(({ name, position }) => [name, position]));
  const lags = processes.map(({ name, reads }) => ({
    process: name,
    types: new Set(reads.map(({ type }) => type)),
    after: positions.get(name) ?? -1n,
    events: 0,
    seconds: 0,
  }));
  const least = lags.reduce((a, { after }) => (after < a ? after : a), lags[0]?.after ?? 0n);
  let read = 0;
  for await (const { type, position, recordedAt } of store.readAll(least < 0n ? {} : { after: least })) {
    if ((read += 1) > mostCounted) break;
    for (const lag of lags) {
      if (position <= lag.after || !lag.types.has(type)) continue;
      if (lag.events === 0) lag.seconds = Math.max(0, (now - Date.parse(recordedAt)) / 1_000);
      lag.events += 1;
    }
  }
  return lags.map(({ process, events, seconds }) => ({ process, events, seconds }));
};
