// Reading one scan as the work that it is: what was read becomes a command; whatever cannot be read or recorded is handed to a person.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { EmployeeHired, EmployeeId, eventCatalogue, LetterUploaded, ResignationReceived } from "@tabel/domain";
import {
  connectEventStore,
  type EventStore,
  migrateKeyVault,
  openKeyVault,
  type SealedFiles,
  sealedFiles,
} from "@tabel/event-store";
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
import type { WorkTask } from "../carrying-out/long-work.js";
import type { CarryOutCommand, CommandToCarryOut } from "../process/ports.js";
import { type ReadScan, readLetterWork, type ScanReading } from "./read-letter-work.js";

let database: TestDatabase;
let server: TestEventStore;
let files: TestFiles;
let sealed: SealedFiles;
let pool: pg.Pool;
let store: EventStore;
const galina = EmployeeId.parse("galina");
const picture = "letters/galina/1/scan";
const data = { employeeId: galina, number: 1, letterId: "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11" };

const write = (stream: string, ...events: Parameters<EventStore["append"]>[1][number][]) => {
  const id = randomUUID();
  const metadata = { $correlationId: id, $causationId: id, commandId: id, commandHash: "x", actor: "galina" };
  return store.append(stream, events, { expected: "no-stream", metadata });
};

beforeAll(async () => {
  [database, server, files] = await Promise.all([testDatabase(), testEventStore(), testFiles()]);
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) });
  store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  sealed = sealedFiles(vault, files);
  await write(
    "employee-galina",
    EmployeeHired({
      employeeId: galina,
      fullName: { last: "Ли", first: "Галина", middle: null },
      email: null,
      hiredOn: "2015-03-02",
      unitId: "bank",
      position: "Кассир",
      country: "RU",
      timeZone: "Europe/Moscow",
    }),
  );
  await write(
    "resignation-galina_1",
    ResignationReceived({
      employeeId: galina,
      number: 1,
      receivedOn: "2026-02-02",
      basis: "b",
      form: "scan",
      document: picture,
      ground: "own-wish",
      asked: { says: "nothing" },
      proposedLastDay: null,
      open: [],
      earliest: "2026-02-16",
      noticeEnds: "2026-02-16",
      receivedBy: "galina",
    }),
    LetterUploaded({
      ...data,
      round: 1,
      on: "2026-02-02",
      uploadedBy: "galina",
      picture,
      fingerprint: "0".repeat(64),
    }),
  );
});
beforeEach(() => sealed.put(galina, picture, Buffer.from("a picture")));
afterAll(async () => {
  await store.dispose();
  await pool.end();
  await server.stop();
  await database.drop();
  files.drop();
});

const read: ScanReading = {
  version: "v",
  language: "ru",
  milliseconds: 7,
  evidence: {
    legible: false,
    writer: { is: "unsure", quote: "" },
    intent: { is: "unsure", quote: "" },
    ground: { is: "unsure", quote: "" },
    end: { says: "unsure", quote: "" },
    signature: "unsure",
    position: { is: "unsure", quote: "" },
    addressee: { is: "unsure", quote: "" },
    writtenOn: { is: "unsure", date: null, quote: "" },
  },
  text: "words",
  secondReading: null,
  asked: [],
  notAsked: null,
  secondReadingMissing: false,
  marked: Buffer.from("a marked picture"),
};
const task: WorkTask = {
  process: "when-a-letter-is-received-then-check-it",
  instance: data.letterId,
  factId: randomUUID(),
  key: "read",
  intentId: randomUUID(),
  correlationId: "c",
  data,
  attempt: 1,
  signal: new AbortController().signal,
};
const done = { is: "done", position: "9" } as const;

/** What is sent when the command side answers so. */
const sent = (...answers: Awaited<ReturnType<CarryOutCommand>>[]) => sentAfter(() => Promise.resolve(read), answers);
const sentAfter = async (
  readScan: ReadScan,
  answers: Awaited<ReturnType<CarryOutCommand>>[] = [],
  signal: AbortSignal = task.signal,
) => {
  const commands: CommandToCarryOut[] = [];
  const work = readLetterWork({
    store,
    files: sealed,
    readScan,
    carryOutCommand: (command) => {
      commands.push(command);
      return Promise.resolve(answers[commands.length - 1] ?? done);
    },
    clock: () => "2026-02-02T09:00:00.000Z",
  });
  const outcome = await work.do({ ...task, signal }).catch((error: unknown) => error);
  return { outcome, data: commands.map((command) => command.data) };
};
const unread = { ...data, evidence: null, text: null, markedCopy: null, secondReading: null };

test("what was read is recorded, with the marked copy sealed beside the picture", async () => {
  const { outcome, data: recorded } = await sent();
  expect(outcome).toEqual({ is: "done", told: { position: "9" } });
  expect(recorded).toMatchObject([{ ...data, text: "words", markedCopy: `${picture}.marked-1` }]);
  expect((await sealed.get(galina, `${picture}.marked-1`))?.toString()).toBe("a marked picture");
  expect((await files.get(`${picture}.marked-1`))?.includes("marked")).toBe(false);
});

test("what was read and cannot be recorded goes to a person, and to no list of dead letters", async () => {
  const { outcome, data: recorded } = await sent({ is: "faulty", problem: { code: "invalid-input" } });
  expect(outcome).toEqual({ is: "done", told: { position: "9" } });
  expect(recorded).toMatchObject([{ text: "words" }, unread]);
});

test("what takes too long goes to a person at once, and is not tried again", async () => {
  const late = Object.assign(new Error("not in time"), { name: "ReadingTookTooLong" });
  const { outcome, data: recorded } = await sentAfter(() => Promise.reject(late));
  expect(outcome).toEqual({ is: "done", told: { position: "9" } });
  expect(recorded).toMatchObject([unread]);
});

test("what is ended because its time is over goes to a person; what a stopping program ended does not", async () => {
  const ended = () => Promise.reject(new Error("ended"));
  const over = await sentAfter(ended, [], AbortSignal.abort(new DOMException("over", "TimeoutError")));
  expect(over.data).toMatchObject([unread]);
  const stopped = await sentAfter(ended, [], AbortSignal.abort());
  expect([stopped.outcome, stopped.data]).toEqual([new Error("ended"), []]);
});

test("a reading that fails in another way is no reading yet: it is tried again", async () => {
  const { outcome, data: recorded } = await sentAfter(() => Promise.reject(new Error("no memory")));
  expect(outcome).toEqual(new Error("no memory"));
  expect(recorded).toEqual([]);
});

test("a picture that is gone goes to a person at once", async () => {
  await files.remove(picture);
  const { data: recorded } = await sent();
  expect(recorded).toMatchObject([unread]);
});
