// Reading the views: typed rows, dates as text, positions as bigint.
import { valueTypes } from "@tabel/read-models";
import type pg from "pg";

export interface Views {
  /** Runs one query; parameters are always bound, never written into the text. */
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Nobody waits longer for one query, in milliseconds; a list that needs more is a fault of ours. */
const STATEMENT_MS = 5_000;

export const openViews = (pool: pg.Pool): Views => ({
  rows: async <Row>(text: string, values: readonly unknown[] = []) => {
    const config = { text, values: [...values], types: valueTypes, query_timeout: STATEMENT_MS };
    const { rows } = await pool.query(config);
    return rows as Row[]; // the select list names the row's properties
  },
});
