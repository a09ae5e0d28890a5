// What a leave ledger is made of: signed entries, posted by events and never deleted.
import type { LocalDate } from "../../kernel/local-date.js";
import type { Carrying } from "./ledger-events.js";

export type LedgerEntryKind =
  | "grant" // a leave year's leave, or an opening balance
  | "accrual" // a month's part of it, where leave is earned month by month
  | "earned" // time off for work on a day off
  | "adjustment"
  | "carry-over" // out of a grant after its last valid day, and in again with an expiry date of its own
  | "expiry"
  | "encashment"
  | "part-year" // what a last leave year granted and did not earn
  | "compensation" // paid out on leaving
  | "reversal" // takes other entries back
  | "reservation" // by a request that waits for its decision
  | "release" // of a reservation
  | "use" // by an approved absence
  | "return"; // of used days

/** Unique in its ledger by source, kind and sequence. */
export interface LedgerEntry {
  readonly ledger: string;
  readonly kind: LedgerEntryKind;
  /** What posted it: a leave year, a request, an entry of its own. */
  readonly source: string;
  /** Place among the entries of its event, from 0. */
  readonly sequence: number;
  /** Signed, in the ledger's unit; spread evenly over the days from `effectiveOn` to `effectiveTo`. */
  readonly amount: number;
  readonly effectiveOn: LocalDate;
  readonly effectiveTo: LocalDate;
  /** The first day on which what is given may be used; null for entries that give nothing. */
  readonly usableFrom: LocalDate | null;
  /** The last day on which what is given may be used; null where it never expires. */
  readonly expiresOn: LocalDate | null;
  /** What is done with the rest after that day; null where it is lost. */
  readonly carries: Carrying | null;
  /** The source of the entry that this one takes back, carries over or lets expire. */
  readonly concerns: string | null;
  readonly requestId: string | null;
}

/** An entry of one day that gives or takes nothing special; the rest says what is. */
export const entryOf = (
  of: Pick<LedgerEntry, "ledger" | "kind" | "source" | "amount" | "effectiveOn"> & Partial<LedgerEntry>,
): LedgerEntry => ({
  sequence: 0,
  effectiveTo: of.effectiveOn,
  usableFrom: null,
  expiresOn: null,
  carries: null,
  concerns: null,
  requestId: null,
  ...of,
});
