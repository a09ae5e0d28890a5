// Two programs at once: one works, the other takes over; a paused one that wakes up writes nothing; a new version takes over where
// the one before it stands.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { deputyStory } from "../testing/deputy-story.js";
import { runningProcesses, type RunningProcesses } from "../testing/running-processes.js";
import type { ProcessRunner } from "./run-processes.js";
import { type Session, sessionOn } from "./session.js";
import { fence, Fenced, openStanding } from "./standing.js";
import { writeTurn } from "./write-turn.js";

const program = fileURLToPath(new URL("../testing/killed-process.js", import.meta.url));
const now = "2026-03-02T09:00:00.000Z";

let running: RunningProcesses;
beforeEach(async () => {
  running = await runningProcesses(now);
});
afterEach(() => running.close());

const isOwner = (runner: ProcessRunner) => () => Promise.resolve(runner.role() === "owner");

/** Appoints somebody's deputy, one after the other. */
const appointMany = async (from: number, to: number): Promise<void> => {
  for (let n = from; n < to; n += 1) await running.appoint(`user${n}`, "e9");
};

const doneOnce = async (users: number): Promise<void> => {
  const told = await running.told();
  expect(new Set(told.map(({ what }) => what)).size).toBe(users);
  expect(told).toHaveLength(users);
  for (let n = 0; n < users; n += 1) expect([n, await running.dismissals(`user${n}`)]).toEqual([n, 1]);
};

describe("two programs", () => {
  test("one of which is killed in the middle of its work do everything once", async () => {
    const first = running.start();
    await running.settled();
    await first.stop();
    const other = fork(program, [running.databaseUrl, running.eventStoreUrl, now]);
    await once(other, "message");
    const runner = running.start();
    await appointMany(0, 20);
    await running.until("something is done", async () => (await running.told()).length > 0);
    const ended = once(other, "exit");
    other.kill("SIGKILL");
    await ended;
    await appointMany(20, 40);
    await running.until("the other one has taken over", isOwner(runner));
    await running.settled();
    await doneOnce(40);
  });

  test("one of which is paused: the other takes over, and what the paused one remembers is void", async () => {
    const other = fork(program, [running.databaseUrl, running.eventStoreUrl, now]);
    await once(other, "message");
    await running.until(
      "it owns",
      async () => (await running.rows("select from processes.process where version = 1")).length === 1,
    );
    const runner = running.start();
    await appointMany(0, 5);
    await running.settled();
    other.kill("SIGSTOP");
    await appointMany(5, 15);
    await running.until("the other one has taken over", isOwner(runner));
    await running.settled();
    other.kill("SIGCONT");
    await appointMany(15, 25);
    await running.settled();
    await doneOnce(25);
    const ended = once(other, "exit");
    other.kill("SIGKILL");
    await ended;
  });
});

describe("the fence", () => {
  let session: Session;
  let release: () => void;
  beforeEach(async () => {
    const client = await running.pool.connect();
    session = sessionOn(client);
    release = () => client.release();
  });
  afterEach(() => release());

  test("lets nobody write who knows an earlier turn: nothing of the transaction stands", async () => {
    const rows = await openStanding(session, [deputyStory({ version: 0 })], () => Promise.resolve(0n));
    await fence(session, rows); // somebody else
    const state = { process: rows[0]?.name ?? "", version: 1, instance: "e1", state: { appointed: 1 } };
    const worked = { states: new Map([["e1", state]]), facts: [], intents: [], timers: new Map(), fired: [] };
    const alarms = { set: () => Promise.resolve() };
    await expect(
      writeTurn(
        { kind: "events", worked, rows, to: { position: 5n, recordedAt: now } },
        { session, alarms, seam: () => undefined },
      ),
    ).rejects.toThrow(Fenced);
    expect(await running.rows("select from processes.instance")).toEqual([]);
    expect(await running.rows("select position::text, turn::text from processes.process")).toEqual([
      { position: "0", turn: "1" },
    ]);
  });

  test("lets nobody write for another version than the one that stands", async () => {
    const rows = await openStanding(session, [deputyStory()], () => Promise.resolve(0n));
    await running.rows("update processes.process set version = 7");
    await expect(fence(session, rows)).rejects.toThrow(Fenced);
  });
});

test("a new version folds anew beside the old one, and takes over without repeating or losing anything", async () => {
  const old = running.start();
  await running.settled();
  await appointMany(0, 10);
  await running.settled();
  // Both run while facts keep coming.
  const coming = appointMany(10, 40);
  const next = running.start({ processes: [deputyStory({ version: 2, counts: 10 })] });
  await coming;
  await running.until(
    "the new version stands",
    async () => (await running.rows("select from processes.process where version = 2")).length === 1,
  );
  await appointMany(40, 50);
  await running.until("the program with the new version works", isOwner(next));
  await running.settled();
  expect(old.role()).toBe("standby");
  await doneOnce(50);
  const states = await running.rows<{ state: object; version: number; count: number }>(
    "select state, version, count(*)::integer as count from processes.instance group by 1, 2",
  );
  expect(states).toEqual([{ state: { appointed: 10, dismissed: 1 }, version: 2, count: 50 }]);
  // Timers that the old version set come due for the new one, once.
  running.setClock("2026-06-01T00:00:00.000Z");
  await running.settled();
  expect((await running.told()).filter(({ key }) => key === "later")).toHaveLength(50);
});

test("a new version that cannot take the log in never stands, and says so", async () => {
  const old = running.start();
  await running.settled();
  await running.appoint("e1", "e9");
  await running.settled();
  await old.stop();
  const broken = {
    ...deputyStory({ version: 2 }),
    evolve: () => {
      throw new TypeError("no");
    },
  };
  const next = running.start({ processes: [broken] });
  await running.until("it is told", () => Promise.resolve(next.failed().length === 1));
  expect(await running.rows("select version from processes.process")).toEqual([{ version: 1 }]);
  await next.stop();
  running.start();
  await running.appoint("e2", "e9");
  await running.settled();
  expect(await running.told()).toHaveLength(2);
});
