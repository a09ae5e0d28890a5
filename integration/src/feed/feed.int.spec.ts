// The feed follows from the log alone: the same records with the same ids, numbers and sequences, however often it was stopped.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { testDatabase } from "@tabel/test-infra";
import { contractOf } from "@tabel/integration-contracts";
import { migrateKeyVault } from "@tabel/event-store";
import pg from "pg";
import {
  away,
  cancel,
  close,
  hire,
  leave,
  month,
  onboard,
  open,
  resign,
  sheetLife,
  staff,
  transfer,
} from "../testing/bank-facts.js";
import { openLog, publishedLog, type PublishedLog, until } from "../testing/published-log.js";
import { migrateIntegration, rollBackIntegration } from "./feed-migrations.js";
import { FeedFenced, moveFeed, readStanding } from "./feed-writer.js";
import { takeLease } from "./lease.js";
import { peopleIn } from "./people.js";
import { feedHead, numberBefore, readFeed } from "./read-feed.js";
import { writeFeed } from "./write-feed.js";

let log: PublishedLog;
beforeAll(async () => {
  log = await publishedLog();
});
afterAll(() => log.close());

const quiet = { error: () => undefined };
type Parts = Pick<PublishedLog, "store" | "vault" | "pool">;

const follow = (parts: Parts) => {
  const ending = new AbortController();
  let position = -1n;
  const running = writeFeed({
    ...parts,
    log: quiet,
    signal: ending.signal,
    onMoved: (standing, caughtUp) => void (position = caughtUp ? standing.position : position),
  });
  running.catch(() => undefined);
  return {
    reached: (wanted: bigint) => until(`the feed is at ${wanted}`, () => position >= wanted),
    stop: async () => {
      ending.abort();
      await running;
    },
  };
};

const catchUp = async (parts: Parts, to: bigint): Promise<void> => {
  const following = follow(parts);
  await following.reached(to);
  await following.stop();
};

const dump = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query<{ row: string }>(
    "select row_to_json(r)::text as row from integration.record r order by number",
  );
  return rows.map(({ row }) => row).join("\n");
};

const told = async (key: string) =>
  (
    await readFeed(
      log.pool,
      (await log.pool.query<{ type: string }>("select distinct type from integration.record")).rows.map(
        ({ type }) => type,
      ),
      0n,
      100_000,
    )
  )
    .filter((record) => record.key === key)
    .map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown }));

describe("what is told", () => {
  test("of one life: employment, absences without why, onboarding, resignation, and hours when the month is closed", async () => {
    const to = await log.append([
      hire("x1", "u1"),
      onboard("x1"),
      open("2026-01"),
      away("x1", "r1", "2026-01-14", "2026-01-16"),
      away("x1", "r2", "2026-01-20", "2026-01-20", "remote-work"),
      cancel("x1", "r1"),
      away("x1", "r3", "2026-01-21", "2026-01-22"),
      transfer("x1", "u2", "2026-02-01"),
      close("2026-01"),
      away("x1", "r4", "2026-01-26", "2026-01-27"),
      open("2026-02"),
      resign("x1", "2026-02-20"),
      leave("x1", "2026-02-20"),
    ]);
    await catchUp(log, to);
    const said = await told("x1");
    const of = (type: string) => said.filter((each) => each.type === `tabel.${type}.v1`).map(({ data }) => data);
    expect(of("absence")).toEqual([
      expect.objectContaining({ absenceId: "r1", state: "holds" }),
      { employeeId: "x1", absenceId: "r1", state: "cancelled", spans: [] },
      expect.objectContaining({ absenceId: "r3", state: "holds" }),
      {
        employeeId: "x1",
        absenceId: "r4",
        state: "holds",
        spans: [{ from: "2026-01-26", to: "2026-01-27", part: "full", time: null }],
      },
    ]);
    expect(of("employment").at(-1)).toEqual({
      employeeId: "x1",
      employments: [{ hiredOn: "2026-01-12", lastDay: "2026-02-20" }],
      assignments: [
        { from: "2026-01-12", unitId: "u1" },
        { from: "2026-02-01", unitId: "u2" },
      ],
    });
    // January 2026 from the 12th: 15 working days of 8 hours; two of them ill, and two more found out after the closing.
    expect(of("payroll-hours")).toEqual([
      expect.objectContaining({
        entry: "closing",
        period: "2026-01",
        countsIn: "2026-01",
        workedMinutes: 13 * 480,
        absentMinutes: 960,
      }),
      expect.objectContaining({
        entry: "correction",
        period: "2026-01",
        countsIn: "2026-02",
        workedMinutes: -960,
        absentMinutes: 960,
      }),
    ]);
    expect(of("onboarding").map((each) => each as { done: number; state: string; mentorId: string | null })).toEqual([
      expect.objectContaining({ state: "planned", tasks: 2, done: 0, mentorId: null }),
      expect.objectContaining({ mentorId: "e-head" }),
      expect.objectContaining({ done: 1 }),
      expect.objectContaining({ done: 2 }),
      expect.objectContaining({ state: "completed", mentorId: null }),
    ]);
    expect(of("resignation")).toEqual([
      expect.objectContaining({ state: "received", lastDay: "2026-02-20" }),
      expect.objectContaining({ state: "accepted", lastDay: "2026-02-20" }),
    ]);
    expect(JSON.stringify(said)).not.toMatch(/sick|remote|кассир|own-wish|own-request/);
  });

  test("is what the contracts say, and counts from 1 without gaps within each contract and key", async () => {
    const to = await log.append([...staff(24), ...month("2026-03", "2026-04", 24), ...month("2026-05", "2026-06", 24)]);
    await catchUp(log, to);
    const { rows } = await log.pool.query<{ type: string; key: string; sequence: string; data: string }>(
      "select * from integration.record order by number",
    );
    const last = new Map<string, bigint>();
    for (const { type, key, sequence, data } of rows) {
      expect(contractOf(type)?.data.strict().safeParse(JSON.parse(data)).error).toBeUndefined();
      expect(BigInt(sequence)).toBe((last.get(`${type} ${key}`) ?? 0n) + 1n);
      last.set(`${type} ${key}`, BigInt(sequence));
    }
    expect(new Set(rows.map(({ type }) => type)).size).toBe(6);
    expect(rows.filter(({ data }) => data.includes('"correction"')).length).toBeGreaterThan(10);
  });
});

