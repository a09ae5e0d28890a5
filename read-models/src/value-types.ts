// How PostgreSQL's values arrive. node-postgres would make a JavaScript Date of a `date` (a local date has no instant) and
// text of a `bigint` (a position is a bigint); every query on the read models passes these types instead.
import pg from "pg";

const { builtins } = pg.types;

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
]);

/** For the `types` of a pg query, client or pool. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers.get(oid)) || pg.types.getTypeParser(oid, format ?? "text"),
};
