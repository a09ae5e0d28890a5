// Spells: one employment life may begin again after it has ended. What is dated holds in the spell in which it was entered,
// and in no later one. Views keep the same lists with their days as plain text.
import type { LocalDate } from "../kernel/local-date.js";

export interface Spell<Day extends string = LocalDate> {
  readonly hiredOn: Day;
  /** Last day of employment; null while there is none. Before `hiredOn` for somebody who never started. */
  readonly lastDay: Day | null;
}

/** The spell that has begun by a day, whether it still lasts then or not; undefined before the first hire. */
export const spellBegunBy = <Day extends string>(spells: readonly Spell<Day>[], on: Day): Spell<Day> | undefined =>
  spells.findLast(({ hiredOn }) => hiredOn <= on);

const lastsOn = <Day extends string>(spell: Spell<Day> | undefined, on: Day): boolean =>
  spell !== undefined && (spell.lastDay === null || on <= spell.lastDay);

/** Whether somebody is employed on a day. */
export const employedOn = <Day extends string>(spells: readonly Spell<Day>[], on: Day): boolean =>
  lastsOn(spellBegunBy(spells, on), on);

/** Whether somebody has left by a day and is not employed again; somebody who has not started yet has not left. */
export const hasLeftBy = <Day extends string>(spells: readonly Spell<Day>[], on: Day): boolean => {
  const begun = spellBegunBy(spells, on);
  return begun !== undefined && !lastsOn(begun, on);
};

/** Whether somebody is employed on one day at least of those from `from` to `to`, both included. */
export const employedWithin = <Day extends string>(spells: readonly Spell<Day>[], from: Day, to: Day): boolean =>
  spells.some(({ hiredOn, lastDay }) => hiredOn <= to && (lastDay === null || (from <= lastDay && hiredOn <= lastDay)));

/** With the last day of the present spell set, or taken back. */
export const withLastDay = <Day extends string>(
  spells: readonly Spell<Day>[],
  lastDay: Day | null,
): readonly Spell<Day>[] => spells.map((spell, index) => (index === spells.length - 1 ? { ...spell, lastDay } : spell));

/** The entry in force on a day, of those that were entered for the spell of that day. */
export const inForceInSpell = <Entry extends { readonly from: string }>(
  spells: readonly Spell<string>[],
  entries: readonly Entry[],
  on: string,
): Entry | undefined => {
  const entry = entries.findLast(({ from }) => from <= on);
  const hiredOn = spells.length === 1 ? undefined : spellBegunBy(spells, on)?.hiredOn;
  return entry !== undefined && hiredOn !== undefined && entry.from < hiredOn ? undefined : entry;
};

/**
 * The entries that a new spell begins with: what was entered for days after the end of the one before never comes in force.
 */
export const upToLastDay = <Entry extends { readonly from: string }>(
  entries: readonly Entry[],
  lastDay: string | null,
): readonly Entry[] => (lastDay === null ? entries : entries.filter(({ from }) => from <= lastDay));
