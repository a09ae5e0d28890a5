// Bytes that are not as they were written are found and named, whatever they belonged to, and never guessed about.
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type Database, open } from "lmdb";
import { startEventStore } from "../start.js";
import { DamagedStore } from "../storage/damaged-store.js";
import { EventLog } from "../storage/event-log.js";
import { encodeEvent } from "../storage/event-record.js";
import { REMEMBERED_IDS } from "../storage/recent-event-ids.js";
import { Store } from "../storage/store.js";
import { collect, refusal } from "../testing/contract/contract.js";
import { verifyEventStore, verifyFolder } from "./verify.js";
import { note, withStore } from "../testing/with-store.js";

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "event-store-damage-"));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const logFile = (data: string) => join(data, "log", "data.mdb");

/** Changes one byte of the event whose data holds that text. */
const damage = (data: string, text: string): void => {
  const bytes = readFileSync(logFile(data));
  bytes.write("X", bytes.indexOf(text) + 1);
  writeFileSync(logFile(data), bytes);
};

test("one changed byte is found with its position, and a store damaged near its end is not opened", async () => {
  await withStore(dataFolder, async (client) => {
    for (let index = 0; index < 100; index += 1) await client.appendToStream(`note-${index}`, note(`<${index}>`));
  });
  damage(dataFolder, "<57>");
  const { faults } = await verifyEventStore({ dataFolder });
  // Two system events stand in front.
  expect(faults[0]).toContain("damaged at position 60: its checksum does not match");
  await expect(startEventStore({ dataFolder })).rejects.toThrow("damaged at position 60");
});

test("an old event that is damaged is refused with its position when it is read; the others are read", async () => {
  await withStore(dataFolder, async (client) => {
    await client.appendToStream("note-0", note("<old>"));
    await client.appendToStream("note-1", note("<new>"));
    const many = () => Array.from({ length: 2_000 }, () => note(""));
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
    for (let index = 0; index < 50; index += 1) await client.appendToStream("note", note("x".repeat(10_000)));
  });
  truncateSync(logFile(dataFolder), statSync(logFile(dataFolder)).size - 100_000);
  await expect(startEventStore({ dataFolder })).rejects.toThrow(/damaged at .*data\.mdb: it is \d+ bytes long/);
  expect((await verifyEventStore({ dataFolder })).faultCount).toBe(1);
});

test("a file that is not a store is refused when it is opened", async () => {
  await withStore(dataFolder, async () => undefined);
  writeFileSync(logFile(dataFolder), Buffer.alloc(20_000, "no store"));
  await expect(startEventStore({ dataFolder })).rejects.toThrow("are not LMDB's");
});

const filled = (): Promise<void> =>
  withStore(dataFolder, async (client) => {
    for (let index = 0; index < 60; index += 1) await client.appendToStream(`note-${index % 3}`, note(`${index}`));
  });

test("whatever byte of the pages that say where everything is was changed, nothing is lost and the process lives", async () => {
  await filled();
  const sound = readFileSync(logFile(dataFolder));
  let refused = 0;
  for (const page of [0, 4096])
    for (let offset = 0; offset < 176; offset += 1)
      for (const change of [0x01, 0xff]) {
        const bytes = Buffer.from(sound);
        bytes.writeUInt8(bytes.readUInt8(page + offset) ^ change, page + offset);
        writeFileSync(logFile(dataFolder), bytes);
        try {
          const store = new Store(join(dataFolder, "log"));
          expect(store.head).toBe(62);
          await store.close();
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedStore);
          expect((await verifyFolder(join(dataFolder, "log"))).faultCount).toBe(1);
          refused += 1;
        }
      }
  // Magic number, format, flags, roots, last page and transaction of the pages in use.
  expect(refused).toBeGreaterThan(90);
}, 180_000);

