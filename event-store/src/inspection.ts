// Looking inside the store as it is, for the command line: stored events with whatever is sealed in them still sealed.
// Nothing is decoded, so it needs no catalogue and no key, and shows what any reader of the log would see.
import {
  type AllStreamResolvedEvent,
  END,
  eventTypeFilter,
  EventStoreDBClient,
  excludeSystemEvents,
  type Filter,
  type ResolvedEvent,
  START,
  streamNameFilter,
  StreamNotFoundError,
} from "@eventstore/db-client";

export interface StoredEventView {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint | undefined;
  readonly id: string;
  readonly type: string;
  readonly recorded: Date;
  /** Parsed JSON, or bytes. */
  readonly data: unknown;
  readonly metadata: unknown;
}

export interface StreamSummary {
  readonly stream: string;
  readonly events: number;
  readonly lastType: string;
  readonly lastRecorded: Date;
}

export interface Selection {
  /** One stream; undefined: all but system events. */
  readonly stream?: string;
  /** Only events of these types. */
  readonly types?: readonly string[];
  /** Only events recorded at or after, or before, that instant. */
  readonly since?: Date;
  readonly until?: Date;
}

export interface StoreInspection {
  /** The streams whose name begins with `category-`, or all but system streams, by name. Reads the log once. */
  streams(category: string | undefined): Promise<StreamSummary[]>;
  /** What is there now. Throws an error with a sentence where a named stream is not there. */
  events(selection: Selection): AsyncGenerator<StoredEventView>;
  /** What is appended from now on, until the signal. */
  tail(selection: Selection, signal: AbortSignal): AsyncGenerator<StoredEventView>;
  dispose(): Promise<void>;
}

/** The message is a sentence for the person who asked. */
export class NoSuchStream extends Error {
  override readonly name = "NoSuchStream";
}

export const inspectEventStore = (connectionString: string): StoreInspection => {
  const client = EventStoreDBClient.connectionString(connectionString);
  const existing = async function* (filter: Filter): AsyncGenerator<AllStreamResolvedEvent> {
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    subscription.on("caughtUp", () => subscription.push(null));
    yield* subscription;
  };
  return {
    streams: async (category) => {
      const found = new Map<string, StreamSummary>();
      const filter = category === undefined ? excludeSystemEvents() : streamNameFilter({ prefixes: [`${category}-`] });
      for await (const { event } of existing(filter)) {
        if (event === undefined || event.streamId.startsWith("$")) continue;
        const events = (found.get(event.streamId)?.events ?? 0) + 1;
        found.set(event.streamId, {
          stream: event.streamId,
          events,
          lastType: event.type,
          lastRecorded: event.created,
        });
      }
      return [...found.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
    },
    events: async function* (selection) {
      const { stream } = selection;
      const all = stream === undefined ? existing(typeFilter(selection)) : client.readStream(stream);
      try {
        yield* views(all, selection);
      } catch (error) {
        if (error instanceof StreamNotFoundError)
          throw new NoSuchStream(`There is no stream "${stream}"; "tabel streams list" shows those there are.`, {
            cause: error,
          });
        throw error;
      }
    },
    tail: async function* (selection, signal) {
      const { stream } = selection;
      const subscription =
        stream === undefined
          ? client.subscribeToAll({ fromPosition: END, filter: typeFilter(selection) })
          : client.subscribeToStream(stream, { fromRevision: END });
      const stop = () => void subscription.unsubscribe();
      signal.addEventListener("abort", stop, { once: true });
      try {
        yield* views(subscription as AsyncIterable<ResolvedEvent>, selection);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    dispose: () => client.dispose(),
  };
};

const typeFilter = ({ types }: Selection): Filter =>
  types === undefined || types.length === 0 ? excludeSystemEvents() : eventTypeFilter({ prefixes: [...types] });

const views = async function* (
  resolved: AsyncIterable<ResolvedEvent>,
  { types, since, until }: Selection,
): AsyncGenerator<StoredEventView> {
  for await (const { event } of resolved) {
    if (event === undefined || (types !== undefined && types.length > 0 && !types.includes(event.type))) continue;
    if (since !== undefined && event.created < since) continue;
    if (until !== undefined && event.created >= until) continue;
    const { streamId: stream, revision, id, type, created: recorded, data, metadata } = event;
    yield { stream, revision, position: event.position?.commit, id, type, recorded, data, metadata };
  }
};
