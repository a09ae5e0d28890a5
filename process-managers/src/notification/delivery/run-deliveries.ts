// Delivers until it is told to stop: each channel in a loop of its own, so that a dead provider stops nobody else; announcements in
// pieces; outcomes into the log. Any number of instances may run at once.
import type { EventStore } from "@tabel/event-store";
import { backoffDelay } from "@tabel/platform";
import { describeError } from "@tabel/read-models";
import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { MessageChannel } from "../channels/channel.js";
import type { Delivery } from "../storage/delivery-rows.js";
import { expandPiece } from "../expansion/expand-announcements.js";
import { markEnded } from "./claim.js";
import { deliver } from "./deliver.js";
import { deliverInApp } from "./deliver-in-app.js";
import type { DeliveringParts, Door } from "./delivering-parts.js";
import type { Circuit } from "./circuit.js";
import { type Guarded, type GuardLimits, guardChannel, usualGuard } from "./guard.js";
import { sharedPace } from "./pace.js";
import { workOnChannel } from "./work-on-channel.js";
import { endPushSubscriptions, recordOutcomes } from "./record-outcomes.js";

export interface RunDeliveriesOptions extends Omit<
  DeliveringParts,
  "store" | "endSubscriptions" | "announcementWords"
> {
  readonly store: Pick<EventStore, "load" | "append" | "headPosition">;
  /** A channel that is not here is off: what would go there is suppressed, and the history says so. */
  readonly channels: Partial<Record<OutsideChannel, MessageChannel>>;
  readonly limits?: Partial<Record<OutsideChannel, Partial<GuardLimits>>>;
  /** Sent by one worker of a channel at a time. */
  readonly atOnce?: number;
}

export interface DeliveryRunner {
  /** Looks at once instead of in a moment. */
  wake(): void;
  /** The state of each channel's circuit breaker in this program; only of those that are on. */
  circuits(): Readonly<Record<string, Circuit>>;
  stop(): Promise<void>;
}

const outsideChannels = ["email", "push", "slack"] as const;
/** What leaves the system; the list in the application is always there. */
export type OutsideChannel = (typeof outsideChannels)[number];

const LOOK_MS = 1_000;
/** Claimed at a time of what nothing is sent of. */
const manyAtOnce = 200;

export const runDeliveries = (options: RunDeliveriesOptions): DeliveryRunner => {
  const { pool, store, clock, log, channels, limits = {}, atOnce = 8 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  setMaxListeners(0, signal); // as many wait on it as messages are at work
  const bells = new Set<() => void>();
  const guards = new Map<string, Guarded>();
  const parts: DeliveringParts = {
    ...options,
    announcementWords: new Map(),
    endSubscriptions: (userId, subscriptionIds) => endPushSubscriptions(store, userId, subscriptionIds),
  };

  const rung = async (milliseconds: number): Promise<void> => {
    const woken = new AbortController();
    const ring = (): void => woken.abort();
    bells.add(ring);
    await pause(milliseconds, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => undefined);
    bells.delete(ring);
  };

  /** Does some work again and again; rests when there was none, longer after failures. */
  const keepDoing = async (what: string, some: () => Promise<number>): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      try {
        const done = await some();
        failures = 0;
        if (done === 0) await rung(LOOK_MS);
      } catch (error) {
        failures += 1;
        log.warn({ ...describeError(error), work: what, failures }, "notifications cannot be worked on; trying again");
        await rung(backoffDelay({ first: 200, most: 10_000 }, failures));
      }
    }
  };

  const suppressAll = async (claimed: readonly Delivery[]): Promise<void> => {
    const ended = { status: "suppressed", reason: "channel-off", messageId: null, language: null } as const;
    await markEnded(parts, claimed, { ...ended, at: clock() });
  };

  const sendThrough = (channel: OutsideChannel, through: MessageChannel) => {
    const { perSecond, ...limit } = { ...usualGuard, ...limits[channel] };
    const guard = guardChannel(limit);
    guards.set(channel, guard);
    const door: Door = { channel: through, guard, pace: sharedPace(pool, { channel, perSecond }, signal) };
    return {
      limit: () => ({ closed: atOnce, "half-open": 1, open: 0 })[guard.circuit()],
      work: async (claimed: readonly Delivery[]): Promise<void> => {
        const outcomes = await Promise.allSettled(claimed.map((each) => deliver(each, door, parts)));
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
      },
    };
  };

  const outside = (channel: OutsideChannel) => {
    const through = channels[channel];
    const how = through === undefined ? { limit: () => manyAtOnce, work: suppressAll } : sendThrough(channel, through);
    return keepDoing(channel, workOnChannel({ pool, clock, channel, ...how }));
  };
  const inApp = {
    limit: () => manyAtOnce,
    work: (claimed: readonly Delivery[]) => deliverInApp(claimed, parts),
  };

  const refused = new Set<string>();
  const running = Promise.all([
    keepDoing("in-app", workOnChannel({ pool, clock, channel: "in-app", ...inApp })),
    ...outsideChannels.map(outside),
    keepDoing("announcements", async () => ((await expandPiece(pool, clock())) ? 1 : 0)),
    keepDoing("outcomes", () => recordOutcomes({ pool, store, log, refused })),
  ]);

  return {
    circuits: () => Object.fromEntries([...guards].map(([channel, guard]) => [channel, guard.circuit()])),
    wake: () => {
      for (const ring of bells) ring();
    },
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.all(Object.values(channels).map((channel) => channel.close()));
    },
  };
};
