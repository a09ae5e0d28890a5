// The SQL for one table: rows of a whole batch in one statement each, whatever the number of rows.
import { columnName, selectList, type ColumnType, type Table } from "@tabel/read-models";

export interface Statement {
  /** Prepared once a session under this name. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Copy {
  readonly text: string;
  /** In PostgreSQL's text format, whole lines. */
  readonly parts: Iterable<string>;
}

type Values = Readonly<Record<string, unknown>>;

// Arrays of arrays would be flattened by unnest, and JSON travels as text: both are cast back row by row.
const travelsAsText = new Set<ColumnType>(["text[]", "json", "jsonb"]);
const parameterType = (type: ColumnType): string => (travelsAsText.has(type) ? "text" : type);

const special = /["\\]/;
const quoted = (text: string): string =>
  special.test(text) ? `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : `"${text}"`;
const textArray = (elements: readonly string[]): string => `{${elements.map(quoted).join(",")}}`;

const unquoted = new Set<ColumnType>(["integer", "bigint", "boolean"]);

/** One element of an array literal. */
const element = (type: ColumnType, value: unknown): string => {
  if (value === null || value === undefined) return "NULL";
  if (type === "json" || type === "jsonb") return quoted(JSON.stringify(value));
  if (type === "text[]") return quoted(textArray(value as readonly string[])); // the column's type says so
  return unquoted.has(type) ? String(value as string | number | bigint | boolean) : quoted(String(value as string)); // as above
};

/** A column of rows as PostgreSQL writes an array: node-postgres' own way of doing so took as long as reading the events. */
const columnArray = (type: ColumnType, values: readonly unknown[]): string =>
  `{${values.map((value) => element(type, value)).join(",")}}`;

// The text format of COPY: https://www.postgresql.org/docs/current/sql-copy.html
const inCopySpecial = /[\\\n\r\t]/g;
const copyEscapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escaped = (text: string): string => text.replace(inCopySpecial, (found) => copyEscapes[found] ?? found);

/** One value of a row for COPY. */
const copied = (type: ColumnType, value: unknown): string => {
  if (value === null || value === undefined) return "\\N";
  if (type === "json" || type === "jsonb") return escaped(JSON.stringify(value));
  if (type === "text[]") return escaped(textArray(value as readonly string[])); // the column's type says so
  return unquoted.has(type) ? String(value as string | number | bigint | boolean) : escaped(String(value as string)); // as above
};

const rowsOfPart = 500;

/** Lines a few hundred rows at a time, so that the text of all of them need not be in memory at once. */
function* copyParts(properties: readonly string[], types: readonly ColumnType[], rows: readonly object[]) {
  for (let start = 0; start < rows.length; start += rowsOfPart) {
    let part = "";
    for (const row of rows.slice(start, start + rowsOfPart) as Values[])
      // rows of the table
      part += `${properties.map((property, index) => copied(types[index] ?? "text", row[property])).join("\t")}\n`;
    yield part;
  }
}

export interface TableStatements {
  readonly table: Table;
  /** Rows by the first column of the key. */
  load(keys: readonly string[]): Statement;
  /** The next rows in the key's order, for going through all of them. */
  page(after: string, limit: number): Statement;
  /** One upsert of all rows; no two may have the same key. */
  upsert(rows: readonly object[]): Statement;
  copy(rows: readonly object[]): Copy;
  /** Removes the rows that stand under the keys of these. */
  removeLike(rows: readonly object[]): Statement;
  /** Removes rows that have one of these sets of values; each set names the same properties. */
  remove(sets: readonly Values[]): Statement;
}

/** @param schema where this version of the table lives: the one that queries read, or one that a rebuild fills */
export const tableStatements = (schema: string, table: Table): TableStatements => {
  const place = `"${schema}"."${table.name}"`;
  const properties = Object.keys(table.columns);
  const columns = properties.map(columnName);
  const types = Object.values(table.columns);
  const [firstKey = ""] = table.key;
  const key = columnName(firstKey);
  const keyColumns = table.key.map(columnName);
  const others = columns.filter((column) => !keyColumns.includes(column));

  const parameters = types.map((type, index) => `$${index + 1}::${parameterType(type)}[]`).join(", ");
  const casts = columns.map((column, index) => {
    const type = types[index] ?? "text"; // one type a column
    return parameterType(type) === type ? column : `${column}::${type}`;
  });
  const upsertText = `insert into ${place} (${columns.join(", ")})
    select ${casts.join(", ")} from unnest(${parameters}) as rows (${columns.join(", ")})
    on conflict (${keyColumns.join(", ")}) do ${
      others.length === 0
        ? "nothing"
        : `update set ${others.map((column) => `${column} = excluded.${column}`).join(", ")}`
    }`;

  const remove = (sets: readonly Values[], names: readonly string[] = Object.keys(sets[0] ?? {})): Statement => {
    const unnested = names.map((name, index) => `$${index + 1}::${table.columns[name] ?? "text"}[]`).join(", ");
    const match = names.map((name) => `doomed.${columnName(name)} = gone.${columnName(name)}`).join(" and ");
    return {
      name: `remove ${schema}.${table.name} ${names.join(",")}`.slice(0, 63),
      text: `delete from ${place} doomed using unnest(${unnested}) as gone (${names.map(columnName).join(", ")})
        where ${match}`,
      values: names.map((name) => sets.map((set) => set[name])),
    };
  };

  return {
    table,
    load: (keys) => ({
      name: `load ${schema}.${table.name}`,
      text: `select ${selectList(table)} from ${place} where ${key} = any($1::text[])`,
      values: [keys],
    }),
    page: (after, limit) => ({
      name: `page ${schema}.${table.name}`,
      text: `select ${selectList(table)} from ${place} where ${key} > $1 order by ${key} limit $2`,
      values: [after, limit],
    }),
    upsert: (rows) => ({
      name: `upsert ${schema}.${table.name}`,
      text: upsertText,
      values: properties.map((property, index) => {
        const type = types[index] ?? "text"; // one type a column
        return columnArray(
          type,
          (rows as readonly Values[]).map((row) => row[property]), // rows of this table
        );
      }),
    }),
    copy: (rows) => ({
      text: `copy ${place} (${columns.join(", ")}) from stdin`,
      parts: copyParts(properties, types, rows),
    }),
    removeLike: (rows) => remove(rows as readonly Values[], table.key), // rows of this table
    remove,
  };
};
