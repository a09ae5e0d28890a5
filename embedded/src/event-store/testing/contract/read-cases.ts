// Reading a stream and $all: directions, places to begin, counts, filters, links.
import assert from "node:assert/strict";
import type { Position, ResolvedEvent } from "@eventstore/db-client";
import {
  type Client,
  type ContractCase,
  collect,
  events,
  type Filter,
  filtered,
  freshStream,
  type Kit,
  refusal,
  revisions,
} from "./contract.js";

const cases: ContractCase[] = [];
const contract = (name: string, run: ContractCase["run"]) => cases.push({ name, run });

contract("a stream is read forwards and backwards from start, end and revision, up to a count", async (kit) => {
  const stream = freshStream();
  await kit.client.appendToStream(stream, events(kit, 5));
  const { END, BACKWARDS } = kit.library;
  for (const [options, expected] of [
    [{}, [0n, 1n, 2n, 3n, 4n]],
    [{ fromRevision: END, direction: BACKWARDS }, [4n, 3n, 2n, 1n, 0n]],
    [{ fromRevision: 2n }, [2n, 3n, 4n]],
    [{ fromRevision: 2n, direction: BACKWARDS }, [2n, 1n, 0n]],
    [{ fromRevision: 2n, maxCount: 2 }, [2n, 3n]],
    [{ fromRevision: 2n, direction: BACKWARDS, maxCount: 2 }, [2n, 1n]],
    [{ fromRevision: 5n }, []],
    [{ fromRevision: 9n, direction: BACKWARDS, maxCount: 1 }, [4n]],
  ] as const)
    assert.deepEqual(await revisions(kit, stream, options), expected, Object.values(options).join(" "));
});

contract("a stream that was never written is not found", async (kit) => {
  const stream = freshStream();
  const { type, streamName } = await refusal(collect(kit.client.readStream(stream)));
  assert.deepEqual([type, streamName], ["stream-not-found", stream]);
});

/** Three streams' events in the order in which they were appended, as `stream@revision`. */
const someOfAll = async (kit: Kit) => {
  const prefix = freshStream("all");
  const written: string[] = [];
  const positions: Position[] = [];
  for (let index = 0; index < 9; index += 1) {
    const stream = `${prefix}_${index % 3}`;
    const { position } = await kit.client.appendToStream(stream, events(kit, 1, index % 2 === 0 ? "Even" : "Odd"));
    assert.ok(position);
    positions.push(position);
    written.push(`${stream}@${Math.floor(index / 3)}`);
  }
  const own = (read: readonly ResolvedEvent[]) =>
    read.map(({ event }) => `${event?.streamId}@${event?.revision}`).filter((place) => place.startsWith(prefix));
  const read = async (options: Parameters<Client["readAll"]>[0]) => own(await collect(kit.client.readAll(options)));
  return { prefix, written, positions, own, read };
};

contract(
  "$all has every event in the order of its append, at the position the append was answered with",
  async (kit) => {
    const { written, positions, prefix } = await someOfAll(kit);
    const [first] = positions;
    assert.ok(first);
    const read = (await collect(kit.client.readAll({ fromPosition: first }))).filter(({ event }) =>
      event?.streamId.startsWith(prefix),
    );
    assert.deepEqual(
      read.map(({ event }) => [`${event?.streamId}@${event?.revision}`, event?.position?.commit]),
      written.map((place, index) => [place, positions[index]?.commit]),
    );
    assert.deepEqual(
      positions.map(({ commit }) => commit),
      positions.map(({ commit }) => commit).sort((a, b) => Number(a - b)),
    );
  },
);

contract("$all is read from a position: forwards with it, backwards from before it, up to a count", async (kit) => {
  const { written, positions, read } = await someOfAll(kit);
  const [first, fourth] = [positions[0], positions[3]];
  assert.ok(first && fourth);
  const { BACKWARDS, END } = kit.library;
  assert.deepEqual(await read({ fromPosition: fourth }), written.slice(3));
  assert.deepEqual(await read({ fromPosition: fourth, maxCount: 1 }), written.slice(3, 4));
  assert.deepEqual(
    await read({ fromPosition: fourth, direction: BACKWARDS, maxCount: 100 }),
    written.slice(0, 3).reverse(),
  );
  assert.deepEqual(await read({ fromPosition: END, direction: BACKWARDS, maxCount: 500 }), [...written].reverse());
  assert.equal((await collect(kit.client.readAll({ maxCount: 2 }))).length, 2);
});

