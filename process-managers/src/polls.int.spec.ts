// What is asked again and again finds its rows by an index: intents and deliveries that are due, letters, how everything stands. Nearly
// all of what the tables hold is over.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { migrateReadModels } from "@tabel/read-models";
import { tablesReadWhole, testDatabase, type TestDatabase } from "@tabel/test-infra";
import pg from "pg";
import { anyNeverEnded as anyIntentNeverEnded, claimNext } from "./carrying-out/claim-intent.js";
import { blockedInstances, factsToRetry, refusalsNew, statesOf, timersDue } from "./engine/read-facts.js";
import { sessionOn } from "./engine/session.js";
import { migrateProcesses } from "./migrations/released.js";
import { anyNeverEnded, claimDeliveries } from "./notification/delivery/claim.js";
import { failedMessages } from "./notification/delivery/failed-messages.js";
import { recordOutcomes } from "./notification/delivery/record-outcomes.js";
import { expandPiece } from "./notification/expansion/expand-announcements.js";
import { migrateNotifications } from "./notification/storage/schema.js";
import { deadLettersOf, storyOf } from "./operations/story.js";
import { standingOfProcesses } from "./operations/standing-of.js";
import { deputyStory } from "./testing/deputy-story.js";

const NOW = "2026-03-02T09:00:00.000Z";
const { name } = deputyStory();
/** Of 20 processes it is one. */
const whose = "case when n % 20 = 0 then $1 else 'process ' || n % 20 end";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { connectionString } = database;
  await migrateReadModels(connectionString);
  await migrateProcesses(connectionString);
  await migrateNotifications(connectionString);
  const pool = new pg.Pool({ connectionString, max: 1 });
  await pool.query("insert into processes.process (name, version, position, start_mark) values ($1, 1, 5, 0)", [name]);
  await pool.query(
    `insert into processes.instance select ${whose}, 1, 'i' || n, '{}' from generate_series(1, 25000) n`,
    [name],
  );
  await pool.query(
    `insert into processes.fact (process, instance, fact_id, kind, what, correlation_id, at, status)
     select ${whose}, 'i' || n % 25000, gen_random_uuid(), 'event', 'SalarySet', 'c', now(), case when n % 2000 = 0 then 'parked' else 'taken' end
     from generate_series(1, 60000) n`,
    [name],
  );
  await pool.query(
    `insert into processes.intent (id, process, instance, fact_id, does, key, body, correlation_id, status)
     select gen_random_uuid(), ${whose}, 'i' || n % 25000, gen_random_uuid(), case when n % 2 = 0 then 'command' else 'notify' end, 'k', '{}', 'c',
       case when n % 2000 < 2 then 'dead' when n % 500 < 2 then 'waiting' else 'done' end
     from generate_series(1, 60000) n`,
    [name],
  );
  await pool.query(
    `insert into processes.timer (id, process, instance, key, timer, due_at, at, correlation_id)
     select gen_random_uuid(), ${whose}, 'i' || n, 'k', 't', now() + interval '30 days', '{}', 'c' from generate_series(1, 25000) n`,
    [name],
  );
  await pool.query(
    `insert into notifications.delivery (id, fact_id, fact, recipient, role, channel, may_know, about, correlation_id, after_position,
       status, made_at, next_at, ended_at, recorded)
     select gen_random_uuid(), 'f' || n, '{"is":"x"}', 'e' || n % 25000, 'workspace', (array['email', 'in-app', 'push'])[n % 3 + 1], '{}', '{}', 'c', 0,
       case when n % 500 = 0 then 'waiting' when n % 501 = 0 then 'failed' else 'sent' end, now(), now(), now(), n % 502 > 0
     from generate_series(1, 100000) n`,
  );
  await pool.query(
    `insert into notifications.announcement (announcement_id, audience, correlation_id, after_position, published_at, ended_at)
     select 'a' || n, '{"of":"all"}', 'c', 0, now(), now() from generate_series(1, 20000) n`,
  );
  await pool.query("analyze");
  await pool.end();
}, 120_000);
afterAll(() => database.drop());

/** A row a process, or a channel. */
const bounded = new Set(["process", "pace", "checkpoint"]);

const unasked = (): never => {
  throw new Error("nothing here needs the log");
};
const store = { readAll: unasked, load: unasked, append: unasked };

const readWhole = async (work: (pool: pg.Pool) => Promise<unknown>): Promise<string[]> => {
  const { connectionString } = database;
  const schemas = ["processes", "notifications", "views"];
  return (await tablesReadWhole({ connectionString, schemas }, work)).filter((table) => !bounded.has(table));
};

test("a query that has no index is noticed here", async () => {
  expect(await readWhole((pool) => pool.query("select from processes.intent where key = 'x'"))).toEqual(["intent"]);
});

test("intents that are due, and those that never ended", async () => {
  const asked = readWhole(async (pool) => {
    for (const does of ["command", "notify"] as const) {
      const ask = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => pool.query<Row>(text, values);
      await claimNext(ask, does, "fresh", { first: 200, most: 60_000 });
      await anyIntentNeverEnded(ask, does);
    }
  });
  expect(await asked).toEqual([]);
});

test("what the engine looks for at each turn: timers that are due, refusals, facts to try again, states", async () => {
  const processes = new Map([[name, deputyStory()]]);
  const asked = readWhole(async (pool) => {
    const client = await pool.connect();
    const session = sessionOn(client);
    expect(await timersDue(session, processes, NOW, 100)).toEqual([]);
    expect(await refusalsNew(session, processes, 100)).toEqual([]);
    expect(await factsToRetry(session, store, processes, 100)).toBeUndefined();
    expect((await blockedInstances(session, [name])).size).toBeGreaterThan(0);
    const some = Array.from({ length: 50 }, (_, index) => ({
      process: deputyStory(),
      instance: `i${20 * (index + 1)}`,
    }));
    expect((await statesOf(session, some)).size).toBe(some.length);
    client.release();
  });
  expect(await asked).toEqual([]);
});

test("how the processes stand, dead letters, and the story of an instance", async () => {
  const asked = readWhole(async (pool) => {
    const [standing] = await standingOfProcesses(pool, [deputyStory()], NOW);
    expect(standing).toMatchObject({ instances: 1_250, dead: 30, parked: 30, timers: 1_250 });
    expect(await deadLettersOf(pool, undefined, 10)).toHaveLength(10);
    await storyOf(pool, name, "i20");
  });
  expect(await asked).toEqual([]);
});

test("deliveries that are due, that failed, and whose outcome is not in the log yet", async () => {
  const asked = readWhole(async (pool) => {
    for (const which of ["fresh", "never-ended"] as const)
      await claimDeliveries(pool, { channel: "email", now: NOW, limit: 8, which });
    await anyNeverEnded(pool, "email");
    expect((await failedMessages(pool)).length).toBeGreaterThan(0);
    expect(await recordOutcomes({ pool, store, log: { error: () => undefined }, refused: new Set() })).toBeGreaterThan(
      0,
    );
  });
  expect(await asked).toEqual([]);
});

test("announcements that are still to be told", async () => {
  expect(await readWhole((pool) => expandPiece(pool, NOW))).toEqual([]);
});
