// Granting leave: the opening balance of an employee who comes from another system, and working years that are due.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { addMonthsToDate, later, LocalDate } from "../../kernel/local-date.js";
import { LeaveGranted } from "./ledger-events.js";
import { type Absences } from "../absence.js";
import { Ledger } from "./ledger-events.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { leaveRightBegins, workingYearsDue } from "./working-years.js";

const OpeningBalance = z.strictObject({
  source: z.literal("opening-balance"),
  employeeId: EmployeeId,
  ledger: Ledger,
  /** Hundredths of a day: all that is left of what was granted for working years begun by `on`. */
  amount: z.int().min(0).max(100_000).meta({ example: 1250 }),
  on: LocalDate,
});
const WorkingYears = z.strictObject({
  source: z.literal("working-year"),
  employeeId: EmployeeId,
  /** Every working year that begins by this day and is not granted yet. */
  upTo: LocalDate,
});
export const GrantLeave = z.discriminatedUnion("source", [OpeningBalance, WorkingYears]);
export type GrantLeave = z.output<typeof GrantLeave>;

type GrantFacts = Pick<AbsenceFacts, "employment" | "policy" | "today">;
type Granted = Decision<EventOf<typeof LeaveGranted>>;

const openBalance = (
  { source, employeeId, ledger, amount, on }: z.output<typeof OpeningBalance>,
  state: Absences,
  { employment, policy }: GrantFacts,
): Granted => {
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { hiredOn, lastDay, country } = employment;
  if (on < hiredOn) return refuse("before-hire", { date: on, hiredOn }, "/on");
  if (lastDay !== null && on > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/on");
  const kinds = [...policy.absenceKinds(country, on).values()];
  const ledgers = [...new Set(kinds.flatMap((kind) => kind.ledger ?? []))];
  if (!ledgers.includes(ledger)) return refuse("ledger-unknown", { ledger, ledgers }, "/ledger");
  const granted = state.grants.filter((grant) => grant.ledger === ledger);
  if (
    granted.some((grant) => grant.source === "opening-balance" && grant.amount === amount && grant.effectiveOn === on)
  )
    return nothingToDo();
  if (granted.length > 0) return refuse("ledger-has-entries", { ledger }, "/ledger");
  const usableFrom = later(on, leaveRightBegins(employment, policy));
  return [LeaveGranted({ employeeId, ledger, amount, workingYear: null, effectiveOn: on, usableFrom, source })];
};

export const grantLeave = ({ data }: Command<GrantLeave>, state: Absences, facts: GrantFacts): Granted => {
  if (data.source === "opening-balance") return openBalance(data, state, facts);
  const { employment, policy, today } = facts;
  const { employeeId, upTo } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { monthsAhead } = policy.leavePolicy(employment.country, today);
  if (upTo > addMonthsToDate(today, monthsAhead))
    return refuse("too-far-ahead", { from: upTo, months: monthsAhead }, "/upTo");
  return workingYearsDue(state, employment, policy, upTo);
};
