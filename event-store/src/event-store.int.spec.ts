// The package against a real store and a real vault.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testDatabase, testEventStore } from "@tabel/test-infra";
import pg from "pg";
import { v4 as uuid } from "uuid";
import { ConcurrencyConflict } from "./errors.js";
import { connectEventStore, type EventStore } from "./event-store.js";
import { openKeyVault, type KeyVault } from "./key-vault.js";
import { migrateKeyVault } from "./key-vault-migrations.js";
import type { Event, EventSchema, Recorded } from "./recorded-event.js";
import type { Batch } from "./subscription.js";

const catalogue: EventSchema[] = [
  { type: "Counted", version: 1, personal: [], subject: undefined, upcasters: [] },
  { type: "Named", version: 1, personal: ["name"], subject: "who", upcasters: [] },
];
const counted = (by: number): Event => ({ type: "Counted", data: { by } });
const sum = {
  initial: 0,
  evolve: (total: number, event: Event): number => total + ((event.data as { by?: number }).by ?? 0),
};
const metadata = (commandId: string = uuid()) => ({
  $correlationId: "c",
  $causationId: commandId,
  commandId,
  commandHash: "h",
  actor: "e1",
});

const empty: KeyVault = {
  keysOf: () => Promise.resolve(new Map()),
  ensureKeys: () => Promise.resolve(new Map()),
  derivedKey: () => Buffer.alloc(32),
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: Awaited<ReturnType<typeof testEventStore>>;
let pool: pg.Pool;
let store: EventStore;
const stream = () => `counter-${uuid()}`;

beforeAll(async () => {
  [database, server] = await Promise.all([testDatabase(), testEventStore()]);
  await Promise.all([migrateKeyVault(database.connectionString), migrateKeyVault(database.connectionString)]);
  pool = new pg.Pool({ connectionString: database.connectionString });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  store = connectEventStore({ connectionString: server.connectionString, catalogue, vault });
});

afterAll(async () => {
  await store.dispose();
  await server.stop();
  await pool.end();
  await database.drop();
});

test("a stream that was never written loads as its initial state", async () => {
  const loaded = await store.load(stream(), sum);
  expect(loaded).toMatchObject({ state: 0, revision: "no-stream" });
  expect(loaded.commands.size).toBe(0);
});

test("what was appended is folded, with its command, revision and position", async () => {
  const name = stream();
  const first = metadata();
  const appended = await store.append(name, [counted(1), counted(2)], { expected: "no-stream", metadata: first });
  expect(appended.revision).toBe(1n);
  for (const fresh of [false, true]) {
    const loaded = await store.load(name, sum, { fresh });
    expect(loaded).toMatchObject({ state: 3, revision: 1n });
    expect(loaded.commands.get(first.commandId)?.events.at(-1)).toMatchObject({ type: "Counted", revision: 1n });
  }
});

test("an append at a revision that has moved on is a conflict, and a repeated one is the same append", async () => {
  const name = stream();
  const command = metadata();
  const once = await store.append(name, [counted(1)], { expected: "no-stream", metadata: command });
  const again = await store.append(name, [counted(1)], { expected: "no-stream", metadata: command });
  expect(again.revision).toBe(once.revision);
  await expect(store.append(name, [counted(5)], { expected: "no-stream", metadata: metadata() })).rejects.toThrow(
    ConcurrencyConflict,
  );
  expect((await store.load(name, sum, { fresh: true })).state).toBe(1);
});

test("a second connection's appends reach the folds of the first without a read", async () => {
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  const other = connectEventStore({ connectionString: server.connectionString, catalogue, vault });
  const name = stream();
  await store.append(name, [counted(1)], { expected: "no-stream", metadata: metadata() });
  await store.load(name, sum);
  await other.append(name, [counted(41)], { expected: 0n, metadata: metadata() });
  let state = 0;
  for (let tries = 0; tries < 200 && state !== 42; tries += 1) {
    state = (await store.load(name, sum)).state;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(state).toBe(42);
  await other.dispose();
});

test("while two writers race on one stream, every load is some prefix of it and no append is lost", async () => {
  const name = stream();
  let conflicts = 0;
  const addOne = async (): Promise<void> => {
    for (;;) {
      const loaded = await store.load(name, sum);
      try {
        await store.append(name, [counted(1)], { expected: loaded.revision, metadata: metadata() });
        return;
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        conflicts += 1;
        await store.load(name, sum, { fresh: true });
      }
    }
  };
  await Promise.all(Array.from({ length: 20 }, addOne));
  expect((await store.load(name, sum, { fresh: true })).state).toBe(20);
  expect(conflicts).toBeGreaterThan(0);
});

test("whoever loads a stream that another is still reading sees all of it, never its beginning", async () => {
  const name = stream();
  for (let revision = -1; revision < 1_999; revision += 500)
    await store.append(
      name,
      Array.from({ length: 500 }, () => counted(1)),
      {
        expected: revision < 0 ? "no-stream" : BigInt(revision),
        metadata: metadata(),
      },
    );
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  const cold = connectEventStore({ connectionString: server.connectionString, catalogue, vault });
  // Its folds are live once the events of another connection reach them without a read.
  const heard = stream();
  await cold.load(heard, sum);
  await store.append(heard, [counted(1)], { expected: "no-stream", metadata: metadata() });
  while ((await cold.load(heard, sum)).state !== 1) await new Promise((resolve) => setTimeout(resolve, 10));

  const first = cold.load(name, sum);
  const seen: number[] = [];
  let reading = true;
  void first.finally(() => (reading = false));
  while (reading) {
    seen.push((await cold.load(name, sum)).state);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { state } = await first;
  await cold.dispose();
  expect(state).toBe(2_000);
  expect(new Set(seen)).toEqual(new Set([2_000]));
});

test("personal fields are unreadable in the log and whole when read through the vault", async () => {
  const who = `p-${uuid()}`;
  const name = `person-${who}`;
  await store.append(name, [{ type: "Named", data: { who, name: "Канарейка" } }], {
    expected: "no-stream",
    metadata: metadata(),
  });
  const read: Recorded[] = [];
  for await (const event of store.readStream(name)) read.push(event);
  expect(read[0]?.data).toEqual({ who, name: "Канарейка" });

  const keyless = connectEventStore({
    connectionString: server.connectionString,
    catalogue,
    vault: empty,
  });
  const erased: Recorded[] = [];
  for await (const event of keyless.readStream(name)) erased.push(event);
  expect(erased[0]).toMatchObject({ data: { who, name: null }, erased: true });

  const unaware = connectEventStore({
    connectionString: server.connectionString,
    catalogue: [],
    vault: empty,
  });
  const raw: Recorded[] = [];
  for await (const event of unaware.readStream(name)) raw.push(event);
  expect(JSON.stringify(raw[0]?.data)).not.toContain("Канарейка");
  await Promise.all([keyless.dispose(), unaware.dispose()]);
});

test("a subscription yields everything in order, says when it has caught up, and goes on live", async () => {
  const name = stream();
  const ending = new AbortController();
  const after = await store.headPosition();
  const seen: bigint[] = [];
  let caughtUpAt = -1;
  await store.append(name, [counted(1), counted(2), counted(3)], { expected: "no-stream", metadata: metadata() });
  for await (const batch of store.subscribeToAll({ after, signal: ending.signal, maxBatch: 2 })) {
    expect(batch.events.length).toBeLessThanOrEqual(2);
    for (const event of batch.events) if (event.stream === name) seen.push(event.revision);
    if (batch.caughtUp && caughtUpAt < 0) {
      caughtUpAt = seen.length;
      await store.append(name, [counted(4)], { expected: 2n, metadata: metadata() });
    }
    if (seen.length === 4) ending.abort();
  }
  expect(seen).toEqual([0n, 1n, 2n, 3n]);
  expect(caughtUpAt).toBe(3);
});

test("a slow reader of a subscription loses nothing", async () => {
  const name = stream();
  const ending = new AbortController();
  const after = await store.headPosition();
  for (let index = 0; index < 10; index += 1)
    await store.append(
      name,
      Array.from({ length: 100 }, () => counted(1)),
      {
        expected: index === 0 ? "no-stream" : BigInt(index * 100 - 1),
        metadata: metadata(),
      },
    );
  let last = -1n;
  const take = (batch: Batch): void => {
    for (const event of batch.events.filter((candidate) => candidate.stream === name)) {
      expect(event.revision).toBe(last + 1n);
      last = event.revision;
    }
  };
  for await (const batch of store.subscribeToAll({ after, signal: ending.signal, maxBatch: 10 })) {
    take(batch);
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (last === 999n) ending.abort();
  }
  expect(last).toBe(999n);
});

test("thousands of streams that do not exist are looked for without losing the connection", async () => {
  let left = 4_000;
  const look = async () => {
    for (; left > 0; left -= 1) await store.load(stream(), sum, { fresh: true });
  };
  await expect(Promise.all(Array.from({ length: 64 }, look))).resolves.toHaveLength(64);
});
