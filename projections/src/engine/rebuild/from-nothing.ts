// Fills tables of its own from nothing, beside those that queries read.
import type { EventStore, Recorded } from "@tabel/event-store";
import { checkpointTable, parkedEventTable, viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { beforeAll } from "../ownership/checkpoints.js";
import { openSession } from "../ownership/ownership.js";
import { type Projection, tablesOf } from "../projection.js";
import { openTrain } from "../following/train.js";

const eventsAtOnce = 5_000;

export interface RebuildOptions {
  readonly store: Pick<EventStore, "readAll">;
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  /** A schema that is made for this and does not exist yet. */
  readonly schema: string;
  /** The last position that is taken in; the end of the log where there is none. */
  readonly upTo?: bigint;
}

/** Answers the position up to which the new tables were filled. An event that cannot be taken in is parked there too. */
export const rebuildInto = async (options: RebuildOptions): Promise<bigint> => {
  const { store, pool, projections, schema, upTo } = options;
  await pool.query(`create schema "${schema}"`);
  for (const table of [checkpointTable, parkedEventTable, ...projections.flatMap(tablesOf)])
    await pool.query(`create table "${schema}"."${table.name}" (like ${viewsSchema}."${table.name}" including all)`);
  const own = await openSession(pool);
  try {
    const train = await openTrain({ projections, schema, session: own.session, onParked: () => undefined });
    let waiting: Recorded[] = [];
    const take = async (): Promise<void> => {
      const last = waiting.at(-1);
      if (last !== undefined) await train.take(waiting, last.position);
      waiting = [];
    };
    for await (const event of store.readAll()) {
      if (upTo !== undefined && event.position > upTo) break;
      if (waiting.length >= eventsAtOnce && waiting.at(-1)?.position !== event.position) await take();
      waiting.push(event);
    }
    await take();
    const position = train.position();
    return position === beforeAll ? 0n : position;
  } finally {
    own.release();
  }
};
