// Writes the rows that follow from keyed ones, a bounded number at a time.
import type { Table } from "@tabel/read-models";
import type { DerivedChange } from "../folding/fold.js";
import { type RowsBy, rowWriter } from "./row-writer.js";
import type { Session } from "../session.js";
import { tableStatements } from "./table-statements.js";
import type { HowToWrite } from "./writer.js";

const changesAtOnce = { upsert: 1_000, copy: 20_000 } as const;

export const derivedRowsWriter = (schema: string, tables: readonly Table[], session: Session, by: RowsBy) => {
  const waiting = tables.map((table) => {
    const statements = tableStatements(schema, table);
    return {
      statements,
      // What is read together lies together: the sheets of a month, whosoever they are.
      together: rowWriter(statements, session, by, table.key[0]),
      isolating: rowWriter(statements, session, "upsert"),
      cleared: [] as Readonly<Record<string, string>>[],
    };
  });
  const writing = new Map(waiting.map((table) => [table.statements.table, table]));

  const flush = async (how: HowToWrite): Promise<void> => {
    for (const table of waiting) {
      if (table.cleared.length > 0) await session.run(table.statements.remove(table.cleared.splice(0)));
      await table[how].write();
    }
  };

  /** Applies all changes. What an earlier call that failed left waiting is forgotten. */
  return async (changes: Iterable<DerivedChange>, how: HowToWrite): Promise<void> => {
    for (const table of waiting) {
      table.cleared.length = 0;
      table[how].clear();
    }
    let count = 0;
    for (const { change, fresh } of changes) {
      const table = writing.get(change.table);
      if (table === undefined) throw new TypeError(`the projection does not derive the table ${change.table.name}`);
      if ("put" in change) table[how].add(change.put, fresh);
      else table.cleared.push(change.clear);
      count += 1;
      if (count < changesAtOnce[by] && !table[how].full()) continue;
      await flush(how);
      count = 0;
    }
    await flush(how);
  };
};
