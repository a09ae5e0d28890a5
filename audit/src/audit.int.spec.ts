// The audit trail on a real store: signed while it is written, gone on with after a stop, proved by the program that stands alone.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { testDatabase, testEventStore, testFolder } from "@tabel/test-infra";
import pg from "pg";
import {
  checkpointFile,
  exportAudit,
  makeSigningKey,
  runAudit,
  sealedLines,
  signerFrom,
  verifyAudit,
} from "./index.js";

jest.setTimeout(60_000);

const said = { type: "Said", version: 1, personal: ["words"], subject: "who", upcasters: [] };
const undo: (() => unknown)[] = [];
let store: EventStore;
let pool: pg.Pool;
let folder: string;
const signer = signerFrom(makeSigningKey());
const errors: object[] = [];
const log = { warn: () => undefined, error: (context: object) => void errors.push(context) };
const clock = () => "2026-11-16T09:00:00.000Z";

let appended = 0;
const say = async (count: number): Promise<bigint> => {
  let position = 0n;
  for (let index = 0; index < count; index += 1) {
    appended += 1;
    const commandId = `00000000-0000-4000-8000-${String(appended).padStart(12, "0")}`;
    const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "e1" };
    const expected = appended === 1 ? "no-stream" : BigInt(appended - 2);
    const event = { type: "Said", data: { who: "e1", words: `canary ${appended}`, n: appended } };
    ({ position } = await store.append("said-1", [event], { expected, metadata }));
  }
  return position;
};

const keeper = () => checkpointFile(join(folder, "checkpoints.jsonl"));
const audit = (more: { most?: number; withinMs?: number } = {}) =>
  runAudit({ store, keeper: keeper(), signer, log, clock, most: 4, withinMs: 20, ...more });
const verified = async () =>
  verifyAudit({
    events: () => sealedLines(store),
    checkpoints: await keeper().lines(),
    publicKey: signer.publicKey,
  });

beforeAll(async () => {
  const [database, server, place] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
  folder = place.path;
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
  pool.on("error", () => undefined); // the database is dropped under it
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) });
  store = connectEventStore({ connectionString: server.connectionString, catalogue: [said], vault });
  undo.push(
    () => place.remove(),
    () => database.drop(),
    () => server.stop(),
    () => pool.end(),
    () => store.dispose(),
  );
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

test("signs what is appended, goes on after a stop, and the log is sound", async () => {
  const first = audit();
  await first.reached(await say(6));
  await first.stop();
  const later = await say(3);
  const second = audit();
  await second.reached(later);
  await second.stop();
  expect(await verified()).toEqual({ sound: true, signed: 9, events: 9, unsigned: 0, faults: [] });
});

test("what waits to be signed is signed when it is stopped", async () => {
  const position = await say(1);
  let taken = (): void => undefined;
  const allTaken = new Promise<void>((resolve) => (taken = resolve));
  const watched: Pick<EventStore, "readSealed" | "subscribeToSealed"> = {
    readSealed: (options) => store.readSealed(options),
    subscribeToSealed: async function* (options) {
      for await (const batch of store.subscribeToSealed(options)) {
        yield batch;
        if (batch.position >= position) taken(); // whoever asks for the next batch has worked through this one
      }
    },
  };
  const runner = runAudit({ store: watched, keeper: keeper(), signer, log, clock, most: 1_000, withinMs: 3_600_000 });
  await allTaken;
  expect((await verified()).unsigned).toBe(1);
  await runner.stop();
  expect(await verified()).toMatchObject({ sound: true, signed: 10, unsigned: 0 });
});

test("the export is proved by its own program with nothing but Node and the public key, and an edit is located", async () => {
  const runner = audit();
  await runner.reached(await say(1));
  await runner.stop();
  const target = join(folder, "export");
  await exportAudit(store, keeper(), target);
  const key = join(folder, "public.pem");
  writeFileSync(key, signer.publicKey);
  const prove = () => {
    const { status, stdout } = spawnSync(process.execPath, [join(target, "verify.mjs"), target, key], {
      encoding: "utf8",
    });
    return { status, stdout };
  };
  expect(prove()).toEqual({
    status: 0,
    stdout: `Sound: ${appended} events, ${appended} of them signed, 0 after the last checkpoint.\n`,
  });
  const file = join(target, "events.jsonl");
  const events = readFileSync(file, "utf8");
  expect(events).not.toContain("canary");
  writeFileSync(file, events.replace('"n":3', '"n":4'));
  const found = prove();
  expect(found.status).toBe(1);
  expect(found.stdout).toMatch(/^event 3 was edited: position \d+, said-1@2, Said\nNot sound: /);
});

test("erasing a person's key breaks nothing", async () => {
  await pool.query("update vault.subject_key set wrapped_key = null");
  expect((await verified()).sound).toBe(true);
});

test("signs nothing more over a log that is not the one that was signed, and says why", async () => {
  const other = await testEventStore();
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) });
  const foreign = connectEventStore({ connectionString: other.connectionString, catalogue: [said], vault });
  const before = await keeper().lines();
  const runner = runAudit({ store: foreign, keeper: keeper(), signer, log, clock });
  await runner.ended;
  expect(runner.failure()).toMatch(/^the event at position \d+ is not the one that was signed$/);
  expect(errors).toHaveLength(1);
  expect(await keeper().lines()).toEqual(before);
  await foreign.dispose();
  await other.stop();
});

test("only one process signs: a second writer is refused", async () => {
  const [one, two] = [keeper(), keeper()];
  await one.lines();
  await two.lines();
  await one.append("{}");
  await expect(two.append("{}")).rejects.toThrow(/only one process may sign a log/);
});
