// What keeps a channel from harming itself and its provider: a pace, a time limit, and a circuit breaker that leaves a dead
// provider alone for a while. One a channel: the others go on.
import { circuitBreaker, ConsecutiveBreaker, handleWhenResult, isBrokenCircuitError, CircuitState } from "cockatiel";
import { setTimeout as pause } from "node:timers/promises";
import type { ChannelOutcome } from "../channels/channel.js";

export interface GuardLimits {
  /** Messages a second from this process. */
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
  /** Waits for the next place in the pace; false when told to stop meanwhile. */
  pace(): Promise<boolean>;
  attempt(send: () => Promise<ChannelOutcome>): Promise<ChannelOutcome | "circuit-open">;
  /** False while the circuit is open: nothing need be claimed. */
  isClosed(): boolean;
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

export const guardChannel = (limits: GuardLimits, signal: AbortSignal): Guarded => {
  const { perSecond, failures, restMs, attemptMs } = limits;
  const failed = (result: unknown): boolean =>
    typeof result === "object" && result !== null && "is" in result && result.is === "temporary-failure";
  const breaker = circuitBreaker(handleWhenResult(failed), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  const gapMs = 1_000 / perSecond;
  let nextAt = 0;
  return {
    restMs,
    pace: async () => {
      const now = performance.now();
      const at = Math.max(now, nextAt);
      nextAt = at + gapMs;
      if (at > now) await pause(at - now, undefined, { signal }).catch(() => undefined);
      return !signal.aborted;
    },
    attempt: async (send) => {
      try {
        return await breaker.execute(() => withinTime(send, attemptMs));
      } catch (error) {
        if (isBrokenCircuitError(error)) return "circuit-open";
        throw error;
      }
    },
    isClosed: () => breaker.state !== CircuitState.Open,
  };
};
