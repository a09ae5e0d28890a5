// Writes the rows that follow from keyed ones, a bounded number at a time.
import type { Table } from "@tabel/read-models";
import type { RowChange } from "./projection.js";
import type { Session } from "./session.js";
import { tableStatements } from "./table-statements.js";

const rowsAtOnce = 1_000;

export const derivedRowsWriter = (schema: string, tables: readonly Table[], session: Session) => {
  const waiting = tables.map((table) => ({
    statements: tableStatements(schema, table),
    cleared: [] as Readonly<Record<string, string>>[],
    rows: [] as object[],
  }));

  const flush = async (): Promise<void> => {
    for (const { statements, cleared, rows } of waiting) {
      if (cleared.length > 0) await session.run(statements.remove(cleared.splice(0)));
      if (rows.length > 0) await session.run(statements.upsert(rows.splice(0)));
    }
  };

  /** Applies all changes. What an earlier call that failed left waiting is forgotten. */
  return async (changes: Iterable<RowChange>): Promise<void> => {
    for (const table of waiting) {
      table.cleared.length = 0;
      table.rows.length = 0;
    }
    let count = 0;
    for (const change of changes) {
      const table = waiting.find(({ statements }) => statements.table === change.table);
      if (table === undefined) throw new TypeError(`the projection does not derive the table ${change.table.name}`);
      if ("put" in change) table.rows.push(change.put);
      else table.cleared.push(change.clear);
      if ((count += 1) % rowsAtOnce === 0) await flush();
    }
    await flush();
  };
};
