// EventStoreDB's rules for what an append meets, one row each (IndexWriter.CheckCommit).
import { expect, test } from "@jest/globals";
import type { ExpectedRevision } from "../protocol/requests.js";
import { type AppendDecision, decideAppend, type StreamFacts } from "./append-decision.js";

const id = (text: string): Buffer => Buffer.from(text.padEnd(16));

/** A stream that holds events of those ids. */
const stream = (held: readonly string[], more: Partial<StreamFacts> = {}): StreamFacts => ({
  lastRevision: held.length - 1,
  tombstoned: false,
  softDeleted: false,
  hasMetadata: false,
  recentRevision: (eventId) => {
    const revision = held.findIndex((name) => id(name).equals(eventId));
    return revision < 0 ? undefined : revision;
  },
  holds: (revision, eventId) => id(held[revision] ?? "").equals(eventId),
  ...more,
});

const any: ExpectedRevision = { kind: "any" };
const noStream: ExpectedRevision = { kind: "no-stream" };
const exists: ExpectedRevision = { kind: "stream-exists" };
const at = (revision: bigint): ExpectedRevision => ({ kind: "revision", revision });

const write: AppendDecision = { kind: "write", reopens: false };
const reopen: AppendDecision = { kind: "write", reopens: true };
const wrong: AppendDecision = { kind: "wrong-expected-revision" };
const deleted: AppendDecision = { kind: "stream-deleted" };
const again = (lastRevision: number): AppendDecision => ({ kind: "already-written", lastRevision });

const [empty, abc] = [stream([]), stream(["a", "b", "c"])];
const gone = stream(["a", "b", "c"], { softDeleted: true, hasMetadata: true });
const tombstone = stream(["a"], { tombstoned: true });

test.each<[string, ExpectedRevision, string, StreamFacts, AppendDecision]>([
  ["a new stream takes an append that expects anything", any, "x", empty, write],
  ["a new stream takes one that expects none", noStream, "x", empty, write],
  ["a new stream refuses one that expects a stream", exists, "x", empty, wrong],
  ["a stream that has only metadata exists", exists, "x", stream([], { hasMetadata: true }), write],
  ["a new stream refuses a revision", at(0n), "x", empty, wrong],
  ["the revision that is there is right", at(2n), "x", abc, write],
  ["a revision ahead is wrong", at(3n), "x", abc, wrong],
  ["a revision behind is wrong", at(1n), "x", abc, wrong],
  ["the largest revision is wrong", at(2n ** 64n - 1n), "x", abc, wrong],
  ["a repetition behind is known by its place", at(0n), "bc", abc, again(2)],
  ["a repetition that expects none is known", noStream, "abc", abc, again(2)],
  ["a repetition of the beginning is known", noStream, "ab", abc, again(1)],
  ["the same ids elsewhere are no repetition", at(1n), "b", abc, wrong],
  ["a repetition with one more event is wrong", at(0n), "bcx", abc, wrong],
  ["a repetition that expects anything is known by its ids", any, "bc", abc, again(2)],
  ["a repetition that expects a stream is known by its ids", exists, "a", abc, again(0)],
  ["one known and one new id are wrong", any, "cx", abc, wrong],
  ["one new and one known id are an append", any, "xc", abc, write],
  ["no events that expect anything are an append", any, "", abc, write],
  ["no events behind are wrong", at(1n), "", abc, wrong],
  ["a deleted stream is reopened by who expects anything", any, "x", gone, reopen],
  ["a deleted stream is reopened by who expects none", noStream, "x", gone, reopen],
  ["a deleted stream is reopened by who knows its revision", at(2n), "x", gone, reopen],
  ["a deleted stream is not there for who expects one", exists, "x", gone, deleted],
  ["a deleted stream refuses another revision", at(1n), "x", gone, wrong],
  ["a tombstoned stream is deleted for everyone", any, "x", tombstone, deleted],
  ["a tombstoned stream is deleted for a repetition too", noStream, "a", tombstone, deleted],
])("%s", (_rule, expected, ids, facts, decision) => {
  expect(decideAppend(expected, Array.from(ids, id), facts)).toEqual(decision);
});
