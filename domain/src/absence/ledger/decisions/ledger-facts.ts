// What every decision on a leave ledger begins with: whose it is, whether there is such a ledger, and that it stays above
// its floor.
import type { Employment } from "../../../employee/employee.js";
import { refuse, type Decision, type Refusal } from "../../../kernel/decision.js";
import type { DomainEvent } from "../../../kernel/event.js";
import type { EmployeeId } from "../../../kernel/identifiers.js";
import { later, type LocalDate } from "../../../kernel/local-date.js";
import { ledgerUnit, type LeavePolicy } from "../../../policy/leave-policy.js";
import type { AbsenceFacts } from "../../absence-facts.js";
import { absence, type AbsenceEvent, type Absences } from "../../absence.js";
import { entitlementsDue, type LeaveDue } from "../grants/entitlements.js";
import type { LedgerEntry } from "../ledger-entry.js";
import { availableFrom, firstDayUnderZero, ledgerEntries } from "../leave-ledger.js";

export type LedgerFacts = Pick<AbsenceFacts, "employment" | "policy" | "today">;

export interface OfLedger {
  readonly employeeId: EmployeeId;
  readonly ledger: string;
}

interface Found {
  readonly employment: Employment;
  readonly rules: LeavePolicy;
}

export const findLedger = (
  { employeeId, ledger }: OfLedger,
  { employment, policy, today }: LedgerFacts,
): Found | Refusal => {
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const rules = policy.leavePolicy(employment.country, later(today, employment.hiredOn));
  const ledgers = Object.keys(rules.ledgers);
  return ledgers.includes(ledger) ? { employment, rules } : refuse("ledger-unknown", { ledger, ledgers }, "/ledger");
};

/** Amounts as sentences say them: days of a ledger in hundredths, minutes as they are. */
export const inUnits = (amount: number, rules: LeavePolicy, ledger: string): number =>
  ledgerUnit(rules, ledger) === "minutes" ? amount : amount / 100;

/** A day from which on entries are effective, and what they take at most. */
interface Taking {
  readonly ledger: string;
  readonly on: LocalDate;
  readonly rules: LeavePolicy;
  readonly path: string;
}

/** Whether entries bring the ledger under its floor on their day or later. */
export const refuseUnderFloor = (
  before: readonly LedgerEntry[],
  posted: readonly LedgerEntry[],
  { ledger, on, rules, path }: Taking,
): Refusal | undefined => {
  const under = firstDayUnderZero([...before, ...posted], ledger, on);
  if (under === undefined) return undefined;
  const available = Math.max(0, availableFrom(before, ledger, on).amount);
  return refuse("ledger-under-floor", { ledger, on: under, available: inUnits(available, rules, ledger) }, path);
};

/** What a ledger is due by a day, and how everything stands after it. */
export const dueBy = (
  state: Absences,
  employment: Employment,
  { policy }: LedgerFacts,
  ledger: string,
  on: LocalDate,
): { readonly due: readonly LeaveDue[]; readonly after: Absences } => {
  const due = entitlementsDue(state, employment, policy, on).filter(({ data }) => data.ledger === ledger);
  return { due, after: due.reduce(absence.evolve, state) };
};

/** The same where an absence draws on a ledger at all. */
export const dueFor = (
  ledger: string | null,
  on: LocalDate,
  state: Absences,
  employment: Employment,
  facts: LedgerFacts,
): ReturnType<typeof dueBy> =>
  ledger === null ? { due: [], after: state } : dueBy(state, employment, facts, ledger, on);

/** An event on a ledger with what the ledger is due by its day posted ahead of it; refused where it takes too much. */
export const afterDue = <Event extends AbsenceEvent & DomainEvent>(
  event: Event,
  state: Absences,
  facts: LedgerFacts,
  taking: Taking & { readonly employment: Employment },
): Decision<LeaveDue | Event> => {
  const { due, after } = dueBy(state, taking.employment, facts, taking.ledger, taking.on);
  return refuseUnderFloor(after.entries, ledgerEntries(event), taking) ?? [...due, event];
};

export const isPosted = ({ entries }: Absences, { ledger }: OfLedger, source: string): boolean =>
  entries.some((entry) => entry.ledger === ledger && entry.source === source);
