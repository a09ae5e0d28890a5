// Balances of a leave ledger: sums of its entries as of any date, past or future, in the ledger's unit (hundredths of a day,
// or minutes). What expires and is carried over counts whether it is recorded yet or not (lots.ts).
import { epochDay, fromEpochDay, type LocalDate } from "../../kernel/local-date.js";
import type { AbsenceEvent } from "../absence.js";
import type { LedgerEntry } from "./ledger-entry.js";
import { ledgerEvents, type LedgerEvent } from "./ledger-events.js";
import { unrecorded, walk, type DayEnd } from "./lots.js";
import { ledgerPostings } from "./postings.js";
import { requestPostings } from "./request-postings.js";

const ofLedger: ReadonlySet<string> = new Set(ledgerEvents.map(({ type }) => type));
const isLedgerEvent = (event: AbsenceEvent): event is LedgerEvent => ofLedger.has(event.type);

/** The entries that one event posts; the only rule by which events reach a ledger. */
export const ledgerEntries = (event: AbsenceEvent): readonly LedgerEntry[] =>
  isLedgerEvent(event) ? ledgerPostings(event) : requestPostings(event as Exclude<AbsenceEvent, LedgerEvent>); // the rest

const effectiveBy = ({ amount, effectiveOn, effectiveTo }: LedgerEntry, on: LocalDate): number => {
  if (on < effectiveOn) return 0;
  if (on >= effectiveTo) return amount;
  const first = epochDay(effectiveOn);
  return (amount / (epochDay(effectiveTo) - first + 1)) * (epochDay(on) - first + 1);
};

/** What entries come to by the end of a day. */
export const sumBy = (entries: readonly LedgerEntry[], on: LocalDate): number =>
  entries.reduce((sum, entry) => sum + effectiveBy(entry, on), 0);

/** Balance at the end of a day, pending reservations taken off; of any date, past or future. */
export const balanceOn = (entries: readonly LedgerEntry[], ledger: string, on: LocalDate): number => {
  const own = entries.filter((entry) => entry.ledger === ledger);
  return sumBy([...own, ...unrecorded(own, ledger)], on);
};

/** What is usable at the end of a day; what was taken beyond it counts against it. */
const standing = ({ usable, short }: DayEnd): number => usable - short;

const lastBy = (ends: readonly DayEnd[], on: LocalDate): DayEnd | undefined => {
  const day = epochDay(on);
  return ends.findLast((end) => end.day <= day);
};

/** Of the balance at the end of a day, what may be used by then: grants whose right has not begun are left out. */
export const usableOn = (entries: readonly LedgerEntry[], ledger: string, on: LocalDate): number => {
  const end = lastBy(walk(entries, ledger).ends, on);
  return end === undefined ? 0 : standing(end);
};

export interface DayBalance {
  readonly on: LocalDate;
  readonly amount: number;
}

const under = (ends: readonly DayEnd[], from: LocalDate): DayEnd | undefined => {
  const first = epochDay(from);
  const before = lastBy(ends, from);
  if (before !== undefined && before.short > 0) return { ...before, day: first };
  return ends.find(({ day, short }) => day > first && short > 0);
};

/** The first day, from a day on, at whose end more was taken than could be. */
export const firstDayUnderZero = (
  entries: readonly LedgerEntry[],
  ledger: string,
  from: LocalDate,
): LocalDate | undefined => {
  const found = under(walk(entries, ledger).ends, from);
  return found === undefined ? undefined : fromEpochDay(found.day);
};

/**
 * The most that can be taken on a day without bringing that day or any later one under zero, and the day that limits it;
 * negative by what is missing where one already is. Found by trying: what is taken from leave that expires costs later
 * days nothing.
 */
export const availableFrom = (entries: readonly LedgerEntry[], ledger: string, from: LocalDate): DayBalance => {
  const own = entries.filter((entry) => entry.ledger === ledger);
  const { ends } = walk(own, ledger);
  const already = under(ends, from);
  if (already !== undefined) return { on: fromEpochDay(already.day), amount: -already.short };
  const limitOf = (amount: number) => under(walk(own, ledger, { day: epochDay(from), amount }).ends, from);
  const before = lastBy(ends, from);
  let [can, cannot] = [0, (before?.usable ?? 0) + 1];
  while (cannot - can > 1) {
    const middle = Math.floor((can + cannot) / 2);
    if (limitOf(middle) === undefined) can = middle;
    else cannot = middle;
  }
  const limit = limitOf(can + 1);
  return { on: limit === undefined ? from : fromEpochDay(limit.day), amount: can };
};
