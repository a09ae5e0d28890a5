// kill -9 at any moment, under load, while following the log and while rebuilding: every table is byte-equal to a rebuild
// from nothing. Eight rounds here; KILL_ROUNDS=200 for as many as one likes.
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { allProjections } from "../../all-projections.js";
import { historyOf } from "../../testing/histories.js";
import { type TestLog, testLog } from "../../testing/log.js";
import { testViews, type TestViews } from "../../testing/views.js";
import { dumpTables } from "../verify/dump-tables.js";
import { tablesOf } from "../projection.js";
import { rebuildInto } from "../rebuild/from-nothing.js";
import { rebuildProjections } from "../rebuild/rebuild-projections.js";
import { runProjectionEngine } from "./run-projections.js";

const rounds = Number(process.env["KILL_ROUNDS"] ?? 8);
const longestLifeMs = 1_500;
const eventsEachRound = 60;
jest.setTimeout(120_000 + rounds * 15_000);

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let views: TestViews;
let log: TestLog;
let child: ChildProcess | undefined;
beforeEach(async () => {
  views = await testViews();
  log = await testLog(views.pool, views.connectionString);
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await log.close();
  await views.close();
});

const begin = async (rebuilding: boolean): Promise<ChildProcess> => {
  const script = fileURLToPath(new URL("../../testing/projecting-process.js", import.meta.url));
  const args = [views.connectionString, log.connectionString, rebuilding ? "rebuilding" : "following"];
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
    const appending = log.append(history.slice(round * share, (round + 1) * share));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longestLifeMs));
    process.kill("SIGKILL");
    await once(process, "exit");
    last = await appending;
  }
  const runner = runProjectionEngine({ store: log.store, pool: views.pool, log: silent, projections: allProjections });
  try {
    await runner.reached(last, 60_000);
  } finally {
    await runner.stop();
  }
  await rebuildInto({ store: log.store, pool: views.pool, projections: allProjections, schema: "again" });
  const expected = await dumpTables(views.pool, "again", allProjections.flatMap(tablesOf));
  const seed = JSON.stringify(chances.slice(0, 50));
  const differing = (dump: Readonly<Record<string, string>>): string[] =>
    Object.keys(expected).filter((table) => dump[table] !== expected[table]);
  expect({ differing: differing(await views.dump(allProjections)), seed }).toEqual({ differing: [], seed });

  // A rebuild that was killed goes on, and its tables are the same.
  const { signal } = new AbortController();
  const options = { store: log.store, pool: views.pool, log: silent, signal, projections: allProjections };
  expect((await rebuildProjections(options)).exchanged).toHaveLength(allProjections.length);
  expect(differing(await views.dump(allProjections))).toEqual([]);
});
