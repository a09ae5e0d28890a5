// Effective-dated values: each entry holds from its day until the next entry's. Kept in order of their days.
import type { LocalDate } from "./local-date.js";

export interface Dated {
  readonly from: LocalDate;
}

/** The entry in force on a day; undefined before the first. */
export const inForce = <Entry extends Dated>(entries: readonly Entry[], on: LocalDate): Entry | undefined => {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry !== undefined && entry.from <= on) return entry;
  }
  return undefined;
};

/**
 * With one entry more; it replaces the entry of the same day, and leaves later ones in force from their own days.
 * Views keep the same lists with their days as plain text.
 */
export const withEntry = <Entry extends { readonly from: string }>(
  entries: readonly Entry[],
  entry: Entry,
): readonly Entry[] => {
  const kept = entries.filter((each) => each.from !== entry.from);
  const later = kept.findIndex((each) => each.from > entry.from);
  return later === -1 ? [...kept, entry] : [...kept.slice(0, later), entry, ...kept.slice(later)];
};
