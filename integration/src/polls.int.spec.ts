// What is asked again and again finds its rows by an index, however long the feed is: the next records of a topic and of a webhook, where
// a replay begins, who waits for a period, how everything stands.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { tablesReadWhole, testDatabase, type TestDatabase } from "@tabel/test-infra";
import pg from "pg";
import { migrateIntegration } from "./feed/feed-migrations.js";
import { takeLease } from "./feed/lease.js";
import { peopleIn } from "./feed/people.js";
import { feedHead, numberBefore, readFeed } from "./feed/read-feed.js";
import { readTopic } from "./kafka/topic-checkpoint.js";
import { figuresOf } from "./operations/standing.js";
import { dueWebhooks, listWebhooks } from "./webhooks/webhooks.js";

const RECORDS = 100_000;
const vault = (pool: pg.Pool) => openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { connectionString } = database;
  await migrateKeyVault(connectionString);
  await migrateIntegration(connectionString);
  const pool = new pg.Pool({ connectionString, max: 1 });
  await pool.query(
    `insert into integration.record (number, type, key, sequence, id, time, position, data)
     select n, 'type-' || n % 5, 'e' || n % 25000, n, gen_random_uuid(), '2024-01-01'::timestamptz + n * interval '5 minutes', n * 3, '{}'
     from generate_series(1, $1::integer) n`,
    [RECORDS],
  );
  await pool.query("update integration.feed set number = $1::integer, position = $1::integer * 3", [RECORDS]);
  await pool.query("insert into integration.person select 'e' || n, n % 500 = 0, 'x' from generate_series(1, 25000) n");
  await pool.query("insert into integration.sequence select 'type-1', 'e' || n, n from generate_series(1, 25000) n");
  await pool.query("insert into integration.topic select 'type-' || n, $1::integer - 50 from generate_series(0, 4) n", [
    RECORDS,
  ]);
  await pool.query(
    "insert into vault.subject_key (subject, wrapped_key, master_key_id) select 'e' || n, null, 'x' from generate_series(1, 25000) n",
  );
  await pool.query(
    `insert into integration.parked_record (topic, number, error) select 'another', n, 'x' from generate_series(1, 20000) n`,
  );
  await pool.query("analyze");
  await pool.end();
}, 120_000);
afterAll(() => database.drop());

/** A row a topic, a subscriber or a process; what is parked is alerted of, and few. */
const bounded = new Set(["feed", "lease", "topic", "topic_partition", "webhook", "parked_event"]);

const readWhole = async (work: (pool: pg.Pool) => Promise<unknown>): Promise<string[]> => {
  const { connectionString } = database;
  const read = await tablesReadWhole({ connectionString, schemas: ["integration", "vault"] }, work);
  return read.filter((table) => !bounded.has(table));
};

test("a query that has no index is noticed here", async () => {
  expect(
    await readWhole((pool) => pool.query("select from integration.record where key = 'e5' and data = 'x'")),
  ).toEqual(["record"]);
});

test("the next records of one contract and of several", async () => {
  const asked = readWhole(async (pool) => {
    expect(await readFeed(pool, ["type-1"], BigInt(RECORDS - 1_000), 100)).toHaveLength(100);
    expect(await readFeed(pool, ["type-1", "type-2"], BigInt(RECORDS - 1_000), 100)).toHaveLength(100);
    expect(await readFeed(pool, ["nobody"], 0n, 100)).toEqual([]);
    await feedHead(pool);
  });
  expect(await asked).toEqual([]);
});

test("where a replay from a position or an instant begins: a handful of pages, however far back or late it is", async () => {
  const asked = readWhole(async (pool) => {
    expect(await numberBefore(pool, { position: BigInt(RECORDS * 3 - 30) })).toBe(BigInt(RECORDS - 11));
    expect(await numberBefore(pool, { position: 30n })).toBe(9n);
    await numberBefore(pool, { time: "2024-12-01T00:00:00.000Z" });
  });
  expect(await asked).toEqual([]);
});

test("leases, topics, people of a batch, webhooks that are due, figures for metrics and health", async () => {
  const asked = readWhole(async (pool) => {
    const people = peopleIn(vault(pool));
    const client = await pool.connect();
    // Their keys are gone: nobody is known, and the rows are looked up all the same.
    expect((await people.read(client, ["e1", "e2"])).size).toBe(0);
    expect((await people.page(client, "e5", "waiting", 20)).last).toBeDefined();
    client.release();
    const lease = await takeLease(pool, "polls", new AbortController().signal);
    await lease?.release();
    await readTopic(pool, "type-1");
    await dueWebhooks(pool, vault(pool));
    await listWebhooks(pool);
    await figuresOf(pool);
  });
  expect(await asked).toEqual([]);
});
