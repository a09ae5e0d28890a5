// Sick leave by its certificate: opened, extended, closed. By the employee, who has its number, or by HR.
import { z } from "zod";
import type { Employment } from "../../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { addDays, LocalDate } from "../../kernel/local-date.js";
import type { Absences } from "../absence.js";
import { AbsenceKindCode } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { countRequest, kindOf } from "../count-request.js";
import { refuseDistance, refuseSpan } from "../request/refuse-request.js";
import { effectOf, type Effect } from "./interruption.js";
import { resumedAfter } from "./resumption.js";
import { SickLeaveClosed, SickLeaveExtended, SickLeaveOpened, type AbsenceResumed } from "./sick-leave-events.js";
import type { SickLeave } from "./sick-leave-state.js";

/** The number of the e-certificate. */
const Certificate = z
  .string()
  .regex(/^[0-9A-Z-]{1,30}$/, "must be the number of a certificate")
  .meta({ example: "910123456789" });

export const OpenSickLeave = z.strictObject({
  employeeId: EmployeeId,
  kind: AbsenceKindCode.default("sick-leave"),
  certificate: Certificate,
  from: LocalDate,
  to: LocalDate,
});
export type OpenSickLeave = z.output<typeof OpenSickLeave>;
export const ExtendSickLeave = z.strictObject({
  employeeId: EmployeeId,
  requestId: RequestId,
  certificate: Certificate,
  to: LocalDate,
});
export type ExtendSickLeave = z.output<typeof ExtendSickLeave>;
export const CloseSickLeave = z.strictObject({ employeeId: EmployeeId, requestId: RequestId, to: LocalDate });
export type CloseSickLeave = z.output<typeof CloseSickLeave>;

type Interrupted = Effect["interrupted"][number];

const refuseStranger = (command: Command<{ employeeId: EmployeeId }>, employment: Employment, facts: AbsenceFacts) =>
  isEmployee(command.meta.actor, command.data.employeeId) || holdsRole("hr-officer", employment, facts)
    ? undefined
    : refuse("not-own-request");

/** The same days twice are a slip of the pen, not two sick leaves. */
const refuseAnother = (
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  state: Absences,
  except?: RequestId,
): Refusal | undefined => {
  for (const { requestId, from: first, to: last } of state.sickLeaves.values())
    if (requestId !== except && first <= to && from <= last)
      return refuse("absence-overlaps", { from: first, to: last, requestId }, "/from");
  return undefined;
};

export const openSickLeave = (
  command: Command<OpenSickLeave>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof SickLeaveOpened> | Interrupted> => {
  const { data, meta } = command;
  const { employeeId, kind: code, certificate, from, to } = data;
  const { employment, policy } = facts;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const stranger = refuseStranger(command, employment, facts);
  if (stranger !== undefined) return stranger;
  const requestId = RequestId.parse(meta.newId);
  if (state.sickLeaves.has(requestId)) return nothingToDo();
  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const kind = kindOf(code, data, employment, facts);
  if ("refused" in kind) return kind;
  if (!kind.enteredBy.includes("certificate")) return refuse("not-certified", { kind: code }, "/kind");
  const byHr = !isEmployee(meta.actor, employeeId);
  const refusal =
    refuseSpan(data, kind, employment) ??
    refuseDistance(from, kind, employment, byHr, facts) ??
    refuseAnother(data, state);
  if (refusal !== undefined) return refusal;
  const counting = countRequest(kind, { from, to, dayPart: "full", time: null }, employment, facts);
  if ("refused" in counting) return counting;
  const { ownSickness } = kind;
  const { holds, interrupted } = effectOf(
    { from, to },
    { sickLeaveId: requestId, ownSickness },
    state,
    employment,
    policy,
  );
  const opened = { employeeId, requestId, kind: code, certificate, from, to, holds: [...holds], openedBy: meta.actor };
  return [SickLeaveOpened(opened), ...interrupted];
};

interface Found {
  readonly sickLeave: SickLeave;
  readonly employment: Employment;
}

const find = (
  command: Command<{ employeeId: EmployeeId; requestId: RequestId }>,
  state: Absences,
  facts: AbsenceFacts,
): Found | Refusal => {
  const { employeeId, requestId } = command.data;
  const { employment } = facts;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const stranger = refuseStranger(command, employment, facts);
  if (stranger !== undefined) return stranger;
  const sickLeave = state.sickLeaves.get(requestId);
  return sickLeave === undefined
    ? refuse("sick-leave-unknown", { requestId }, "/requestId")
    : { sickLeave, employment };
};

export const extendSickLeave = (
  command: Command<ExtendSickLeave>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof SickLeaveExtended> | Interrupted> => {
  const { employeeId, requestId, certificate, to } = command.data;
  const found = find(command, state, facts);
  if ("refused" in found) return found;
  const { sickLeave, employment } = found;
  if (sickLeave.closed) return refuse("sick-leave-closed", { to: sickLeave.to }, "/requestId");
  if (to === sickLeave.to) return nothingToDo();
  if (to < sickLeave.to) return refuse("not-later", { to, until: sickLeave.to }, "/to");
  const kind = kindOf(sickLeave.kind, sickLeave, employment, facts);
  if ("refused" in kind) return kind;
  const days = { from: addDays(sickLeave.to, 1), to };
  const refusal = refuseSpan({ from: sickLeave.from, to }, kind, employment) ?? refuseAnother(days, state, requestId);
  if (refusal !== undefined) return refusal;
  const about = { sickLeaveId: requestId, ownSickness: kind.ownSickness };
  const { holds, interrupted } = effectOf(days, about, state, employment, facts.policy);
  const { actor } = command.meta;
  const extended = { employeeId, requestId, kind: kind.code, certificate, ...days, holds: [...holds] };
  return [SickLeaveExtended({ ...extended, extendedBy: actor }), ...interrupted];
};

/** With its last day. Days of an absence after it go back to the absence, as far as the balance is still there. */
export const closeSickLeave = (
  command: Command<CloseSickLeave>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof SickLeaveClosed> | EventOf<typeof AbsenceResumed>> => {
  const { employeeId, requestId, to } = command.data;
  const found = find(command, state, facts);
  if ("refused" in found) return found;
  const { sickLeave, employment } = found;
  if (sickLeave.closed)
    return sickLeave.to === to ? nothingToDo() : refuse("sick-leave-closed", { to: sickLeave.to }, "/requestId");
  if (to < sickLeave.from) return refuse("dates-reversed", { from: sickLeave.from, to }, "/to");
  if (to > sickLeave.to) return refuse("not-extended", { to, until: sickLeave.to }, "/to");
  const resumed = resumedAfter(to, requestId, state, employment, facts.policy);
  if ("refused" in resumed) return resumed;
  return [SickLeaveClosed({ employeeId, requestId, to, closedBy: command.meta.actor }), ...resumed];
};
