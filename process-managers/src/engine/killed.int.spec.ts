// A program that is killed at each boundary between two steps, and another that goes on: everything is done, once.
// The boundaries are not picked: they are all that the engine tells of (boundaries.ts).
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { deputyStory } from "../testing/deputy-story.js";
import { runningProcesses, type RunningProcesses } from "../testing/running-processes.js";
import { boundaries } from "./boundaries.js";

const later = "2026-06-01T00:00:00.000Z";
const killed = fileURLToPath(new URL("../testing/killed-process.js", import.meta.url));

let running: RunningProcesses;
beforeAll(async () => {
  running = await runningProcesses();
  // A fact of somebody is parked for each boundary; the program that is killed can take it in.
  const runner = running.start();
  await running.settled();
  for (const place of boundaries.keys()) await running.appoint(`parked${place}`, "poison");
  await running.settled();
  await runner.stop();
  running.setClock(later);
});
afterAll(() => running.close());

const toldOf = async (userId: string) =>
  (
    await running.rows<{ key: string }>(
      `select told.key from told join processes.intent using (fact_id) where instance = $1 and does = 'notify'
         and intent.key = told.key order by told.key`,
      [userId],
    )
  ).map(({ key }) => key);

test("there are boundaries of every kind of turn and of intent", () => expect(boundaries.length).toBeGreaterThan(30));

describe("killed at", () => {
  test.each(boundaries.map((boundary, place) => [boundary, place] as const))("%s", async (boundary, place) => {
    const [user, refused, parked] = [`user${place}`, `refused${place}`, `parked${place}`];
    await running.appoint(user, "e9");
    await running.appoint(refused, "refuse");
    await running.rows("update processes.fact set status = 'retry' where instance = $1", [parked]);

    const program = fork(killed, [running.databaseUrl, running.eventStoreUrl, later, boundary]);
    const [, signal] = (await once(program, "exit")) as [number | null, string | null]; // as the event has it
    expect(signal).toBe("SIGKILL");

    const runner = running.start({ processes: [deputyStory({ poisoned: false })] });
    await running.settled();
    await runner.stop();

    expect({ dismissed: await running.dismissals(user), told: await toldOf(user) }).toEqual({
      dismissed: 1,
      told: ["appointed", "later"],
    });
    expect({ dismissed: await running.dismissals(refused), told: await toldOf(refused) }).toEqual({
      dismissed: 0,
      told: ["appointed", "later", "refused"],
    });
    expect({ dismissed: await running.dismissals(parked), told: await toldOf(parked) }).toEqual({
      dismissed: 1,
      told: ["appointed", "later"],
    });
    const open = await running.rows(
      `select does, key, status from processes.intent
       where instance = any($1) and status not in ('done', 'refused', 'fired')`,
      [[user, refused, parked]],
    );
    expect(open).toEqual([]);
  });
});
