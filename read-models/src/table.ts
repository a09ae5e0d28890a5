// How a table is described: the one contract between the projections that write it and the queries that read it.
// Properties are written as TypeScript writes them; the column of `employeeId` is `employee_id`.

/** `json` where rows are only read whole: PostgreSQL takes it in twice as fast as `jsonb`, which a query can look into. */
export type ColumnType =
  "text" | "text[]" | "integer" | "bigint" | "date" | "boolean" | "json" | "jsonb" | "timestamptz";

export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The primary key, in its order. */
  readonly key: readonly string[];
}

/** A table whose rows are of a type: it describes every property of it and nothing else. */
export interface TableOf<Row extends object> extends Table {
  readonly columns: Readonly<Record<keyof Row & string, ColumnType>>;
  readonly key: readonly (keyof Row & string)[];
}

/** The PostgreSQL schema that queries read. The engine may keep the same tables elsewhere too, while it rebuilds. */
export const viewsSchema = "views";

export const columnName = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `employee_id as "employeeId", …`: the select list that gives rows of the table's own type. */
export const selectList = (table: Table, alias?: string): string =>
  Object.keys(table.columns)
    .map((property) => `${alias === undefined ? "" : `${alias}.`}${columnName(property)} as "${property}"`)
    .join(", ");
