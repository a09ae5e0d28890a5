// An intent whose carrying out ends the program, each time: a real program, which really ends. It is set aside after some attempts,
// and everything else is done once.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { settleDeadLetters } from "../operations/settle.js";
import { deadLettersOf } from "../operations/story.js";
import { runningProcesses, type RunningProcesses } from "../testing/running-processes.js";

const now = "2026-03-02T09:00:00.000Z";
const poisoned = fileURLToPath(new URL("../testing/poisoned-process.js", import.meta.url));

let running: RunningProcesses;
beforeEach(async () => {
  running = await runningProcesses(now);
});
afterEach(() => running.close());

const others = Array.from({ length: 12 }, (_, n) => `user${n}`);

/** A command and a telling for each, and none of them waits. */
const settled = async (): Promise<boolean> =>
  (await running.rows("select from processes.intent where does <> 'wait' and status <> 'waiting'")).length ===
  2 * (others.length + 1);

/** Starts the program anew whenever it has ended, until nothing waits; answers how often it ended. */
const livesOf = async (kind: string): Promise<number> => {
  for (let deaths = 0; ; deaths += 1) {
    const program = fork(poisoned, [running.databaseUrl, running.eventStoreUrl, now, "deadly", kind]);
    const state = { ended: false };
    const ended = once(program, "exit").then(() => (state.ended = true));
    await running.until("it ends, or everything is settled", async () => state.ended || (await settled()));
    const survived = !state.ended;
    program.kill("SIGKILL");
    await ended;
    if (survived) return deaths;
  }
};

test.each(["command", "notify"])("a %s that ends its program is set aside, and the rest is done once", async (kind) => {
  const runner = running.start();
  await running.settled();
  await runner.stop();
  for (const user of ["deadly", ...others]) await running.appoint(user, "e9");
  expect(await livesOf(kind)).toBe(3);

  expect(await deadLettersOf(running.pool, undefined, 20)).toMatchObject([
    {
      is: "intent",
      instance: "deadly",
      what: kind === "command" ? "command dismiss" : "notify appointed",
      attempts: 3,
    },
  ]);
  for (const user of others) expect([user, await running.dismissals(user)]).toEqual([user, 1]);
  const told = (await running.told()).map(({ what }) => what).toSorted();
  expect(told).toEqual((kind === "command" ? ["deadly", ...others] : others).toSorted());

  // After the cause was mended somebody has it tried again.
  running.start();
  expect(await settleDeadLetters(running.pool, { decision: "retry", by: "the operator" })).toBe(1);
  await running.settled();
  expect(await running.dismissals("deadly")).toBe(1);
  expect((await running.told()).filter(({ what }) => what === "deadly")).toHaveLength(1);
});
