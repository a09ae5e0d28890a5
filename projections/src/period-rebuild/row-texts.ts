// A row as PostgreSQL shows it, column by column. The row that stands and the one that is right are compared by these texts:
// most are the same, and nothing of them need be read.
import type { Table, TableOf } from "@tabel/read-models";
import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { jsonOf } from "../engine/writing/copy-text.js";

/** By property; null for no value. */
export type RowTexts = Readonly<Record<string, string | null>>;

/** For queries whose rows are such texts. */
export const asTexts: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text };

const isJson = (type: string | undefined): boolean => type === "json" || type === "jsonb";

/** What a column's text says. */
const valueOf = (type: string | undefined, text: string | null): unknown => {
  if (text === null) return null;
  if (isJson(type)) return JSON.parse(text) as unknown;
  return type === "integer" ? Number(text) : text;
};

/** One property of a row that stands. */
export const valueIn = (table: Table, row: RowTexts, property: string): unknown =>
  valueOf(table.columns[property], row[property] ?? null);

export const rowOf = <Row extends object>(table: TableOf<Row>, row: RowTexts): Row =>
  Object.fromEntries(Object.keys(table.columns).map((property) => [property, valueIn(table, row, property)])) as Row; // as the table describes it

/**
 * Whether rows of a table have the same values. Other texts of the same JSON are the same: names come in another order where an
 * earlier program wrote the row.
 * @param besides properties that are not looked at
 */
export const sameRows = (table: Table, besides: readonly string[] = []) => {
  const columns = Object.entries(table.columns)
    .filter(([property]) => !besides.includes(property))
    .map(([property, type]) => ({ property, json: isJson(type) }));
  return (stands: RowTexts, right: object): boolean => {
    for (const { property, json } of columns) {
      const before = stands[property] ?? null;
      const value = (right as Readonly<Record<string, unknown>>)[property] ?? null; // a row of the table
      const after = value === null ? null : json ? jsonOf(value) : String(value as string | number | bigint | boolean); // what is no JSON is one of these
      if (before === after) continue;
      if (!json || before === null || after === null) return false;
      if (!isDeepStrictEqual(JSON.parse(before), JSON.parse(after))) return false;
    }
    return true;
  };
};
