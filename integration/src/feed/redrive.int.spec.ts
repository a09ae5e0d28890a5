// What could not be told is told after all: as it would have been told at once, and nothing of the same person before it.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { migrateKeyVault } from "@tabel/event-store";
import { testDatabase } from "@tabel/test-infra";
import pg from "pg";
import { away, close, hire, leave, open, sheetLife, type Step, transfer, worked } from "../testing/bank-facts.js";
import { publishedLog, type PublishedLog, until } from "../testing/published-log.js";
import { migrateIntegration } from "./feed-migrations.js";
import { parkedEvents, redriveEvents } from "./redrive.js";
import { writeFeed } from "./write-feed.js";

let log: PublishedLog;
beforeAll(async () => {
  log = await publishedLog();
});
afterAll(() => log.close());

const signal = new AbortController().signal;

/** Runs the writer of a feed until it is there; the one of the log unless another pool is given. */
const catchUp = async (to: bigint, pool = log.pool): Promise<void> => {
  const ending = new AbortController();
  let position = -1n;
  const writing = writeFeed({
    store: log.store,
    vault: log.vault,
    pool,
    log: { error: () => undefined },
    signal: ending.signal,
    onMoved: (standing) => void (position = standing.position),
  });
  await until("the feed is there", () => position >= to);
  ending.abort();
  await writing;
};

/** All that is told of a key, by contract: what a consumer of it sees. */
const told = async (key: string, pool = log.pool): Promise<readonly object[]> => {
  const { rows } = await pool.query<object>(
    "select type, sequence, id, position, data from integration.record where key = $1 order by type, sequence",
    [key],
  );
  return rows;
};

const withoutParking = async (key: string, to: bigint): Promise<readonly object[]> => {
  const database = await testDatabase();
  await migrateKeyVault(database.connectionString);
  await migrateIntegration(database.connectionString);
  const pool = new pg.Pool({ connectionString: database.connectionString });
  await catchUp(to, pool);
  const found = await told(key, pool);
  await pool.end();
  await database.drop();
  return found;
};

/** As a program leaves it that could not tell the step: the event is parked before the feed gets there. */
const appendParked = async (key: string, step: Step): Promise<bigint> => {
  const position = await log.append([step]);
  await log.pool.query(
    `insert into integration.parked_event (position, stream, type, error, key) values ($1, $2, $3, 'Error: of a program', $4)`,
    [position, step.stream, step.events[0]?.type, key],
  );
  return position;
};

test("what follows of the same person waits, others go on, and all of it is told in order when it can be", async () => {
  const first = await log.append([hire("e1", "u1", "2026-01-12"), hire("e2", "u1", "2026-01-12"), open("2026-01")]);
  await catchUp(first);
  const before = await told("e1");
  const parkedAt = await appendParked("e1", away("e1", "s1", "2026-01-13", "2026-01-14"));
  const to = await log.append([
    away("e1", "s2", "2026-01-20", "2026-01-21"),
    worked("e1", "u1", "2026-01-22", 300),
    away("e2", "s3", "2026-01-13", "2026-01-14"),
    sheetLife("u1", "2026-01"),
    close("2026-01"),
    away("e1", "late", "2026-01-26", "2026-01-27"),
    open("2026-02"),
    transfer("e1", "u2", "2026-02-02"),
    leave("e1", "2026-02-20"),
  ]);
  await catchUp(to);
  expect(await told("e1")).toEqual(before);
  expect((await told("e2")).length).toBeGreaterThan(2);
  const waiting = await parkedEvents(log.pool);
  expect(waiting.map(({ key }) => key)).toEqual(waiting.map(() => "e1"));
  expect(waiting[0]?.position).toBe(parkedAt);
  expect(waiting.slice(1).every(({ error }) => error.startsWith("waits behind"))).toBe(true);
  const wanted = await withoutParking("e1", to);
  expect(wanted.length).toBeGreaterThan(before.length + 4);
  const { told: count, still } = await redriveEvents({ ...log, signal });
  expect({ count: count >= waiting.length, still }).toEqual({ count: true, still: [] });
  expect(await parkedEvents(log.pool)).toEqual([]);
  expect(await told("e1")).toEqual(wanted);
});

test("a writer of the feed that works meanwhile loses nothing by it, and goes on with the person", async () => {
  await appendParked("e2", away("e2", "s4", "2026-02-03", "2026-02-04"));
  const to = await log.append([away("e2", "s5", "2026-02-09", "2026-02-10"), hire("e3", "u1")]);
  await catchUp(to);
  const redriving = redriveEvents({ ...log, signal });
  const more = await log.append([away("e2", "s6", "2026-02-16", "2026-02-17"), transfer("e3", "u2", "2026-02-02")]);
  await redriving;
  await catchUp(more);
  await redriveEvents({ ...log, signal }); // whatever came in between the look and the end
  expect(await told("e2")).toEqual(await withoutParking("e2", more));
  expect(await told("e3")).toEqual(await withoutParking("e3", more));
});

test("a period that is closed, and a fact that is parked, while it is told are told once and in their order", async () => {
  await catchUp(await log.append([hire("c1", "u1", "2026-02-02")]));
  await appendParked("c1", away("c1", "c-1", "2026-02-10", "2026-02-11"));
  let to = await log.append([transfer("c1", "u2", "2026-02-16")]);
  await catchUp(to);
  let meanwhile = async (): Promise<void> => {
    meanwhile = () => Promise.resolve();
    to = await log.append([away("c1", "c-2", "2026-02-17", "2026-02-18"), close("2026-02"), open("2026-03")]);
    await catchUp(to);
  };
  const store: Pick<PublishedLog["store"], "subscribeToAll"> = {
    subscribeToAll: async function* (from) {
      try {
        yield* log.store.subscribeToAll(from);
      } finally {
        await meanwhile();
      }
    },
  };
  await redriveEvents({ ...log, store, signal });
  expect(await parkedEvents(log.pool)).toEqual([]);
  expect(await told("c1")).toEqual(await withoutParking("c1", to));
});

test("what still cannot be told keeps waiting, and it is said why", async () => {
  // Of somebody who is employed then, a month of a year without a calendar cannot be counted.
  const to = await log.append([
    hire("p1", "u1", "2029-01-09"),
    open("2029-01"),
    close("2029-01"),
    transfer("p1", "u2", "2029-02-01"),
  ]);
  await catchUp(to);
  const waiting = await parkedEvents(log.pool);
  expect(waiting.map(({ key }) => key)).toContain("p1");
  const before = await told("p1");
  const { still } = await redriveEvents({ ...log, signal });
  expect(still.find(({ key }) => key === "p1")?.error).toMatch(/CalendarNotLoaded/);
  expect((await parkedEvents(log.pool)).map(({ number }) => number)).toEqual(waiting.map(({ number }) => number));
  expect(await told("p1")).toEqual(before);
});
