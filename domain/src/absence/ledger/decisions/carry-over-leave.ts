// Agreeing that days which would expire stay until a later day, whatever the rule for everybody is. What is really carried
// over is what is then unused, and that at most.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import { addMonthsToDate, LocalDate } from "../../../kernel/local-date.js";
import type { Absences } from "../../absence.js";
import type { LeaveDue } from "../grants/entitlements.js";
import { ledgerEntries } from "../leave-ledger.js";
import { CarryOverAgreed, Ledger, LedgerSource } from "../ledger-events.js";
import { holding } from "../lots.js";
import { Reason } from "./adjust-leave.js";
import { findLedger, isPosted, refuseUnderFloor, type LedgerFacts } from "./ledger-facts.js";

export const CarryOverLeave = z.strictObject({
  employeeId: EmployeeId,
  ledger: Ledger.meta({ example: "annual" }),
  /** The grant whose days stay, as the leave balance names it. */
  source: LedgerSource.meta({ example: "leave-year-2026-01-01" }),
  /** The last day on which they may be used then. */
  until: LocalDate,
  /** How many of them at most, in the ledger's unit; 0 lets all of them expire. */
  most: z.int().min(0).max(100_000),
  reason: Reason,
});
export type CarryOverLeave = z.output<typeof CarryOverLeave>;

export const carryOverLeave = (
  { data, meta }: Command<CarryOverLeave>,
  state: Absences,
  facts: LedgerFacts,
): Decision<LeaveDue | EventOf<typeof CarryOverAgreed>> => {
  const found = findLedger(data, facts);
  if ("refused" in found) return found;
  const { rules } = found;
  const { employeeId, ledger, source, until, most, reason } = data;
  const entryId = meta.newId;
  if (isPosted(state, data, entryId)) return nothingToDo();
  const grant = holding(state.entries, ledger).find((entry) => entry.source === source && entry.usableFrom !== null);
  if (grant === undefined) return refuse("entry-unknown", { ledger, source }, "/source");
  const { expiresOn } = grant;
  if (expiresOn === null) return refuse("leave-does-not-expire", { ledger, source }, "/source");
  if (until <= expiresOn) return refuse("dates-reversed", { from: expiresOn, to: until }, "/until");
  if (until > addMonthsToDate(expiresOn, rules.monthsAhead))
    return refuse("too-far-ahead", { from: until, months: rules.monthsAhead }, "/until");
  const agreed = CarryOverAgreed({ employeeId, entryId, ledger, source, expiresOn, until, most, reason });
  const taking = { ledger, on: expiresOn, rules, path: "/most" };
  return refuseUnderFloor(state.entries, ledgerEntries(agreed), taking) ?? [agreed];
};
