// One connection to PostgreSQL that one reader of the log works on.
import { valueTypes } from "@tabel/read-models";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Copy, Statement } from "./writing/table-statements.js";

export interface Session {
  /** @param types how values arrive; as the row types say, unless given */
  run<Row extends object>(statement: Statement, types?: pg.CustomTypesConfig): Promise<Row[]>;
  /** Rows into a table without looking at what stands there; one that stands already fails all of them. */
  copy(copy: Copy): Promise<void>;
  /** Rows that `copy` has written since the connection was opened. */
  copied(): number;
  /** SQL of our own that is no statement about rows: definitions of tables, settings. Several at once are one transaction. */
  define(text: string): Promise<void>;
  /** Rolls back and throws on when the work fails. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Like `transaction`, inside one: what failed is undone, what was done before it stays. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Shows the server that this process is not paused. */
  signOfLife(): Promise<void>;
}

export const sessionOn = (client: pg.ClientBase): Session => {
  // One statement at a time: a sign of life may fall between two statements of a transaction.
  let last: Promise<unknown> = Promise.resolve();
  let copied = 0;
  const next = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => undefined); // told to whoever asked
    return result;
  };
  const inTurn = <Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> =>
    next(() => client.query<Row>(query));
  const simple = async (text: string): Promise<void> => void (await inTurn({ text }));
  const guarded = async <Result>(begin: string, commit: string, rollback: string, work: () => Promise<Result>) => {
    await simple(begin);
    try {
      const result = await work();
      await simple(commit);
      return result;
    } catch (error) {
      await simple(rollback).catch(() => undefined); // the connection is gone and its transaction with it
      throw error;
    }
  };
  return {
    run: async <Row extends object>({ name, text, values }: Statement, types = valueTypes) =>
      (await inTurn<Row>({ name, text, values: [...values], types })).rows,
    copy: ({ text, parts }) =>
      next(async () => {
        const target = client.query(copyFrom(text));
        await pipeline(Readable.from(parts), target);
        copied += target.rowCount;
      }),
    copied: () => copied,
    define: simple,
    transaction: (work) => guarded("begin", "commit", "rollback", work),
    attempt: (work) => guarded("savepoint attempt", "release attempt", "rollback to attempt; release attempt", work),
    signOfLife: () => simple("select"),
  };
};
