// Folded streams kept in memory and kept current by one live subscription, so that a command reads nothing it has
// already seen. Correct without it: appends carry the expected revision, and a fold that may be behind reads its tail.
import { LRUCache } from "lru-cache";
import type { Event, Recorded } from "./recorded-event.js";

/** How one aggregate folds its events; the domain's aggregates have this shape. */
export interface Fold<State, E extends Event = Event> {
  readonly initial: State;
  readonly evolve: (state: State, event: E) => State;
}

export interface CommandTrace {
  readonly hash: string;
  readonly events: readonly { id: string; type: string; revision: bigint; position: bigint }[];
}

export interface Loaded<State> {
  readonly state: State;
  readonly revision: bigint | "no-stream";
  /** The commands whose events stand in the stream, by command id. */
  readonly commands: ReadonlyMap<string, CommandTrace>;
}

interface Entry {
  /** State by fold: one stream may be folded for more than one purpose. */
  readonly states: Map<Fold<unknown>, unknown>;
  readonly commands: Map<string, { hash: string; events: CommandTrace["events"][number][] }>;
  revision: bigint | "no-stream";
  /** False while the stream is still being read: until then the entry is its reader's alone. */
  whole: boolean;
}

const nextOf = (revision: bigint | "no-stream"): bigint => (revision === "no-stream" ? 0n : revision + 1n);

/** An entry as its reader holds it. */
export interface Begun {
  readonly revision: bigint | "no-stream";
}

export interface AggregateCache {
  /** What is known of the stream; undefined when it was never read to its end with this fold, or fell out. */
  get<State, E extends Event>(stream: string, fold: Fold<State, E>): Loaded<State> | undefined;
  /** Whether an event tells something new about a whole entry: only then is it worth decoding. */
  isNews(stream: string, revision: bigint): boolean;
  /** Folds events that follow the cached revision; those already folded are passed over, a gap drops the entry. */
  advance(stream: string, events: readonly Recorded[]): void;
  /** For the reader of a stream: what is there so far, begun afresh where there is nothing. */
  begin<State, E extends Event>(stream: string, fold: Fold<State, E>): Begun;
  /** The reader has come to the end: others may see the entry now. False where it was dropped or begun anew meanwhile. */
  complete(stream: string, begun: Begun): boolean;
  clear(): void;
}

export const createAggregateCache = (streams: number): AggregateCache => {
  const cache = new LRUCache<string, Entry>({ max: streams });

  const record = (entry: Entry, event: Recorded): void => {
    for (const [fold, state] of entry.states) entry.states.set(fold, fold.evolve(state, event));
    entry.revision = event.revision;
    const { commandId, commandHash } = event.metadata;
    const trace = { id: event.id, type: event.type, revision: event.revision, position: event.position };
    const command = entry.commands.get(commandId);
    if (command === undefined) entry.commands.set(commandId, { hash: commandHash, events: [trace] });
    else command.events.push(trace);
  };

  // A fold's own type is forgotten inside the cache; `get` gives a state back only for the fold it was started with.
  const anonymous = (fold: object): Fold<unknown> => fold as Fold<unknown>;

  return {
    get: <State, E extends Event>(stream: string, fold: Fold<State, E>) => {
      const entry = cache.get(stream);
      if (entry?.whole !== true || !entry.states.has(anonymous(fold))) return undefined;
      // A snapshot: a decision is made on this state and this revision, whatever arrives meanwhile.
      const state = entry.states.get(anonymous(fold)) as State;
      return { state, revision: entry.revision, commands: entry.commands };
    },
    isNews: (stream, revision) => {
      const entry = cache.peek(stream);
      return entry?.whole === true && revision >= nextOf(entry.revision);
    },
    advance: (stream, events) => {
      const entry = cache.get(stream);
      if (entry === undefined) return;
      for (const event of events) {
        const expected = nextOf(entry.revision);
        if (event.revision < expected) continue;
        if (event.revision > expected || event.fault !== undefined) {
          cache.delete(stream);
          return;
        }
        record(entry, event);
      }
    },
    begin: (stream, fold) => {
      const known = cache.get(stream);
      if (known?.states.has(anonymous(fold)) === true) return known;
      const states = new Map<Fold<unknown>, unknown>();
      for (const other of known?.states.keys() ?? []) states.set(other, other.initial);
      states.set(anonymous(fold), fold.initial);
      const entry: Entry = { states, revision: "no-stream", commands: new Map(), whole: false };
      cache.set(stream, entry);
      return entry;
    },
    complete: (stream, begun) => {
      const entry = cache.get(stream);
      if (entry === undefined || entry !== begun) return false;
      entry.whole = true;
      return true;
    },
    clear: () => cache.clear(),
  };
};
