// How far each projection is behind the log, for metrics and health: read from the database and the log, so that every
// process can say it, whichever works on the projections.
import type { EventStore } from "@tabel/event-store";
import type pg from "pg";
import { readStanding } from "../following/bring-up.js";
import { beforeAll } from "../ownership/checkpoints.js";
import type { Projection } from "../projection.js";

export interface ProjectionLag {
  readonly projection: string;
  /** Of the rows that are read; -1 before the first event. */
  readonly position: bigint;
  /** Events in the log that are not in its rows yet; counted up to `mostCounted`. */
  readonly events: number;
  /** How long the first of them has waited; 0 where there is none. */
  readonly seconds: number;
  /** Events that it could not take in, and those that wait behind them; counted up to `mostCounted`. */
  readonly parked: number;
}

/** Whoever is this far behind is far behind; counting on would only cost. */
export const mostCounted = 1_000;

const behind = async (store: Pick<EventStore, "readAll">, after: bigint, now: number) => {
  let events = 0;
  let seconds = 0;
  for await (const { recordedAt } of store.readAll(after < 0n ? {} : { after })) {
    if (events === 0) seconds = Math.max(0, (now - Date.parse(recordedAt)) / 1_000);
    if ((events += 1) === mostCounted) break;
  }
  return { events, seconds };
};

export const lagsOf = async (
  { pool, store }: { readonly pool: pg.Pool; readonly store: Pick<EventStore, "readAll"> },
  projections: readonly Projection[],
  live: string,
  now: number,
): Promise<readonly ProjectionLag[]> => {
  const standing = new Map((await readStanding(pool, live)).map((row) => [row.projection, row.position]));
  // Asked again and again: through the index, and no further than it matters.
  const { rows } = await pool.query<{ projection: string; count: number }>(
    `select name as projection, (select count(*)::integer from
       (select from "${live}".parked_event where projection = name order by position limit ${mostCounted}) parked) as count
     from unnest($1::text[]) name`,
    [projections.map(({ name }) => name)],
  );
  const parked = new Map(rows.map(({ projection, count }) => [projection, count]));
  // They move together: nearly always one position, never many.
  const measured = new Map<bigint, { events: number; seconds: number }>();
  for (const { name } of projections) {
    const position = standing.get(name) ?? beforeAll;
    if (!measured.has(position)) measured.set(position, await behind(store, position, now));
  }
  return projections.map(({ name: projection }) => {
    const position = standing.get(projection) ?? beforeAll;
    const { events, seconds } = measured.get(position) ?? { events: 0, seconds: 0 };
    return { projection, position, events, seconds, parked: parked.get(projection) ?? 0 };
  });
};
