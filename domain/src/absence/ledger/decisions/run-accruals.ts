// Bringing an employee's ledgers up to a day: leave years that begin, months earned, additional leave, what is carried over
// and what expires. What it posts counts in every balance already; it puts it on record, so it may run whenever and however
// often.
import { z } from "zod";
import { refuse, type Command, type Decision } from "../../../kernel/decision.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import { addMonthsToDate, earlier, LocalDate } from "../../../kernel/local-date.js";
import { absence, type Absences } from "../../absence.js";
import { entitlementsDue, passedBy, type LeaveDue, type Passed } from "../grants/entitlements.js";
import type { LedgerFacts } from "./ledger-facts.js";

export const RunAccruals = z.strictObject({ employeeId: EmployeeId, upTo: LocalDate });
export type RunAccruals = z.output<typeof RunAccruals>;

export const runAccruals = (
  { data }: Command<RunAccruals>,
  state: Absences,
  { employment, policy, today }: LedgerFacts,
): Decision<LeaveDue | Passed> => {
  const { employeeId, upTo } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { monthsAhead } = policy.leavePolicy(employment.country, today);
  if (upTo > addMonthsToDate(today, monthsAhead))
    return refuse("too-far-ahead", { from: upTo, months: monthsAhead }, "/upTo");
  const due = entitlementsDue(state, employment, policy, upTo);
  // What is to come may still change; only what has come to pass is put on record.
  return [...due, ...passedBy(due.reduce(absence.evolve, state), employment, earlier(upTo, today))];
};
