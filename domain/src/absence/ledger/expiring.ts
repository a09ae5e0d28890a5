// What of somebody's leave is going to be lost, so that they can be warned while they can still take it.
import type { Employment } from "../../employee/employee.js";
import { addDays, type LocalDate } from "../../kernel/local-date.js";
import { ledgerUnit } from "../../policy/leave-policy.js";
import type { Policy } from "../../policy/policy.js";
import { absence, type Absences } from "../absence.js";
import { entitlementsDue } from "./grants/entitlements.js";
import { unrecorded } from "./lots.js";

export interface ExpiringLeave {
  readonly ledger: string;
  /** Hundredths. */
  readonly days: number;
  /** The last day on which they can be taken. */
  readonly on: LocalDate;
}

/** Days that expire with a last day in a span, unless they are taken before. Ledgers in hours are no leave. */
export const expiringWithin = (
  state: Absences,
  employment: Employment,
  policy: Policy,
  { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
): readonly ExpiringLeave[] => {
  const { entries } = entitlementsDue(state, employment, policy, until).reduce(absence.evolve, state);
  const rules = policy.leavePolicy(employment.country, from);
  return [...new Set(entries.map(({ ledger }) => ledger))]
    .filter((ledger) => ledgerUnit(rules, ledger) === "day-hundredths")
    .toSorted()
    .flatMap((ledger) =>
      unrecorded(entries, ledger)
        .filter(({ kind, amount }) => kind === "expiry" && amount < 0)
        .map(({ amount, effectiveOn }) => ({ ledger, days: -amount, on: addDays(effectiveOn, -1) }))
        .filter(({ on }) => from <= on && on <= until),
    );
};
