// What the clients in use do not send but the protocol has, by hand: reads filtered by the server, revisions as clients
// of other languages want them, parts of several appends mixed in one call, combinations that make no sense.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { bytesField, emptyField, messageField, textField, varintField } from "./protocol/wire-writer.js";
import { WireReader } from "./protocol/wire-reader.js";
import { type EmbeddedEventStore, startEventStore } from "./start.js";
import { frame, RawClient } from "./testing/raw/raw-client.js";

const STREAMS = "/event_store.client.streams.Streams";

let dataFolder: string;
let store: EmbeddedEventStore;
let raw: RawClient;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "event-store-wire-"));
  store = await startEventStore({ dataFolder });
  raw = new RawClient(store.port);
});
afterAll(async () => {
  raw.close();
  await store.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

/** The field numbers of each message of an answer, with what a test wants to know of it. */
const messages = (answer: Buffer): { readonly field: number; readonly value: Buffer | bigint }[] => {
  const found: { field: number; value: Buffer | bigint }[] = [];
  for (let at = 0; at < answer.length;) {
    const length = answer.readUInt32BE(at + 1);
    const reader = new WireReader(answer.subarray(at + 5, at + 5 + length));
    reader.fields((field) => {
      // ReadResp's 5 and 6 are numbers, everything else is a message.
      found.push({ field, value: field === 5 || field === 6 ? reader.uint64() : reader.view() });
      return true;
    });
    at += 5 + length;
  }
  return found;
};

const proposed = (field: number, id: string, type: string): Buffer => {
  const entry = (key: string, value: string) => messageField(2, textField(1, key), textField(2, value));
  const kind = [entry("type", type), entry("content-type", "application/json")];
  return messageField(field, messageField(1, textField(2, id)), ...kind, bytesField(4, Buffer.from("{}")));
};
const identifier = (stream: string): Buffer => messageField(1, textField(3, stream));

const append = async (stream: string, ...types: string[]): Promise<void> => {
  const options = frame(messageField(1, identifier(stream), emptyField(4)));
  const body = types.map((type) => frame(proposed(2, randomUUID(), type)));
  const { code } = await raw.call(`${STREAMS}/Append`, Buffer.concat([options, ...body]));
  expect(code).toBe(0);
};

/** The answers to a read with those options. */
const read = async (...options: Buffer[]) => {
  const { code, message, answer } = await raw.call(`${STREAMS}/Read`, frame(messageField(1, ...options)));
  const fields = messages(answer);
  return { code, message, fields, events: fields.filter(({ field }) => field === 1).length };
};

const stream = (name: string, ...from: Buffer[]) => messageField(1, identifier(name), ...from);
const count = (value: number) => varintField(5, value);
const ALL = messageField(2, emptyField(2));
const prefixes = (number: number, prefix: string) =>
  messageField(2, ...Array.from({ length: number }, () => textField(2, prefix)));
const BACKWARDS = varintField(3, 1);
const NO_FILTER = emptyField(8);
const [FROM_START, FROM_END] = [emptyField(3), emptyField(4)];

test("a stream is read backwards from its start and forwards from its end", async () => {
  await append("ends", "A", "B", "C");
  expect((await read(stream("ends", FROM_START), BACKWARDS, count(10), NO_FILTER)).events).toBe(1);
  expect((await read(stream("ends", FROM_END), count(10), NO_FILTER)).events).toBe(0);
});

test("a client that understands it is told where the stream begins and ends", async () => {
  await append("told", "A", "B", "C");
  const compatible = messageField(10, varintField(1, 1));
  const { fields } = await read(stream("told", varintField(2, 0)), count(2), NO_FILTER, compatible);
  expect(fields.map(({ field }) => field)).toEqual([1, 1, 6]);
  expect(fields.at(-1)?.value).toBe(2n);
  const beyond = await read(stream("told", varintField(2, 9)), count(2), NO_FILTER, compatible);
  expect(beyond.fields.map(({ field }) => field)).toEqual([5, 6]);
});

test("$all is filtered by the server in reads too, both ways and up to a count of what matches", async () => {
  await append("filter-a", "Wanted", "Other", "Wanted");
  await append("filter-b", "Other", "Wanted");
  const byType = messageField(7, messageField(2, textField(2, "Wan")), emptyField(4), varintField(5, 1));
  const [start, end] = [messageField(2, emptyField(2)), messageField(2, emptyField(3))];
  expect((await read(start, count(10), byType)).events).toBe(3);
  expect((await read(start, count(2), byType)).events).toBe(2);
  expect((await read(end, BACKWARDS, count(10), byType)).events).toBe(3);
  const byStream = messageField(7, messageField(1, textField(1, "^filter-b$")), varintField(3, 5), varintField(5, 1));
  expect((await read(start, count(10), byStream)).events).toBe(2);
});

test("event ids come as two halves where a client does not ask for text", async () => {
  await append("halves", "A");
  const { fields } = await read(stream("halves", FROM_START), count(1), NO_FILTER);
  const halves: bigint[] = [];
  const event = new WireReader(fields[0]?.value as Buffer);
  event.fields((field) => {
    if (field !== 1) return false;
    const recorded = event.message();
    recorded.fields((inner) => {
      if (inner !== 1) return false;
      const id = recorded.message();
      id.fields((form) => {
        if (form !== 1) return false;
        const structured = id.message();
        structured.fields(() => halves.push(structured.int64()) > 0);
        return true;
      });
      return true;
    });
    return true;
  });
  expect(halves).toHaveLength(2);
});

test.each([
  ["a subscription backwards", [stream("x", FROM_START), BACKWARDS, emptyField(6), NO_FILTER]],
  ["a filtered read of a stream", [stream("x", FROM_START), count(1), messageField(7, messageField(1), emptyField(4))]],
  ["a read of no events", [stream("x", FROM_START), count(0), NO_FILTER]],
  ["a read of a stream whose name is too long", [stream("x".repeat(8_193), FROM_START), count(1), NO_FILTER]],
  ["a subscription to such a stream", [stream("x".repeat(8_193), FROM_START), emptyField(6), NO_FILTER]],
  ["a filter of 1,001 prefixes", [ALL, count(1), messageField(7, prefixes(1_001, "x"), emptyField(4))]],
  ["a filter of long prefixes", [ALL, count(1), messageField(7, prefixes(11, "x".repeat(10_000)), emptyField(4))]],
  ["a checkpoint interval of nothing", [ALL, emptyField(6), messageField(7, prefixes(1, "x"), emptyField(4))]],
])("%s is an invalid argument", async (_what, options) => {
  expect((await read(...options)).code).toBe(3);
});

test("parts of several appends may be mixed in one call, and each append is answered once", async () => {
  const names = ["mixed-a", "mixed-b", "mixed-c"];
  const ids = names.map(() => randomUUID());
  const part = (index: number, last: boolean, first: boolean): Buffer =>
    frame(
      Buffer.concat([
        messageField(1, textField(2, ids[index] ?? "")),
        first ? messageField(2, identifier(names[index] ?? ""), emptyField(3)) : Buffer.alloc(0),
        proposed(3, randomUUID(), "Mixed"),
        last ? varintField(4, 1) : Buffer.alloc(0),
      ]),
    );
  const parts = [0, 1, 2].flatMap((round) => names.map((_, index) => part(index, round === 2, round === 0)));
  const { code, answer } = await raw.call(`${STREAMS}/BatchAppend`, Buffer.concat(parts));
  expect(code).toBe(0);
  const answered: string[] = [];
  for (let at = 0; at < answer.length; at += 5 + answer.readUInt32BE(at + 1)) {
    const message = new WireReader(answer.subarray(at + 5, at + 5 + answer.readUInt32BE(at + 1)));
    message.fields((field) => {
      if (field === 2) throw new Error("an append was refused");
      if (field !== 1) return false;
      const id = message.message();
      id.fields((form) => form === 2 && answered.push(id.text()) > 0);
      return true;
    });
  }
  expect(answered.sort()).toEqual([...ids].sort());
  for (const name of names) expect((await read(stream(name, FROM_START), count(10), NO_FILTER)).events).toBe(3);
});

test("a stream without a name is not there", async () => {
  expect((await read(stream("", FROM_START), count(1), NO_FILTER)).fields.map(({ field }) => field)).toEqual([4]);
});

test("a subscription from the largest revision there is begins at the end", async () => {
  await append("largest", "A", "B");
  const subscription = raw.begin(`${STREAMS}/Read`);
  const options = [stream("largest", varintField(2, 2n ** 64n - 1n)), emptyField(6), NO_FILTER];
  subscription.end(frame(messageField(1, ...options)));
  const told: number[] = [];
  for await (const chunk of subscription as AsyncIterable<Buffer>) {
    told.push(...messages(chunk).map(({ field }) => field));
    if (told.length === 2) await append("largest", "C");
    if (told.length > 2) break;
  }
  // Confirmed, caught up, and the third event.
  expect(told).toEqual([2, 8, 1]);
});

test("an event with an empty type or id, and too many small ones of a long name, are invalid arguments", async () => {
  const to = (name: string) => frame(messageField(1, identifier(name), emptyField(4)));
  const attempt = (name: string, ...parts: Buffer[]) =>
    raw.call(`${STREAMS}/Append`, Buffer.concat([to(name), ...parts]));
  expect((await attempt("empty", frame(proposed(2, randomUUID(), "")))).code).toBe(3);
  expect((await attempt("empty", frame(proposed(2, "00000000-0000-0000-0000-000000000000", "A")))).code).toBe(3);
  expect((await attempt("x".repeat(8_193), frame(proposed(2, randomUUID(), "A")))).code).toBe(3);
  const [long, small] = ["x".repeat(8_192), frame(proposed(2, randomUUID(), "A"))];
  expect((await attempt(long, ...Array.from({ length: 8_100 }, () => small))).message).toMatch(/append fewer/);
  expect((await read(stream("empty", FROM_START), count(1), NO_FILTER)).events).toBe(0);
});

test("an append whose deadline is now, was long ago or before all time is answered as late and not written", async () => {
  for (const duration of [0n, -1n, -(2n ** 63n)]) {
    const deadline = messageField(7, varintField(1, duration));
    const parts = [
      messageField(1, textField(2, randomUUID())),
      messageField(2, identifier("late"), emptyField(4), deadline),
      proposed(3, randomUUID(), "Late"),
      varintField(4, 1),
    ];
    const { code, answer } = await raw.call(`${STREAMS}/BatchAppend`, frame(Buffer.concat(parts)));
    expect([code, answer.includes("event_store.client.Timeout")]).toEqual([0, true]);
  }
  expect((await read(stream("late", FROM_START), count(1), NO_FILTER)).events).toBe(0);
});

test("an event without a type, and a stream without a name, are invalid arguments", async () => {
  const options = frame(messageField(1, identifier("typeless"), emptyField(4)));
  const typeless = frame(messageField(2, messageField(1, textField(2, randomUUID()))));
  const { code, trailers } = await raw.call(`${STREAMS}/Append`, Buffer.concat([options, typeless]));
  expect([code, trailers["exception"], trailers["required-metadata-properties"]]).toEqual([
    3,
    "missing-required-metadata-property",
    "type,content-type",
  ]);
  const nameless = frame(messageField(1, identifier(""), emptyField(4)));
  expect((await raw.call(`${STREAMS}/Append`, nameless)).code).toBe(3);
});
