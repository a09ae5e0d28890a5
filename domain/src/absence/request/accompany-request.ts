// What happens to a request besides its decision: documents are attached, a step that waited too long goes to the next holder.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import type { Absences } from "../absence.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { findRequest } from "./find-request.js";
import { DocumentAttached, StepEscalated } from "./request-events.js";
import { escalated } from "./route.js";
import { AttachedDocument } from "./submit-leave.js";

const MOST_DOCUMENTS = 20;

export const AttachDocument = z.strictObject({
  employeeId: EmployeeId,
  requestId: RequestId,
  ...AttachedDocument.shape,
});
export type AttachDocument = z.output<typeof AttachDocument>;

/** By the employee, or by HR for the employee; also afterwards, when the paper comes late. */
export const attachDocument = (
  { data, meta }: Command<AttachDocument>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof DocumentAttached>> => {
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  if (!isEmployee(meta.actor, data.employeeId) && !holdsRole("hr-officer", employment, facts))
    return refuse("not-own-request");
  const { requestId, status, documents } = request;
  if (documents.includes(data.documentId)) return nothingToDo();
  if (status !== "pending" && status !== "approved")
    return refuse("request-not-pending", { requestId, status }, "/requestId");
  if (documents.length >= MOST_DOCUMENTS) return refuse("too-many-documents", { limit: MOST_DOCUMENTS }, "/documentId");
  return [DocumentAttached({ ...data, attachedBy: meta.actor })];
};

export const EscalateStep = z.strictObject({
  employeeId: EmployeeId,
  requestId: RequestId,
  /** The step that waited, and how often it was escalated before: whoever is late escalates nothing. */
  step: z.int().min(0).max(9),
  escalation: z.int().min(0).max(100),
});
export type EscalateStep = z.output<typeof EscalateStep>;

/** By the system, which keeps the time (step-points.ts). A step that was taken meanwhile stays as it is. */
export const escalateStep = (
  { data, meta }: Command<EscalateStep>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof StepEscalated>> => {
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const { employeeId, requestId, step } = data;
  const waiting = request.route[step];
  if (request.status !== "pending" || request.step !== step || waiting === undefined) return nothingToDo();
  if (request.escalations !== data.escalation) return nothingToDo();
  const to = escalated(waiting, request, employment, facts);
  if (to === undefined) return refuse("nowhere-to-escalate", {}, "/step");
  return [StepEscalated({ employeeId, requestId, step, to, escalatedBy: meta.actor })];
};
