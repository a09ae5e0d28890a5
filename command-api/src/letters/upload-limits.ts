// How many files are taken in at once, and how often somebody may send one. Counts are this program's own: a bound on its memory.
import { platformProblems, Problem } from "@tabel/platform";
import { LRUCache } from "lru-cache";

export interface UploadLimits {
  /** Files in memory at the same time; others are asked to come again. */
  readonly atOnce: number;
  /** Of one user within `windowMs`. */
  readonly perUser: number;
  readonly windowMs: number;
}
export const usualUploadLimits: UploadLimits = { atOnce: 3, perUser: 20, windowMs: 600_000 };

/** Throws a Problem where the user has to wait, or all places are taken; answers how to give the place back. */
export const uploadPlaces = (limits: UploadLimits, now: () => number): ((userId: string) => () => void) => {
  let taken = 0;
  const sent = new LRUCache<string, readonly number[]>({ max: 20_000 });
  return (userId) => {
    const since = now() - limits.windowMs;
    const recent = (sent.get(userId) ?? []).filter((at) => at > since);
    if (recent.length >= limits.perUser)
      throw new Problem(platformProblems["too-many-requests"], "You have sent many files; send the next one later.", {
        headers: { "Retry-After": String(Math.ceil(((recent[0] ?? 0) - since) / 1_000)) },
      });
    if (taken >= limits.atOnce)
      throw new Problem(platformProblems.overloaded, "Other files are being taken in; send yours again in a moment.", {
        headers: { "Retry-After": "5" },
      });
    sent.set(userId, [...recent, now()]);
    taken += 1;
    let given = false;
    return () => {
      if (!given) taken -= 1;
      given = true;
    };
  };
};
