// Taking a resignation back: until the end of the last day, unless a replacement came who cannot be refused.
import { z } from "zod";
import { refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee } from "../kernel/identifiers.js";
import { ResignationWithdrawn, type Resignation } from "./resignation.js";
import { ResignationNumber } from "./terms.js";
import { findResignation, isHrFor, type ResignationFacts } from "./resignation-facts.js";

export const WithdrawResignation = z.strictObject({
  employeeId: EmployeeId,
  number: ResignationNumber,
  /** Both sides agree to go on; stated by HR. */
  agreed: z.boolean().default(false),
});
export type WithdrawResignation = z.output<typeof WithdrawResignation>;

/** Also after it was executed on paper, as long as the last day is not over. */
export const withdrawResignation = (
  { data, meta }: Command<WithdrawResignation>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ResignationWithdrawn>> => {
  const { employeeId, number } = data;
  const found = findResignation(data, state, facts);
  if ("refused" in found) return found;
  const { letter, employment, rules } = found;
  const { status, lastDay, replacementInvitedOn } = letter;
  if (status === "withdrawn") return refuse("resignation-closed", { number, status }, "/number");
  const byHr = !isEmployee(meta.actor, employeeId) && isHrFor(employment, facts);
  const agreed = data.agreed && byHr;
  if (!rules.withdrawable && !agreed)
    return refuse("withdrawal-not-possible", { country: employment.country }, "/number");
  if (replacementInvitedOn !== null && !agreed)
    return refuse("replacement-invited", { on: replacementInvitedOn }, "/number");
  if (lastDay !== null && lastDay < facts.today) return refuse("withdrawal-too-late", { lastDay }, "/number");
  const afterExecution = status === "executed";
  return [ResignationWithdrawn({ employeeId, number, on: facts.today, withdrawnBy: meta.actor, afterExecution })];
};
