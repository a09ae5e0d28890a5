// What a client does or does not do costs the server bounded memory: readers that stop reading, subscribers that wait,
// writers that flood. Measured on a server in a process of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { expect, test } from "@jest/globals";
import { uuidBytes } from "../protocol/uuid.js";
import { bytesField, emptyField, messageField, textField, varintField } from "../protocol/wire-writer.js";
import { ObservedServer } from "../testing/raw/observed-server.js";
import { frame, RawClient } from "../testing/raw/raw-client.js";
import { servedUnderWatch } from "../testing/raw/served-to-spec.js";

const STREAMS = "/event_store.client.streams.Streams";

const served = servedUnderWatch();

/** The content of a UUID as two halves. */
const varintMessage = (high: bigint, low: bigint) => messageField(1, varintField(1, high), varintField(2, low));

/** The highest memory in MiB while something is going on. */
const peakWhile = async (going: Promise<unknown>): Promise<number> => {
  let [peak, done] = [served.server.memory, false];
  const ended = going.finally(() => (done = true));
  while (!done) {
    peak = Math.max(peak, served.server.memory);
    await Promise.race([ended, pause(20)]);
  }
  await ended;
  return peak;
};

test("thirty readers of $all that never read on cost little, whatever they asked for", async () => {
  for (let batch = 0; batch < 100; batch += 1)
    await served.client.appendToStream(
      "large",
      Array.from({ length: 40 }, () => jsonEvent({ type: "Large", data: "x".repeat(20_000) })),
    );
  const before = served.server.memory;
  // ReadReq: all from the start, forwards, as many as there are; 80 MB for each of the thirty.
  const everything = messageField(1, messageField(2, emptyField(2)), varintField(5, 1_000_000), emptyField(8));
  const readers = Array.from({ length: 30 }, () => new RawClient(served.server.port));
  for (const reader of readers) reader.begin(`${STREAMS}/Read`).end(frame(everything));
  const peak = await peakWhile(pause(2_000));
  expect(peak - before).toBeLessThan(100);
  await served.client.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
  for (const reader of readers) reader.close();
}, 60_000);

test("a thousand subscriptions that wait cost little, and each still hears", async () => {
  const before = served.server.memory;
  await served.client.appendToStream("idle", jsonEvent({ type: "First", data: {} }));
  let [caughtUp, heard] = [0, 0];
  let told: () => void = () => {};
  const subscriptions = Array.from({ length: 1_000 }, () => {
    const subscription = served.client.subscribeToStream("idle");
    subscription.on("caughtUp", () => {
      caughtUp += 1;
      told();
    });
    subscription.on("data", ({ event }) => {
      if (event?.type === "Second") heard += 1;
      told();
    });
    return subscription;
  });
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise<void>((resolve) => (told = resolve));
  };
  await until(() => caughtUp === 1_000);
  expect(served.server.memory - before).toBeLessThan(120);
  await served.client.appendToStream("idle", jsonEvent({ type: "Second", data: {} }));
  await until(() => heard === 1_000);
  await Promise.all(subscriptions.map((subscription) => subscription.unsubscribe()));
}, 60_000);

