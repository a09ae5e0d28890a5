// Compensating unused leave when an employment ends: what the last leave year granted and did not earn is taken back, the
// rest is paid out, and the ledger ends at zero. What was taken beyond what was earned is shown, never paid as a negative sum.
// Days in lieu that were not taken are no leave: payroll pays their difference to double pay.
import { z } from "zod";
import type { Employment } from "../../../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import type { LocalDate } from "../../../kernel/local-date.js";
import type { Policy } from "../../../policy/policy.js";
import type { Absences } from "../../absence.js";
import type { LeaveDue } from "../grants/entitlements.js";
import { balanceOn } from "../leave-ledger.js";
import { earnedUntil, leaveRightBegins, leaveYears, yearly, type LeaveYear } from "../grants/leave-years.js";
import { LeaveCompensated, Ledger, LedgerEntryReversed } from "../ledger-events.js";
import { holding } from "../lots.js";
import { OPENING } from "../postings.js";
import { dueBy, findLedger, isPosted, type LedgerFacts } from "./ledger-facts.js";

export const CompensateLeave = z.strictObject({ employeeId: EmployeeId, ledger: Ledger.meta({ example: "annual" }) });
export type CompensateLeave = z.output<typeof CompensateLeave>;

interface LastYear {
  readonly months: number;
  readonly granted: number;
  readonly earned: number;
}

/** What the last leave year granted to a ledger, and what of it the months worked in it earn. */
const lastYearOf = (
  { grants, entries, agreements, spans }: Absences,
  employment: Employment,
  policy: Policy,
  ledger: string,
  lastDay: LocalDate,
): LastYear => {
  const years = leaveYears(employment, policy, spans, lastDay);
  const year: LeaveYear | undefined = years.at(-1);
  if (year === undefined) return { months: 0, granted: 0, earned: 0 };
  const rules = policy.leavePolicy(employment.country, year.from);
  const right = leaveRightBegins(employment, policy);
  const earnedOf = (whole: number) => earnedUntil(employment, rules, year, lastDay, right, whole);
  if (ledger === rules.ledger && rules.earned === "month-by-month") {
    const { months, earned } = earnedOf(yearly(employment, rules, year.from));
    const granted = holding(entries, ledger)
      .filter(({ kind, effectiveOn }) => kind === "accrual" && effectiveOn >= year.from && effectiveOn <= lastDay)
      .reduce((sum, { amount }) => sum + amount, 0);
    return { months, granted, earned };
  }
  // An opening balance within the year holds all of the year's leave, as a grant would.
  const held = holding(entries, ledger);
  const opening = held.some(({ source, effectiveOn }) => source === OPENING && effectiveOn >= year.from);
  const grantedYears = grants.filter(
    ({ ledger: of, workingYear, entry }) =>
      of === ledger && workingYear?.from === year.from && held.some(({ source }) => source === entry),
  );
  const whole =
    ledger === rules.ledger
      ? yearly(employment, rules, year.from)
      : agreements.filter((each) => each.ledger === ledger).reduce((sum, { perYear }) => sum + perYear, 0);
  const granted = grantedYears.reduce((sum, { amount }) => sum + amount, opening ? whole : 0);
  const { months, earned } = earnedOf(whole);
  return { months, granted, earned: granted === 0 ? 0 : Math.min(earned, Math.max(granted, whole)) };
};

/** What is owed on the last day; `withdrawn` so far is what earlier compensations took back. */
const settle = (
  state: Absences,
  employment: Employment,
  policy: Policy,
  { ledger, lastDay }: { readonly ledger: string; readonly lastDay: LocalDate },
) => {
  const last = lastYearOf(state, employment, policy, ledger, lastDay);
  const earlier = holding(state.entries, ledger)
    .filter(({ kind, effectiveOn }) => kind === "part-year" && effectiveOn >= employment.hiredOn)
    .reduce((sum, { amount }) => sum - amount, 0);
  const unearned = last.granted - last.earned - earlier;
  const balance = balanceOn(state.entries, ledger, lastDay);
  const withdrawn = Math.min(unearned, Math.max(0, balance));
  const rest = balance - unearned;
  return { ...last, withdrawn, amount: Math.max(0, rest), overdrawn: Math.max(0, 0 - rest) };
};

/** Leave years that were granted ahead and do not begin any more. */
const neverBegun = (
  { entries }: Absences,
  { employeeId, ledger }: CompensateLeave,
  lastDay: LocalDate,
  entryId: string,
): readonly EventOf<typeof LedgerEntryReversed>[] =>
  holding(entries, ledger)
    .filter(({ kind, effectiveOn }) => (kind === "grant" || kind === "accrual") && effectiveOn > lastDay)
    .map(({ source, amount, effectiveOn, effectiveTo, usableFrom }, index) =>
      LedgerEntryReversed({
        employeeId,
        entryId: `${entryId}.${index + 1}`,
        ledger,
        source,
        entries: [{ amount, effectiveOn, effectiveTo, usableFrom }],
        reason: "The leave year would begin after the last day of employment.",
      }),
    );

export const compensateLeave = (
  { data, meta }: Command<CompensateLeave>,
  state: Absences,
  facts: LedgerFacts,
): Decision<LeaveDue | EventOf<typeof LeaveCompensated> | EventOf<typeof LedgerEntryReversed>> => {
  const found = findLedger(data, facts);
  if ("refused" in found) return found;
  const { employment } = found;
  const { employeeId, ledger } = data;
  const { lastDay, country } = employment;
  const entryId = meta.newId;
  if (ledger === facts.policy.lieuPolicy(country, lastDay ?? facts.today).ledger)
    return refuse("settled-by-payroll", { ledger }, "/ledger");
  if (isPosted(state, data, entryId)) return nothingToDo();
  if (lastDay === null) return refuse("not-leaving", { employeeId });
  for (const { requestId, status, ledger: drawn, to } of state.requests.values())
    if (drawn === ledger && (status === "pending" || (status === "approved" && to > lastDay)))
      return refuse("absence-in-the-way", { requestId });
  // Whoever is hired again was compensated for the employment before, too.
  const before = holding(state.entries, ledger).filter(
    ({ kind, effectiveOn }) => kind === "compensation" && effectiveOn >= employment.hiredOn,
  );
  const other = before.find(({ effectiveOn }) => effectiveOn !== lastDay);
  if (other !== undefined) return refuse("compensated-already", { lastDay: other.effectiveOn, source: other.source });
  const { due, after } = dueBy(state, employment, facts, ledger, lastDay);
  const settled = settle(after, employment, facts.policy, { ledger, lastDay });
  if (before.length > 0 && settled.amount === 0 && settled.withdrawn === 0) return nothingToDo();
  const compensated = LeaveCompensated({ employeeId, entryId, ledger, lastDay, ...settled });
  return [...due, compensated, ...neverBegun(after, data, lastDay, entryId)];
};
