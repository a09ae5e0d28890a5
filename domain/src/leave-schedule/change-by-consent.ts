// After approval a part moves, comes or goes by consent: one side proposes, the other agrees or declines (Labour Code,
// articles 123 and 124).
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee, UnitId, type UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import {
  ChangeId,
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  LeaveChangeProposed,
  PartId,
  ScheduleYear,
  type LeaveSchedule,
  type ProposedChange,
} from "./leave-schedule.js";
import { countedOf, refusePart, type LeaveScheduleFacts } from "./planned-dates.js";

export const ProposeLeaveChange = z.strictObject({
  unitId: UnitId,
  year: ScheduleYear,
  employeeId: EmployeeId,
  /** The part that is to move or to go; null for a new one. */
  partId: PartId.nullable(),
  /** The new dates; null to take the part out. */
  to: z.strictObject({ from: LocalDate, to: LocalDate }).nullable(),
  reason: z.string().trim().min(1).max(1000),
});
export type ProposeLeaveChange = z.output<typeof ProposeLeaveChange>;

const OfChange = z.strictObject({ unitId: UnitId, year: ScheduleYear, employeeId: EmployeeId, changeId: ChangeId });
export const AgreeToLeaveChange = OfChange;
export type AgreeToLeaveChange = z.output<typeof AgreeToLeaveChange>;
export const DeclineLeaveChange = OfChange;
export type DeclineLeaveChange = z.output<typeof DeclineLeaveChange>;

/** The side for which the actor speaks; to one's own leave everybody is the employee, heads and officers too. */
const sideOf = (
  actor: UserId,
  employeeId: EmployeeId,
  { forEmployer }: Pick<LeaveScheduleFacts, "forEmployer">,
): ProposedChange["side"] | Refusal => {
  if (isEmployee(actor, employeeId)) return "employee";
  return forEmployer ? "employer" : refuse("not-own-leave");
};

export const proposeLeaveChange = (
  { data, meta }: Command<ProposeLeaveChange>,
  state: LeaveSchedule,
  facts: LeaveScheduleFacts,
): Decision<EventOf<typeof LeaveChangeProposed>> => {
  const { unitId, year, employeeId, partId, to, reason } = data;
  const changeId = meta.newId;
  const side = sideOf(meta.actor, employeeId, facts);
  if (typeof side === "object") return side;
  if (state.changes.has(changeId)) return nothingToDo();
  if (state.status !== "approved") return refuse("schedule-not-approved", {}, "/year");
  const part = partId === null ? undefined : state.parts.get(partId);
  if (partId !== null && part?.employeeId !== employeeId) return refuse("planned-part-unknown", { partId }, "/partId");
  if (part === undefined && to === null) return refuse("nothing-to-change", {}, "/to");
  if (part !== undefined && to !== null && part.from === to.from && part.to === to.to)
    return refuse("nothing-to-change", {}, "/to");
  const open = [...state.changes.values()].find(
    (change) => change.status === "open" && change.partId === (partId ?? changeId),
  );
  if (open !== undefined) return refuse("change-is-open", { changeId: open.changeId }, "/partId");
  const proposal = { unitId, year, employeeId, partId: partId ?? changeId, changeId, side, proposedBy: meta.actor };
  if (to === null) return [LeaveChangeProposed({ ...proposal, to: null, reason })];
  const refusal = refusePart({ unitId, year, employeeId, ...to }, state, facts, partId ?? undefined);
  if (refusal !== undefined) return refusal.path === undefined ? refusal : { ...refusal, path: `/to${refusal.path}` };
  const counted = facts.employment === undefined ? null : countedOf(to, facts.employment, facts);
  return [LeaveChangeProposed({ ...proposal, to: { ...to, counted }, reason })];
};

/** The open change, for the side that did not propose it. */
const findToAnswer = (
  { data, meta }: Command<AgreeToLeaveChange>,
  state: LeaveSchedule,
  facts: LeaveScheduleFacts,
): ProposedChange | Refusal => {
  const { employeeId, changeId } = data;
  const side = sideOf(meta.actor, employeeId, facts);
  if (typeof side === "object") return side;
  const change = state.changes.get(changeId);
  if (change?.employeeId !== employeeId) return refuse("change-unknown", { changeId }, "/changeId");
  if (change.side === side) return refuse("own-proposal", {}, "/changeId");
  return change;
};

export const agreeToLeaveChange = (
  command: Command<AgreeToLeaveChange>,
  state: LeaveSchedule,
  facts: LeaveScheduleFacts,
): Decision<EventOf<typeof LeaveChangeAgreed>> => {
  const { unitId, year, employeeId, changeId } = command.data;
  const change = findToAnswer(command, state, facts);
  if ("refused" in change) return change;
  const { partId, to, status } = change;
  if (status === "agreed") return nothingToDo();
  if (status === "declined") return refuse("change-answered", { status }, "/changeId");
  // What was free when it was proposed may have been taken since.
  const known = state.parts.has(partId) ? partId : undefined;
  const refusal = to === null ? undefined : refusePart({ unitId, year, employeeId, ...to }, state, facts, known);
  if (refusal !== undefined) return { ...refusal, path: "/changeId" };
  return [LeaveChangeAgreed({ unitId, year, employeeId, partId, changeId, to, agreedBy: command.meta.actor })];
};

export const declineLeaveChange = (
  command: Command<DeclineLeaveChange>,
  state: LeaveSchedule,
  facts: LeaveScheduleFacts,
): Decision<EventOf<typeof LeaveChangeDeclined>> => {
  const { unitId, year, employeeId, changeId } = command.data;
  const change = findToAnswer(command, state, facts);
  if ("refused" in change) return change;
  const { partId, status } = change;
  if (status === "declined") return nothingToDo();
  if (status === "agreed") return refuse("change-answered", { status }, "/changeId");
  return [LeaveChangeDeclined({ unitId, year, employeeId, partId, changeId, declinedBy: command.meta.actor })];
};
