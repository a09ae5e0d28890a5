// May this append be written? The rules are those of EventStoreDB's IndexWriter.CheckCommit, in its order: a repeated
// append is recognised by its event ids and answered as the first time.
import type { ExpectedRevision } from "../protocol/requests.js";

/** What the decision needs to know of the stream. */
export interface StreamFacts {
  /** The last event's revision; -1: no event was ever written. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  /** Somebody wrote metadata for it, which makes a stream without events "exist". */
  readonly hasMetadata: boolean;
  /** The revision under which the stream lately took an event of that id, undefined if none is remembered. */
  recentRevision(id: Buffer): number | undefined;
  /** Whether the stream's event of that revision has that id. */
  holds(revision: number, id: Buffer): boolean;
}

export type AppendDecision =
  | { readonly kind: "write"; readonly reopens: boolean }
  | { readonly kind: "already-written"; readonly lastRevision: number }
  | { readonly kind: "wrong-expected-revision" }
  | { readonly kind: "stream-deleted" };

const WRONG: AppendDecision = { kind: "wrong-expected-revision" };

export const decideAppend = (
  expected: ExpectedRevision,
  eventIds: readonly Buffer[],
  stream: StreamFacts,
): AppendDecision => {
  if (stream.tombstoned) return { kind: "stream-deleted" };
  if (expected.kind === "stream-exists") {
    if (stream.softDeleted) return { kind: "stream-deleted" };
    if (stream.lastRevision < 0 && !stream.hasMetadata) return WRONG;
  }
  if (expected.kind === "any" || expected.kind === "stream-exists") return decideUnversioned(eventIds, stream);
  const expectedRevision = expected.kind === "no-stream" ? -1n : expected.revision;
  if (expectedRevision > BigInt(stream.lastRevision)) return WRONG;
  if (expectedRevision === BigInt(stream.lastRevision)) return { kind: "write", reopens: stream.softDeleted };
  return decideBehind(Number(expectedRevision), eventIds, stream);
};

/** Any and StreamExists: a repetition is one whose events were all written lately to this stream. */
const decideUnversioned = (eventIds: readonly Buffer[], stream: StreamFacts): AppendDecision => {
  let lastRevision: number | undefined;
  for (const [index, id] of eventIds.entries()) {
    const revision = stream.recentRevision(id);
    if (revision === undefined)
      // Some of the events are known and some are not: neither a new append nor a repetition.
      return index === 0 ? { kind: "write", reopens: stream.softDeleted } : WRONG;
    lastRevision = revision;
  }
  return lastRevision === undefined
    ? { kind: "write", reopens: stream.softDeleted }
    : { kind: "already-written", lastRevision };
};

/** The stream has moved on: a repetition is one whose events stand exactly where they would have been written. */
const decideBehind = (expectedRevision: number, eventIds: readonly Buffer[], stream: StreamFacts): AppendDecision => {
  let revision = expectedRevision;
  for (const [index, id] of eventIds.entries()) {
    revision += 1;
    if (stream.holds(revision, id)) continue;
    // A deleted stream may be started again as if it had never been.
    if (index === 0 && expectedRevision === -1 && stream.softDeleted) return { kind: "write", reopens: true };
    return WRONG;
  }
  return eventIds.length === 0 ? WRONG : { kind: "already-written", lastRevision: revision };
};
