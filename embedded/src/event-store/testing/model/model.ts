// The event store as a few lists in memory: what every answer should be. It knows nothing of logs, commits or caches,
// which is what makes it worth comparing with.
export type ModelExpected = "any" | "no_stream" | "stream_exists" | bigint;

export interface ModelEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
}

export type ModelOutcome =
  { readonly revision: bigint } | { readonly refused: "wrong-expected-version" | "stream-deleted" };

interface ModelStream {
  readonly events: ModelEvent[];
  tombstoned: boolean;
  /** Undefined: no metadata was ever written. */
  metadata: { readonly maxCount?: number; readonly truncateBefore?: number | "deleted" } | undefined;
}

const TOMBSTONE = 9_223_372_036_854_775_807n;
const WRONG: ModelOutcome = { refused: "wrong-expected-version" };
const DELETED: ModelOutcome = { refused: "stream-deleted" };

export class Model {
  readonly all: ModelEvent[] = [];
  private readonly streams = new Map<string, ModelStream>();

  lastRevision(stream: string): bigint {
    return BigInt(this.stream(stream).events.length) - 1n;
  }

  isTombstoned(stream: string): boolean {
    return this.stream(stream).tombstoned;
  }

  /** What a reader sees, "missing" where there is no such stream for it. */
  visible(name: string): readonly ModelEvent[] | "missing" | "stream-deleted" {
    const { events, tombstoned, metadata } = this.stream(name);
    if (tombstoned) return "stream-deleted";
    if (events.length === 0 || metadata?.truncateBefore === "deleted") return "missing";
    const truncated = metadata?.truncateBefore ?? 0;
    const counted = metadata?.maxCount === undefined ? 0 : events.length - metadata.maxCount;
    return events.slice(Math.max(0, truncated, counted));
  }

  append(name: string, expected: ModelExpected, events: readonly { id: string; type: string }[]): ModelOutcome {
    const stream = this.stream(name);
    const refused = this.check(name, expected);
    if (stream.tombstoned || refused === DELETED) return DELETED;
    const repeated = this.repetition(stream, expected, events);
    if (repeated !== undefined) return repeated;
    if (refused !== undefined) return refused;
    const next = stream.events.length;
    const wasDeleted = stream.metadata?.truncateBefore === "deleted";
    for (const event of events) this.push(name, event);
    if (wasDeleted) this.writeMetadata(name, { ...stream.metadata, truncateBefore: next });
    return { revision: this.lastRevision(name) };
  }

  delete(name: string, expected: ModelExpected): ModelOutcome {
    const stream = this.stream(name);
    const refused = this.check(name, expected);
    if (refused !== undefined) return refused;
    if (stream.events.length === 0 && stream.metadata === undefined) return WRONG;
    this.writeMetadata(name, { truncateBefore: "deleted" });
    return { revision: this.lastRevision(name) };
  }

  tombstone(name: string, expected: ModelExpected): ModelOutcome {
    const refused = this.check(name, expected);
    if (refused !== undefined) return refused;
    this.stream(name).tombstoned = true;
    this.all.push({ stream: name, revision: TOMBSTONE, id: "", type: "$streamDeleted" });
    return { revision: TOMBSTONE };
  }

  setMetadata(name: string, metadata: { maxCount?: number; truncateBefore?: number }): ModelOutcome {
    const stream = this.stream(name);
    if (stream.tombstoned) return DELETED;
    const wasDeleted = stream.metadata?.truncateBefore === "deleted";
    this.writeMetadata(name, metadata);
    if (wasDeleted) this.writeMetadata(name, { ...metadata, truncateBefore: stream.events.length });
    return { revision: 0n };
  }

  private stream(name: string): ModelStream {
    const known = this.streams.get(name) ?? { events: [], tombstoned: false, metadata: undefined };
    this.streams.set(name, known);
    return known;
  }

  /** What stands against writing something new. */
  private check(name: string, expected: ModelExpected): ModelOutcome | undefined {
    const { events, tombstoned, metadata } = this.stream(name);
    if (tombstoned) return DELETED;
    const softDeleted = metadata?.truncateBefore === "deleted";
    const last = BigInt(events.length) - 1n;
    if (expected === "any") return undefined;
    if (expected === "stream_exists") {
      if (softDeleted) return DELETED;
      return events.length > 0 || metadata !== undefined ? undefined : WRONG;
    }
    if (expected === "no_stream") return last === -1n || softDeleted ? undefined : WRONG;
    return expected === last ? undefined : WRONG;
  }

  /** The answer to an append that was made before, or in part; undefined for a new one. */
  private repetition(
    stream: ModelStream,
    expected: ModelExpected,
    events: readonly { id: string }[],
  ): ModelOutcome | undefined {
    const found = events.map(({ id }) => stream.events.findLast((event) => event.id === id)?.revision);
    const [first] = found;
    if (expected === "any" || expected === "stream_exists") {
      if (first === undefined) return undefined;
      const last = found.at(-1);
      return found.includes(undefined) || last === undefined ? WRONG : { revision: last };
    }
    const from = expected === "no_stream" ? -1n : expected;
    if (from >= BigInt(stream.events.length) - 1n) return undefined;
    const matches = events.map(({ id }, index) => stream.events[Number(from) + 1 + index]?.id === id);
    if (matches.every(Boolean)) return { revision: from + BigInt(events.length) };
    return matches[0] === true ? WRONG : undefined;
  }

  private push(name: string, { id, type }: { id: string; type: string }): void {
    const stream = this.stream(name);
    const event = { stream: name, revision: BigInt(stream.events.length), id, type };
    stream.events.push(event);
    this.all.push(event);
  }

  private writeMetadata(name: string, metadata: NonNullable<ModelStream["metadata"]>): void {
    this.push(`$$${name}`, { id: "", type: "$metadata" });
    this.stream(name).metadata = metadata;
  }
}
