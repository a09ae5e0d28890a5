// An alarm that goes off while the database goes away ends nothing: pg-boss marks its jobs beside the work, and nobody waits for it.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { testDatabase, type TestDatabase } from "@tabel/test-infra";
import pg from "pg";
import { startAlarms } from "./alarms.js";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const until = async (condition: () => boolean): Promise<void> => {
  for (let looks = 0; looks < 1_000 && !condition(); looks += 1) await pause(20);
  expect(condition()).toBe(true);
};

test("an alarm whose mark is lost rings, and goes on to ring", async () => {
  let rings = 0;
  let lost = 0;
  const nobodys: unknown[] = [];
  const note = (reason: unknown): void => void nobodys.push(reason);
  process.on("unhandledRejection", note);
  // The real database; the connection is lost in the moment in which a job is marked.
  const losing = new Proxy(pool, {
    get: (target, name: keyof pg.Pool) =>
      name === "query"
        ? (text: string, values?: unknown[]) => {
            if (!/SET completed_on/.test(text)) return target.query(text, values);
            lost += 1;
            return Promise.reject(new Error("Connection terminated unexpectedly"));
          }
        : Reflect.get(target, name),
  });
  const warned: object[] = [];
  const log = { warn: (fields: object) => void warned.push(fields) };
  const alarms = await startAlarms({ pool: losing, log, ring: () => (rings += 1) });
  const session = {
    run: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
  };
  await alarms.set(["2026-03-02T09:00:00.000Z"], session);
  await until(() => rings === 1 && lost === 1);
  await alarms.set(["2026-03-02T10:00:00.000Z"], session);
  await until(() => rings === 2 && lost === 2);
  await alarms.stop();
  process.off("unhandledRejection", note);
  expect(nobodys).toEqual([]);
  expect(warned).toHaveLength(2);
});
