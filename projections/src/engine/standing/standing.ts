// How projections stand, for operators: read from the database alone, whichever process works on them.
import { checkpointTable, parkedEventTable, type ParkedEventRow, selectList, valueTypes } from "@tabel/read-models";
import type pg from "pg";
import { readStanding } from "../following/bring-up.js";
import type { Projection } from "../projection.js";
import { buildSchema } from "../rebuild/build.js";

export interface ProjectionStanding {
  readonly projection: string;
  /** Of this program. */
  readonly version: number;
  /** Of the rows that are read; null where there are none. */
  readonly liveVersion: number | null;
  readonly position: bigint | null;
  /** When the last event that it has taken in was recorded. */
  readonly recordedAt: string | null;
  /** Events that it could not take in, and those that wait behind them. */
  readonly parked: number;
  /** Where a rebuild stands that is under way, or was stopped. */
  readonly rebuiltTo: bigint | null;
}

export const standingOf = async (
  pool: pg.Pool,
  projections: readonly Projection[],
  live: string,
): Promise<readonly ProjectionStanding[]> => {
  const liveRows = new Map((await readStanding(pool, live)).map((row) => [row.projection, row] as const));
  const { rows: parked } = await pool.query<{ projection: string; count: number }>(
    `select projection, count(*)::integer as count from "${live}".parked_event group by projection`,
  );
  const { rows: schemas } = await pool.query<{ name: string }>(
    "select nspname as name from pg_namespace join pg_class on relnamespace = pg_namespace.oid where relname = $1",
    [checkpointTable.name],
  );
  const building = new Set(schemas.map(({ name }) => name));
  const standing: ProjectionStanding[] = [];
  for (const projection of projections) {
    const { name, version } = projection;
    const row = liveRows.get(name);
    const schema = buildSchema("rebuild", projection);
    const rebuild = building.has(schema) ? (await readStanding(pool, schema))[0] : undefined;
    standing.push({
      projection: name,
      version,
      liveVersion: row?.version ?? null,
      position: row?.position ?? null,
      recordedAt: row?.recordedAt ?? null,
      parked: parked.find((each) => each.projection === name)?.count ?? 0,
      rebuiltTo: building.has(schema) ? (rebuild?.position ?? -1n) : null,
    });
  }
  return standing;
};

/** What is parked, in the log's order; no more than so many. */
export const parkedEvents = async (
  pool: pg.Pool,
  live: string,
  projection: string | undefined,
  most: number,
): Promise<readonly ParkedEventRow[]> => {
  const { rows } = await pool.query<ParkedEventRow>({
    text: `select ${selectList(parkedEventTable)} from "${live}".parked_event
      where $1::text is null or projection = $1 order by projection, position, key limit $2`,
    values: [projection ?? null, most],
    types: valueTypes,
  });
  return rows;
};