contract("$all is filtered by stream or type, by prefix or regular expression", async (kit) => {
  const { prefix, written, own } = await someOfAll(kit);
  const { streamNameFilter, eventTypeFilter } = kit.library;
  const of = (wanted: (index: number) => boolean) => written.filter((_, index) => wanted(index));
  const found = async (filter: Filter) => own(await filtered(kit, filter));
  assert.deepEqual(
    await found(streamNameFilter({ prefixes: [`${prefix}_1`, `${prefix}_2`] })),
    of((index) => index % 3 !== 0),
  );
  assert.deepEqual(
    await found(streamNameFilter({ regex: `^${prefix}_[02]$` })),
    of((index) => index % 3 !== 1),
  );
  assert.deepEqual(
    await found(eventTypeFilter({ prefixes: ["Ev"] })),
    of((index) => index % 2 === 0),
  );
  assert.deepEqual(
    await found(eventTypeFilter({ regex: "^Od+$" })),
    of((index) => index % 2 === 1),
  );
});

contract("$all shows system events, unless they are filtered out", async (kit) => {
  const isSystem = ({ event }: ResolvedEvent) => event?.type.startsWith("$") ?? false;
  await kit.client.setStreamMetadata(freshStream(), { maxCount: 3 });
  assert.ok((await collect(kit.client.readAll())).some(isSystem));
  assert.ok(!(await filtered(kit, kit.library.excludeSystemEvents())).some(isSystem));
});

contract("a link is followed where that is asked, and stays a link where its event is gone", async (kit) => {
  const [target, links] = [freshStream(), freshStream()];
  await kit.client.appendToStream(target, events(kit, 2, "Linked"));
  const link = (revision: number, stream: string) =>
    kit.library.binaryEvent({ type: "$>", data: Buffer.from(`${revision}@${stream}`) });
  await kit.client.appendToStream(links, [link(1, target), link(0, freshStream())]);
  const [plain] = await collect(kit.client.readStream(links));
  assert.deepEqual([plain?.event?.type, plain?.link], ["$>", undefined]);
  const [followed, dangling] = await collect(kit.client.readStream(links, { resolveLinkTos: true }));
  assert.deepEqual(
    [followed?.event?.type, followed?.event?.streamId, followed?.event?.revision],
    ["Linked", target, 1n],
  );
  assert.deepEqual([followed?.link?.type, followed?.link?.revision], ["$>", 0n]);
  assert.deepEqual([dangling?.event, dangling?.link?.revision], [undefined, 1n]);
});

contract("a link to what is deleted, tombstoned or hidden leads nowhere", async (kit) => {
  const [deleted, tombstoned, truncated, links] = [freshStream(), freshStream(), freshStream(), freshStream()];
  for (const target of [deleted, tombstoned, truncated]) await kit.client.appendToStream(target, events(kit, 3));
  await kit.client.deleteStream(deleted);
  await kit.client.tombstoneStream(tombstoned);
  await kit.client.setStreamMetadata(truncated, { maxCount: 1 });
  const link = (place: string) => kit.library.binaryEvent({ type: "$>", data: Buffer.from(place) });
  const places = [`1@${deleted}`, `1@${tombstoned}`, `1@${truncated}`, `2@${truncated}`, `7@${truncated}`, "no link"];
  await kit.client.appendToStream(links, places.map(link));
  const followed = await collect(kit.client.readStream(links, { resolveLinkTos: true }));
  assert.deepEqual(
    followed.map(({ event }) => event?.streamId),
    [undefined, undefined, undefined, truncated, undefined, undefined],
  );
});

contract("many events are read whole and in order", async (kit) => {
  const stream = freshStream();
  for (let batch = 0; batch < 5; batch += 1) await kit.client.appendToStream(stream, events(kit, 1_000));
  const read = await revisions(kit, stream);
  assert.deepEqual(
    read,
    Array.from({ length: 5_000 }, (_, index) => BigInt(index)),
  );
});

export const readCases: readonly ContractCase[] = cases;
