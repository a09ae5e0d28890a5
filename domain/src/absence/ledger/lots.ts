// What a ledger's days come to, walked from its first day on: every grant is a lot with a last valid day, and whatever is
// taken is taken from the lot that expires first, so what is carried over is used first. What is left of a lot after its
// last day is carried over or expires: max(0, unused), found here and nowhere else, so that it depends on no job having run
// and days given back into an expired lot expire at once.
import { addDays, epochDay, fromEpochDay } from "../../kernel/local-date.js";
import type { Carrying } from "./ledger-events.js";
import { entryOf, type LedgerEntry, type LedgerEntryKind } from "./ledger-entry.js";

interface Lot {
  readonly source: string;
  readonly opens: number;
  /** Day numbers; a lot that never expires ends at infinity. */
  readonly usable: number;
  readonly ends: number;
  readonly carries: Carrying | null;
  /** Lots of one leave year share the most that is carried over of it. */
  readonly shares: string;
  left: number;
}

/** How a ledger stands at the end of a day on which something changes. */
export interface DayEnd {
  readonly day: number;
  /** What may still be used. */
  readonly usable: number;
  /** What was taken beyond that; made good by what is given later. */
  readonly short: number;
}

export interface Walk {
  readonly ends: readonly DayEnd[];
  /** What became, or will become, of lots after their last day: carry-over and expiry, in the order of the days. */
  readonly passed: readonly LedgerEntry[];
}

const lengthOf = ({ effectiveOn, effectiveTo }: LedgerEntry): number =>
  epochDay(effectiveTo) - epochDay(effectiveOn) + 1;

/** Records of what a walk finds out by itself. */
const isRecord = ({ kind }: LedgerEntry): boolean => kind === "carry-over" || kind === "expiry";

const gives: ReadonlySet<LedgerEntryKind> = new Set(["grant", "accrual", "earned", "adjustment"]);

/** Paid out or taken back at the end of an employment: of every lot, also where the right to use it has not begun. */
const settles = ({ kind }: LedgerEntry): boolean => kind === "compensation" || kind === "part-year";

/** The day number on which an entry can first count for use. */
const usableDay = ({ effectiveOn, usableFrom }: LedgerEntry): number =>
  epochDay(usableFrom === null || usableFrom < effectiveOn ? effectiveOn : usableFrom);

const NEVER = Number.POSITIVE_INFINITY;

const add = <Key>(amounts: Map<Key, number>, key: Key, amount: number): void => {
  amounts.set(key, (amounts.get(key) ?? 0) + amount);
};

const takenBack = (source: string, effectiveOn: string, amount: number): string => `${source} ${effectiveOn} ${amount}`;

/**
 * The entries of a ledger that are not taken back, without those that take them back. A reversal takes back one entry: what
 * the same source gives again, as work that is corrected does, stays.
 */
export const holding = (entries: readonly LedgerEntry[], ledger: string): readonly LedgerEntry[] => {
  const own = entries.filter((entry) => entry.ledger === ledger);
  const reversals = own.filter(({ kind }) => kind === "reversal");
  if (reversals.length === 0) return own;
  const reversed = new Map<string, number>();
  for (const { concerns, effectiveOn, amount } of reversals)
    add(reversed, takenBack(concerns ?? "", effectiveOn, 0 - amount), 1);
  return own.filter(({ kind, source, effectiveOn, amount }) => {
    if (kind === "reversal") return false;
    const key = takenBack(source, effectiveOn, amount);
    const times = reversed.get(key) ?? 0;
    if (times > 0) reversed.set(key, times - 1);
    return times === 0;
  });
};

/** What is given, and what is taken on each day. */
const sides = (entries: readonly LedgerEntry[], ledger: string) => {
  const agreed = new Map<string, Carrying>();
  const lots: Lot[] = [];
  const draws = new Map<number, number>();
  const settled = new Map<number, number>();
  for (const entry of holding(entries, ledger)) {
    if (isRecord(entry)) {
      // An agreement moves nothing by itself: it says what becomes of a lot.
      if (entry.carries !== null && entry.concerns !== null) agreed.set(entry.concerns, entry.carries);
    } else if (entry.amount > 0 && gives.has(entry.kind))
      lots.push({
        source: entry.source,
        opens: epochDay(entry.effectiveOn),
        usable: usableDay(entry),
        ends: entry.expiresOn === null ? NEVER : epochDay(entry.expiresOn),
        carries: entry.carries,
        shares: `${entry.expiresOn}`,
        left: entry.amount,
      });
    else {
      const taken = settles(entry) ? settled : draws;
      const [first, length] = [epochDay(entry.effectiveOn), lengthOf(entry)];
      for (let day = first; day < first + length; day += 1) add(taken, day, -entry.amount / length);
    }
  }
  const asAgreed = lots.map((lot) => {
    const carries = agreed.get(lot.source);
    return carries === undefined ? lot : { ...lot, carries, shares: lot.source };
  });
  return { lots: asAgreed, draws, settled };
};

/** Takes what is asked for from lots in their order; answers what they did not have. */
const take = (lots: readonly Lot[], asked: number, may: (lot: Lot) => boolean): number => {
  let missing = asked;
  for (const lot of lots) {
    if (missing <= 0) return missing;
    if (lot.left <= 0 || !may(lot)) continue;
    const taken = Math.min(lot.left, missing);
    lot.left -= taken;
    missing -= taken;
  }
  return missing;
};

