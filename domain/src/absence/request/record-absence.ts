// Absences that nobody asked for: found by the head or by HR, who record them. They hold at once, and yield to what is learnt.
import { z } from "zod";
import { unitOn } from "../../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import type { Absences } from "../absence.js";
import { AbsenceKindCode } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { refuseCollision } from "../collisions.js";
import { countRequest, kindOf } from "../count-request.js";
import { refuseSpan } from "./refuse-request.js";
import { AbsenceRecorded } from "./request-events.js";
import { takes } from "./route.js";

export const RecordAbsence = z.strictObject({
  employeeId: EmployeeId,
  kind: AbsenceKindCode.default("unknown-absence"),
  from: LocalDate,
  to: LocalDate,
});
export type RecordAbsence = z.output<typeof RecordAbsence>;

/** By a head over the employee, a deputy of theirs, or HR; for days that have come. */
export const recordAbsence = (
  { data, meta }: Command<RecordAbsence>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof AbsenceRecorded>> => {
  const { employeeId, kind: code, from, to } = data;
  const { employment, policy, today } = facts;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (isEmployee(meta.actor, employeeId)) return refuse("own-request");
  const step = {
    holder: "unit-head",
    unitId: unitOn(employment, today),
    remindAfter: null,
    escalateAfter: null,
  } as const;
  const parties = { requestedBy: UserId.parse(employeeId), kind: code };
  if (takes(step, meta.actor, parties, employment, facts) === undefined && !holdsRole("hr-officer", employment, facts))
    return refuse("not-permitted", { action: "record-absence" });
  const requestId = RequestId.parse(meta.newId);
  if (state.requests.has(requestId)) return nothingToDo();
  const kind = kindOf(code, data, employment, facts);
  if ("refused" in kind) return kind;
  if (!kind.enteredBy.includes("record")) return refuse("not-recorded", { kind: code }, "/kind");
  const place = { ...data, requestId, dayPart: "full", time: null } as const;
  const refusal = refuseSpan(data, kind, employment) ?? refuseCollision(place, state, employment, policy);
  if (refusal !== undefined) return refusal;
  if (to > today) return refuse("in-the-future", { date: to }, "/to");
  const counting = countRequest(kind, place, employment, facts);
  if ("refused" in counting) return counting;
  const { days } = counting;
  return [AbsenceRecorded({ employeeId, requestId, kind: code, from, to, days: [...days], recordedBy: meta.actor })];
};
