// The entries that requests, sickness and work on a day off post. Reservations and use stand on each day of the leave, so
// that every balance can be asked as of any date; a release gives a reservation back, a return gives used days back.
import type { AbsenceEvent } from "../absence.js";
import type { DaySpan } from "../absence-fields.js";
import { countedIn } from "../day-spans.js";
import { entryOf, type LedgerEntry, type LedgerEntryKind } from "./ledger-entry.js";
import type { LedgerEvent } from "./ledger-events.js";

/** Every event of an absence stream but the ledger's own. */
type OtherEvent = Exclude<AbsenceEvent, LedgerEvent>;

type Posting = Omit<LedgerEntry, "ledger" | "sequence">;

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
      source: requestId,
      amount: sign * countedIn([span]),
      effectiveOn: span.from,
      effectiveTo: span.to,
      usableFrom: null,
      expiresOn: null,
      carries: null,
      concerns: null,
      requestId,
    }));

/** What asking for days would reserve. */
export const reservation = (ledger: string, days: readonly DaySpan[], requestId: string): readonly LedgerEntry[] =>
  postings("reservation", -1, days, requestId).map((posting, sequence) => ({ ...posting, ledger, sequence }));

const postingsOf = ({ type, data }: OtherEvent): readonly Posting[] => {
  switch (type) {
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

export const requestPostings = (event: OtherEvent): readonly LedgerEntry[] => {
  switch (event.type) {
    case "AbsenceCorrected":
      return correctionEntries(event.data);
    case "DayInLieuEarned": {
      const { ledger, requestId: source, amount, usableFrom: effectiveOn, lastDay: expiresOn } = event.data;
      return [entryOf({ ledger, kind: "earned", source, amount, effectiveOn, usableFrom: effectiveOn, expiresOn })];
    }
    case "DayInLieuForfeited": {
      const { ledger, requestId, amount, usableFrom: effectiveOn } = event.data;
      const taken = { source: `${requestId}.forfeited`, concerns: requestId, usableFrom: effectiveOn };
      return [entryOf({ ledger, kind: "reversal", amount: 0 - amount, effectiveOn, ...taken })];
    }
    default: {
      const ledger = "ledger" in event.data ? event.data.ledger : null;
      return ledger === null ? [] : postingsOf(event).map((posting, sequence) => ({ ...posting, ledger, sequence }));
    }
  }
};
