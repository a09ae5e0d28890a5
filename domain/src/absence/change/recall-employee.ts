// Recalling from an absence, only by the employee's own consent (Labour Code, article 125). Days that passed are not recalled.
import { z } from "zod";
import { unitOn } from "../../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import type { Absences } from "../absence.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { kindOf } from "../count-request.js";
import { counted, daysWithin } from "../day-spans.js";
import { findRequest, type Found } from "../request/find-request.js";
import type { PendingChange } from "../request/request-state.js";
import { takes } from "../request/route.js";
import { EmployeeRecalled, RecallDeclined, RecallProposed } from "./change-events.js";
import { findApproved, holding } from "./find-change.js";

const ids = { employeeId: EmployeeId, requestId: RequestId };

export const ProposeRecall = z.strictObject({
  ...ids,
  /** The first day back at work, and the last that is given back. */
  from: LocalDate,
  to: LocalDate,
  reason: z.string().trim().max(2000),
});
export type ProposeRecall = z.output<typeof ProposeRecall>;
export const ConsentToRecall = z.strictObject(ids);
export type ConsentToRecall = z.output<typeof ConsentToRecall>;
export const DeclineRecall = ConsentToRecall;
export type DeclineRecall = z.output<typeof DeclineRecall>;

/** By the employee's head or one above, a deputy of theirs, or HR. */
export const proposeRecall = (
  { data, meta }: Command<ProposeRecall>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof RecallProposed>> => {
  const { employeeId, requestId, from, to, reason } = data;
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  if (isEmployee(meta.actor, employeeId)) return refuse("own-request");
  const unitId = unitOn(employment, facts.today);
  const step = { holder: "unit-head", unitId, remindAfter: null, escalateAfter: null } as const;
  const parties = { requestedBy: UserId.parse(employeeId), kind: request.kind };
  const asHead = takes(step, meta.actor, parties, employment, facts);
  if (asHead === undefined && !holdsRole("hr-officer", employment, facts))
    return refuse("not-permitted", { action: "propose-recall" });
  const approved = findApproved(data, state, facts);
  if ("refused" in approved) return approved;
  const { change } = request;
  if (change?.asks === "recall" && change.from === from && change.to === to) return nothingToDo();
  if (change !== null) return refuse("change-pending", { requestId }, "/requestId");
  if (reason === "") return refuse("reason-required", {}, "/reason");
  const kind = kindOf(request.kind, request, employment, facts);
  if ("refused" in kind) return kind;
  if (!kind.recallable) return refuse("not-recallable", { kind: kind.code }, "/requestId");
  return (
    refuseDays({ from, to }, requestId, state, facts) ?? [
      RecallProposed({ employeeId, requestId, from, to, reason, proposedBy: meta.actor }),
    ]
  );
};

/** Only days that the absence holds, in one of its spans, from today on. */
const refuseDays = (
  { from, to }: Pick<ProposeRecall, "from" | "to">,
  requestId: string,
  state: Absences,
  { today }: AbsenceFacts,
): Refusal | undefined => {
  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  if (from < today) return refuse("recall-in-the-past", { from, today }, "/from");
  const within = holding(state, requestId).some((span) => span.from <= from && to <= span.to);
  return within ? undefined : refuse("not-in-absence", { from, to, requestId }, "/from");
};

interface Recalled extends Found {
  readonly change: Extract<PendingChange, { asks: "recall" }>;
}

const findRecall = (
  { data, meta }: Command<ConsentToRecall>,
  state: Absences,
  facts: AbsenceFacts,
): Recalled | Refusal => {
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  if (!isEmployee(meta.actor, data.employeeId)) return refuse("own-consent");
  const { change, requestId } = found.request;
  return change?.asks === "recall" ? { ...found, change } : refuse("no-change-asked", { requestId }, "/requestId");
};

/** By the employee alone: nobody consents in their place. */
export const consentToRecall = (
  command: Command<ConsentToRecall>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof EmployeeRecalled>> => {
  const found = findRecall(command, state, facts);
  if ("refused" in found) return found;
  const { request, change } = found;
  const { employeeId, requestId } = command.data;
  const refusal = refuseDays(change, requestId, state, facts);
  if (refusal !== undefined) return refusal;
  const { ledger } = request;
  const { from, to } = change;
  const returned = ledger === null ? [] : counted(daysWithin(request.days, change));
  return [EmployeeRecalled({ employeeId, requestId, from, to, ledger, returned, consentedBy: command.meta.actor })];
};

export const declineRecall = (
  command: Command<DeclineRecall>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof RecallDeclined>> => {
  const found = findRecall(command, state, facts);
  if ("refused" in found) return found;
  const { employeeId, requestId } = command.data;
  return [RecallDeclined({ employeeId, requestId, declinedBy: command.meta.actor })];
};
