// What keeps a channel from harming itself and its provider: a time limit for each attempt, and a circuit breaker. One a channel: the
// others go on.
import { setTimeout as pause } from "node:timers/promises";
import type { ChannelOutcome } from "../channels/channel.js";
import { type Circuit, circuitBreaker } from "./circuit.js";

export interface GuardLimits {
  /** Messages a second from all workers together; Infinity where there is nobody to spare. */
  readonly perSecond: number;
  /** Failures in a row after which the circuit opens. */
  readonly failures: number;
  /** How long a dead provider is left alone, in milliseconds. */
  readonly restMs: number;
  /** How long one attempt may take. Shorter than a lease. */
  readonly attemptMs: number;
}

export const usualGuard: GuardLimits = { perSecond: 100, failures: 5, restMs: 30_000, attemptMs: 30_000 };

export interface Guarded {
  readonly restMs: number;
  attempt(send: () => Promise<ChannelOutcome>): Promise<ChannelOutcome | "circuit-open">;
  /** While it is open nothing need be claimed; half open, one message is enough. */
  circuit(): Circuit;
}

/** A provider that neither answers nor breaks off. The attempt may still arrive: its Message-ID says that it is the same. */
const withinTime = async (send: () => Promise<ChannelOutcome>, milliseconds: number): Promise<ChannelOutcome> => {
  const ended = new AbortController();
  const late = pause(milliseconds, "late" as const, { signal: ended.signal }).catch(() => "late" as const);
  try {
    const first = await Promise.race([send(), late]);
    return first === "late" ? { is: "temporary-failure", reason: "no-answer" } : first;
  } catch {
    return { is: "temporary-failure", reason: "channel-fault" };
  } finally {
    ended.abort();
  }
};

export const guardChannel = (limits: Omit<GuardLimits, "perSecond">): Guarded => {
  const { restMs, attemptMs } = limits;
  const breaker = circuitBreaker(limits);
  return {
    restMs,
    circuit: () => breaker.state(),
    attempt: async (send) =>
      (await breaker.attempt(
        () => withinTime(send, attemptMs),
        ({ is }) => is === "temporary-failure",
      )) ?? "circuit-open",
  };
};
