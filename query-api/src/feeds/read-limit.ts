// How often something may be read: counted in a fixed number of buckets, chosen by a keyed hash, so that the memory is bounded
// and nobody can tell which others share theirs.
import { createHmac, randomBytes } from "node:crypto";

export interface ReadLimit {
  /** Counts one; answers how many milliseconds must pass first, 0 for: go on. */
  take(key: string): number;
}

interface Options {
  /** Milliseconds, of any clock that does not go back. */
  readonly now: () => number;
  /** Reads within a window, for each bucket. */
  readonly perWindow: number;
  readonly windowMs: number;
  readonly buckets?: number;
}

export const createReadLimit = ({ now, perWindow, windowMs, buckets = 65_536 }: Options): ReadLimit => {
  const key = randomBytes(32);
  const counts = new Uint16Array(buckets);
  const windows = new Float64Array(buckets).fill(-1);
  return {
    take: (text) => {
      const bucket = createHmac("sha256", key).update(text).digest().readUInt32BE(0) % buckets;
      const window = Math.floor(now() / windowMs);
      if (windows[bucket] !== window) {
        windows[bucket] = window;
        counts[bucket] = 0;
      }
      const count = counts[bucket] ?? 0;
      if (count >= perWindow) return (window + 1) * windowMs - now();
      counts[bucket] = count + 1;
      return 0;
    },
  };
};
