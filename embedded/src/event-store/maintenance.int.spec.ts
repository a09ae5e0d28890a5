// One folder, one process; damage is found, named and not guessed about; a backup is a store.
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { backupEventStore, restoreEventStore } from "./backup.js";
import { servedAt } from "./folder-lock.js";
import { startEventStore } from "./start.js";
import { REMEMBERED_IDS } from "./storage/recent-event-ids.js";
import { collect, refusal } from "./testing/contract/contract.js";
import { KillableServer } from "./testing/crash/killable-server.js";
import { verifyEventStore } from "./verify.js";

let folder: string;
let dataFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "event-store-maintenance-"));
  dataFolder = join(folder, "store");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const withStore = async (data: string, use: (client: EventStoreDBClient) => Promise<void>): Promise<void> => {
  const store = await startEventStore({ dataFolder: data });
  const client = EventStoreDBClient.connectionString`${store.connectionString}`;
  try {
    await use(client);
  } finally {
    await store.stop();
    await client.dispose();
  }
};

const event = (text: string) => jsonEvent({ type: "Noted", data: { text } });
const logFile = (data: string) => join(data, "log", "data.mdb");

test("a backup made under a writer is one instant of the store; restored, it is a store", async () => {
  const [backup, restored] = [join(folder, "backup"), join(folder, "restored")];
  let acknowledged = 0;
  await withStore(dataFolder, async (client) => {
    for (; acknowledged < 50; acknowledged += 1) await client.appendToStream("written", event("before"));
    const [{ events }] = await Promise.all([
      backupEventStore(dataFolder, backup),
      (async () => {
        for (; acknowledged < 150; acknowledged += 1) await client.appendToStream("written", event("meanwhile"));
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
    await client.appendToStream("written", event("after"), { expectedRevision: BigInt(read.length - 1) });
  });
  await expect(restoreEventStore(backup, restored)).rejects.toThrow("holds an event store already");
  await expect(backupEventStore(dataFolder, backup)).rejects.toThrow("is not empty");
});

/** Changes one byte of the event whose data holds that text. */
const damage = (data: string, text: string): void => {
  const bytes = readFileSync(logFile(data));
  bytes.write("X", bytes.indexOf(text) + 1);
  writeFileSync(logFile(data), bytes);
};

test("one changed byte is found with its position, and a store damaged near its end is not opened", async () => {
  await withStore(dataFolder, async (client) => {
    for (let index = 0; index < 100; index += 1) await client.appendToStream(`note-${index}`, event(`<${index}>`));
  });
  damage(dataFolder, "<57>");
  const { faults } = await verifyEventStore({ dataFolder });
  // Two system events stand in front.
  expect(faults[0]).toContain("damaged at position 60: its checksum does not match");
  await expect(startEventStore({ dataFolder })).rejects.toThrow("damaged at position 60");
});

test("an old event that is damaged is refused with its position when it is read; the others are read", async () => {
  await withStore(dataFolder, async (client) => {
    await client.appendToStream("note-0", event("<old>"));
    await client.appendToStream("note-1", event("<new>"));
    const many = () => Array.from({ length: 2_000 }, () => event(""));
    for (let index = 0; index < REMEMBERED_IDS / 2_000; index += 1) await client.appendToStream("many", many());
  });
  damage(dataFolder, "<old>");
  await withStore(dataFolder, async (client) => {
    expect(await refusal(collect(client.readStream("note-0")))).toMatchObject({ code: 15 });
    expect(await collect(client.readStream("note-1"))).toHaveLength(1);
    await expect(collect(client.readAll())).rejects.toThrow("damaged at position 3: its checksum does not match");
  });
});

test("a file that was cut off is refused when the store is opened, with what it should be", async () => {
  await withStore(dataFolder, async (client) => {
    for (let index = 0; index < 50; index += 1) await client.appendToStream("note", event("x".repeat(10_000)));
  });
  truncateSync(logFile(dataFolder), statSync(logFile(dataFolder)).size - 100_000);
  await expect(startEventStore({ dataFolder })).rejects.toThrow(/damaged at .*data\.mdb: it is \d+ bytes long/);
  expect((await verifyEventStore({ dataFolder })).faultCount).toBe(1);
});

test("a file that is not a store is refused when it is opened", async () => {
  await withStore(dataFolder, async () => {});
  writeFileSync(logFile(dataFolder), Buffer.alloc(20_000, "no store"));
  await expect(startEventStore({ dataFolder })).rejects.toThrow("are not LMDB's");
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
  const repeated = [event("one"), event("two")];
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
