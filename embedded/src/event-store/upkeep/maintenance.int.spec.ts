// One folder, one process; a backup is a store.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { backupEventStore, restoreEventStore } from "./backup.js";
import { servedAt } from "../../folder-lock.js";
import { startEventStore } from "../start.js";
import { collect } from "../testing/contract/contract.js";
import { KillableServer } from "../testing/crash/killable-server.js";
import { verifyEventStore } from "./verify.js";
import { note, withStore } from "../testing/with-store.js";

let folder: string;
let dataFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "event-store-maintenance-"));
  dataFolder = join(folder, "store");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a backup made under a writer is one instant of the store; restored, it is a store", async () => {
  const [backup, restored] = [join(folder, "backup"), join(folder, "restored")];
  let acknowledged = 0;
  await withStore(dataFolder, async (client) => {
    for (; acknowledged < 50; acknowledged += 1) await client.appendToStream("written", note("before"));
    const [{ events }] = await Promise.all([
      backupEventStore(dataFolder, backup),
      (async () => {
        for (; acknowledged < 150; acknowledged += 1) await client.appendToStream("written", note("meanwhile"));
      })(),
    ]);
    expect(events).toBeGreaterThanOrEqual(50);
  });
  const report = await restoreEventStore(backup, restored);
  expect((await verifyEventStore({ dataFolder: restored })).faults).toEqual([]);
  await withStore(restored, async (client) => {
    const read = await collect(client.readStream("written"));
    expect(read.length).toBeGreaterThanOrEqual(50);
    expect((await collect(client.readAll())).length).toBe(report.events);
    await client.appendToStream("written", note("after"), { expectedRevision: BigInt(read.length - 1) });
  });
  await expect(restoreEventStore(backup, restored)).rejects.toThrow("holds an event store already");
  await expect(backupEventStore(dataFolder, backup)).rejects.toThrow("is not empty");
});

test("of six servers that start at once on one folder one has it, and the others name it", async () => {
  const starts = await Promise.allSettled(Array.from({ length: 6 }, () => startEventStore({ dataFolder })));
  const [winner, second] = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  expect(second).toBeUndefined();
  for (const start of starts)
    if (start.status === "rejected") expect(String(start.reason)).toContain(`in use by process ${process.pid}`);
  expect(servedAt(dataFolder)).toBe(winner?.connectionString);
  await winner?.stop();
  expect(servedAt(dataFolder)).toBeUndefined();
  await withStore(dataFolder, async () => {});
});

test("the lock of a killed server stands in nobody's way, that of a living one does", async () => {
  const server = await KillableServer.start(dataFolder);
  await expect(startEventStore({ dataFolder })).rejects.toThrow("is in use by process");
  await expect(verifyEventStore({ dataFolder })).rejects.toThrow("is in use by process");
  await server.kill();
  await withStore(dataFolder, async () => {});
});

test("a repeated append that expects nothing is recognised after a restart", async () => {
  const repeated = [note("one"), note("two")];
  await withStore(dataFolder, async (client) => void (await client.appendToStream("note", repeated)));
  await withStore(dataFolder, async (client) => {
    expect((await client.appendToStream("note", repeated)).nextExpectedRevision).toBe(1n);
    expect(await collect(client.readStream("note"))).toHaveLength(2);
  });
});

test("what is not a store is not verified, and not made into one", async () => {
  await expect(verifyEventStore({ dataFolder })).rejects.toThrow(`There is no event store in ${dataFolder}.`);
  await expect(backupEventStore(dataFolder, join(folder, "backup"))).rejects.toThrow("There is no event store");
  expect(existsSync(dataFolder)).toBe(false);
});

test("a busy port is one sentence", async () => {
  const store = await startEventStore({ dataFolder });
  await expect(startEventStore({ dataFolder: join(folder, "other"), port: store.port })).rejects.toThrow(
    `cannot listen on 127.0.0.1 port ${store.port}: another process uses it`,
  );
  await store.stop();
});
