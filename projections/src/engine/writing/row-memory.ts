// The rows of a keyed projection as far as they are known: what this transaction wrote, what earlier ones left in memory,
// and else the table.
import { LRUCache } from "lru-cache";
import type { Session } from "../session.js";
import type { TableStatements } from "./table-statements.js";

/** Kept between transactions; few, because a reader that is behind seldom meets the same key soon, and a live one often. */
const rememberedRows = 2_000;

export interface RowMemory {
  /** Rows by key, loading in one query what is not known; a key without a row is absent. */
  rowsOf(keys: Iterable<string>): Promise<ReadonlyMap<string, object>>;
  /** The next rows of the table in the order of their keys. */
  page(after: string, limit: number): Promise<ReadonlyMap<string, object>>;
  /** What the transaction has written. */
  wrote(key: string, row: object | undefined): void;
  committed(): void;
  rolledBack(): void;
}

export const createRowMemory = (session: Session, statements: TableStatements): RowMemory => {
  const [keyProperty = ""] = statements.table.key;
  const keyOf = (row: object): string => String((row as Readonly<Record<string, unknown>>)[keyProperty]); // a row of the table
  const byKey = (rows: readonly object[]) => new Map(rows.map((row) => [keyOf(row), row]));
  const remembered = new LRUCache<string, object>({ max: rememberedRows });
  const written = new Map<string, object | undefined>();

  return {
    rowsOf: async (keys) => {
      const rows = new Map<string, object>();
      const unknown: string[] = [];
      for (const key of keys) {
        const row = written.has(key) ? written.get(key) : remembered.get(key);
        if (row !== undefined) rows.set(key, row);
        else if (!written.has(key)) unknown.push(key);
      }
      if (unknown.length > 0)
        for (const [key, row] of byKey(await session.run(statements.load(unknown)))) rows.set(key, row);
      return rows;
    },
    page: async (after, limit) => byKey(await session.run(statements.page(after, limit))),
    wrote: (key, row) => void written.set(key, row),
    committed: () => {
      for (const [key, row] of written) {
        if (row === undefined) remembered.delete(key);
        else remembered.set(key, row);
      }
      written.clear();
    },
    rolledBack: () => {
      written.clear();
      remembered.clear();
    },
  };
};
