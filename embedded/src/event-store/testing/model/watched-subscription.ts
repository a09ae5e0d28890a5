// A subscription of the model test: it must have delivered exactly what the model says, in that order.
import assert from "node:assert/strict";
import type { AllStreamSubscription, StreamSubscription } from "@eventstore/db-client";
import type { ModelEvent } from "./model.js";

const PATIENCE = 10_000; // milliseconds

export class WatchedSubscription {
  private readonly subscription: StreamSubscription | AllStreamSubscription;
  private readonly from: number;
  private readonly expected: (all: readonly ModelEvent[], later: readonly ModelEvent[]) => readonly ModelEvent[];
  private readonly delivered: string[] = [];
  private hasCaughtUp = false;
  private changed: () => void = () => {};

  /** `from`: how long the model's log was when it began; what came later is handed to `expected` by itself. */
  constructor(
    subscription: StreamSubscription | AllStreamSubscription,
    from: number,
    expected: (all: readonly ModelEvent[], later: readonly ModelEvent[]) => readonly ModelEvent[],
  ) {
    this.subscription = subscription;
    this.from = from;
    this.expected = expected;
    const readable = subscription as StreamSubscription; // both kinds are readables with these events
    readable.on("data", ({ event }) => this.note(`${event?.streamId}@${event?.revision}`));
    readable.on("error", (error) => this.note((error as { type?: string }).type ?? "error"));
    readable.on("caughtUp", () => {
      this.hasCaughtUp = true;
      this.changed();
    });
  }

  caughtUp(): Promise<void> {
    return this.until(() => this.hasCaughtUp);
  }

  async compare(all: readonly ModelEvent[]): Promise<void> {
    const isAll = this.from === 0;
    const expected = this.expected(all, all.slice(this.from)).map(({ stream, revision, type }) =>
      // A stream's subscription ends where its stream does; for $all the tombstone is an event like any other.
      type === "$streamDeleted" && !isAll ? "stream-deleted" : `${stream}@${revision}`,
    );
    await this.until(() => this.delivered.length >= expected.length);
    assert.deepEqual(this.delivered, expected);
    await this.subscription.unsubscribe();
  }

  private note(what: string): void {
    this.delivered.push(what);
    this.changed();
  }

  private async until(done: () => boolean): Promise<void> {
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      this.changed();
    }, PATIENCE);
    while (!done() && !late) await new Promise<void>((resolve) => (this.changed = resolve));
    clearTimeout(patience);
    assert.ok(!late, `waited in vain; delivered: ${this.delivered.join(", ")}`);
  }
}
