// The event store as the rest of Tabel sees it: load, append, read, subscribe. @eventstore/db-client is used in this
// package only.
import { EventStoreDBClient, NO_STREAM } from "@eventstore/db-client";
import { createAggregateCache, type Fold, type Loaded } from "./aggregate-cache.js";
import { createCodec } from "./codec.js";
import { StoreUnavailable, translateError } from "./errors.js";
import type { KeyVault } from "./key-vault.js";
import { createReading } from "./reading.js";
import type { Event, EventMetadata, EventSchema, Recorded } from "./recorded-event.js";
import { sealedCodec } from "./sealed-events.js";
import { pause, subscribeToAll, type Batch, type SubscribeOptions } from "./subscription.js";

/** The part of a pino logger that is used here. */
export interface Log {
  warn(context: object, message: string): void;
}

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: bigint;
  readonly position: bigint;
  /** Ids of the events, in their order. */
  readonly ids: readonly string[];
}

export interface AppendOptions {
  readonly expected: bigint | "no-stream";
  readonly metadata: Omit<EventMetadata, "schemaVersion">;
}

export interface LoadOptions {
  /** Read the tail even when the cache is live: a refusal is given only on what the store itself says. */
  readonly fresh?: boolean;
}

export interface EventStore {
  /** The folded stream. In steady state nothing is read: the cache is live. Throws StoreUnavailable. */
  load<State, E extends Event>(stream: string, fold: Fold<State, E>, options?: LoadOptions): Promise<Loaded<State>>;
  /**
   * Appends one command's events. Their ids follow from command id and stream, so that a repeated append is the same one.
   * Throws ConcurrencyConflict, StoreUnavailable (outcome unknown: append the same again), AppendRefused.
   */
  append(stream: string, events: readonly Event[], options: AppendOptions): Promise<Appended>;
  readStream(stream: string, options?: { from?: bigint }): AsyncGenerator<Recorded>;
  /** All events in order, system events left out, up to the end as it is when the reading gets there. */
  readAll(options?: { after?: bigint }): AsyncGenerator<Recorded>;
  subscribeToAll(options: SubscribeOptions): AsyncGenerator<Batch, void, undefined>;
  /** The same as they stand in the log: personal fields sealed, versions as written. */
  readSealed(options?: { after?: bigint }): AsyncGenerator<Recorded>;
  subscribeToSealed(options: SubscribeOptions): AsyncGenerator<Batch, void, undefined>;
  /** Position of the last event in the log; 0n when it is empty. */
  headPosition(): Promise<bigint>;
  dispose(): Promise<void>;
}

export interface EventStoreOptions {
  readonly connectionString: string;
  readonly catalogue: readonly EventSchema[];
  readonly vault: KeyVault;
  readonly log?: Log;
  /** How many folded streams are kept in memory. */
  readonly cachedStreams?: number;
  /** How long an append or a read may take before the store counts as away, in milliseconds. */
  readonly deadlineMs?: number;
}

const LIVE_RETRY_MS = 500;
const DISPOSE_WITHIN_MS = 2_000;
const silent: Log = { warn: () => undefined };

