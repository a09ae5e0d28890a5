// Adjusting a ledger by hand, up or down, with a reason.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import { addMonthsToDate, LocalDate } from "../../../kernel/local-date.js";
import type { Absences } from "../../absence.js";
import type { LeaveDue } from "../grants/entitlements.js";
import { LeaveAdjusted, Ledger } from "../ledger-events.js";
import { afterDue, findLedger, isPosted, type LedgerFacts } from "./ledger-facts.js";

/** What a person is told: why the figure is not what the rules alone make it. */
export const Reason = z.string().trim().min(1).max(2000);

export const AdjustLeave = z.strictObject({
  employeeId: EmployeeId,
  ledger: Ledger.meta({ example: "annual" }),
  /** In the ledger's unit: hundredths of a day, or minutes. */
  amount: z
    .int()
    .min(-100_000)
    .max(100_000)
    .refine((amount) => amount !== 0, "must not be 0"),
  on: LocalDate,
  /** The last day on which what is added may be used. */
  expiresOn: LocalDate.nullable().default(null),
  reason: Reason,
});
export type AdjustLeave = z.output<typeof AdjustLeave>;

export const adjustLeave = (
  { data, meta }: Command<AdjustLeave>,
  state: Absences,
  facts: LedgerFacts,
): Decision<LeaveDue | EventOf<typeof LeaveAdjusted>> => {
  const found = findLedger(data, facts);
  if ("refused" in found) return found;
  const { employment, rules } = found;
  const { employeeId, ledger, amount, on, expiresOn, reason } = data;
  const entryId = meta.newId;
  if (isPosted(state, data, entryId)) return nothingToDo();
  const { hiredOn, lastDay } = employment;
  if (on < hiredOn) return refuse("before-hire", { date: on, hiredOn }, "/on");
  if (lastDay !== null && on > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/on");
  if (on > addMonthsToDate(facts.today, rules.monthsAhead))
    return refuse("too-far-ahead", { from: on, months: rules.monthsAhead }, "/on");
  if (expiresOn !== null && expiresOn < on) return refuse("dates-reversed", { from: on, to: expiresOn }, "/expiresOn");
  const adjusted = LeaveAdjusted({ employeeId, entryId, ledger, amount, effectiveOn: on, expiresOn, reason });
  return afterDue(adjusted, state, facts, { employment, ledger, on, rules, path: "/amount" });
};
