// What the clients in use do not send but the protocol has, by hand: reads filtered by the server, revisions as clients
// of other languages want them, combinations that make no sense.
import { expect, test } from "@jest/globals";
import { emptyField, messageField, textField, varintField } from "../protocol/wire-writer.js";
import { WireReader } from "../protocol/wire-reader.js";
import { frame } from "../testing/raw/raw-client.js";
import * as calls from "../testing/raw/stream-calls.js";
import { servedByHand } from "../testing/raw/served-to-spec.js";

const { identifier, messages, STREAMS } = calls;

const served = servedByHand();

const append = (name: string, ...types: string[]) => calls.append(served.raw, name, ...types);
const read = (...options: Buffer[]) => calls.read(served.raw, ...options);

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

test("a stream without a name is not there", async () => {
  expect((await read(stream("", FROM_START), count(1), NO_FILTER)).fields.map(({ field }) => field)).toEqual([4]);
});

test("a subscription from the largest revision there is begins at the end", async () => {
  await append("largest", "A", "B");
  const subscription = served.raw.begin(`${STREAMS}/Read`);
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
