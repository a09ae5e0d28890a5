// Granting leave: the opening balance of an employee who comes from another system, and leave years that are due.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import { addMonthsToDate, later, LocalDate } from "../../../kernel/local-date.js";
import type { Absences } from "../../absence.js";
import { findLedger, type LedgerFacts } from "../decisions/ledger-facts.js";
import { entitlementsDue, validityOn, type LeaveDue } from "./entitlements.js";
import { leaveRightBegins } from "./leave-years.js";
import { Ledger, LeaveGranted } from "../ledger-events.js";
import { holding } from "../lots.js";
import { OPENING } from "../postings.js";

const OpeningBalance = z.strictObject({
  source: z.literal("opening-balance"),
  employeeId: EmployeeId,
  ledger: Ledger,
  /** In the ledger's unit: all that is left of what was granted for leave years begun by `on`. */
  amount: z.int().min(0).max(100_000).meta({ example: 1250 }),
  on: LocalDate,
  /** The last day on which it may be used; null: as the leave granted for the year that it falls into. */
  expiresOn: LocalDate.nullable().default(null),
});
const WorkingYears = z.strictObject({
  source: z.literal("working-year"),
  employeeId: EmployeeId,
  /** Every leave year that begins by this day and is not granted yet. */
  upTo: LocalDate,
});
export const GrantLeave = z.discriminatedUnion("source", [OpeningBalance, WorkingYears]);
export type GrantLeave = z.output<typeof GrantLeave>;

const openBalance = (
  data: z.output<typeof OpeningBalance>,
  state: Absences,
  facts: LedgerFacts,
): Decision<EventOf<typeof LeaveGranted>> => {
  const found = findLedger(data, facts);
  if ("refused" in found) return found;
  const { employment, rules } = found;
  const { source, employeeId, ledger, amount, on, expiresOn } = data;
  const { hiredOn, lastDay } = employment;
  if (on < hiredOn) return refuse("before-hire", { date: on, hiredOn }, "/on");
  if (lastDay !== null && on > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/on");
  if (expiresOn !== null && expiresOn < on) return refuse("dates-reversed", { from: on, to: expiresOn }, "/expiresOn");
  if (on > addMonthsToDate(facts.today, rules.monthsAhead))
    return refuse("too-far-ahead", { from: on, months: rules.monthsAhead }, "/on");
  // One that was typed wrongly and taken back is opened anew, ahead of the leave years that came after it.
  const held = holding(state.entries, ledger);
  const takenBack = state.entries.some(
    (entry) => entry.ledger === ledger && entry.kind === "reversal" && entry.concerns === OPENING,
  );
  const granted = state.grants.filter(
    (grant) =>
      grant.ledger === ledger &&
      held.some(
        ({ source, amount: of, effectiveOn }) =>
          source === grant.entry && of === grant.amount && effectiveOn === grant.effectiveOn,
      ) &&
      !(takenBack && grant.workingYear !== null && grant.effectiveOn > on),
  );
  if (
    granted.some((grant) => grant.source === "opening-balance" && grant.amount === amount && grant.effectiveOn === on)
  )
    return nothingToDo();
  if (granted.length > 0) return refuse("ledger-has-entries", { ledger }, "/ledger");
  const usableFrom = later(on, leaveRightBegins(employment, facts.policy));
  const validity = expiresOn === null ? validityOn(employment, facts.policy, on) : { expiresOn, carries: null };
  return [
    LeaveGranted({
      employeeId,
      ledger,
      amount,
      workingYear: null,
      effectiveOn: on,
      usableFrom,
      source,
      ...validity,
      yearNumber: null,
      agreement: null,
    }),
  ];
};

export const grantLeave = ({ data }: Command<GrantLeave>, state: Absences, facts: LedgerFacts): Decision<LeaveDue> => {
  if (data.source === "opening-balance") return openBalance(data, state, facts);
  const { employment, policy, today } = facts;
  const { employeeId, upTo } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { monthsAhead } = policy.leavePolicy(employment.country, today);
  if (upTo > addMonthsToDate(today, monthsAhead))
    return refuse("too-far-ahead", { from: upTo, months: monthsAhead }, "/upTo");
  return entitlementsDue(state, employment, policy, upTo);
};
