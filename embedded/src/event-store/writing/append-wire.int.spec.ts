// Appends as no client sends them: parts of several mixed in one call, deadlines of now and never finished, events without
// a type or an id, too many of them.
import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { emptyField, messageField, textField, varintField } from "../protocol/wire-writer.js";
import { WireReader } from "../protocol/wire-reader.js";
import { frame } from "../testing/raw/raw-client.js";
import * as calls from "../testing/raw/stream-calls.js";
import { servedByHand } from "../testing/raw/served-to-spec.js";

const { identifier, proposed, STREAMS } = calls;

const served = servedByHand();

const attempt = (name: string, ...parts: Buffer[]) => calls.attempt(served.raw, name, ...parts);

/** How many events a stream has, ten at most. */
const eventsOf = async (name: string): Promise<number> => {
  const fromStart = messageField(1, identifier(name), emptyField(3));
  return (await calls.read(served.raw, fromStart, varintField(5, 10), emptyField(8))).events;
};

/** Appends of three events to each new stream, their parts mixed in one call. Whether each was written, by stream. */
const mixed = async (...names: string[]): Promise<Record<string, boolean>> => {
  const ids = names.map((): string => randomUUID());
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
  const { code, answer } = await served.raw.call(`${STREAMS}/BatchAppend`, Buffer.concat(parts));
  expect(code).toBe(0);
  const answered: [string, boolean][] = [];
  for (const bytes of calls.framed(answer)) {
    const message = new WireReader(bytes);
    let [name, written] = ["", true];
    message.fields((field) => {
      if (field === 2) written = false;
      if (field !== 1) return false;
      const id = message.message();
      id.fields((form) => form === 2 && (name = names[ids.indexOf(id.text())] ?? "") !== "");
      return true;
    });
    answered.push([name, written]);
  }
  expect(answered.map(([name]) => name).sort()).toEqual([...names].sort());
  return Object.fromEntries(answered);
};

test("parts of several appends may be mixed in one call, and each append is answered once", async () => {
  const names = ["mixed-a", "mixed-b", "mixed-c"];
  expect(await mixed(...names)).toEqual({ "mixed-a": true, "mixed-b": true, "mixed-c": true });
  for (const name of names) expect(await eventsOf(name)).toBe(3);
});

test("of appends that are mixed in one call one may be refused, and the others are written", async () => {
  await calls.append(served.raw, "mixed-e", "Before");
  expect(await mixed("mixed-d", "mixed-e", "mixed-f")).toEqual({ "mixed-d": true, "mixed-e": false, "mixed-f": true });
  expect(await eventsOf("mixed-e")).toBe(1);
});

test("an event with an empty type or id, and too many small ones of a long name, are invalid arguments", async () => {
  expect((await attempt("empty", frame(proposed(2, randomUUID(), "")))).code).toBe(3);
  expect((await attempt("empty", frame(proposed(2, "00000000-0000-0000-0000-000000000000", "A")))).code).toBe(3);
  expect((await attempt("x".repeat(8_193), frame(proposed(2, randomUUID(), "A")))).code).toBe(3);
  const [long, small] = ["x".repeat(8_192), frame(proposed(2, randomUUID(), "A"))];
  expect((await attempt(long, ...Array.from({ length: 8_100 }, () => small))).message).toMatch(/append fewer/);
  expect(await eventsOf("empty")).toBe(0);
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
    const { code, answer } = await served.raw.call(`${STREAMS}/BatchAppend`, frame(Buffer.concat(parts)));
    expect([code, answer.includes("event_store.client.Timeout")]).toEqual([0, true]);
  }
  expect(await eventsOf("late")).toBe(0);
});

test("an append that is not finished by its deadline is answered as late, though its client says nothing more", async () => {
  const call = served.raw.begin(`${STREAMS}/BatchAppend`);
  const deadline = messageField(7, varintField(2, 50_000_000)); // nanoseconds
  const parts = [
    messageField(1, textField(2, randomUUID())),
    messageField(2, identifier("unfinished"), emptyField(4), deadline),
    proposed(3, randomUUID(), "Unfinished"),
  ];
  call.write(frame(Buffer.concat(parts)));
  for await (const chunk of call as AsyncIterable<Buffer>) {
    expect(chunk.includes("event_store.client.Timeout")).toBe(true);
    break;
  }
  expect(await eventsOf("unfinished")).toBe(0);
});

test("an event without a type, and a stream without a name, are invalid arguments", async () => {
  const typeless = frame(messageField(2, messageField(1, textField(2, randomUUID()))));
  const { code, trailers } = await attempt("typeless", typeless);
  expect([code, trailers["exception"], trailers["required-metadata-properties"]]).toEqual([
    3,
    "missing-required-metadata-property",
    "type,content-type",
  ]);
  expect((await attempt("")).code).toBe(3);
});
