// Columns of rows as PostgreSQL writes arrays: node-postgres' own way of doing so took as long as reading the events.
import type { ColumnType } from "@tabel/read-models";

const special = /["\\]/;
const quoted = (text: string): string =>
  special.test(text) ? `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : `"${text}"`;

export const textArray = (elements: readonly string[]): string => `{${elements.map(quoted).join(",")}}`;

export const unquoted = new Set<ColumnType>(["integer", "bigint", "boolean"]);

/** One element of an array literal. */
const element = (type: ColumnType, value: unknown): string => {
  if (value === null || value === undefined) return "NULL";
  if (type === "json" || type === "jsonb") return quoted(JSON.stringify(value));
  if (type === "text[]") return quoted(textArray(value as readonly string[])); // the column's type says so
  return unquoted.has(type) ? String(value as string | number | bigint | boolean) : quoted(String(value as string)); // as above
};

export const columnArray = (type: ColumnType, values: readonly unknown[]): string =>
  `{${values.map((value) => element(type, value)).join(",")}}`;
