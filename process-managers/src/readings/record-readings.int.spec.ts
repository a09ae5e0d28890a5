// Every look that was noted is in one command, whatever fails in between and however many instances record.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { migrateReadModels } from "@tabel/read-models";
import { testDatabase, type TestDatabase } from "@tabel/test-infra";
import pg from "pg";
import type { CommandToCarryOut } from "../process/ports.js";
import { recordSomeReadings, runReadings } from "./record-readings.js";

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  await migrateReadModels(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString, max: 6 });
  pool.on("error", () => undefined); // the database is dropped under it
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query("truncate readings.look"));

const note = (readBy: string, what: string, people: number, hour = "2026-11-16T09") =>
  pool.query(
    `insert into readings.look (read_by, what, hour, user_id)
     select $1, $2, $3, 'e' || n from generate_series(1, $4) n on conflict do nothing`,
    [readBy, what, hour, people],
  );

interface Read {
  readonly readBy: string;
  readonly what: string;
  readonly userIds: readonly string[];
}

/** Takes each command once by its id, as the command side does. */
const commandSide = (fails: (count: number) => "before" | "after" | "no" = () => "no") => {
  const taken = new Map<string, Read>();
  let count = 0;
  const carryOutCommand = (command: CommandToCarryOut) => {
    const failure = fails((count += 1));
    if (failure !== "before" && !taken.has(command.commandId)) taken.set(command.commandId, command.data as Read);
    if (failure !== "no") return Promise.reject(new Error("no answer"));
    return Promise.resolve({ is: "done", position: String(count) } as const);
  };
  return { taken, carryOutCommand };
};

const looksIn = (taken: ReadonlyMap<string, Read>): string[] =>
  [...taken.values()].flatMap(({ readBy, what, userIds }) => userIds.map((id) => `${readBy}/${what}/${id}`)).toSorted();

const looksOf = (readBy: string, what: string, people: number): string[] =>
  Array.from({ length: people }, (_, index) => `${readBy}/${what}/e${index + 1}`);

test("a page of people is one command, and more than a page are several", async () => {
  await note("acc", "pay", 1_100);
  await note("hr", "history", 1);
  const { taken, carryOutCommand } = commandSide();
  await recordSomeReadings({ pool, carryOutCommand });
  expect([...taken.values()].map(({ userIds }) => userIds.length).toSorted((a, b) => a - b)).toEqual([
    1, 100, 500, 500,
  ]);
  expect(looksIn(taken)).toEqual([...looksOf("acc", "pay", 1_100), ...looksOf("hr", "history", 1)].toSorted());
  expect(await recordSomeReadings({ pool, carryOutCommand })).toBe(0);
});

test("each look is in one command, when answers are lost and others come meanwhile, with two instances", async () => {
  const { taken, carryOutCommand } = commandSide((count) => (count > 12 ? "no" : count % 3 === 0 ? "before" : "after"));
  const warned: object[] = [];
  const log = { warn: (fields: object) => void warned.push(fields) };
  const recorders = [0, 1].map(() => runReadings({ pool, carryOutCommand, log }));
  for (let people = 1; people <= 40; people += 13) await note("acc", "pay", people);
  await note("aud", "history", 700);
  const waiting = async () => {
    const { rows } = await pool.query<{ count: number }>(
      "select count(*)::integer as count from readings.look where recorded_at is null",
    );
    return rows[0]?.count;
  };
  while ((await waiting()) !== 0) await pool.query("select pg_sleep(0.05)");
  await Promise.all(recorders.map((recorder) => recorder.stop()));
  expect(looksIn(taken)).toEqual([...looksOf("acc", "pay", 40), ...looksOf("aud", "history", 700)].toSorted());
  expect(warned.length).toBeGreaterThan(0);
}, 60_000);

test("what was recorded is forgotten after some hours, and what was not is kept", async () => {
  await note("acc", "pay", 2);
  await pool.query(
    "update readings.look set command_id = gen_random_uuid(), recorded_at = now() - interval '4 hours' where user_id = 'e1'",
  );
  const { taken, carryOutCommand } = commandSide();
  await recordSomeReadings({ pool, carryOutCommand });
  expect(looksIn(taken)).toEqual(["acc/pay/e2"]);
  const { rows } = await pool.query("select user_id from readings.look");
  expect(rows).toEqual([{ user_id: "e2" }]);
});
