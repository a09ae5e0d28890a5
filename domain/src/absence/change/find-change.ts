// A request that is approved, which is what a change after approval is about.
import { refuse, type Refusal } from "../../kernel/decision.js";
import type { EmployeeId, RequestId } from "../../kernel/identifiers.js";
import type { Absences } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import type { AbsenceSpan } from "../absence-spans.js";
import { findRequest, type Found } from "../request/find-request.js";
import type { AbsenceRequest } from "../request/request-state.js";

export const refuseUnlessApproved = ({ requestId, status }: AbsenceRequest): Refusal | undefined =>
  status === "approved" ? undefined : refuse("request-not-approved", { requestId, status }, "/requestId");

export const findApproved = (
  ids: { readonly employeeId: EmployeeId; readonly requestId: RequestId },
  state: Absences,
  facts: Pick<AbsenceFacts, "employment">,
): Found | Refusal => {
  const found = findRequest(ids, state, facts);
  return "refused" in found ? found : (refuseUnlessApproved(found.request) ?? found);
};

/** What of a request really holds, by first day. */
export const holding = (state: Absences, requestId: string): readonly AbsenceSpan[] =>
  state.spans.filter((span) => span.requestId === requestId);
