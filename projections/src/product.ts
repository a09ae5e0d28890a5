// The engine with the product's own projections.
import type { EventStore } from "@tabel/event-store";
import { parkedEventTable, viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { allProjections } from "./all-projections.js";
import { dumpTables } from "./engine/dump-tables.js";
import { tablesOf } from "./engine/projection.js";
import { rebuildInto, type RebuildOptions } from "./engine/rebuild/from-nothing.js";
import { type ProjectionRunner, runProjectionEngine, type RunProjectionsOptions } from "./engine/run-projections.js";

/** Keeps every view current until `stop` is called or the signal aborts. */
export const runProjections = (options: Omit<RunProjectionsOptions, "projections" | "schema">): ProjectionRunner =>
  runProjectionEngine({ ...options, projections: allProjections });

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
