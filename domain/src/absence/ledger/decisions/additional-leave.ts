// Agreeing on leave in addition to the annual: irregular hours, harmful conditions, whatever the contract says. Each leave
// year then grants it; the year in which it begins in part.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../../kernel/decision.js";
import type { EventOf } from "../../../kernel/event.js";
import { EmployeeId } from "../../../kernel/identifiers.js";
import { LocalDate } from "../../../kernel/local-date.js";
import { sameData } from "../../../kernel/same-data.js";
import type { Absences } from "../../absence.js";
import { AdditionalLeaveAgreed, LedgerSource } from "../ledger-events.js";
import type { LedgerFacts } from "./ledger-facts.js";

export const AgreeAdditionalLeave = z.strictObject({
  employeeId: EmployeeId,
  /** An agreement that is changed or ended, from the next leave year on; null for a new one. */
  agreement: LedgerSource.nullable().default(null),
  ground: z
    .string()
    .regex(/^[a-z][a-z-]{0,63}$/)
    .meta({ example: "irregular-hours" }),
  /** Hundredths of a day for a whole leave year. */
  perYear: z.int().min(0).max(10_000).meta({ example: 300 }),
  from: LocalDate,
  until: LocalDate.nullable().default(null),
});
export type AgreeAdditionalLeave = z.output<typeof AgreeAdditionalLeave>;

export const agreeAdditionalLeave = (
  { data, meta }: Command<AgreeAdditionalLeave>,
  state: Absences,
  { employment, policy }: LedgerFacts,
): Decision<EventOf<typeof AdditionalLeaveAgreed>> => {
  const { employeeId, ground, perYear, from, until } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { hiredOn, lastDay, country } = employment;
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && from > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/from");
  if (until !== null && until < from) return refuse("dates-reversed", { from, to: until }, "/until");
  const { additional } = policy.leavePolicy(country, from);
  const grounds = Object.keys(additional?.least ?? {});
  if (additional === null || !grounds.includes(ground))
    return refuse("additional-leave-unknown", { country, grounds }, "/ground");
  const least = additional.least[ground] ?? 0;
  if (perYear < least) return refuse("additional-leave-too-short", { ground, least: least / 100 }, "/perYear");
  const known = state.agreements.find(({ agreement }) => agreement === (data.agreement ?? meta.newId));
  if (known === undefined && data.agreement !== null)
    return refuse("entry-unknown", { ledger: additional.ledger, source: data.agreement }, "/agreement");
  const agreement = known?.agreement ?? meta.newId;
  const agreed = { agreement, ledger: additional.ledger, perYear, ground, from, until };
  if (known !== undefined && sameData(known, agreed)) return nothingToDo();
  return [AdditionalLeaveAgreed({ employeeId, ...agreed })];
};