const soonestFirst = (a: Lot, b: Lot): number => (a.ends === b.ends ? a.usable - b.usable : a.ends < b.ends ? -1 : 1);

/** The entries that close a lot after its last day, and the lot that takes what is carried over. */
const close = (
  lot: Lot,
  ledger: string,
  alreadyKept: number,
): { readonly passed: readonly LedgerEntry[]; readonly carried: Lot | undefined } => {
  const { source, left, carries } = lot;
  const effectiveOn = addDays(fromEpochDay(lot.ends), 1);
  const usableFrom = fromEpochDay(lot.usable);
  const passing = (kind: "carry-over" | "expiry", amount: number, more: Partial<LedgerEntry> = {}) =>
    entryOf({ ledger, kind, source, amount, effectiveOn, usableFrom, concerns: source, ...more });
  const kept =
    carries === null || carries.until < effectiveOn
      ? 0
      : Math.min(left, Math.max(0, (carries.most ?? NEVER) - alreadyKept));
  const lost = left > kept ? [passing("expiry", kept - left)] : [];
  if (carries === null || kept <= 0) return { passed: lost, carried: undefined };
  const carried = {
    source: `${source}-carried`,
    opens: lot.ends + 1,
    usable: Math.max(lot.usable, lot.ends + 1),
    ends: epochDay(carries.until),
    carries: null,
    shares: "carried",
    left: kept,
  };
  const moved = [passing("carry-over", -kept), passing("carry-over", kept, { sequence: 1, expiresOn: carries.until })];
  return { passed: [...moved, ...lost], carried };
};

/** @param extra Taken besides on a day number, to try whether it can be. */
export const walk = (
  entries: readonly LedgerEntry[],
  ledger: string,
  extra?: { readonly day: number; readonly amount: number },
): Walk => {
  const { lots: given, draws, settled } = sides(entries, ledger);
  if (extra !== undefined) add(draws, extra.day, extra.amount);
  const days = new Set([...draws.keys(), ...settled.keys()]);
  for (const { opens, usable, ends, carries } of given) {
    days.add(opens).add(usable);
    if (ends !== NEVER) days.add(ends + 1);
    if (carries !== null) days.add(epochDay(carries.until) + 1);
  }
  const waiting = given.toSorted((a, b) => a.opens - b.opens);
  let open: Lot[] = [];
  let short = 0;
  const keptOf = new Map<string, number>();
  const passed: LedgerEntry[] = [];
  const ends: DayEnd[] = [];
  let next = 0;
  for (const day of [...days].toSorted((a, b) => a - b)) {
    for (let lot = waiting[next]; lot !== undefined && lot.opens <= day; lot = waiting[(next += 1)]) open.push(lot);
    // A lot that is carried over within its own closing day closes again when that ends.
    for (
      let over = open.filter((lot) => lot.ends < day);
      over.length > 0;
      over = open.filter((lot) => lot.ends < day)
    ) {
      open = open.filter((lot) => lot.ends >= day);
      for (const lot of over.filter(({ left }) => left > 0)) {
        const { passed: entriesOfLot, carried } = close(lot, ledger, keptOf.get(lot.shares) ?? 0);
        passed.push(...entriesOfLot);
        if (carried === undefined) continue;
        open.push(carried);
        add(keptOf, lot.shares, carried.left);
      }
    }
    open = open.filter(({ left }) => left > 0).toSorted(soonestFirst);
    const begun = (lot: Lot): boolean => lot.usable <= day;
    short = take(open, short + (draws.get(day) ?? 0), begun);
    short += take(open, settled.get(day) ?? 0, () => true);
    if (short < 0) {
      // More given back than was taken: it stays, and never expires.
      open.push({
        source: "given-back",
        opens: day,
        usable: day,
        ends: NEVER,
        carries: null,
        shares: "",
        left: -short,
      });
      short = 0;
    }
    const usable = open.reduce((sum, lot) => (begun(lot) ? sum + lot.left : sum), 0);
    ends.push({ day, usable, short });
  }
  return { ends, passed };
};

const keyOf = ({ kind, concerns, sequence, effectiveOn }: LedgerEntry): string =>
  `${kind} ${concerns} ${kind === "carry-over" ? sequence % 2 : 0} ${effectiveOn}`;

/**
 * What has passed or will pass with lots and is not recorded by an entry yet, of past and future: with these the entries of
 * a ledger are complete, and every balance is their sum.
 */
export const unrecorded = (entries: readonly LedgerEntry[], ledger: string): readonly LedgerEntry[] => {
  const own = entries.filter((entry) => entry.ledger === ledger);
  if (own.every((entry) => entry.expiresOn === null && !isRecord(entry))) return [];
  const open = new Map<string, LedgerEntry>();
  for (const entry of walk(own, ledger).passed) open.set(keyOf(entry), entry);
  for (const entry of own)
    if (isRecord(entry) && entry.carries === null) {
      const key = keyOf(entry);
      const found = open.get(key);
      open.set(key, { ...entry, sequence: entry.sequence % 2, ...found, amount: (found?.amount ?? 0) - entry.amount });
    }
  return [...open.values()].filter(({ amount }) => amount !== 0);
};
