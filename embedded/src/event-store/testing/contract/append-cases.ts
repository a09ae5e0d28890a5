// Appending: expected revisions, repetitions, limits.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  APPENDERS,
  type ContractCase,
  collect,
  events,
  expecting,
  freshStream,
  refusal,
  revisions,
} from "./contract.js";

const cases: ContractCase[] = [];
const contract = (name: string, run: ContractCase["run"]) => cases.push({ name, run });

for (const [call, how] of Object.entries(APPENDERS)) {
  contract(`${call} to a new stream answers with the last revision and its position`, async (kit) => {
    const stream = freshStream();
    const first = await kit.client.appendToStream(stream, events(kit, 2), { ...expecting("no_stream"), ...how });
    const second = await kit.client.appendToStream(stream, events(kit, 1), { ...expecting(1n), ...how });
    assert.deepEqual([first.nextExpectedRevision, second.nextExpectedRevision], [1n, 2n]);
    assert.ok((second.position?.commit ?? 0n) > (first.position?.commit ?? 0n));
  });

  contract(`${call} refuses each expectation that does not hold, and says what is there`, async (kit) => {
    const [written, missing] = [freshStream(), freshStream()];
    await kit.client.appendToStream(written, events(kit, 3));
    const attempt = (stream: string, expected: Parameters<typeof expecting>[0]) =>
      refusal(kit.client.appendToStream(stream, events(kit, 1), { ...expecting(expected), ...how }));
    const wrong = (await attempt(written, "no_stream")) as { type: string; streamName: string };
    assert.deepEqual([wrong.type, wrong.streamName], ["wrong-expected-version", written]);
    for (const [stream, expected, actual] of [
      [written, "no_stream", 2n],
      [written, 1n, 2n],
      [written, 7n, 2n],
      [missing, "stream_exists", "no_stream"],
      [missing, 0n, "no_stream"],
    ] as const) {
      const { type, ...fields } = await attempt(stream, expected);
      assert.equal(type, "wrong-expected-version");
      // The libraries name these two fields differently.
      assert.equal(fields["actualVersion"] ?? fields["actualState"], actual, `${expected}`);
      assert.equal(fields["expectedVersion"] ?? fields["expectedState"], expected);
    }
    assert.deepEqual(await revisions(kit, written), [0n, 1n, 2n]);
  });

  for (const expected of ["any", "stream_exists", "no_stream", 0n] as const) {
    contract(
      `${call}, expecting ${expected}, answers a repetition as the first time and writes nothing`,
      async (kit) => {
        const stream = freshStream();
        if (expected !== "no_stream") await kit.client.appendToStream(stream, events(kit, 1));
        const repeated = events(kit, 3);
        const options = { ...expecting(expected), ...how };
        const first = await kit.client.appendToStream(stream, repeated, options);
        await kit.client.appendToStream(stream, events(kit, 2));
        const again = await kit.client.appendToStream(stream, repeated, options);
        assert.equal(again.nextExpectedRevision, first.nextExpectedRevision);
        assert.equal(again.position?.commit, first.position?.commit);
        assert.equal((await revisions(kit, stream)).length, expected === "no_stream" ? 5 : 6);
      },
    );

    contract(`${call}, expecting ${expected}, refuses what repeats in part`, async (kit) => {
      const stream = freshStream();
      if (expected !== "no_stream") await kit.client.appendToStream(stream, events(kit, 1));
      const repeated = events(kit, 2);
      const options = { ...expecting(expected), ...how };
      await kit.client.appendToStream(stream, repeated, options);
      const { type } = await refusal(kit.client.appendToStream(stream, [...repeated, ...events(kit, 1)], options));
      assert.equal(type, "wrong-expected-version");
    });
  }

  contract(`${call} refuses more than 1 MiB, says the limit, and writes nothing`, async (kit) => {
    const stream = freshStream();
    const large = [1, 2, 3].map((n) =>
      kit.library.jsonEvent({ type: "Large", data: { n, text: "x".repeat(400_000) } }),
    );
    const { type, maxAppendSize } = await refusal(kit.client.appendToStream(stream, large, how));
    assert.deepEqual([type, maxAppendSize], ["maximum-append-size-exceeded", 1_048_576]);
    assert.equal((await refusal(collect(kit.client.readStream(stream))))["type"], "stream-not-found");
    const largest = kit.library.jsonEvent({ type: "Large", data: "x".repeat(1_000_000) });
    assert.equal((await kit.client.appendToStream(stream, largest, how)).nextExpectedRevision, 0n);
  });
}

