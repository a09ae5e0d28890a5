// Writes the rows that follow from keyed ones, a bounded number at a time.
import type { Table } from "@tabel/read-models";
import type { DerivedChange } from "../folding/fold.js";
import { type RowsBy, rowWriter } from "./row-writer.js";
import type { Session } from "../session.js";
import { tableStatements } from "./table-statements.js";
import type { HowToWrite } from "./writer.js";

const changesAtOnce = { upsert: 1_000, copy: 5_000 } as const;

export const derivedRowsWriter = (schema: string, tables: readonly Table[], session: Session, by: RowsBy) => {
  const waiting = tables.map((table) => {
    const statements = tableStatements(schema, table);
    return {
      statements,
      together: rowWriter(statements, session, by),
      isolating: rowWriter(statements, session, "upsert"),
      cleared: [] as Readonly<Record<string, string>>[],
      fresh: [] as object[],
      replacing: [] as object[],
    };
  });

  const flush = async (how: HowToWrite): Promise<void> => {
    for (const table of waiting) {
      const { statements, cleared, fresh, replacing } = table;
      if (cleared.length > 0) await session.run(statements.remove(cleared.splice(0)));
      if (fresh.length + replacing.length > 0) await table[how].write(fresh.splice(0), replacing.splice(0));
    }
  };

  /** Applies all changes. What an earlier call that failed left waiting is forgotten. */
  return async (changes: Iterable<DerivedChange>, how: HowToWrite): Promise<void> => {
    for (const table of waiting) for (const list of [table.cleared, table.fresh, table.replacing]) list.length = 0;
    let count = 0;
    for (const { change, fresh } of changes) {
      const table = waiting.find(({ statements }) => statements.table === change.table);
      if (table === undefined) throw new TypeError(`the projection does not derive the table ${change.table.name}`);
      if ("put" in change) (fresh ? table.fresh : table.replacing).push(change.put);
      else table.cleared.push(change.clear);
      if ((count += 1) % changesAtOnce[by] === 0) await flush(how);
    }
    await flush(how);
  };
};
