// Rows as COPY takes them, in PostgreSQL's text format: https://www.postgresql.org/docs/current/sql-copy.html
// A row becomes text as soon as it is known: rows that wait as objects by the thousand outlive the young generation, and
// collecting them took a quarter of a rebuild.
import type { ColumnType, Table } from "@tabel/read-models";
import { textArray, unquoted } from "./array-literals.js";

const special = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escaped = (text: string): string => text.replace(special, (found) => escapes[found] ?? found);

const known = new WeakMap<object, string>();
/** What is the same for many people (a month as planned) is one frozen object for all of them: its text is made once. */
export const jsonOf = (value: unknown): string => {
  const shared = typeof value === "object" && value !== null && Object.isFrozen(value) ? value : undefined;
  const before = shared && known.get(shared);
  if (before !== undefined) return before;
  const json = JSON.stringify(value);
  if (shared !== undefined) known.set(shared, json);
  return json;
};
const jsonText = (value: unknown): string => {
  const json = jsonOf(value);
  return json.includes("\\") ? json.replaceAll("\\", "\\\\") : json; // its control characters are escaped already
};

type Encode = (value: unknown) => string;
const encoderOf = (type: ColumnType): Encode => {
  if (type === "json" || type === "jsonb") return jsonText;
  if (type === "text[]") return (value) => escaped(textArray(value as readonly string[])); // the column's type says so
  return unquoted.has(type)
    ? (value) => String(value as string | number | bigint | boolean) // as above
    : (value) => escaped(String(value as string)); // as above
};

/** One row as a whole line. */
export const lineOf = ({ columns }: Table): ((row: object) => string) => {
  const encoders = Object.entries(columns).map(([property, type]) => ({ property, encode: encoderOf(type) }));
  return (row) => {
    const values = row as Readonly<Record<string, unknown>>; // a row of the table
    let line = "";
    for (const { property, encode } of encoders) {
      const value = values[property];
      line += `${line === "" ? "" : "\t"}${value === null || value === undefined ? "\\N" : encode(value)}`;
    }
    return `${line}\n`;
  };
};

const partLength = 64 * 1024;

/** Lines that wait to be copied, as bytes outside the heap. */
export class CopyText {
  #parts: Buffer[] = [];
  #open = "";

  add(line: string): void {
    this.#open += line;
    if (this.#open.length >= partLength) this.#close();
  }

  /** All that waits; nothing does afterwards. */
  take(): readonly Buffer[] {
    this.#close();
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #close(): void {
    if (this.#open === "") return;
    this.#parts.push(Buffer.from(this.#open));
    this.#open = "";
  }
}
