// Waiting longer after each failure, by chance a little different each time, and never without bounds.
import { setTimeout as sleep } from "node:timers/promises";

/** All in milliseconds. */
export interface Backoff {
  readonly first: number;
  /** No wait is longer. */
  readonly most: number;
  /** Each wait is this many times the one before; 2 unless given. */
  readonly factor?: number;
}

/**
 * The wait after a number of failures: at random between half of the grown wait and the whole of it, so that many who
 * failed together do not come back together.
 * @param failures 1 after the first
 * @param random a number from 0 to below 1
 */
export const backoffDelay = (
  { first, most, factor = 2 }: Backoff,
  failures: number,
  random = Math.random(),
): number => {
  const grown = Math.min(most, first * factor ** (failures - 1));
  return Math.round(grown / 2 + (grown / 2) * random);
};

export interface RetryOptions extends Backoff {
  /** Calls in all, the first one included; Infinity for a loop that only the signal ends. */
  readonly attempts: number;
  /** Whether a failure may pass by itself; every one unless given. */
  readonly isPassing?: (fault: unknown) => boolean;
  /** Told before each wait. */
  readonly onFailure?: (fault: unknown, failures: number, delay: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Calls until it succeeds.
 * @throws the last failure, or the signal's reason once it is aborted
 */
export const retry = async <Result>(
  call: (attempt: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> => {
  const { attempts, isPassing = () => true, onFailure, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await call(attempt);
    } catch (fault) {
      if (attempt >= attempts || !isPassing(fault)) throw fault;
      const delay = backoffDelay(options, attempt);
      onFailure?.(fault, attempt, delay);
      await sleep(delay, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
    }
  }
};
