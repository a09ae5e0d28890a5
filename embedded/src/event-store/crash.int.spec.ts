// Nothing acknowledged is lost when the server is killed at any moment. EVENT_STORE_CRASH_ROUNDS=200 is the long form.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { crashRounds } from "./testing/crash/crash-rounds.js";
import { verifyEventStore } from "./upkeep/verify.js";

const rounds = Number(process.env["EVENT_STORE_CRASH_ROUNDS"] ?? 8);

test(
  "kill -9 under thirty-two writers loses nothing acknowledged, leaves no half batch and no gap",
  async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "event-store-crash-"));
    try {
      const report = await crashRounds(dataFolder, rounds);
      expect(report.acknowledged).toBeGreaterThan(rounds * 10);
      expect(report.inDoubt).toBeGreaterThan(0);
      expect((await verifyEventStore({ dataFolder })).faults).toEqual([]);
      if (rounds > 100) process.stderr.write(`${JSON.stringify(report)}\n`);
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
  rounds * 5_000 + 30_000,
);
