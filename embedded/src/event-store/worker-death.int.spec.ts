// A store whose thread dies is reported once, and whoever appends is told instead of kept waiting.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startEventStore } from "./start.js";
import type { DeathReport } from "./testing/crash/dying-worker.js";

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "event-store-death-"));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const script = fileURLToPath(new URL("./testing/crash/dying-worker.js", import.meta.url));
const throwing = new URL("./testing/crash/throws-when-told.js", import.meta.url).href;

/** In a process of its own, because the death of a thread is nobody else's business. */
const death = async (way: string): Promise<DeathReport> => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", throwing, script, way, dataFolder], {
    timeout: 25_000,
  });
  return JSON.parse(stdout) as DeathReport; // printed by that script
};

test.each([
  ["threw", /^The embedded event store failed: told to$/],
  ["terminated", /^The embedded event store ended by itself, with exit code 1\.$/],
])("a worker that %s is reported once, appends fail instead of hanging, and the folder is free", async (way, said) => {
  const { failures, underWay, afterwards, waited } = await death(way);
  expect(failures).toEqual([expect.stringMatching(said)]);
  expect(underWay).toBeDefined();
  expect(afterwards).toBeDefined();
  expect(waited).toBeLessThan(10_000);
  const again = await startEventStore({ dataFolder });
  await again.stop();
});
