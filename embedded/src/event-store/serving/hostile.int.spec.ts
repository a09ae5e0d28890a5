// Whatever comes in at the port, the server stays up, serves the others, and says what it refused.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { emptyField, messageField, textField, varintField } from "../protocol/wire-writer.js";
import { frame, RawClient } from "../testing/raw/raw-client.js";
import { servedUnderWatch } from "../testing/raw/served-to-spec.js";

const STREAMS = "/event_store.client.streams.Streams";

const served = servedUnderWatch();
let raw: RawClient;
beforeEach(() => {
  raw = new RawClient(served.server.port);
});
afterEach(async () => {
  raw.close();
  // After everything that was done to it, an ordinary client is served.
  await served.client.appendToStream("survivor", jsonEvent({ type: "Survived", data: {} }));
});

const socket = async (): Promise<Socket> => {
  const opened = connect(served.server.port, "127.0.0.1");
  opened.on("error", () => {}).resume();
  await once(opened, "connect");
  return opened;
};

test("random bytes end their own connection and are said on standard error", async () => {
  const sockets = await Promise.all(Array.from({ length: 40 }, socket));
  await Promise.all(
    sockets.map((opened) => {
      opened.write(randomBytes(2_000));
      return once(opened, "close");
    }),
  );
  expect(served.server.said).toMatch(/event store: closed a connection: .*magic/);
});

test("random bytes behind a correct HTTP/2 beginning harm nobody", async () => {
  const sockets = await Promise.all(Array.from({ length: 40 }, socket));
  await Promise.all(
    sockets.map((opened) => {
      opened.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      // What looks like the beginning of a frame may be waited for; the end of the connection ends the waiting.
      opened.end(randomBytes(2_000));
      return once(opened, "close");
    }),
  );
});

test("two thousand silent connections keep no client out, and most are closed at once", async () => {
  const sockets: Socket[] = [];
  for (let index = 0; index < 2_000; index += 1) sockets.push(await socket());
  await served.client.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
  const late = EventStoreDBClient.connectionString`${served.server.connectionString}`;
  await late.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
  await late.dispose();
  expect(served.server.said).toMatch(/closed a silent connection/);
  const closed = () => sockets.filter(({ closed }) => closed).length;
  while (closed() < 1_400) await new Promise((resolve) => sockets.find((one) => !one.closed)?.once("close", resolve));
  for (const opened of sockets) opened.destroy();
});

test("a connection that says nothing, or too little, is closed by and by", async () => {
  const [silent, short] = await Promise.all([socket(), socket()]);
  short.write("PRI * HTTP/2");
  await Promise.all([silent, short].map((opened) => once(opened, "close")));
}, 40_000);

test.each(["Read", "Append", "BatchAppend", "Delete", "Tombstone"])(
  "%s refuses messages that are not protobuf, and says so",
  async (method) => {
    for (let length = 1; length <= 64; length += 1) {
      // A first byte of 7 is a field of wire type 7, which there is not.
      const { code } = await raw.call(
        `${STREAMS}/${method}`,
        frame(Buffer.concat([Buffer.of(7), randomBytes(length)])),
      );
      expect(code).toBe(13);
    }
    expect(served.server.said).toMatch(/event store: refused a message: /);
    expect(served.server.said).not.toMatch(/survivor/);
  },
  30_000,
);

test("random protobuf-like messages are answered with an error or an answer, never with silence", async () => {
  for (let turn = 0; turn < 300; turn += 1) {
    const { code } = await raw.call(`${STREAMS}/Delete`, frame(randomBytes(1 + (turn % 40))));
    expect(code).toBeGreaterThanOrEqual(0);
  }
}, 30_000);

test("a message that claims four gigabytes is refused before it comes", async () => {
  const { code } = await raw.call(`${STREAMS}/Append`, Buffer.of(0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3));
  expect(code).toBe(8);
});

test("a message of twenty megabytes is refused", async () => {
  const { code } = await raw.call(`${STREAMS}/Append`, frame(Buffer.alloc(20 * 1024 * 1024)));
  // The refusal comes while the message is still being sent, and Node's client may then drop the status.
  expect([8, undefined]).toContain(code);
});

