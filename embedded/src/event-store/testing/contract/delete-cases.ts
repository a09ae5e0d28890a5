// Deleting, reopening and tombstoning; what stream metadata hides.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import {
  type ContractCase,
  collect,
  events,
  expecting,
  filtered,
  freshStream,
  type Kit,
  refusal,
  revisions,
} from "./contract.js";

const cases: ContractCase[] = [];
const contract = (name: string, run: ContractCase["run"]) => cases.push({ name, run });

const refusalToRead = async (kit: Kit, stream: string) =>
  (await refusal(collect(kit.client.readStream(stream))))["type"];

const deletedStream = async (kit: Kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 3));
  const { position } = await kit.client.deleteStream(stream, expecting(2n));
  assert.ok(position);
  return stream;
};

contract("a deleted stream is not found, and its events stay in $all", async (kit) => {
  const stream = await deletedStream(kit);
  assert.equal(await refusalToRead(kit, stream), "stream-not-found");
  const filter = kit.library.streamNameFilter({ prefixes: [stream] });
  assert.equal((await filtered(kit, filter)).length, 3);
});

for (const expected of ["any", "no_stream", 2n] as const) {
  contract(`a deleted stream is reopened by an append that expects ${expected}; its numbers go on`, async (kit) => {
    const stream = await deletedStream(kit);
    const { nextExpectedRevision } = await kit.client.appendToStream(stream, events(kit, 2), expecting(expected));
    assert.equal(nextExpectedRevision, 4n);
    assert.deepEqual(await revisions(kit, stream), [3n, 4n]);
    assert.deepEqual(await revisions(kit, stream, { direction: "backwards", fromRevision: "end" }), [4n, 3n]);
  });
}

contract("a deleted stream does not exist for a writer who expects one", async (kit) => {
  const stream = await deletedStream(kit);
  const { type } = await refusal(kit.client.appendToStream(stream, events(kit, 1), expecting("stream_exists")));
  assert.equal(type, "stream-deleted");
});

contract("metadata written for a deleted stream reopens it, empty", async (kit) => {
  const stream = await deletedStream(kit);
  await kit.client.setStreamMetadata(stream, { maxCount: 10 });
  assert.deepEqual(await revisions(kit, stream), []);
  const { metadata } = await kit.client.getStreamMetadata(stream);
  assert.deepEqual([metadata?.maxCount, metadata?.truncateBefore], [10, 3]);
});

contract("a delete that expects another revision is refused", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 3));
  const { type, streamName } = await refusal(kit.client.deleteStream(stream, expecting(1n)));
  assert.deepEqual([type, streamName], ["wrong-expected-version", stream]);
  assert.deepEqual(await revisions(kit, stream), [0n, 1n, 2n]);
});

contract("a stream that was never written cannot be deleted", async (kit) => {
  const { type } = await refusal(kit.client.deleteStream(freshStream(), expecting("any")));
  assert.equal(type, "wrong-expected-version");
});

contract("a tombstoned stream is gone for ever: read, append, delete, tombstone", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 3));
  await kit.client.tombstoneStream(stream, expecting(2n));
  assert.equal(await refusalToRead(kit, stream), "stream-deleted");
  for (const attempt of [
    () => kit.client.appendToStream(stream, events(kit, 1)),
    () =>
      kit.client.appendToStream(stream, events(kit, 1), { credentials: { username: "admin", password: "changeit" } }),
    () => kit.client.appendToStream(stream, events(kit, 1), expecting("no_stream")),
    () => kit.client.deleteStream(stream, expecting("any")),
    () => kit.client.tombstoneStream(stream, expecting("any")),
  ]) {
    const { type, streamName } = await refusal(attempt());
    assert.deepEqual([type, streamName], ["stream-deleted", stream]);
  }
  const filter = kit.library.streamNameFilter({ prefixes: [stream] });
  const last = (await filtered(kit, filter)).at(-1)?.event;
  assert.deepEqual([last?.type, last?.revision], ["$streamDeleted", 9_223_372_036_854_775_807n]);
});

contract("a stream that was never written can be tombstoned", async (kit) => {
  const stream = freshStream();
  await kit.client.tombstoneStream(stream, expecting("no_stream"));
  assert.equal(await refusalToRead(kit, stream), "stream-deleted");
});