describe("the feed", () => {
  test("is the same from the beginning, byte for byte, stopped again and again", async () => {
    const database = await testDatabase();
    await migrateKeyVault(database.connectionString);
    await migrateIntegration(database.connectionString);
    const other = new pg.Pool({ connectionString: database.connectionString });
    const { store, vault } = log;
    const head = await feedHead(log.pool);
    for (let stop = 0; stop < 5; stop += 1) {
      const before = await feedHead(other);
      const following = follow({ store, vault, pool: other });
      await until(
        "it has moved",
        async () => (await feedHead(other)).position > before.position || before.position >= head.position,
      );
      await following.stop();
    }
    await catchUp({ store, vault, pool: other }, head.position);
    expect(await dump(other)).toBe(await dump(log.pool));
    await other.end();
    await database.drop();
  });

  test("is not moved by a writer that was left behind", async () => {
    const standing = await readStanding(log.pool);
    const stale = { ...standing, position: standing.position - 1n };
    const work = () => Promise.resolve();
    await expect(
      moveFeed(log.pool, peopleIn(log.vault), stale, { ...stale, position: standing.position + 5n }, work),
    ).rejects.toThrow(FeedFenced);
  });

  test("keeps nothing readable of a person, and nothing of one whose key is destroyed", async () => {
    await catchUp(log, await log.append([hire("gone", "u1"), away("gone", "g1", "2026-06-01", "2026-06-02")]));
    const { rows } = await log.pool.query<{ sealed: string }>(
      "select sealed from integration.person where employee_id = 'gone'",
    );
    expect(rows[0]?.sealed).not.toMatch(/sick|2026/);
    await log.pool.query("update vault.subject_key set wrapped_key = null where subject = 'gone'");
    const parts = openLog(log.connectionString, log.eventStoreUrl); // another process, which has no keys in memory
    const head = await feedHead(log.pool);
    await catchUp(parts, await log.append([transfer("x1", "u3", "2026-07-01"), close("2026-06")]));
    const later = await readFeed(log.pool, ["tabel.payroll-hours.v1"], head.number, 1_000);
    expect(later.length).toBeGreaterThan(0);
    expect(later.filter(({ key }) => key === "gone")).toEqual([]);
    await parts.store.dispose();
    await parts.pool.end();
  });

  test("parks what it cannot tell, and goes on", async () => {
    const head = await feedHead(log.pool);
    // Of somebody who is employed then, a month of a year without a calendar cannot be counted.
    const to = await log.append([
      hire("p2", "u1", "2029-01-09"),
      open("2029-01"),
      close("2029-01"),
      sheetLife("u9", "2026-01"),
    ]);
    await catchUp(log, to);
    const parked = await log.pool.query<{ error: string }>("select error from integration.parked_event");
    expect(parked.rows.map(({ error }) => error).join()).toMatch(/CalendarNotLoaded/);
    const after = await readFeed(log.pool, ["tabel.employment.v1", "tabel.timesheet.v1"], head.number, 100);
    expect(after.map(({ key }) => key)).toEqual(["p2", "u9", "u9", "u9"]);
  });

  test("is found by position and by instant", async () => {
    const all = await readFeed(log.pool, ["tabel.employment.v1"], 0n, 10);
    const third = all[2];
    if (third === undefined) throw new Error("too few records");
    expect(await numberBefore(log.pool, { position: third.position })).toBeLessThan(third.number);
    expect(await numberBefore(log.pool, { time: "2999-01-01T00:00:00Z" })).toBe((await feedHead(log.pool)).number);
  });
});

describe("the lease", () => {
  const times = { holds: 900, renewEvery: 200, askEvery: 50 };

  test("is held by one, is handed on when released, and runs out when its holder says nothing", async () => {
    const forever = new AbortController().signal;
    const first = await takeLease(log.pool, "trial", forever, times);
    let second: unknown;
    const waiting = takeLease(log.pool, "trial", forever, times).then((lease) => (second = lease));
    await new Promise((resolve) => setTimeout(resolve, 3 * times.holds)); // renewed all the while
    expect(second).toBeUndefined();
    expect(first?.lost.aborted).toBe(false);
    await first?.release();
    const lease = await waiting;
    await log.pool.query(
      "update integration.lease set holder = gen_random_uuid(), until = now() + interval '1 hour' where name = 'trial'",
    );
    await until("the holder notices that it is another's", () => (lease as { lost: AbortSignal }).lost.aborted);
  });
});

test("migrations go all the way back and forth", async () => {
  const database = await testDatabase();
  await migrateIntegration(database.connectionString);
  await rollBackIntegration(database.connectionString);
  await migrateIntegration(database.connectionString);
  await database.drop();
});
