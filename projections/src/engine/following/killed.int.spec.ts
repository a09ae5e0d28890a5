// kill -9 at any moment, under load, while following the log and while rebuilding: every table is byte-equal to a rebuild
// from nothing. Eight rounds here; KILL_ROUNDS=200 for as many as one likes.
import { afterEach, expect, jest, test } from "@jest/globals";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { allProjections } from "../../all-projections.js";
import { historyOf } from "../../testing/histories.js";
import { projectingSystem, silent } from "../../testing/projecting-system.js";
import { rebuildProjections } from "../rebuild/rebuild-projections.js";

const rounds = Number(process.env["KILL_ROUNDS"] ?? 8);
const longestLifeMs = 1_500;
const eventsEachRound = 60;
jest.setTimeout(120_000 + rounds * 15_000);

let child: ChildProcess | undefined;
afterEach(() => void child?.kill("SIGKILL")); // before what it works on goes
const system = projectingSystem();

const begin = async (rebuilding: boolean): Promise<ChildProcess> => {
  const script = fileURLToPath(new URL("../../testing/projecting-process.js", import.meta.url));
  const args = [system.views.connectionString, system.log.connectionString, rebuilding ? "rebuilding" : "following"];
  child = fork(script, args, { execArgv: [], env: { ...process.env, NODE_OPTIONS: "" } });
  await once(child, "message");
  return child;
};

test(`killed ${rounds} times at random moments, all tables equal a rebuild from nothing`, async () => {
  const chances = Array.from({ length: rounds * eventsEachRound }, () => Math.floor(Math.random() * 1_000_003));
  const history = historyOf(chances); // a failure prints what it was made of
  const share = Math.ceil(history.length / rounds);
  let last = 0n;
  for (let round = 0; round < rounds; round += 1) {
    const process = await begin(round % 2 === 1);
    const appending = system.log.append(history.slice(round * share, (round + 1) * share));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longestLifeMs));
    process.kill("SIGKILL");
    await once(process, "exit");
    last = await appending;
  }
  const runner = system.run(allProjections);
  await runner.reached(last, 60_000);
  await runner.stop();
  const expected = await system.fromNothing(allProjections);
  const seed = JSON.stringify(chances.slice(0, 50));
  const differing = (dump: Readonly<Record<string, string>>): string[] =>
    Object.keys(expected).filter((table) => dump[table] !== expected[table]);
  expect({ differing: differing(await system.views.dump(allProjections)), seed }).toEqual({ differing: [], seed });

  // A rebuild that was killed goes on, and its tables are the same.
  const { signal } = new AbortController();
  const options = {
    store: system.log.store,
    pool: system.views.pool,
    log: silent,
    signal,
    projections: allProjections,
  };
  expect((await rebuildProjections(options)).exchanged).toHaveLength(allProjections.length);
  expect(differing(await system.views.dump(allProjections))).toEqual([]);
});