contract("metadata is set, read back and guarded by its own revision", async (kit) => {
  const stream = freshStream();
  assert.equal((await kit.client.getStreamMetadata(stream)).metadata, undefined);
  await kit.client.setStreamMetadata(stream, { maxCount: 5, own: "field" }, expecting("no_stream"));
  const { metadata } = await kit.client.getStreamMetadata<{ own: string }>(stream);
  assert.deepEqual([metadata?.maxCount, metadata?.own], [5, "field"]);
  const { type } = await refusal(kit.client.setStreamMetadata(stream, { maxCount: 6 }, expecting("no_stream")));
  assert.equal(type, "wrong-expected-version");
  // A stream with metadata and no event exists for a writer, and not for a reader.
  assert.equal(await refusalToRead(kit, stream), "stream-not-found");
  await kit.client.appendToStream(stream, events(kit, 1), expecting("stream_exists"));
});

contract("a metadata stream shows its last event, and ends with the tombstone of its stream", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 1));
  for (const maxCount of [3, 4, 5]) await kit.client.setStreamMetadata(stream, { maxCount });
  assert.deepEqual(await revisions(kit, `$$${stream}`), [2n]);
  await kit.client.tombstoneStream(stream, expecting("any"));
  assert.equal(await refusalToRead(kit, `$$${stream}`), "stream-deleted");
  const { type } = await refusal(kit.client.setStreamMetadata(stream, { maxCount: 6 }));
  assert.equal(type, "stream-deleted");
});

contract("metadata that is not JSON, or has a field that cannot be, hides nothing", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 3));
  const hiding = { $maxCount: 1 };
  for (const written of [
    kit.library.binaryEvent({ type: "$metadata", data: Buffer.from(JSON.stringify(hiding)) }),
    kit.library.binaryEvent({ type: "$metadata", data: Buffer.from("no JSON") }),
    ...[
      { ...hiding, $maxCount: 0 },
      { ...hiding, $maxCount: "1" },
      { ...hiding, $tb: 1.5 },
      { ...hiding, $tb: -1 },
      { ...hiding, $maxAge: -1 },
      { ...hiding, $tb: 1e300 },
    ].map((data) => kit.library.jsonEvent({ type: "$metadata", data })),
  ]) {
    await kit.client.appendToStream(`$$${stream}`, written);
    assert.deepEqual(await revisions(kit, stream), [0n, 1n, 2n], JSON.stringify(written.data));
  }
  await kit.client.appendToStream(`$$${stream}`, kit.library.jsonEvent({ type: "$metadata", data: hiding }));
  assert.deepEqual(await revisions(kit, stream), [2n]);
});

contract("$maxCount shows the last events, $tb none before it, both ways and from any revision", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 10));
  await kit.client.setStreamMetadata(stream, { maxCount: 4 });
  assert.deepEqual(await revisions(kit, stream), [6n, 7n, 8n, 9n]);
  assert.deepEqual(await revisions(kit, stream, { fromRevision: 2n, maxCount: 2 }), [6n, 7n]);
  assert.deepEqual(await revisions(kit, stream, { fromRevision: "end", direction: "backwards" }), [9n, 8n, 7n, 6n]);
  await kit.client.setStreamMetadata(stream, { truncateBefore: 8 });
  assert.deepEqual(await revisions(kit, stream), [8n, 9n]);
  await kit.client.setStreamMetadata(stream, { truncateBefore: 100 });
  assert.deepEqual(await revisions(kit, stream), []);
  await kit.client.setStreamMetadata(stream, {});
  assert.equal((await revisions(kit, stream)).length, 10);
});

contract("$maxAge hides what is older", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 2));
  await kit.client.setStreamMetadata(stream, { maxAge: 3_600 });
  assert.deepEqual(await revisions(kit, stream), [0n, 1n]);
  await kit.client.setStreamMetadata(stream, { maxAge: 1 });
  const patience = Date.now() + 10_000;
  while ((await revisions(kit, stream)).length > 0 && Date.now() < patience) await pause(100);
  assert.deepEqual(await revisions(kit, stream), []);
  await kit.client.appendToStream(stream, events(kit, 1));
  assert.deepEqual(await revisions(kit, stream), [2n]);
  assert.deepEqual(await revisions(kit, stream, { fromRevision: "end", direction: "backwards" }), [2n]);
});

export const deleteCases: readonly ContractCase[] = cases;
