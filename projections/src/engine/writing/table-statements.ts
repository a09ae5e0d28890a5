// The SQL for one table: rows of a whole batch in one statement each, whatever the number of rows.
import { columnName, selectList, type ColumnType, type Table } from "@tabel/read-models";
import { columnArray } from "./array-literals.js";

export interface Statement {
  /** Prepared once a session under this name. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Copy {
  readonly text: string;
  /** In PostgreSQL's text format, whole lines. */
  readonly parts: readonly Buffer[];
}

type Values = Readonly<Record<string, unknown>>;

// Arrays of arrays would be flattened by unnest, and JSON travels as text: both are cast back row by row.
const travelsAsText = new Set<ColumnType>(["text[]", "json", "jsonb"]);
const parameterType = (type: ColumnType): string => (travelsAsText.has(type) ? "text" : type);

export interface TableStatements {
  readonly table: Table;
  /** Rows by the first column of the key. */
  load(keys: readonly string[]): Statement;
  /** The next rows in the key's order, for going through all of them. */
  page(after: string, limit: number): Statement;
  /** One upsert of all rows; no two may have the same key. */
  upsert(rows: readonly object[]): Statement;
  copy(parts: Copy["parts"]): Copy;
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
    copy: (parts) => ({ text: `copy ${place} (${columns.join(", ")}) from stdin`, parts }),
    removeLike: (rows) => remove(rows as readonly Values[], table.key), // rows of this table
    remove,
  };
};
