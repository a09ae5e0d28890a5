// The leave ledger: signed entries that events post, in hundredths of a day. Entries are never deleted: a release gives a
// reservation back. Reservations and use stand on each day of the leave, so that every balance can be asked as of any date.
import { epochDay, fromEpochDay, later, type LocalDate } from "../../kernel/local-date.js";
import type { AbsenceEvent } from "../absence.js";
import type { DaySpan } from "../absence-fields.js";
import { countedIn } from "../day-spans.js";

export type LedgerEntryKind = "grant" | "reservation" | "release" | "use" | "return";

/** Unique by the event that posted it, its kind and its sequence. */
export interface LedgerEntry {
  readonly ledger: string;
  readonly kind: LedgerEntryKind;
  /** Place among the entries of its event, from 0. */
  readonly sequence: number;
  /** Signed hundredths of a day; spread evenly over the days from `effectiveOn` to `effectiveTo`. */
  readonly amount: number;
  readonly effectiveOn: LocalDate;
  readonly effectiveTo: LocalDate;
  /** The first day on which a grant may be used; null for entries that are no grant. */
  readonly usableFrom: LocalDate | null;
  readonly requestId: string | null;
}

const lengthOf = (from: LocalDate, to: LocalDate): number => epochDay(to) - epochDay(from) + 1;

type Posting = Omit<LedgerEntry, "sequence" | "ledger">;

const postings = (
  kind: LedgerEntryKind,
  sign: 1 | -1,
  days: readonly DaySpan[],
  requestId: string,
): readonly Posting[] =>
  days
    .filter(({ counted }) => counted > 0)
    .map((span) => ({
      kind,
      amount: sign * countedIn([span]),
      effectiveOn: span.from,
      effectiveTo: span.to,
      usableFrom: null,
      requestId,
    }));

const postingsOf = ({ type, data }: AbsenceEvent): readonly Posting[] => {
  switch (type) {
    case "LeaveGranted": {
      const { amount, effectiveOn, usableFrom } = data;
      return [{ kind: "grant", amount, effectiveOn, effectiveTo: effectiveOn, usableFrom, requestId: null }];
    }
    case "AbsenceRequested":
      return postings("reservation", -1, data.days, data.requestId);
    case "AbsenceApproved":
      return [
        ...postings("release", 1, data.released, data.requestId),
        ...postings("use", -1, data.days, data.requestId),
      ];
    case "AbsenceRejected":
    case "AbsenceWithdrawn":
      return postings("release", 1, data.released, data.requestId);
    case "AbsenceCancelled":
    case "EmployeeRecalled":
    case "AbsenceInterrupted":
      return postings("return", 1, data.returned, data.requestId);
    case "AbsenceResumed":
    case "LeaveExtended":
      return postings("use", -1, data.days, data.requestId);
    case "AbsenceRecounted":
      return [
        ...postings("return", 1, data.returned, data.requestId),
        ...postings("use", -1, data.days, data.requestId),
      ];
    case "DayInLieuEarned": {
      const { amount, usableFrom, requestId } = data;
      return [{ kind: "grant", amount, effectiveOn: usableFrom, effectiveTo: usableFrom, usableFrom, requestId }];
    }
    case "DayInLieuForfeited": {
      const { amount, usableFrom, requestId } = data;
      return [
        { kind: "grant", amount: -amount, effectiveOn: usableFrom, effectiveTo: usableFrom, usableFrom, requestId },
      ];
    }
    default:
      return [];
  }
};

/** A correction can change the kind, and with it the ledger. */
const correctionEntries = ({
  requestId,
  returnedTo,
  returned,
  ledger,
  days,
}: Extract<AbsenceEvent, { type: "AbsenceCorrected" }>["data"]): readonly LedgerEntry[] =>
  [
    ...(returnedTo === null
      ? []
      : postings("return", 1, returned, requestId).map((each) => ({ ...each, ledger: returnedTo }))),
    ...(ledger === null ? [] : postings("use", -1, days, requestId).map((each) => ({ ...each, ledger }))),
  ].map((entry, sequence) => ({ ...entry, sequence }));

/** The entries that one event posts; the only rule by which events reach a ledger. */
export const ledgerEntries = (event: AbsenceEvent): readonly LedgerEntry[] => {
  if (event.type === "AbsenceCorrected") return correctionEntries(event.data);
  const ledger = "ledger" in event.data ? event.data.ledger : null;
  if (ledger === null) return [];
  return postingsOf(event).map((posting, sequence) => ({ ...posting, ledger, sequence }));
};

const effectiveBy = ({ amount, effectiveOn, effectiveTo }: LedgerEntry, on: LocalDate): number => {
  if (on < effectiveOn) return 0;
  if (on >= effectiveTo) return amount;
  return (amount / lengthOf(effectiveOn, effectiveTo)) * lengthOf(effectiveOn, on);
};

/** Balance at the end of a day, pending reservations taken off, in hundredths of a day; of any date, past or future. */
export const balanceOn = (entries: readonly LedgerEntry[], ledger: string, on: LocalDate): number =>
  entries.reduce((sum, entry) => (entry.ledger === ledger ? sum + effectiveBy(entry, on) : sum), 0);

/** The day on which an entry can first count for use. */
const usableDay = ({ effectiveOn, usableFrom }: LedgerEntry): LocalDate =>
  usableFrom === null ? effectiveOn : later(effectiveOn, usableFrom);

/** Of the balance at the end of a day, what may be used by then: grants whose right has not begun are left out. */
export const usableOn = (entries: readonly LedgerEntry[], ledger: string, on: LocalDate): number =>
  balanceOn(
    entries.filter((entry) => usableDay(entry) <= on),
    ledger,
    on,
  );

export interface DayBalance {
  readonly on: LocalDate;
  readonly amount: number;
}

/**
 * The usable balance at the end of each day on which it can be at its lowest, from a day on: that day, the last day of each
 * use or reservation, and the days before something is given. Between these it only falls or rises evenly.
 */
const turningPoints = (entries: readonly LedgerEntry[], ledger: string, from: LocalDate): readonly DayBalance[] => {
  const first = epochDay(from);
  const changes = new Map<number, number>();
  const change = (day: number, by: number) =>
    changes.set(Math.max(day, first), (changes.get(Math.max(day, first)) ?? 0) + by);
  for (const entry of entries) {
    if (entry.ledger !== ledger) continue;
    const [start, end] = [epochDay(usableDay(entry)), epochDay(entry.effectiveTo)];
    if (end <= first || start >= end) change(start, entry.amount);
    else for (let day = start; day <= end; day += 1) change(day, entry.amount / (end - start + 1));
  }
  let amount = 0;
  return [...changes]
    .toSorted(([a], [b]) => a - b)
    .map(([day, by]) => ({ on: fromEpochDay(day), amount: (amount += by) }));
};

/** The first day, from a day on, at whose end the usable balance is under zero. */
export const firstDayUnderZero = (
  entries: readonly LedgerEntry[],
  ledger: string,
  from: LocalDate,
): LocalDate | undefined => turningPoints(entries, ledger, from).find(({ amount }) => amount < 0)?.on;

/** The most that can be taken on a day without bringing any later day under zero, and the day that limits it. */
export const availableFrom = (entries: readonly LedgerEntry[], ledger: string, from: LocalDate): DayBalance => {
  const start = { on: from, amount: usableOn(entries, ledger, from) };
  return turningPoints(entries, ledger, from).reduce(
    (least, point) => (point.amount < least.amount ? point : least),
    start,
  );
};
