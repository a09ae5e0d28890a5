// Delivers until it is told to stop: each channel in a loop of its own, so that a dead provider stops nobody else; announcements in
// pieces; outcomes into the log. Any number of instances may run at once.
import type { Channel } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { backoffDelay } from "@tabel/platform";
import { describeError } from "@tabel/read-models";
import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { MessageChannel } from "../channels/channel.js";
import type { Delivery } from "../storage/delivery-rows.js";
import { expandPiece } from "../expansion/expand-announcements.js";
import { alone } from "../../carrying-out/alone.js";
import { anyNeverEnded, claimDeliveries, LEASE_MS, markEnded } from "./claim.js";
import { deliver, type DeliveringParts, type Door } from "./deliver.js";
import { type GuardLimits, guardChannel, usualGuard } from "./guard.js";
import { sharedPace } from "./pace.js";
import { endPushSubscriptions, recordOutcomes } from "./record-outcomes.js";

export interface RunDeliveriesOptions extends Omit<
  DeliveringParts,
  "store" | "endSubscriptions" | "announcementWords"
> {
  readonly store: Pick<EventStore, "load" | "append" | "headPosition">;
  /** A channel that is not here is off: what would go there is suppressed, and the history says so. */
  readonly channels: Partial<Record<Channel, MessageChannel>>;
  readonly limits?: Partial<Record<Channel, Partial<GuardLimits>>>;
  /** Claimed by one worker of a channel at a time. */
  readonly atOnce?: number;
}

export interface DeliveryRunner {
  /** Looks at once instead of in a moment. */
  wake(): void;
  stop(): Promise<void>;
}

const all: readonly Channel[] = ["in-app", "email", "push", "slack"];
const LOOK_MS = 1_000;
/** What never ended waits for what was never begun; but not for ever. */
const turnsForNeverEnded = 20;
const ignore = (): void => undefined;

export const runDeliveries = (options: RunDeliveriesOptions): DeliveryRunner => {
  const { pool, store, clock, log, channels, limits = {}, atOnce = 8 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  setMaxListeners(0, signal); // as many wait on it as messages are at work
  const bells = new Set<() => void>();
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

  const suppressAll = async (channel: Channel): Promise<number> => {
    let count = 0;
    for (const which of ["fresh", "never-ended"] as const) {
      const claimed = await claimDeliveries(pool, { channel, now: clock(), limit: 200, which });
      const ended = { status: "suppressed", reason: "channel-off", messageId: null, language: null } as const;
      if (claimed.length > 0) await markEnded(pool, claimed, { ...ended, at: clock() });
      count += claimed.length;
    }
    return count;
  };

  const deliverEach = async (claimed: readonly Delivery[], door: Door): Promise<number> => {
    const outcomes = await Promise.allSettled(claimed.map((each) => deliver(each, door, parts)));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    return claimed.length;
  };

  /** One that was begun and never ended, and nothing else beside it that was. */
  const deliverNeverEnded = async (channel: Channel, door: Door): Promise<number> => {
    if (!(await anyNeverEnded(pool, channel))) return 0;
    const client = await pool.connect();
    client.on("error", ignore); // told by the next statement
    let broken: Error | undefined;
    try {
      const one = async (): Promise<number> => {
        const which = "never-ended";
        return deliverEach(await claimDeliveries(pool, { channel, now: clock(), limit: 1, which }), door);
      };
      return (await alone(client, LEASE_MS, one)) ?? 0;
    } catch (error) {
      broken = error instanceof Error ? error : new Error("the work on a delivery was ended");
      throw error;
    } finally {
      client.removeListener("error", ignore);
      client.release(broken);
    }
  };

  const deliverSome = (channel: Channel, through: MessageChannel): (() => Promise<number>) => {
    const { perSecond, ...limit } = { ...usualGuard, ...limits[channel] };
    const guard = guardChannel(limit);
    const door: Door = { channel: through, guard, pace: sharedPace(pool, { channel, perSecond }, signal) };
    let turn = 0;
    return async () => {
      const circuit = guard.circuit();
      if (circuit === "open") return 0;
      const claiming = { channel, now: clock(), limit: circuit === "closed" ? atOnce : 1, which: "fresh" } as const;
      const done = await deliverEach(await claimDeliveries(pool, claiming), door);
      turn += 1;
      return done > 0 && turn % turnsForNeverEnded > 0 ? done : done + (await deliverNeverEnded(channel, door));
    };
  };

  const running = Promise.all([
    ...all.map((channel) => {
      const door = channels[channel];
      return keepDoing(channel, door === undefined ? () => suppressAll(channel) : deliverSome(channel, door));
    }),
    keepDoing("announcements", async () => ((await expandPiece(pool, clock())) ? 1 : 0)),
    keepDoing("outcomes", () => recordOutcomes(pool, store)),
  ]);

  return {
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
