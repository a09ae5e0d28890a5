// A disk that takes no more: appends fail with a sentence, reads go on, and it continues when there is space again. The
// limit is the system's own on the size of a file (ulimit -f), which fails a write as a full disk does and can be lifted
// from a running process (prlimit).
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { expect, test } from "@jest/globals";
import { collect, refusal } from "./testing/contract/contract.js";
import { ObservedServer } from "./testing/raw/observed-server.js";
import { verifyEventStore } from "./verify.js";

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