/** Connects to EventStoreDB (or the embedded server). One a process: see the trap of the client in docs/event-store.md. */
export const connectEventStore = (options: EventStoreOptions): EventStore => {
  const { connectionString, catalogue, vault, log = silent, cachedStreams = 50_000, deadlineMs = 10_000 } = options;
  const client = EventStoreDBClient.connectionString(connectionString);
  const codec = createCodec(catalogue, vault);
  const versions = new Map(catalogue.map((schema) => [schema.type, schema.version]));
  const { allBatches, streamBatches, headPosition } = createReading(client, codec, deadlineMs);
  const cache = createAggregateCache(cachedStreams);
  const ending = new AbortController();
  /** While live, every cached fold is at most a subscription's delay behind; our own appends are folded at once. */
  let live = false;
  /** Highest revision seen live of a stream while it is being loaded: the load goes on until it has that too. */
  const loading = new Map<string, { readers: number; seen: bigint }>();

  const noticed = (stream: string, revision: bigint): void => {
    const load = loading.get(stream);
    if (load !== undefined && revision > load.seen) load.seen = revision;
  };

  const keepLive = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        const after = await headPosition();
        cache.clear(); // what was loaded before may have missed what came in between
        const onBroken = (): void => void (live = false);
        // Most events are our own, folded when they were acknowledged, or of streams that nobody asked for.
        const only = (stream: string, revision: bigint): boolean => {
          noticed(stream, revision);
          return cache.isNews(stream, revision);
        };
        const { signal } = ending;
        for await (const batch of subscribeToAll(client, codec, log, { after, signal, onBroken, only })) {
          for (const event of batch.events)
            if (cache.isNews(event.stream, event.revision)) cache.advance(event.stream, [event]);
          if (batch.caughtUp) live = true;
        }
      } catch {
        // Until the store is back every load reads for itself, and says so when it cannot.
        live = false;
        await pause(LIVE_RETRY_MS, ending.signal);
      }
    }
  };

  const readTail = async <State, E extends Event>(stream: string, fold: Fold<State, E>): Promise<Loaded<State>> => {
    const load = loading.get(stream) ?? { readers: 0, seen: -1n };
    loading.set(stream, load);
    load.readers += 1;
    try {
      for (;;) {
        const begun = cache.begin(stream, fold);
        const from = begun.revision === "no-stream" ? 0n : begun.revision + 1n;
        for await (const events of streamBatches(stream, from)) {
          const damaged = events.find((event) => event.fault !== undefined);
          if (damaged !== undefined) throw new Error(`${stream}@${damaged.revision} cannot be read: ${damaged.fault}`);
          cache.advance(stream, events);
        }
        // Dropped by a gap, or behind what was seen live meanwhile: read on.
        if (!cache.complete(stream, begun)) continue;
        const loaded = cache.get(stream, fold);
        if (loaded !== undefined && (loaded.revision === "no-stream" ? -1n : loaded.revision) >= load.seen)
          return loaded;
      }
    } finally {
      load.readers -= 1;
      if (load.readers === 0) loading.delete(stream);
    }
  };

  /** Reads under way that whoever comes later may wait for, by stream: a cold stream is read once. */
  const underWay = new Map<string, { readonly fold: Fold<unknown>; readonly loaded: Promise<Loaded<unknown>> }>();

  const readOnce = <State, E extends Event>(stream: string, fold: Fold<State, E>): Promise<Loaded<State>> => {
    const anonymous = fold as object as Fold<unknown>; // compared, and never called, under this type
    const joined = underWay.get(stream);
    if (joined?.fold === anonymous) return joined.loaded as Promise<Loaded<State>>; // the same fold has the same state
    const loaded = readTail(stream, fold);
    underWay.set(stream, { fold: anonymous, loaded });
    const done = (): void => {
      if (underWay.get(stream)?.loaded === loaded) underWay.delete(stream);
    };
    loaded.then(done, done);
    return loaded;
  };

  /** Begins with the first load that can profit from it: a program that only appends or reads through follows nothing. */
  let following: Promise<void> | undefined;

  return {
    load: async (stream, fold, { fresh = false } = {}) => {
      if (!fresh) following ??= keepLive();
      // Who asks for what holds now, or has no live cache, is not served by a read that began earlier.
      if (fresh || !live) return readTail(stream, fold);
      return cache.get(stream, fold) ?? readOnce(stream, fold);
    },

    append: async (stream, events, { expected, metadata }) => {
      if (events.length === 0) throw new RangeError("an append has at least one event");
      const encoded = await codec.encode(stream, events, metadata);
      try {
        const result = await client.appendToStream(stream, encoded, {
          expectedRevision: expected === "no-stream" ? NO_STREAM : expected,
          deadline: deadlineMs,
        });
        const position = result.position?.commit;
        if (position === undefined) throw new StoreUnavailable("the store acknowledged an append without its position");
        const first = result.nextExpectedRevision - BigInt(events.length) + 1n;
        const recordedAt = new Date().toISOString();
        const ids = encoded.map(({ id }) => id);
        noticed(stream, result.nextExpectedRevision);
        const recorded = (): Recorded[] =>
          events.map((event, index) => ({
            id: ids[index] ?? "",
            type: event.type,
            data: event.data,
            metadata: { ...metadata, schemaVersion: versions.get(event.type) ?? 1 },
            stream,
            revision: first + BigInt(index),
            position,
            recordedAt,
            erased: false,
          }));
        if (cache.isNews(stream, result.nextExpectedRevision)) cache.advance(stream, recorded());
        return { revision: result.nextExpectedRevision, position, ids };
      } catch (error) {
        throw translateError(error, stream);
      }
    },

    readStream: async function* (stream, { from = 0n } = {}) {
      for await (const batch of streamBatches(stream, from)) yield* batch;
    },

    readAll: async function* ({ after } = {}) {
      for await (const batch of allBatches(after))
        for (const event of batch) if (after === undefined || event.position > after) yield event;
    },

    subscribeToAll: (subscribe) => subscribeToAll(client, codec, log, subscribe),
    readSealed: async function* ({ after } = {}) {
      for await (const batch of createReading(client, sealedCodec, deadlineMs).allBatches(after))
        for (const event of batch) if (after === undefined || event.position > after) yield event;
    },
    subscribeToSealed: (subscribe) => subscribeToAll(client, sealedCodec, log, subscribe),
    headPosition,
    dispose: async () => {
      ending.abort();
      await following;
      // The client waits for every call to end; one that the store never answers must not keep us.
      const disposed = new AbortController();
      const disposing = client.dispose().finally(() => disposed.abort());
      await Promise.race([disposing, pause(DISPOSE_WITHIN_MS, disposed.signal)]);
    },
  };
};