contract("the same event id in another stream is another event", async (kit) => {
  const [one, two] = [freshStream(), freshStream()];
  const [event] = events(kit, 1);
  assert.ok(event);
  await kit.client.appendToStream(one, event);
  await kit.client.appendToStream(two, event);
  assert.deepEqual([await revisions(kit, one), await revisions(kit, two)], [[0n], [0n]]);
});

contract("one append sent twenty times at once is written once", async (kit) => {
  const stream = freshStream();
  const repeated = events(kit, 2);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => kit.client.appendToStream(stream, repeated, expecting("no_stream"))),
  );
  assert.deepEqual(new Set(results.map(({ nextExpectedRevision }) => nextExpectedRevision)), new Set([1n]));
  assert.deepEqual(await revisions(kit, stream), [0n, 1n]);
});

contract("of twenty different writers that expect the same revision one wins", async (kit) => {
  const stream = freshStream();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => kit.client.appendToStream(stream, events(kit, 1), expecting("no_stream"))),
  );
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  assert.deepEqual(await revisions(kit, stream), [0n]);
});

contract("appends whose parts are interleaved each stay whole", async (kit) => {
  const streams = Array.from({ length: 8 }, () => freshStream());
  await Promise.all(
    streams.map((stream) => kit.client.appendToStream(stream, events(kit, 50, stream), { batchAppendSize: 512 })),
  );
  for (const stream of streams) {
    const read = await collect(kit.client.readStream(stream));
    assert.deepEqual(
      read.map(({ event }) => [event?.type, (event?.data as { index: number } | undefined)?.index]),
      Array.from({ length: 50 }, (_, index) => [stream, index]),
    );
  }
});

contract("an append whose deadline has passed is answered by the server and not written", async (kit) => {
  const stream = freshStream();
  const { type } = await refusal(kit.client.appendToStream(stream, events(kit, 1), { deadline: -1_000 }));
  assert.equal(type, "deadline-exceeded");
  await kit.client.appendToStream(stream, events(kit, 1), expecting("no_stream"));
});

contract("an event comes back as it was given: id, type, data, metadata, time", async (kit) => {
  const stream = freshStream("кадры 🗂");
  const [json, binary] = [randomUUID(), randomUUID()];
  const before = Date.now();
  await kit.client.appendToStream(stream, [
    kit.library.jsonEvent({
      id: json,
      type: "Принят 🧑",
      data: { name: "Ёлкин", n: 1.5 },
      metadata: { $correlationId: "c" },
    }),
    kit.library.binaryEvent({
      id: binary,
      type: "Scan",
      data: Uint8Array.of(0, 255, 7),
      metadata: Uint8Array.of(1, 2),
    }),
    kit.library.binaryEvent({ type: "Empty", data: new Uint8Array() }),
  ]);
  const [first, second, third] = (await collect(kit.client.readStream(stream))).map(({ event }) => event);
  assert.ok(first && second && third);
  assert.deepEqual(
    [first.id, first.type, first.streamId, first.isJson, first.data, first.metadata],
    [json, "Принят 🧑", stream, true, { name: "Ёлкин", n: 1.5 }, { $correlationId: "c" }],
  );
  assert.deepEqual([second.id, second.isJson], [binary, false]);
  assert.deepEqual([...(second.data as Uint8Array)], [0, 255, 7]);
  assert.deepEqual([...(second.metadata as Uint8Array)], [1, 2]);
  assert.equal((third.data as Uint8Array).length, 0);
  // KurrentDB's client cuts the time off at the second.
  assert.ok(Math.abs(first.created.getTime() - before) < 60_000, `${first.created.toISOString()}`);
});

contract("a stream may have a name of four thousand letters", async (kit) => {
  const stream = freshStream("long".repeat(1_000));
  await kit.client.appendToStream(stream, events(kit, 2));
  assert.deepEqual(await revisions(kit, stream), [0n, 1n]);
});

export const appendCases: readonly ContractCase[] = cases;
