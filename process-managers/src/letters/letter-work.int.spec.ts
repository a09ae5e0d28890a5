// Long work on a real database: a lease that dies with its holder, work that fails again and again, a program that stops; and the limits
// of the model, which hold for every program together.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ModelAsked } from "@tabel/domain";
import { testDatabase, type TestDatabase } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { carryOutWork, type LongWork, type WorkTask } from "../carrying-out/long-work.js";
import { createBell } from "../engine/bell.js";
import { migrateProcesses } from "../migrations/released.js";
import { type CountedUse, modelGate } from "./model-use.js";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  await migrateProcesses(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query("truncate processes.intent, processes.model_use");
});

const intended = async (): Promise<string> => {
  const id = randomUUID();
  await pool.query(
    `insert into processes.intent (id, process, instance, fact_id, does, key, body, correlation_id, status)
     values ($1, 'when-a-then-b', $2, $1, 'work', 'read', '{"work":"spec","data":{"letter":1}}', 'c', 'waiting')`,
    [id, id],
  );
  return id;
};
const statusOf = async (id: string) =>
  (
    await pool.query<{ status: string; attempts: number }>(
      "select status, attempts from processes.intent where id = $1",
      [id],
    )
  ).rows[0];

const until = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
  const late = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > late) throw new Error(`it did not happen that ${what}`);
    await pause(20);
  }
};

const limits = { leaseMs: 400, longestMs: 60_000, wait: { first: 1, most: 5, factor: 1 } };
const quiet = { warn: () => undefined, error: () => undefined };
/** A program that does such work until it is stopped. */
const program = (work: Partial<LongWork>) => {
  const stopping = new AbortController();
  const done = { is: "done" } as const;
  const works = { spec: { do: async () => done, giveUp: async () => done, ...work } };
  const ended = carryOutWork({ pool, works, log: quiet, bell: createBell(), signal: stopping.signal, limits });
  return { stop: () => (stopping.abort(), ended) };
};
const isDone = (id: string) => until("it was done", async () => (await statusOf(id))?.status === "done");

describe("long work", () => {
  test("longer than its lease is done once, while others look for work", async () => {
    const seen: number[] = [];
    const work = {
      do: async ({ attempt }: WorkTask) => {
        seen.push(attempt);
        await pause(1_500);
        return { is: "done" as const };
      },
    };
    const id = await intended();
    const programs = [program(work), program(work)];
    await isDone(id);
    await Promise.all(programs.map((each) => each.stop()));
    expect(seen).toEqual([1]);
  });

  test("is taken over when its holder is gone, and what the holder still says does not count", async () => {
    const id = await intended();
    // As a program leaves it that was ended in the middle: claimed, and never renewed.
    await pool.query("update processes.intent set attempts = 1, next_at = clock_timestamp() + interval '300 ms'");
    const successor = program({});
    await isDone(id);
    await successor.stop();
    expect(await statusOf(id)).toEqual({ status: "done", attempts: 2 });
  });

  test("that fails is tried three times and then ended in another way", async () => {
    const seen: string[] = [];
    const failing = program({
      do: async ({ attempt }) => {
        seen.push(`do ${attempt}`);
        throw new Error("a secret of the letter");
      },
      giveUp: async ({ attempt }) => {
        seen.push(`give up ${attempt}`);
        return { is: "done" };
      },
    });
    const id = await intended();
    await isDone(id);
    await failing.stop();
    expect(seen).toEqual(["do 1", "do 2", "do 3", "give up 4"]);
  });

  test("of a program that is stopped is free at once, and is no failed attempt", async () => {
    let begun = (): void => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const stopped = program({
      do: ({ signal }) => {
        begun();
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))));
      },
    });
    const id = await intended();
    await beginning;
    await stopped.stop();
    expect(await statusOf(id)).toEqual({ status: "waiting", attempts: 0 });
  });
});

describe("the gate of the model", () => {
  const asked = (more: Partial<ModelAsked> = {}): ModelAsked => ({
    model: "m",
    promptHash: "0".repeat(64),
    schema: "s",
    tokensIn: 1,
    tokensOut: 1,
    milliseconds: 1,
    cost: 3,
    failure: null,
    ...more,
  });
  /** Lets one in and answers what was counted; each gate is another program's. */
  const counting = async (employeeId = "galina", longestMs = 60_000) => {
    let use: CountedUse | undefined;
    const gate = modelGate<"no">({
      pool,
      employeeId,
      atMost: 10,
      longestMs,
      mayAsk: (counted) => {
        use = counted;
        return true;
      },
    });
    const entered = await gate.enter();
    return { use, leave: typeof entered === "string" ? async () => undefined : entered.leave };
  };

  test("counts for all programs: people, places, money, failures in a row", async () => {
    const first = await counting();
    expect(first.use).toMatchObject({ ofThisPersonToday: 0, atOnce: 0, failuresInARow: 0, spentThisMonth: 0 });
    const second = await counting("vera");
    // What has not ended is paid for in full.
    expect(second.use).toMatchObject({ ofThisPersonToday: 0, atOnce: 1, spentThisMonth: 10 });
    await first.leave(asked());
    await second.leave(asked({ failure: "unreachable", cost: 0 }));
    const third = await counting();
    expect(third.use).toMatchObject({ ofThisPersonToday: 1, atOnce: 0, failuresInARow: 1, spentThisMonth: 3 });
    await third.leave(asked({ failure: "too-slow" }));
    const fourth = await counting();
    expect(fourth.use).toMatchObject({ failuresInARow: 2 });
    await fourth.leave(asked({ failure: "not-json" }));
    const fifth = await counting("vera", 1);
    expect(fifth.use).toMatchObject({ failuresInARow: 0 });
    await pause(20);
    // A program that did not live to tell holds its place for a while only.
    expect((await counting("vera", 1)).use).toMatchObject({ atOnce: 0 });
  });

  test("lets as many in at once as may be, however many come", async () => {
    const gates = Array.from({ length: 8 }, () =>
      modelGate({
        pool,
        employeeId: "galina",
        atMost: 1,
        longestMs: 60_000,
        mayAsk: ({ atOnce }) => (atOnce < 2 ? (true as const) : ("busy" as const)),
      }).enter(),
    );
    const answers = await Promise.all(gates);
    expect(answers.filter((answer) => answer !== "busy")).toHaveLength(2);
  });
});
