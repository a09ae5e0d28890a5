// The engine with the product's own projections.
import type { EventStore } from "@tabel/event-store";
import { parkedEventTable, type ParkedEventRow, viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { allProjections } from "./all-projections.js";
import { dumpTables } from "./engine/verify/dump-tables.js";
import { lagsOf, type ProjectionLag } from "./engine/standing/lag.js";
import { tablesOf } from "./engine/projection.js";
import { discardBuilds, type Discarded } from "./engine/rebuild/discard.js";
import { rebuildInto, type RebuildOptions } from "./engine/rebuild/from-nothing.js";
import {
  type RebuildOutcome,
  rebuildProjections,
  type RebuildProjectionsOptions,
} from "./engine/rebuild/rebuild-projections.js";
import { redrive, type RedriveOptions, type Redriven } from "./engine/parking/redrive.js";
import {
  type ProjectionRunner,
  runProjectionEngine,
  type RunProjectionsOptions,
} from "./engine/following/run-projections.js";
import { parkedEvents, type ProjectionStanding, standingOf } from "./engine/standing/standing.js";
import { type Verdict, verifyProjections, type VerifyOptions } from "./engine/verify/verify-projections.js";

/** The names of all projections, in their order. */
export const projectionNames: readonly string[] = allProjections.map(({ name }) => name);

const named = (names: readonly string[]) => allProjections.filter(({ name }) => names.includes(name));

/** Keeps every view current until `stop` is called or the signal aborts. */
export const runProjections = (options: Omit<RunProjectionsOptions, "projections" | "schema">): ProjectionRunner =>
  runProjectionEngine({ ...options, projections: allProjections });

/** How each stands, whichever process works on it. */
export const standingOfViews = (pool: pg.Pool): Promise<readonly ProjectionStanding[]> =>
  standingOf(pool, allProjections, viewsSchema);

/** How far each is behind the log. */
export const lagsOfViews = (
  parts: { pool: pg.Pool; store: Pick<EventStore, "readAll"> },
  now = Date.now(),
): Promise<readonly ProjectionLag[]> => lagsOf(parts, allProjections, viewsSchema, now);

/** Events that could not be taken in, without their data; of all projections unless one is named. */
export const parkedInViews = (pool: pg.Pool, projection?: string, most = 1_000): Promise<readonly ParkedEventRow[]> =>
  parkedEvents(pool, viewsSchema, projection, most);

interface Named {
  readonly names: readonly string[];
}

/** Makes the tables of these anew beside the live ones and exchanges them; may run beside the system. */
export const rebuildViews = ({
  names,
  ...options
}: Omit<RebuildProjectionsOptions, "projections" | "live" | "parkIn"> & Named): Promise<RebuildOutcome> =>
  rebuildProjections({ ...options, projections: named(names) });

/** Throws away what stopped rebuilds of these have filled. */
export const discardRebuilds = (pool: pg.Pool, names: readonly string[]): Promise<Discarded> =>
  discardBuilds(pool, named(names), viewsSchema);

/** Recomputes these beside the live tables and compares. */
export const verifyViews = ({
  names,
  ...options
}: Omit<VerifyOptions, "projections" | "live"> & Named): Promise<readonly Verdict[]> =>
  verifyProjections({ ...options, projections: named(names) });

/** Gives what is parked of a projection another try, in order. Undefined where there is none of this name. */
export const redriveView = async ({
  name,
  ...options
}: Omit<RedriveOptions, "projection" | "live"> & { readonly name: string }): Promise<Redriven | undefined> => {
  const [projection] = named([name]);
  return projection === undefined ? undefined : redrive({ ...options, projection });
};

/**
 * Fills a new schema from nothing, to compare it with the views. Answers the position it stands at.
 * Take `upTo` from the views' own checkpoint for a comparison at the same place.
 */
export const rebuildAll = (options: Omit<RebuildOptions, "projections"> & { store: EventStore }): Promise<bigint> =>
  rebuildInto({ ...options, projections: allProjections });

/** One text a table, one line a row, in the order of the keys; equal rows are equal bytes. */
export type DumpOfViews = Readonly<Record<string, string>>;

/** Every row of every view, and what is parked. Nothing should be writing meanwhile. */
export const dumpViews = (pool: pg.Pool, schema: string = viewsSchema): Promise<DumpOfViews> =>
  dumpTables(pool, schema, [parkedEventTable, ...allProjections.flatMap(tablesOf)]);
