// How rows reach their table: by an upsert where readers look on, by COPY where a rebuild fills tables of its own.
import { inChunks } from "@tabel/platform";
import { CopyText, lineOf } from "./copy-text.js";
import type { Session } from "../session.js";
import type { TableStatements } from "./table-statements.js";

/** `upsert` for tables that are read; `copy` for those that are being filled. */
export type RowsBy = "upsert" | "copy";

export interface RowWriter {
  /** Takes a row that `write` brings to the table. `fresh`: its key had none. No two of one write may have the same key. */
  add(row: object, fresh: boolean): void;
  /** Whether so much waits that it should be written before more is added. */
  full(): boolean;
  write(): Promise<void>;
  /** What was added and not written is forgotten. */
  clear(): void;
}

/** They bound the memory that one statement takes. */
const mostRows = 5_000;
const mostBytes = 4 * 1024 * 1024;

const upserting = (statements: TableStatements, session: Session): RowWriter => {
  let rows: object[] = [];
  return {
    add: (row) => void rows.push(row),
    full: () => rows.length >= mostRows,
    write: async () => {
      for (const some of inChunks(rows.splice(0), mostRows)) await session.run(statements.upsert(some));
    },
    clear: () => void (rows = []),
  };
};

/** Cheaper than an upsert: what is replaced is found by its key alone, and no row is checked against the table. */
const copying = (statements: TableStatements, session: Session, together: string | undefined): RowWriter => {
  const { table } = statements;
  const line = lineOf(table);
  const texts = new Map<unknown, CopyText>();
  let bytes = 0;
  const textOf = (row: object): CopyText => {
    const group = together === undefined ? "" : (row as Readonly<Record<string, unknown>>)[together]; // a row of the table
    let text = texts.get(group);
    if (text === undefined) texts.set(group, (text = new CopyText()));
    return text;
  };
  const forget = (): void => {
    texts.clear();
    bytes = 0;
  };
  let replaced: object[] = [];
  const keyOf = (row: object): object =>
    Object.fromEntries(table.key.map((name) => [name, (row as Readonly<Record<string, unknown>>)[name]])); // a row of the table
  return {
    add: (row, fresh) => {
      if (!fresh) replaced.push(keyOf(row));
      const text = line(row);
      bytes += text.length;
      textOf(row).add(text);
    },
    full: () => bytes >= mostBytes,
    write: async () => {
      for (const keys of inChunks(replaced.splice(0), mostRows)) await session.run(statements.removeLike(keys));
      const parts = [...texts.values()].flatMap((text) => text.take());
      forget();
      if (parts.length > 0) await session.copy(statements.copy(parts));
    },
    clear: () => {
      replaced = [];
      forget();
    },
  };
};

/** @param together a property: rows of one write that have the same value in it are written one after the other */
export const rowWriter = (statements: TableStatements, session: Session, by: RowsBy, together?: string): RowWriter =>
  by === "upsert" ? upserting(statements, session) : copying(statements, session, together);
