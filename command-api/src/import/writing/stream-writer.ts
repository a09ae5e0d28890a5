// Works to appends: one append a stream, without reading it where it should not exist yet; whoever was first is read
// and decided upon again.
import { setTimeout as pause } from "node:timers/promises";
import type { DomainEvent, Instant, UserId } from "@tabel/domain";
import { ConcurrencyConflict, StoreUnavailable, type EventStore } from "@tabel/event-store";
import type { ContentIds } from "../work/content-id.js";
import { inParts, settle, type Refused, type Settled, type StreamWork } from "../work/stream-work.js";

const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 100;

export interface WriterOptions {
  readonly store: EventStore;
  readonly ids: ContentIds;
  readonly actor: UserId;
  readonly at: Instant;
  /** Names this run in the metadata of every event. */
  readonly correlationId: string;
  /** The end of the log before this run: an append that answers with an earlier position was there already. */
  readonly head: bigint;
}

/** What is known of a stream before a work is decided on it. */
export interface Known<State> {
  readonly state: State;
  readonly revision: bigint | "no-stream";
  /** The commands whose events stand in the stream. */
  readonly commands: ReadonlySet<string>;
}

/** A stream that should not exist yet: tried without reading it. */
export const notThere = <State>(state: State): Known<State> => ({ state, revision: "no-stream", commands: new Set() });

export interface Rehearsed<State> {
  readonly state: State;
  /** Whether there is anything to append. */
  readonly pending: boolean;
  readonly refused: readonly Refused[];
}

export interface Written {
  /** Events that were not there before. */
  readonly events: number;
  readonly position: bigint | undefined;
  /** Rows refused on the state that was found, which a rehearsal on an earlier state did not foresee. */
  readonly refused: readonly Refused[];
}

export interface StreamWriter {
  load<State, Event extends DomainEvent>(work: StreamWork<State, Event>): Promise<Known<State>>;
  /** Throws StoreUnavailable when the store stays away: what was written stands, and the same import goes on from there. */
  write<State, Event extends DomainEvent>(work: StreamWork<State, Event>, known: Known<State>): Promise<Written>;
}

/** Who decides, when, and how ids follow from rows. */
export type Identity = Pick<WriterOptions, "ids" | "actor" | "at">;

/** Nothing is left of a settlement whose command already stands in the stream. */
const settleOn = <State, Event extends DomainEvent>(
  work: StreamWork<State, Event>,
  { state, commands }: Pick<Known<State>, "state" | "commands">,
  { ids, actor, at }: Identity,
): Settled<State, Event> => {
  const settled = settle(work, state, ids, { actor, at });
  const repeated = settled.events.length > 0 && commands.size > 0 && commands.has(settled.command().id);
  return repeated ? { ...settled, state, events: [] } : settled;
};

/** What a work comes to, without writing. Pure. */
export const rehearseWork = <State, Event extends DomainEvent>(
  work: StreamWork<State, Event>,
  known: Known<State>,
  identity: Identity,
): Rehearsed<State> => {
  let { state } = known;
  let pending = false;
  const refused: Refused[] = [];
  for (const part of inParts(work)) {
    const settled = settleOn(part, { state, commands: known.commands }, identity);
    state = settled.state;
    pending ||= settled.events.length > 0;
    refused.push(...settled.refused);
  }
  return { state, pending, refused };
};

/** Past the store's cache: an import reads every stream once, and what others have in use would make way for it. */
const readKnown = async <State, Event extends DomainEvent>(
  store: EventStore,
  { stream, fold }: StreamWork<State, Event>,
): Promise<Known<State>> => {
  let { state, revision } = notThere(fold.initial);
  const commands = new Set<string>();
  for await (const recorded of store.readStream(stream)) {
    if (recorded.fault !== undefined)
      throw new Error(`${stream}@${recorded.revision} cannot be read: ${recorded.fault}`);
    // A stream holds events of its own aggregate only.
    state = fold.evolve(state, { type: recorded.type, data: recorded.data } as Event);
    revision = recorded.revision;
    commands.add(recorded.metadata.commandId);
  }
  return { state, revision, commands };
};

export const createStreamWriter = (options: WriterOptions): StreamWriter => {
  const { store, actor, correlationId, head } = options;

  const writePart = async <State, Event extends DomainEvent>(work: StreamWork<State, Event>, first: Known<State>) => {
    let known = first;
    for (let tries = 1; ; tries += 1) {
      const { events, refused, command } = settleOn(work, known, options);
      if (events.length === 0) return { events: 0, position: undefined, refused };
      const { id, hash } = command();
      const ids = { $correlationId: correlationId, $causationId: id, commandId: id, commandHash: hash };
      const metadata = { ...ids, actor, imported: true as const };
      try {
        const { position } = await store.append(work.stream, events, { expected: known.revision, metadata });
        return { events: position > head ? events.length : 0, position, refused };
      } catch (error) {
        if (tries >= MOST_TRIES) throw error;
        if (error instanceof ConcurrencyConflict) known = await readKnown(store, work);
        else if (error instanceof StoreUnavailable) await pause(FIRST_PAUSE_MS * 2 ** tries);
        else throw error;
      }
    }
  };

  return {
    load: (work) => readKnown(store, work),

    write: async (work, known) => {
      let events = 0;
      let position: bigint | undefined;
      const refused: Refused[] = [];
      for (const [index, part] of inParts(work).entries()) {
        const before = index === 0 ? known : await readKnown(store, work);
        const written = await writePart(part, before);
        events += written.events;
        position = written.position ?? position;
        refused.push(...written.refused);
      }
      return { events, position, refused };
    },
  };
};
