// The one thing that the read side writes: a note of who looked at whose data. From there the process managers take it to the log.
import type pg from "pg";
import type { KeepReading } from "./record-readings.js";

const STATEMENT_MS = 5_000;

export const noteReadings =
  (pool: pg.Pool): KeepReading =>
  async ({ userIds, what, readBy, hour }) => {
    await pool.query({
      text: `insert into readings.look (read_by, what, hour, user_id)
             select $1, $2, $3, unnest($4::text[]) on conflict do nothing`,
      values: [readBy, what, hour, userIds],
      query_timeout: STATEMENT_MS,
    } as pg.QueryConfig); // query_timeout is of node-postgres, not of its types
  };
