// Reading the views: values as the row types say, a bound on time, and one problem when the database is away.
import { platformProblems, Problem } from "@tabel/platform";
import { valueTypes } from "@tabel/read-models";
import pg from "pg";
import { type Sql, statement } from "./sql.js";

export interface Views {
  /** @throws Problem unavailable (503) when the database does not answer */
  rows<Row extends object>(query: Sql): Promise<Row[]>;
  /** The only row, or undefined. */
  row<Row extends object>(query: Sql): Promise<Row | undefined>;
}

/** Nobody waits longer for one query, in milliseconds; a list that needs more is a fault of ours. */
const STATEMENT_MS = 5_000;

// Classes of SQLSTATE that say nothing about the query: connection, resources, intervention, system.
const AWAY = ["08", "53", "57", "58"];

const isAway = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || AWAY.includes(error.code?.slice(0, 2) ?? "");

export const openViews = (pool: pg.Pool): Views => {
  const rows = async <Row extends object>(query: Sql): Promise<Row[]> => {
    try {
      const config = { ...statement(query), types: valueTypes, query_timeout: STATEMENT_MS };
      return (await pool.query<Row>(config)).rows;
    } catch (cause) {
      if (!isAway(cause)) throw cause;
      const more = { headers: { "Retry-After": "1" }, cause };
      throw new Problem(platformProblems.unavailable, "The views are away at the moment; ask again.", more);
    }
  };
  return { rows, row: async <Row extends object>(query: Sql) => (await rows<Row>(query))[0] };
};
