// Migrated views on a real PostgreSQL for a spec, and trains to fill them with.
import type { Recorded } from "@tabel/event-store";
import { migrateReadModels, viewsSchema } from "@tabel/read-models";
import { type TestDatabase, testDatabase } from "@tabel/test-infra";
import pg from "pg";
import { dumpTables } from "../engine/verify/dump-tables.js";
import { openSession, type Ownership } from "../engine/ownership/ownership.js";
import type { ParkedEvent } from "../engine/parking/parking.js";
import { type Projection, tablesOf } from "../engine/projection.js";
import { openTrain, type Train } from "../engine/following/train.js";

export interface TestViews {
  readonly pool: pg.Pool;
  readonly connectionString: string;
  readonly parked: ParkedEvent[];
  /** As a process that has just started would open it. */
  train(projections: readonly Projection[]): Promise<Train>;
  dump(projections: readonly Projection[]): Promise<Readonly<Record<string, string>>>;
  rows<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** As if no event had ever been read. */
  empty(projections: readonly Projection[]): Promise<void>;
  close(): Promise<void>;
}

export const testViews = async (): Promise<TestViews> => {
  const database: TestDatabase = await testDatabase();
  await migrateReadModels(database.connectionString);
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 6 });
  pool.on("error", () => undefined); // a spec cuts connections
  const open: Ownership[] = [];
  const parked: ParkedEvent[] = [];
  return {
    pool,
    connectionString: database.connectionString,
    parked,
    train: async (projections) => {
      open.splice(0).forEach((each) => each.release());
      const own = await openSession(pool);
      open.push(own);
      return openTrain({
        projections,
        schema: viewsSchema,
        session: own.session,
        onParked: (p) => void parked.push(p),
      });
    },
    dump: (projections) => dumpTables(pool, viewsSchema, projections.flatMap(tablesOf)),
    rows: async (sql) => (await pool.query(sql)).rows,
    empty: async (projections) => {
      const names = ["checkpoint", "parked_event", ...projections.flatMap(tablesOf).map(({ name }) => name)];
      await pool.query(`truncate ${names.map((name) => `views.${name}`).join(", ")}`);
    },
    close: async () => {
      open.forEach((each) => each.release());
      await pool.end();
      await database.drop();
    },
  };
};

/** Takes events in as one transaction for each part between the cuts. */
export const takeIn = async (
  train: Train,
  events: readonly Recorded[],
  cuts: readonly number[] = [],
): Promise<void> => {
  const ends = [...new Set([...cuts.map((cut) => cut % (events.length + 1)), events.length])].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    const part = events.slice(start, end);
    const last = part.at(-1);
    if (last !== undefined) await train.take(part, last.position);
    start = end;
  }
};
