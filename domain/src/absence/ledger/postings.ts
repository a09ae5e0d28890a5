// The entries that the ledger's own events post. Those of requests stand in leave-ledger.ts.
import type { LedgerEvent } from "./ledger-events.js";
import { entryOf, type LedgerEntry } from "./ledger-entry.js";

type Granted = Extract<LedgerEvent, { type: "LeaveGranted" }>["data"];

/** Names the opening balance in its ledger. */
export const OPENING = "opening-balance";

/** What names a grant in its ledger. */
export const grantSource = ({
  effectiveOn,
  source,
  workingYear,
  agreement,
}: Pick<Granted, "effectiveOn" | "source" | "workingYear" | "agreement">) => {
  if (source === "opening-balance" || workingYear === null) return OPENING;
  return agreement === null ? `leave-year-${effectiveOn}` : `${agreement}.${effectiveOn}`;
};

export const ledgerPostings = ({ type, data }: LedgerEvent): readonly LedgerEntry[] => {
  switch (type) {
    case "LeaveGranted": {
      const { ledger, amount, effectiveOn, usableFrom, expiresOn, carries } = data;
      const source = grantSource(data);
      return [entryOf({ ledger, kind: "grant", source, amount, effectiveOn, usableFrom, expiresOn, carries })];
    }
    case "LeaveYearMoved": {
      const { ledger, source, amount, was, becomes } = data;
      const { workingYear: _, ...now } = becomes;
      return [
        entryOf({
          ledger,
          kind: "reversal",
          source: becomes.source,
          amount: 0 - amount,
          effectiveOn: was.effectiveOn,
          usableFrom: was.usableFrom,
          concerns: source,
        }),
        entryOf({ ledger, kind: "grant", amount, ...now, sequence: 1 }),
      ];
    }
    case "LeaveAccrued": {
      const { ledger, amount, month, effectiveOn, usableFrom, expiresOn, carries } = data;
      const source = `month-${month.from}`;
      return [entryOf({ ledger, kind: "accrual", source, amount, effectiveOn, usableFrom, expiresOn, carries })];
    }
    case "AdditionalLeaveAgreed":
      return [];
    case "LeaveAdjusted": {
      const { ledger, entryId: source, amount, effectiveOn, expiresOn } = data;
      const usableFrom = amount > 0 ? effectiveOn : null;
      return [entryOf({ ledger, kind: "adjustment", source, amount, effectiveOn, usableFrom, expiresOn })];
    }
    case "CarryOverAgreed": {
      const { ledger, entryId, source: concerns, expiresOn: effectiveOn, until, most } = data;
      const carries = { until, most };
      return [entryOf({ ledger, kind: "carry-over", source: entryId, amount: 0, effectiveOn, carries, concerns })];
    }
    case "LeaveCarriedOver": {
      const { ledger, source, sequence, amount, effectiveOn, usableFrom, expiresOn } = data;
      const moved = { ledger, kind: "carry-over", source, effectiveOn, usableFrom, concerns: source } as const;
      return [
        entryOf({ ...moved, amount: 0 - amount, sequence: 2 * sequence }),
        entryOf({ ...moved, amount, sequence: 2 * sequence + 1, expiresOn }),
      ];
    }
    case "LeaveExpired": {
      const { ledger, source, sequence, amount, effectiveOn, usableFrom } = data;
      const lost = { ledger, kind: "expiry", source, effectiveOn, usableFrom, concerns: source } as const;
      return [entryOf({ ...lost, amount: 0 - amount, sequence })];
    }
    case "LeaveEncashed": {
      const { ledger, entryId: source, amount, effectiveOn } = data;
      return [entryOf({ ledger, kind: "encashment", source, amount: 0 - amount, effectiveOn })];
    }
    case "LeaveCompensated": {
      const { ledger, entryId: source, amount, withdrawn, lastDay: effectiveOn } = data;
      return [
        entryOf({ ledger, kind: "compensation", source, amount: 0 - amount, effectiveOn }),
        ...(withdrawn === 0
          ? []
          : [entryOf({ ledger, kind: "part-year", source, sequence: 1, amount: 0 - withdrawn, effectiveOn })]),
      ];
    }
    case "LedgerEntryReversed": {
      const { ledger, entryId: source, source: concerns, entries } = data;
      return entries.map((taken, sequence) =>
        entryOf({ ...taken, ledger, kind: "reversal", source, sequence, amount: 0 - taken.amount, concerns }),
      );
    }
  }
};
