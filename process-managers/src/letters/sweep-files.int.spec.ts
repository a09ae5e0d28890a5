// What is swept: files that no event names, once they are old enough; and nothing else.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { eventCatalogue, LetterRead, LetterUploaded, ResignationReceived } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import {
  testDatabase,
  type TestDatabase,
  testEventStore,
  type TestEventStore,
  testFiles,
  type TestFiles,
} from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { sweepLetterFiles } from "./sweep-files.js";

let database: TestDatabase;
let server: TestEventStore;
let files: TestFiles;
let pool: pg.Pool;
let store: EventStore;
beforeAll(async () => {
  [database, server, files] = await Promise.all([testDatabase(), testEventStore(), testFiles()]);
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) });
  store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
});
afterAll(async () => {
  await store.dispose();
  await pool.end();
  await server.stop();
  await database.drop();
  files.drop();
});

test("of the files of a letter those stay that its events name, and all that are young", async () => {
  const of = { employeeId: "galina", number: 1 };
  const scan = { ...of, round: 1, letterId: "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11" };
  const said = { asked: { says: "nothing" as const }, ground: "own-wish" as const };
  const follows = { proposedLastDay: null, open: [] };
  const id = randomUUID();
  await store.append(
    "resignation-galina_1",
    [
      ResignationReceived({
        ...of,
        ...said,
        ...follows,
        receivedOn: "2026-02-02",
        basis: "b",
        form: "scan",
        document: "letters/galina/1/scan",
        earliest: "2026-02-16",
        noticeEnds: "2026-02-16",
        receivedBy: "galina",
      }),
      LetterUploaded({
        ...scan,
        on: "2026-02-02",
        uploadedBy: "galina",
        picture: "letters/galina/1/scan",
        fingerprint: "0".repeat(64),
      }),
      LetterRead({
        ...scan,
        ...follows,
        outcome: "human-review",
        rules: "r",
        reading: { version: "v", language: null, milliseconds: 1, attempts: 1 },
        count: 0,
        found: {
          defects: [],
          advisories: [],
          reviewReasons: ["not-read"],
          flags: { shortNotice: false, ambiguousDate: false, bindingDate: false },
        },
        evidence: null,
        text: null,
        secondReading: null,
        asked: [],
        notAsked: null,
        markedCopy: "letters/galina/1/scan.marked-2",
        said: null,
      }),
    ],
    {
      expected: "no-stream",
      metadata: { $correlationId: id, $causationId: id, commandId: id, commandHash: "x", actor: "galina" },
    },
  );
  const named = ["letters/galina/1/scan", "letters/galina/1/scan.marked-2"];
  const others = ["letters/galina/1/scan.marked-1", "letters/galina/2/lost", "letters/vera/1/lost"];
  for (const name of [...named, ...others, "letters/whose", "other/file"]) await files.put(name, Buffer.from("sealed"));
  const sweep = (later: number) => sweepLetterFiles({ store, files, clock: () => new Date(Date.now() + later) });
  expect(await sweep(0)).toBe(0);
  expect(await sweep(90_000_000)).toBe(3);
  expect(await files.names()).toEqual([
    "letters/galina/1/scan",
    "letters/galina/1/scan.marked-2",
    "letters/whose",
    "other/file",
  ]);
});