test("a writer that floods and takes no answers is slowed down, and others are served meanwhile", async () => {
  const before = served.server.memory;
  const raw = new RawClient(served.server.port);
  const call = raw.begin(`${STREAMS}/BatchAppend`);
  const entry = (key: string, value: string) => messageField(2, textField(1, key), textField(2, value));
  const append = (index: number): Buffer => {
    const id = `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
    expect(uuidBytes(id)).toHaveLength(16);
    const event = messageField(
      3,
      messageField(1, textField(2, id)),
      entry("type", "Flood"),
      entry("content-type", "application/octet-stream"),
      bytesField(4, Buffer.alloc(900_000)),
    );
    const options = messageField(2, messageField(1, textField(3, "flood")), emptyField(4));
    return frame(Buffer.concat([messageField(1, textField(2, id)), options, event, varintField(4, 1)]));
  };
  let sent = 0;
  const flood = (async () => {
    for (; sent < 600; sent += 1)
      if (!call.write(append(sent))) await new Promise((resolve) => call.once("drain", resolve));
  })();
  const others = (async () => {
    while (sent < 600) await served.client.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
  })();
  expect((await peakWhile(Promise.all([flood, others]))) - before).toBeLessThan(300);
  // Slowed down, and not refused: when it takes its answers at last, everything it sent was written.
  const answers: Buffer[] = [];
  call.end();
  for await (const chunk of call as AsyncIterable<Buffer>) answers.push(chunk);
  expect(Buffer.concat(answers).includes("BadRequest")).toBe(false);
  let last = -1n;
  for await (const { event } of served.client.readStream("flood", {
    direction: "backwards",
    fromRevision: "end",
    maxCount: 1,
  }))
    last = event?.revision ?? last;
  expect(last).toBe(599n);
  raw.close();
}, 90_000);

test("appends that are begun and never finished, of events that weigh nothing, cost bounded memory", async () => {
  const before = served.server.memory;
  const raw = new RawClient(served.server.port);
  const entry = (key: string, value: string) => messageField(2, textField(1, key), textField(2, value));
  const id = messageField(1, varintMessage(1n, 2n));
  // An event of a few bytes in a message that is full of what nobody knows.
  const unknown = bytesField(9, Buffer.alloc(500_000));
  const tiny = frame(
    messageField(2, id, entry("type", "x"), entry("content-type", "application/octet-stream"), unknown),
  );
  const options = frame(messageField(1, messageField(1, textField(3, "tiny")), emptyField(4)));
  const refused: number[] = [];
  const calls = Array.from({ length: 8 }, async () => {
    const call = raw.begin(`${STREAMS}/Append`);
    let open = true;
    call.on("trailers", (trailers) => refused.push(Number(trailers["grpc-status"])));
    call.on(
      "response",
      (headers) => headers["grpc-status"] !== undefined && refused.push(Number(headers["grpc-status"])),
    );
    let proceed = () => {};
    call.on("drain", () => proceed());
    call.on("close", () => {
      open = false;
      proceed();
    });
    call.resume();
    call.write(options);
    for (let sent = 0; sent < 100 && open; sent += 1)
      if (!call.write(tiny))
        await new Promise<void>((resolve) => {
          proceed = resolve;
        });
  });
  expect((await peakWhile(Promise.all(calls))) - before).toBeLessThan(450);
  expect(refused).toContain(8);
  raw.close();
  await served.client.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
}, 60_000);

test("a search through everything gives way to whoever asks for less", async () => {
  for (let batch = 0; batch < 40; batch += 1)
    await served.client.appendToStream(
      "searched",
      Array.from({ length: 500 }, () => jsonEvent({ type: "Searched", data: {} })),
    );
  const raw = new RawClient(served.server.port);
  const nothing = messageField(7, messageField(2, textField(2, "Nowhere")), emptyField(4), varintField(5, 1));
  const search = messageField(1, messageField(2, emptyField(2)), varintField(5, 1_000_000), nothing);
  const ended: string[] = [];
  await Promise.all([
    raw.call(`${STREAMS}/Read`, frame(search)).then(() => ended.push("search")),
    raw
      .call("/event_store.client.server_features.ServerFeatures/GetSupportedMethods", frame(Buffer.alloc(0)))
      .then(() => ended.push("question")),
  ]);
  expect(ended).toEqual(["question", "search"]);
  raw.close();
}, 60_000);

test("the server ends within five seconds of SIGTERM with a hundred subscriptions open", async () => {
  const second = await mkdtemp(join(tmpdir(), "event-store-flow-"));
  const other = await ObservedServer.start(second);
  const subscriber = EventStoreDBClient.connectionString`${other.connectionString}`;
  const ended = Array.from({ length: 100 }, () => {
    const subscription = subscriber.subscribeToAll();
    subscription.resume();
    // An error of the client.
    return new Promise<{ type?: string }>((resolve) => subscription.on("error", (error) => resolve(error as object)));
  });
  await subscriber.appendToStream("last", jsonEvent({ type: "Last", data: {} }));
  expect(await other.stop()).toBeLessThan(5_000);
  expect(new Set((await Promise.all(ended)).map(({ type }) => type))).toEqual(new Set(["unavailable"]));
  await subscriber.dispose();
  await rm(second, { recursive: true, force: true });
});
