// What fails at a boundary between two steps leaves nothing open: every connection is given back when the processes are stopped, and a
// program in which all of them failed ends by itself.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { runningProcesses, type RunningProcesses } from "../testing/running-processes.js";
import { boundaries } from "./boundaries.js";

const later = "2026-06-01T00:00:00.000Z";
const failing = fileURLToPath(new URL("../testing/failing-process.js", import.meta.url));

interface Failed {
  readonly boundary: string;
  readonly failed: boolean;
  readonly held: number;
}

let running: RunningProcesses;
beforeEach(async () => {
  running = await runningProcesses();
  const runner = running.start();
  await running.settled();
  for (const place of boundaries.keys()) await running.appoint(`parked${place}`, "poison");
  await running.settled();
  await runner.stop();
});
afterEach(() => running.close());

test("a program that failed at each boundary has nothing open when it is stopped", async () => {
  const program = fork(failing, [running.databaseUrl, running.eventStoreUrl, later], { execArgv: [] });
  const told: Failed[] = [];
  program.on("message", (message) => told.push(message as Failed)); // as the program sends it
  const [code] = (await once(program, "exit")) as [number | null];
  expect(code).toBe(0);
  expect(told).toEqual(boundaries.map((boundary) => ({ boundary, failed: true, held: 0 })));
}, 300_000);
