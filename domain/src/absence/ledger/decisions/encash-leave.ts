// Paying leave out instead of giving it, while employed: only what a country lets be paid out (Russia: what exceeds 28 days
// of each year; Germany: nothing).
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import type { LeavePolicy } from "../../../policy/leave-policy.js";
import type { Absences } from "../../absence.js";
import type { LeaveDue } from "../grants/entitlements.js";
import type { LedgerEntry } from "../ledger-entry.js";
import { ledgerEntries } from "../leave-ledger.js";
import { LeaveEncashed, Ledger } from "../ledger-events.js";
import { leaveYears, type LeaveYear } from "../grants/leave-years.js";
import { holding } from "../lots.js";
import { OPENING } from "../postings.js";
import { dueBy, findLedger, inUnits, isPosted, refuseUnderFloor, type LedgerFacts } from "./ledger-facts.js";

export const EncashLeave = z.strictObject({
  employeeId: EmployeeId,
  ledger: Ledger.meta({ example: "additional" }),
  /** Hundredths of a day. */
  amount: z.int().min(1).max(100_000),
});
export type EncashLeave = z.output<typeof EncashLeave>;

/**
 * What may be paid out of a ledger and is not yet, whether it is still there or not: of each leave year what exceeds the kept
 * part. What an opening balance consists of is not known, so nothing of it counts.
 */
export const encashable = (
  entries: readonly LedgerEntry[],
  ledger: string,
  rules: LeavePolicy,
  years: readonly LeaveYear[],
): number => {
  if (rules.encashment === null) return 0;
  const kept = ledger === rules.ledger ? rules.encashment.keptOfEachYear : 0;
  const held = holding(entries, ledger);
  const sum = (some: readonly LedgerEntry[]) => some.reduce((total, { amount }) => total + amount, 0);
  const given = held.filter(({ kind, source }) => (kind === "grant" && source !== OPENING) || kind === "accrual");
  const beyond = years.map(({ from, to }) =>
    Math.max(0, sum(given.filter(({ effectiveOn }) => from <= effectiveOn && effectiveOn <= to)) - kept),
  );
  return beyond.reduce((total, amount) => total + amount, sum(held.filter(({ kind }) => kind === "encashment")));
};

export const encashLeave = (
  { data, meta }: Command<EncashLeave>,
  state: Absences,
  facts: LedgerFacts,
): Decision<LeaveDue | EventOf<typeof LeaveEncashed>> => {
  const found = findLedger(data, facts);
  if ("refused" in found) return found;
  const { employment, rules } = found;
  const { employeeId, ledger, amount } = data;
  const entryId = meta.newId;
  if (isPosted(state, data, entryId)) return nothingToDo();
  const on = facts.today;
  const { lastDay, country } = employment;
  if (lastDay !== null && on > lastDay) return refuse("employee-left", { employeeId, lastDay });
  const leave = ledger === rules.ledger || ledger === rules.additional?.ledger;
  if (rules.encashment === null || !leave) return refuse("encashment-not-allowed", { ledger, country }, "/ledger");
  const { due, after } = dueBy(state, employment, facts, ledger, on);
  const years = leaveYears(employment, facts.policy, state.spans, on);
  const allowed = encashable(after.entries, ledger, rules, years);
  if (amount > allowed)
    return refuse("leave-kept", { ledger, allowed: inUnits(Math.max(0, allowed), rules, ledger) }, "/amount");
  const encashed = LeaveEncashed({ employeeId, entryId, ledger, amount, effectiveOn: on });
  const refusal = refuseUnderFloor(after.entries, ledgerEntries(encashed), { ledger, on, rules, path: "/amount" });
  return refusal ?? [...due, encashed];
};
