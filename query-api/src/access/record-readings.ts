// A look at somebody's most sensitive data is recorded before the answer goes out: what cannot be recorded is not shown.
import type { RecordedReading } from "@tabel/domain";
import { platformProblems, Problem } from "@tabel/platform";

export interface Reading {
  /** Whose data they are. */
  readonly userIds: readonly string[];
  readonly what: RecordedReading;
  readonly readBy: string;
  /** The hour of the look, `2026-11-16T09` in UTC: looks of one hour are one, by whichever instance they were answered. */
  readonly hour: string;
}

/** Has it in the log when it resolves; the same reading again adds nothing. */
export type KeepReading = (reading: Reading) => Promise<void>;

export type RecordReading = (reading: Omit<Reading, "hour">, at: Date) => Promise<void>;

/** More looks of one hour than this are recorded again. */
const MOST_REMEMBERED = 100_000;

const RETRY_AFTER_S = "2";

/** Remembers the looks of the present hour, so that leafing through a history costs one append. Throws Problem 503. */
export const recordReadings = (keep: KeepReading): RecordReading => {
  let remembered = { hour: "", kept: new Map<string, Promise<void>>() };
  return async ({ userIds, what, readBy }, at) => {
    const hour = at.toISOString().slice(0, 13);
    if (remembered.hour !== hour || remembered.kept.size >= MOST_REMEMBERED) remembered = { hour, kept: new Map() };
    const { kept } = remembered;
    const keyOf = (userId: string): string => `${userId}/${what}/${readBy}`;
    const others = userIds.filter((userId) => userId !== readBy);
    const fresh = others.filter((userId) => !kept.has(keyOf(userId)));
    if (fresh.length > 0) {
      const keeping = keep({ userIds: fresh, what, readBy, hour });
      for (const userId of fresh) kept.set(keyOf(userId), keeping);
      keeping.catch(() => fresh.forEach((userId) => kept.delete(keyOf(userId))));
    }
    try {
      for (const userId of others) await kept.get(keyOf(userId));
    } catch (cause) {
      throw new Problem(
        platformProblems.unavailable,
        "Who looks at these data is recorded, and that is not possible at the moment; ask again.",
        { cause, headers: { "Retry-After": RETRY_AFTER_S } },
      );
    }
  };
};
