// Compares two tables that should be equal and names the first row, in the order of the keys, in which they are not.
import { columnName, type ColumnType, type Table } from "@tabel/read-models";
import { createHmac, randomBytes } from "node:crypto";
import type { Session } from "../session.js";

export interface Difference {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  /** `extra`: it stands in the views and does not follow from the events; `missing`: the other way round. */
  readonly is: "extra" | "missing" | "different";
  /** For `different`: the columns that are, by values that may be shown. */
  readonly columns: readonly { readonly column: string; readonly stands: string; readonly follows: string }[];
}

export interface Comparison {
  readonly rows: number;
  readonly difference: Difference | undefined;
}

export interface ComparisonOptions {
  readonly session: Session;
  readonly table: Table;
  readonly live: string;
  readonly recomputed: string;
  /** Properties that hold personal data whatever their type. */
  readonly personal: ReadonlySet<string>;
}

interface Found {
  readonly key: Readonly<Record<string, string>>;
  readonly stands: Readonly<Record<string, string | null>> | null;
  readonly follows: Readonly<Record<string, string | null>> | null;
}

const openTypes = new Set<ColumnType>(["integer", "bigint", "date", "boolean", "timestamptz"]);

// Names, e-mail addresses, reasons, kinds, pay: text and JSON can hold any of it, so they are shown by a mark that is the
// same for the same value. Its key lives as long as the process: nobody can guess a value and compare.
const marking = randomBytes(32);
const mark = (text: string): string => `#${createHmac("sha256", marking).update(text).digest("hex").slice(0, 12)}`;

/** The way to the first difference of two JSON values, by the names of properties; what may be data is left out. */
const wayToDifference = (one: unknown, other: unknown, way = ""): string => {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return way;
  const [left, right] = [one, other] as Readonly<Record<string, unknown>>[]; // both are objects
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const name = names.find((each) => JSON.stringify(left?.[each]) !== JSON.stringify(right?.[each]));
  if (name === undefined) return way;
  const shown = Array.isArray(one) ? `[${name}]` : /^[a-z][A-Za-z]*$/.test(name) ? `.${name}` : ".…";
  return wayToDifference(left?.[name], right?.[name], way + shown);
};

const parsed = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown));

const differing = (
  { table, personal }: ComparisonOptions,
  stands: NonNullable<Found["stands"]>,
  follows: NonNullable<Found["follows"]>,
): Difference["columns"] => {
  const shown = (property: string, type: ColumnType, value: string | null): string => {
    if (value === null) return "null";
    const open = openTypes.has(type) || table.key.includes(property) || (type === "text" && property.endsWith("Id"));
    return open && !personal.has(property) ? value : mark(value);
  };
  return Object.entries(table.columns).flatMap(([property, type]) => {
    const column = columnName(property);
    const [one, other] = [stands[column] ?? null, follows[column] ?? null];
    if (one === other) return [];
    const way = type === "json" || type === "jsonb" ? wayToDifference(parsed(one), parsed(other)) : "";
    return [{ column: column + way, stands: shown(property, type, one), follows: shown(property, type, other) }];
  });
};

/** Both tables are read in one statement, so at one moment; the server joins them by their keys and keeps none in memory. */
export const compareTables = async (options: ComparisonOptions): Promise<Comparison> => {
  const { session, table, live, recomputed } = options;
  const keys = table.key.map(columnName);
  const all = Object.keys(table.columns).map(columnName);
  const asTexts = (alias: string): string =>
    `case when ${alias}.${keys[0]} is not null then jsonb_build_object(${all.map((name) => `'${name}', ${alias}.${name}::text`).join(", ")}) end`;
  const values = (alias: string): string => all.map((name) => `${alias}.${name}::text`).join(", ");
  const [found] = await session.run<Found>({
    name: `compare ${table.name}`,
    text: `select jsonb_build_object(${keys.map((name) => `'${name}', ${name}::text`).join(", ")}) as key,
        ${asTexts("stands")} as stands, ${asTexts("follows")} as follows
      from "${live}"."${table.name}" stands full join "${recomputed}"."${table.name}" follows using (${keys.join(", ")})
      where stands.${keys[0]} is null or follows.${keys[0]} is null
        or (${values("stands")}) is distinct from (${values("follows")})
      order by ${keys.join(", ")} limit 1`,
    values: [],
  });
  const [counted] = await session.run<{ rows: number }>({
    name: `count ${table.name}`,
    text: `select count(*)::integer as rows from "${live}"."${table.name}"`,
    values: [],
  });
  const rows = counted?.rows ?? 0;
  if (found === undefined) return { rows, difference: undefined };
  const { key, stands, follows } = found;
  const is = follows === null ? "extra" : stands === null ? "missing" : "different";
  const columns = stands !== null && follows !== null ? differing(options, stands, follows) : [];
  return { rows, difference: { table: table.name, key, is, columns } };
};
