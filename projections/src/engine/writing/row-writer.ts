// How rows reach their table: by an upsert where readers look on, by COPY where a rebuild fills tables of its own.
import type { Session } from "../session.js";
import type { TableStatements } from "./table-statements.js";

/** `upsert` for tables that are read; `copy` for those that are being filled. */
export type RowsBy = "upsert" | "copy";

export interface RowWriter {
  /**
   * @param fresh rows of keys that had none
   * @param replacing rows of keys that may have some
   */
  write(fresh: readonly object[], replacing: readonly object[]): Promise<void>;
}

/** It bounds the memory that one statement takes. */
const rowsAtOnce = 5_000;

function* parts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += rowsAtOnce) yield items.slice(start, start + rowsAtOnce);
}

export const rowWriter = (statements: TableStatements, session: Session, by: RowsBy): RowWriter =>
  by === "upsert"
    ? {
        write: async (fresh, replacing) => {
          for (const rows of parts([...replacing, ...fresh])) await session.run(statements.upsert(rows));
        },
      }
    : {
        // Cheaper than an upsert: what is replaced is found by its key alone, and no row is checked against the table.
        write: async (fresh, replacing) => {
          for (const rows of parts(replacing)) await session.run(statements.removeLike(rows));
          const all = replacing.length === 0 ? fresh : [...replacing, ...fresh];
          if (all.length > 0) await session.copy(statements.copy(all));
        },
      };
