// What the projection engine keeps about itself, beside the rows and moved in the same transactions.
import type { TableOf } from "../table.js";

/** Told at each commit of a projection, so that whoever waits for a position need not ask again and again. */
export const positionChannel = (schema: string): string => `${schema}_position`;

export interface CheckpointRow {
  readonly projection: string;
  readonly version: number;
  /** Position of the last event whose rows are committed; -1 before the first. */
  readonly position: bigint;
  /** When that event was recorded in the log. */
  readonly recordedAt: string | null;
  /** What the projection keeps for all its keys together (the tree of units, the open periods); null where nothing. */
  readonly shared: unknown;
  /** Counts each time that its rows were changed beside its owner: tables exchanged, parked events redriven. */
  readonly generation: number;
}

export const checkpointTable: TableOf<CheckpointRow> = {
  name: "checkpoint",
  columns: {
    projection: "text",
    version: "integer",
    position: "bigint",
    recordedAt: "timestamptz",
    shared: "jsonb",
    generation: "integer",
  },
  key: ["projection"],
};

/** An event that a projection could not take in. It names the event; it never holds its data. */
export interface ParkedEventRow {
  readonly projection: string;
  readonly position: bigint;
  /** The key whose rows stand still from here on. */
  readonly key: string;
  readonly stream: string;
  readonly type: string;
  /** Position of the event that this one waits behind; null for the one that failed. */
  readonly behind: bigint | null;
  readonly attempts: number;
  readonly errorClass: string;
  /** Where and what, without a value from the event. */
  readonly errorMessage: string;
}

export const parkedEventTable: TableOf<ParkedEventRow> = {
  name: "parked_event",
  columns: {
    projection: "text",
    position: "bigint",
    key: "text",
    stream: "text",
    type: "text",
    behind: "bigint",
    attempts: "integer",
    errorClass: "text",
    errorMessage: "text",
  },
  key: ["projection", "position", "key"],
};

/** Tables that a rebuild has replaced; kept for a while, for whoever still reads them, then dropped. */
export interface RetiredSchemaRow {
  readonly schemaName: string;
  readonly projection: string;
  readonly retiredAt: string;
}

export const retiredSchemaTable: TableOf<RetiredSchemaRow> = {
  name: "retired_schema",
  columns: { schemaName: "text", projection: "text", retiredAt: "timestamptz" },
  key: ["schemaName"],
};