test("a client that is gone without a word is found out, and its connection closed", async () => {
  let forwarded = true;
  let closed: Promise<unknown> | undefined;
  const proxy = createServer((downstream) => {
    const upstream = connect(served.server.port, "127.0.0.1").on("error", () => {});
    closed = once(upstream, "close");
    downstream.on("error", () => {}).on("data", (bytes: Buffer) => void (forwarded && upstream.write(bytes)));
    upstream.on("data", (bytes: Buffer) => void (forwarded && downstream.write(bytes)));
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  const lost = new RawClient(typeof address === "object" && address !== null ? address.port : 0);
  const everything = messageField(1, messageField(2, emptyField(2)), emptyField(6), emptyField(8));
  const subscription = lost.begin(`${STREAMS}/Read`);
  subscription.end(frame(everything));
  await once(subscription, "data");
  forwarded = false;
  await closed;
  lost.close();
  proxy.close();
}, 60_000);

test("a message that never ends is not waited for by anyone else", async () => {
  const stream = raw.begin(`${STREAMS}/BatchAppend`);
  stream.write(Buffer.of(0, 0, 0, 1, 0, 1, 2, 3));
  await served.client.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
  stream.close();
});

test.each([
  ["persistent_subscriptions.PersistentSubscriptions", "Create"],
  ["projections.Projections", "Create"],
  ["users.Users", "Create"],
  ["operations.Operations", "StartScavenge"],
  ["monitoring.Monitoring", "Stats"],
])("%s/%s is not built, and the answer names what has it", async (service, method) => {
  const { code, message } = await raw.call(`/event_store.client.${service}/${method}`, frame(Buffer.alloc(0)));
  expect(code).toBe(12);
  expect(message).toContain("Run EventStoreDB or KurrentDB");
});

test("a filter whose regular expression is not one is refused with the expression", async () => {
  const subscription = served.client.subscribeToAll({
    filter: { filterOn: "eventType", regex: "(", checkpointInterval: 1 },
  });
  const [error] = (await once(subscription, "error")) as [Error];
  expect(error.message).toContain("/(/ is not valid");
});

/** What a read with that expression is refused with, "OK" where it is answered. By a connection of its own: clients of a process share one. */
const filterError = async (regex: string, by?: RawClient): Promise<string> => {
  const asker = by ?? new RawClient(served.server.port);
  const filter = messageField(7, messageField(2, textField(1, regex)), emptyField(4), varintField(5, 1));
  const options = messageField(1, messageField(2, emptyField(2)), varintField(5, 1_000_000), filter);
  const { message } = await asker.call(`${STREAMS}/Read`, frame(options));
  if (by === undefined) asker.close();
  return message;
};

test.each(["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*\\1$"])(
  "the filter /%s/, which would hold the server for years, is refused, and the others are served",
  async (regex) => {
    await served.client.appendToStream("long", jsonEvent({ type: `${"a".repeat(39)}b`, data: {} }));
    const refused = filterError(regex);
    const began = Date.now();
    await served.client.appendToStream("beside", jsonEvent({ type: "Beside", data: {} }));
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await refused).toContain("takes too long");
  },
);

test("a client whose filter took too long is refused the next one without its being tried", async () => {
  await served.client.appendToStream("long", jsonEvent({ type: `${"a".repeat(39)}b`, data: {} }));
  const asker = new RawClient(served.server.port);
  expect(await filterError("^(a+)+$", asker)).toContain("takes too long");
  expect(await filterError("^(a+)+$", asker)).toContain("took too long less than 10 s ago");
  // Not so one that cannot take long, nor another client's.
  expect(await filterError("^a+b", asker)).toBe("OK");
  expect(await filterError("^(a+)+$")).toContain("takes too long");
  asker.close();
});

test("one repetition is harmless in a short name only", async () => {
  await served.client.appendToStream("long", jsonEvent({ type: "z".repeat(400_000), data: {} }));
  expect(await filterError("z+y")).toContain("takes too long");
});

test("a filter whose regular expression is too long is refused", async () => {
  expect(await filterError("a".repeat(1_001))).toContain("is 1001 characters long; it may have 1000");
});

test("an expression with several repetitions that takes no time is answered as any other", async () => {
  await served.client.appendToStream("several", jsonEvent({ type: "Several-17-b", data: {} }));
  const subscription = served.client.subscribeToAll({
    filter: { filterOn: "eventType", regex: "^(Some|Several)-\\d+-[a-c]+$", checkpointInterval: 1_000 },
  });
  const [{ event }] = (await once(subscription, "data")) as [{ event: { type: string } }];
  expect(event.type).toBe("Several-17-b");
  await subscription.unsubscribe();
});
