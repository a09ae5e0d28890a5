// Slows down guessing of passwords. Failures are counted in a fixed number of buckets, chosen by a keyed hash of the
// log-in: the memory is bounded, cannot be flushed by trying many log-ins, and does not tell who exists.
import { createHmac, randomBytes } from "node:crypto";

export interface FailedLogins {
  /**
   * Counts an attempt as failed until `succeeded` takes it back, so that attempts made at once all count.
   * Answers how many milliseconds must pass first; 0 means: go on.
   */
  begin(login: string): number;
  succeeded(login: string): void;
}

interface Options {
  /** Milliseconds, of any clock that does not go back. */
  readonly now: () => number;
  readonly buckets?: number;
  /** Failures that cost nothing: people mistype. */
  readonly free?: number;
  readonly longestWaitMs?: number;
  /** After this time without an attempt all is forgiven. */
  readonly forgetAfterMs?: number;
}

const FIRST_WAIT_MS = 1_000;

export const createFailedLogins = (options: Options): FailedLogins => {
  const { now, buckets = 65_536, free = 5, longestWaitMs = 300_000, forgetAfterMs = 3_600_000 } = options;
  const key = randomBytes(32);
  const failures = new Uint8Array(buckets);
  const lastAt = new Float64Array(buckets);

  const bucketOf = (login: string): number =>
    createHmac("sha256", key).update(login).digest().readUInt32BE(0) % buckets;

  const waitAfter = (count: number): number =>
    count < free ? 0 : Math.min(longestWaitMs, FIRST_WAIT_MS * 2 ** (count - free));

  return {
    begin: (login) => {
      const bucket = bucketOf(login);
      const count = failures[bucket] ?? 0;
      const since = now() - (lastAt[bucket] ?? 0);
      const known = since >= forgetAfterMs ? 0 : count;
      const wait = waitAfter(known) - since;
      if (known > 0 && wait > 0) return wait;
      failures[bucket] = Math.min(known + 1, 255);
      lastAt[bucket] = now();
      return 0;
    },
    succeeded: (login) => {
      failures[bucketOf(login)] = 0;
    },
  };
};
