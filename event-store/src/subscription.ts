// A subscription to all events that never ends by itself: it resubscribes from its own position, holds back the server
// when its reader is slow, and hands on what has arrived as one batch.
import {
  eventTypeFilter,
  excludeSystemEvents,
  START,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Filter,
} from "@eventstore/db-client";
import { backoffDelay } from "@tabel/platform";
import type { Codec, StoredEvent } from "./codec.js";
import { StoreUnavailable } from "./errors.js";
import type { Log } from "./event-store.js";
import type { Recorded } from "./recorded-event.js";

export interface Batch {
  readonly events: readonly Recorded[];
  /** Everything up to here has been handed over, also what the filter left out. */
  readonly position: bigint;
  /** True when the reader has reached the end of the log at least once since the subscription (re)started. */
  readonly caughtUp: boolean;
}

export interface SubscribeOptions {
  /** Position of the last event already known; "start" for all of them. */
  readonly after: bigint | "start";
  readonly signal: AbortSignal;
  /** Most events in one batch; twice as many are kept waiting before the server is held back. */
  readonly maxBatch?: number;
  /** Called when the connection breaks: until the next caught-up batch the reader may be behind. */
  readonly onBroken?: () => void;
  /** Only events of these types: the server leaves the others out. */
  readonly types?: readonly string[];
  /** Personal fields of events of these types come as null and are not opened: the reader does not look at them. */
  readonly unopened?: readonly string[];
  /** Other events are passed over before they are decoded. Asked when a batch is handed over. */
  readonly only?: (stream: string, revision: bigint) => boolean;
}

const waits = { first: 50, most: 5_000 };

/** Waits, or less when the signal aborts. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });

/** What has arrived and was not yet taken; wakes the one reader that waits for it. */
class Inbox {
  events: StoredEvent[] = [];
  position: bigint | undefined;
  caughtUp = false;
  failure: Error | undefined;
  #wake: (() => void) | undefined;

  changed(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Resolves when there is something new; at once when there already is. */
  wait(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

const fill = (
  inbox: Inbox,
  subscription: AllStreamSubscription,
  highWater: number,
  types: ReadonlySet<string> | undefined,
): void => {
  subscription.on("data", ({ event }) => {
    // Removed link targets arrive without an event; system events are filtered out by the server.
    if (event === undefined || !event.isJson) return;
    // The server goes by the beginning of a type: another type may begin alike.
    if (types !== undefined && !types.has(event.type)) return;
    inbox.events.push(event as unknown as StoredEvent); // our own appends are JSON with our metadata
    inbox.position = event.position.commit;
    if (inbox.events.length >= highWater) subscription.pause();
    inbox.changed();
  });
  subscription.on("caughtUp", () => {
    inbox.caughtUp = true;
    inbox.changed();
  });
  const fail = (error: Error): void => {
    inbox.failure ??= error;
    inbox.changed();
  };
  subscription.on("error", fail);
  subscription.on("end", () => fail(new StoreUnavailable("the store ended the subscription")));
};

const filterOf = (types: readonly string[] | undefined, reached: (position: bigint) => void): Filter => {
  const checkpoints: NonNullable<Parameters<typeof excludeSystemEvents>[0]> = {
    checkpointInterval: 100,
    checkpointReached: (_, position) => reached(position.commit),
  };
  // Prefixes: however many types there are, while servers bound the length of a regular expression.
  return types === undefined
    ? excludeSystemEvents(checkpoints)
    : eventTypeFilter({ ...checkpoints, prefixes: [...types] });
};

/** Yields batches until the signal aborts. Failures of the connection are retried for ever, with growing waits. */
export async function* subscribeToAll(
  client: EventStoreDBClient,
  codec: Pick<Codec, "decode">,
  log: Log,
  options: SubscribeOptions,
): AsyncGenerator<Batch, void, undefined> {
  const { signal, maxBatch = 2_000, only, types } = options;
  const unopened = options.unopened && new Set(options.unopened);
  let after = options.after;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const inbox = new Inbox();
    const subscription = client.subscribeToAll({
      fromPosition: after === "start" ? START : { commit: after, prepare: after },
      filter: filterOf(types, (position) => {
        inbox.position = position;
        inbox.changed();
      }),
    });
    const stop = (): void => inbox.changed();
    signal.addEventListener("abort", stop);
    fill(inbox, subscription, 2 * maxBatch, types && new Set(types));
    try {
      let told = false;
      while (!signal.aborted) {
        const arrived = inbox.events.length > 0 || (inbox.position !== undefined && inbox.position !== after);
        if (!arrived && (!inbox.caughtUp || told)) {
          if (inbox.failure !== undefined) throw inbox.failure;
          await inbox.wait();
          continue;
        }
        const stored = inbox.events.splice(0, maxBatch);
        if (subscription.isPaused() && inbox.events.length <= maxBatch) subscription.resume();
        const position = inbox.events.length > 0 ? stored.at(-1)?.position?.commit : inbox.position;
        if (position !== undefined) after = position;
        told = inbox.caughtUp && inbox.events.length === 0;
        attempt = 0;
        const wanted =
          only === undefined ? stored : stored.filter(({ streamId, revision }) => only(streamId, revision));
        yield {
          events: await codec.decode(wanted, unopened),
          position: after === "start" ? 0n : after,
          caughtUp: told,
        };
      }
    } catch (error) {
      options.onBroken?.();
      if (!signal.aborted) {
        const wait = backoffDelay(waits, attempt + 1);
        const reason = error instanceof Error ? error.message : String(error);
        log.warn({ reason, waitMs: wait }, "the subscription to the event store broke; subscribing again");
        await pause(wait, signal);
      }
    } finally {
      signal.removeEventListener("abort", stop);
      subscription.on("error", () => undefined); // a failure after we have left concerns nobody
      await subscription.unsubscribe().catch(() => undefined);
    }
  }
}