type Key = number | Buffer;
/** Changes one table as LMDB does, so that its pages hold together and only what they say is wrong. */
const rewrite = async (table: string, change: (table: Database<Buffer, Key>) => Promise<unknown>) => {
  const root = open(join(dataFolder, "log"), { maxDbs: 8, overlappingSync: false });
  const keyEncoding = table === "events" ? "uint32" : "binary";
  await change(root.openDB<Buffer, Key>(table, { encoding: "binary", keyEncoding }));
  await root.close();
};
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
/** The place of an event in its stream; the two system events have the streams 1 and 2. */
const place = (streamId: number, revision: number): Buffer => {
  const key = Buffer.alloc(8);
  key.writeUInt32BE(streamId, 0);
  key.writeUInt32BE(revision, 4);
  return key;
};

test("an event whose place in its stream leads to another is not shown, and the others are", async () => {
  await filled();
  await rewrite("stream-events", (table) => table.put(place(3, 5), uint32(4)));
  expect((await verifyEventStore({ dataFolder })).faults).toContain(
    'stream "note-0" revision 5: the index does not lead to position 18',
  );
  await withStore(dataFolder, async (client) => {
    await expect(collect(client.readStream("note-0"))).rejects.toThrow(
      "damaged at position 4: revision 5 of stream number 3 belongs there",
    );
    expect(await collect(client.readStream("note-0", { maxCount: 5 }))).toHaveLength(5);
    expect(await collect(client.readStream("note-1"))).toHaveLength(20);
    expect(await collect(client.readAll())).toHaveLength(62);
  });
});

test.each([
  ["place in a stream", "stream-events", place(3, 5), "it has 61 places in streams where 62 belong"],
  ["event", "events", 20, "it has 61 events where 62 belong"],
  ["name of a stream", "streams", Buffer.from("note-1"), "it has 4 stream names where 5 belong"],
])("a store that has lost one %s is not opened", async (_what, table, key, said) => {
  await filled();
  await rewrite(table, (rewritten) => rewritten.remove(key));
  await expect(startEventStore({ dataFolder })).rejects.toThrow(said);
  expect((await verifyEventStore({ dataFolder })).faults[0]).toContain(said);
});

test("a stream whose name leads to another stream is neither read nor written", async () => {
  await filled();
  await rewrite("streams", (table) => table.put(Buffer.from("note-1"), uint32(5)));
  await withStore(dataFolder, async (client) => {
    await expect(collect(client.readStream("note-1"))).rejects.toThrow('damaged at stream "note-1"');
    await expect(client.appendToStream("note-1", note("more"))).rejects.toThrow('damaged at stream "note-1"');
    expect(await collect(client.readStream("note-2"))).toHaveLength(20);
  });
});

test("a stream whose numbers have a gap is found by reading everything", async () => {
  mkdirSync(join(dataFolder, "log"));
  const log = new EventLog(join(dataFolder, "log"));
  const event = {
    streamName: "gap",
    streamId: 1,
    created: 1,
    type: "Noted",
    isJson: true,
    customMetadata: Buffer.of(),
  };
  const places = [0, 2].map((revision, index) => ({ streamId: 1, revision, position: index + 1 }));
  await log.write({
    events: places.map((at) => ({
      position: at.position,
      record: encodeEvent({ ...event, ...at, id: Buffer.alloc(16, at.position), data: Buffer.from("{}") }),
    })),
    index: places,
    streams: [{ name: "gap", streamId: 1 }],
  });
  await log.close();
  expect((await verifyEventStore({ dataFolder })).faults).toEqual([
    'position 2: revision 2 of stream "gap" where 1 belongs',
  ]);
});

test("a store to which another process has written is not written over", async () => {
  await filled();
  const [one, other] = [new Store(join(dataFolder, "log")), new Store(join(dataFolder, "log"))];
  const write = (store: Store) =>
    store.write({
      kind: "append",
      streamName: "both",
      expected: { kind: "any" },
      events: [
        { id: Buffer.alloc(16, 7), type: "Noted", isJson: false, customMetadata: Buffer.of(), data: Buffer.of() },
      ],
    });
  expect((await write(one)).kind).toBe("written");
  for (let again = 0; again < 2; again += 1)
    expect(await write(other)).toEqual({
      kind: "refused",
      reason: expect.stringContaining("another process has written to this event store"),
    });
  await one.close();
  await other.close();
  expect((await verifyEventStore({ dataFolder })).faults).toEqual([]);
});
