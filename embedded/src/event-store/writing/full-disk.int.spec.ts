// A disk that takes no more: appends fail with a sentence, reads go on, and it continues when there is space again. The
// limit is the system's own on the size of a file (ulimit -f), which fails a write as a full disk does and can be lifted
// from a running process (prlimit).
import { execFileSync, spawnSync } from "node:child_process";
import { statfsSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startEventStore } from "../start.js";
import { collect, refusal } from "../testing/contract/contract.js";
import { ObservedServer } from "../testing/raw/observed-server.js";
import { verifyEventStore } from "../upkeep/verify.js";

const LIMIT_KIB = 6_000;

test("appends fail cleanly on a full disk, reads go on, and with space it continues without a restart", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "event-store-full-"));
  const server = await ObservedServer.start(dataFolder, `-S -f ${LIMIT_KIB}`);
  const client = EventStoreDBClient.connectionString`${server.connectionString}`;
  const append = () => client.appendToStream("filling", jsonEvent({ type: "Filled", data: "x".repeat(50_000) }));
  let acknowledged = 0;
  let refused: Record<string, unknown> | undefined;
  while (refused === undefined && acknowledged < 1_000) {
    try {
      await append();
      acknowledged += 1;
    } catch (error) {
      refused = Object.fromEntries(Object.entries(error as object));
      expect((error as Error).message).toMatch(/Nothing was appended: /);
    }
  }
  expect(acknowledged).toBeGreaterThan(20);
  expect(acknowledged).toBeLessThan(1_000);
  for (let again = 0; again < 5; again += 1) await refusal(append());
  expect(await collect(client.readStream("filling"))).toHaveLength(acknowledged);

  execFileSync("prlimit", ["--pid", String(server.pid), "--fsize=unlimited"]);
  const { nextExpectedRevision } = await append();
  expect(nextExpectedRevision).toBe(BigInt(acknowledged));
  expect(await collect(client.readStream("filling"))).toHaveLength(acknowledged + 1);

  await client.dispose();
  await server.stop();
  expect((await verifyEventStore({ dataFolder })).faults).toEqual([]);
  await rm(dataFolder, { recursive: true, force: true });
}, 60_000);

// A file system of twelve megabytes, where one may be made.
let disk: string;
let mounted = false;
beforeAll(async () => {
  disk = await mkdtemp(join(tmpdir(), "event-store-disk-"));
  mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", disk]).status === 0;
  if (!mounted) process.stderr.write("NOT RUN: the tests of a full file system, because none can be mounted here.\n");
});
afterAll(async () => {
  if (mounted) execFileSync("umount", ["-l", disk]);
  await rm(disk, { recursive: true, force: true });
});

test("on a full file system a store says so once and not with every append, and goes on when it has grown", async () => {
  if (!mounted) return;
  const server = await ObservedServer.start(join(disk, "store"));
  const client = EventStoreDBClient.connectionString`${server.connectionString}`;
  const append = () => client.appendToStream("filling", jsonEvent({ type: "Filled", data: "x".repeat(50_000) }));
  const fill = async (): Promise<void> => append().then(fill);
  await expect(fill()).rejects.toThrow("the disk that holds the event store is full");
  for (let again = 0; again < 20; again += 1) await expect(append()).rejects.toThrow("is full");
  // What it says arrives when it likes; one line for each append would be twenty.
  expect(server.said.match(/^Error/gm)?.length ?? 0).toBeLessThan(5);
  execFileSync("mount", ["-o", "remount,size=60m", disk]);
  await append();
  await client.dispose();
  await server.stop();
  expect((await verifyEventStore({ dataFolder: join(disk, "store") })).faults).toEqual([]);
}, 60_000);

test("a store is not opened on a full file system, and the process that tries lives", async () => {
  if (!mounted) return;
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, "ballast"), Buffer.alloc(bavail * bsize));
  for (const dataFolder of [join(disk, "store"), join(disk, "new")])
    await expect(startEventStore({ dataFolder })).rejects.toThrow(
      new RegExp(`The disk that holds ${dataFolder} is full|ENOSPC`),
    );
});
