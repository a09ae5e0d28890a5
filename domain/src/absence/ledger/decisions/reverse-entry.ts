// Taking back what was posted by mistake: entries are never deleted. The reversal is effective when they were, so that
// every balance is as if they had never been; what was known before stays to be seen.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import { earlier } from "../../../kernel/local-date.js";
import type { Absences } from "../../absence.js";
import type { LedgerEntryKind } from "../ledger-entry.js";
import { LedgerEntryReversed, Ledger, LedgerSource } from "../ledger-events.js";
import { ledgerEntries } from "../leave-ledger.js";
import { holding } from "../lots.js";
import { Reason } from "./adjust-leave.js";
import { findLedger, isPosted, refuseUnderFloor, type LedgerFacts } from "./ledger-facts.js";

export const ReverseLedgerEntry = z.strictObject({
  employeeId: EmployeeId,
  ledger: Ledger.meta({ example: "annual" }),
  /** What posted the entries, as the leave balance names it. */
  source: LedgerSource,
  reason: Reason,
});
export type ReverseLedgerEntry = z.output<typeof ReverseLedgerEntry>;

/** What follows from requests is changed by changing these; expiry and carry-over follow from the other entries. */
const reversible: ReadonlySet<LedgerEntryKind> = new Set([
  "grant",
  "accrual",
  "adjustment",
  "encashment",
  "compensation",
  "part-year",
]);

export const reverseLedgerEntry = (
  { data, meta }: Command<ReverseLedgerEntry>,
  state: Absences,
  facts: LedgerFacts,
): Decision<EventOf<typeof LedgerEntryReversed>> => {
  const found = findLedger(data, facts);
  if ("refused" in found) return found;
  const { rules } = found;
  const { employeeId, ledger, source, reason } = data;
  const entryId = meta.newId;
  if (isPosted(state, data, entryId)) return nothingToDo();
  if (!isPosted(state, data, source)) return refuse("entry-unknown", { ledger, source }, "/source");
  const posted = holding(state.entries, ledger).filter((entry) => entry.source === source);
  if (posted.length === 0) return nothingToDo();
  // An agreement to carry over is an entry that moves nothing.
  const own = posted.filter(({ kind, carries }) => reversible.has(kind) || (kind === "carry-over" && carries !== null));
  if (own.length === 0) return refuse("entry-not-reversible", { source }, "/source");
  const entries = own.map(({ amount, effectiveOn, effectiveTo, usableFrom }) => ({
    amount,
    effectiveOn,
    effectiveTo,
    usableFrom,
  }));
  const reversed = LedgerEntryReversed({ employeeId, entryId, ledger, source, entries, reason });
  const on = own.map(({ effectiveOn }) => effectiveOn).reduce(earlier);
  return refuseUnderFloor(state.entries, ledgerEntries(reversed), { ledger, on, rules, path: "/source" }) ?? [reversed];
};
