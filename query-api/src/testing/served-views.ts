// The views over HTTP on a real PostgreSQL, filled with rows as the projections would write them.
import {
  createHttpApplication,
  createLogger,
  createTokenIssuer,
  createTokenVerifier,
  signingKeyFrom,
} from "@tabel/platform";
import { checkpointTable, columnName, migrateReadModels, type TableOf } from "@tabel/read-models";
import { testDatabase } from "@tabel/test-infra";
import { generateKeyPairSync } from "node:crypto";
import pg from "pg";
import supertest from "supertest";
import { allViews, createQueryApi, type QueryApiOptions } from "../query-api.js";

export interface Asker {
  /** A path below /api/views. */
  (path: string, headers?: Readonly<Record<string, string>>): supertest.Test;
}

export interface ServedViews {
  readonly pool: pg.Pool;
  readonly connectionString: string;
  /** Every query that was run, since the last `queries.splice(0)`. */
  readonly queries: { readonly text: string; readonly values: readonly unknown[] }[];
  as(userId: string): Asker;
  anonymous(path: string): supertest.Test;
  /** A calendar feed by its secret. */
  feed(secret: string, headers?: Readonly<Record<string, string>>): supertest.Test;
  write<Row extends object>(table: TableOf<Row>, ...rows: readonly Row[]): Promise<void>;
  /** All projections stand at the position, and say so. */
  reach(position: bigint, projections?: readonly string[]): Promise<void>;
  sql(text: string): Promise<void>;
  close(): Promise<void>;
}

/** What time it is in every spec: noon in Moscow. */
export const noon = new Date("2026-11-16T09:00:00.000Z");

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
const names = { issuer: "tabel", audience: "tabel" };
const issuer = createTokenIssuer({ key, ...names });
const logger = createLogger({ level: "silent", name: "spec" });

/** Every projection that a view reads. */
const everyProjection = [...new Set(["user-access", ...allViews.flatMap(({ reads }) => reads)])];

const valueOf = (value: unknown): unknown =>
  typeof value === "object" &&
  value !== null &&
  !(Array.isArray(value) && value.every((one) => typeof one === "string"))
    ? JSON.stringify(value)
    : value;

export const serveViews = async (options: Partial<QueryApiOptions> = {}): Promise<ServedViews> => {
  const database = await testDatabase();
  await migrateReadModels(database.connectionString);
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 5 });
  pool.on("error", () => undefined); // a spec cuts connections
  const queries: { text: string; values: readonly unknown[] }[] = [];
  const watched = new Proxy(pool, {
    get: (target, name, receiver) => {
      if (name !== "query") return Reflect.get(target, name, receiver) as unknown;
      return (config: pg.QueryConfig) => {
        queries.push({ text: config.text, values: (config.values ?? []) as unknown[] });
        return target.query(config);
      };
    },
  });
  const api = createQueryApi({
    pool: watched,
    verifier: createTokenVerifier({ keys: [key], ...names }),
    log: logger,
    clock: () => noon,
    ...options,
  });
  const app = createHttpApplication({
    logger,
    routes: (on) => void on.use("/api/views", api.router).use("/api/calendar", api.feeds),
  });
  const client = supertest(app);

  const write = async <Row extends object>(table: TableOf<Row>, ...rows: readonly Row[]): Promise<void> => {
    const columns = Object.keys(table.columns);
    const json = new Set(columns.filter((name) => String(Reflect.get(table.columns, name)).startsWith("json")));
    for (const row of rows) {
      const values = columns.map((name) => {
        const value: unknown = Reflect.get(row, name);
        return json.has(name) ? JSON.stringify(value) : valueOf(value);
      });
      await pool.query(
        `insert into views.${table.name} (${columns.map(columnName).join(", ")})
         values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
        values,
      );
    }
  };

  const reach = async (position: bigint, projections = everyProjection): Promise<void> => {
    await pool.query(
      `insert into views.${checkpointTable.name} (projection, version, position)
       select name, 1, $2 from unnest($1::text[]) name
       on conflict (projection) do update set position = excluded.position`,
      [projections, position],
    );
    await pool.query("select pg_notify('views_position', $1)", [String(position)]);
  };

  await reach(1_000n);
  const tokens = new Map<string, string>();
  const tokenOf = (userId: string): string => {
    const token = tokens.get(userId) ?? issuer.issue({ subject: userId }, 3_600);
    tokens.set(userId, token);
    return token;
  };

  return {
    pool,
    connectionString: database.connectionString,
    queries,
    as:
      (userId) =>
      (path, headers = {}) =>
        client.get(`/api/views/${path}`).set({ authorization: `Bearer ${tokenOf(userId)}`, ...headers }),
    anonymous: (path) => client.get(`/api/views/${path}`),
    feed: (secret, headers = {}) => client.get(`/api/calendar/feeds/${secret}.ics`).set({ ...headers }),
    write,
    reach,
    sql: async (text) => void (await pool.query(text)),
    close: async () => {
      await api.close();
      await pool.end();
      await database.drop();
    },
  };
};
