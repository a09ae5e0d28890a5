// Keeps a train at the end of the log.
import type { EventStore, Recorded } from "@tabel/event-store";
import { beforeAll } from "../ownership/checkpoints.js";
import { createSliceSize } from "./slice-size.js";
import type { Train } from "./train.js";

/** Decoded events of one hand-over; the subscription keeps twice as many undecoded before it holds back the server. */
const mostAtOnce = 5_000;

/** What one transaction brought. */
export interface Step {
  readonly position: bigint;
  readonly events: number;
  /** When the last event was recorded; undefined where the step had none. */
  readonly recordedAt: string | undefined;
  readonly caughtUp: boolean;
}

export interface FollowOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  readonly train: Train;
  readonly signal: AbortSignal;
  readonly onStep: (step: Step) => void;
}

/** Parts of a batch that each fit into one transaction; events at the same position stay together. */
export function* slices(events: readonly Recorded[], size: () => number): Generator<readonly Recorded[]> {
  for (let start = 0; start < events.length;) {
    let end = Math.min(start + size(), events.length);
    while (end < events.length && events[end]?.position === events[end - 1]?.position) end += 1;
    yield events.slice(start, end);
    start = end;
  }
}

/** Returns when the signal aborts, after the transaction that was running. Throws what `train.take` throws. */
export const follow = async ({ store, train, signal, onStep }: FollowOptions): Promise<void> => {
  const ending = new AbortController();
  const start = train.position();
  const subscription = store.subscribeToAll({
    after: start === beforeAll ? "start" : start,
    signal: AbortSignal.any([signal, ending.signal]),
    maxBatch: mostAtOnce,
  });
  const size = createSliceSize();
  // The next batch is decoded while the database works on this one.
  let next = subscription.next();
  next.catch(() => undefined); // looked at when its turn comes; until then it must not count as unhandled
  try {
    for (;;) {
      const { value: batch } = await next;
      if (batch === undefined) return;
      next = subscription.next();
      next.catch(() => undefined);
      let done = 0;
      for (const slice of slices(batch.events, () => size.current())) {
        if (signal.aborted) return;
        const last = slice.at(-1);
        done += slice.length;
        const position = done === batch.events.length || last === undefined ? batch.position : last.position;
        const began = performance.now();
        await train.take(slice, position);
        size.took(slice.length, performance.now() - began);
        const caughtUp = batch.caughtUp && done === batch.events.length;
        onStep({ position, events: slice.length, recordedAt: last?.recordedAt, caughtUp });
      }
      if (batch.events.length === 0) {
        // Nothing of ours, but the log has moved on. An empty log stands at 0, where no event can be missed.
        if (batch.position > 0n) await train.take([], batch.position);
        onStep({ position: batch.position, events: 0, recordedAt: undefined, caughtUp: batch.caughtUp });
      }
    }
  } finally {
    ending.abort();
    await subscription.return().catch(() => undefined);
  }
};
