// The request that a command names, and whose it is.
import type { Employment } from "../../employee/employee.js";
import { refuse, type Refusal } from "../../kernel/decision.js";
import type { EmployeeId, RequestId } from "../../kernel/identifiers.js";
import type { Absences } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import type { AbsenceRequest } from "./request-state.js";

export interface Found {
  readonly request: AbsenceRequest;
  readonly employment: Employment;
}

export const findRequest = (
  { employeeId, requestId }: { readonly employeeId: EmployeeId; readonly requestId: RequestId },
  state: Absences,
  facts: Pick<AbsenceFacts, "employment">,
): Found | Refusal => {
  if (facts.employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const request = state.requests.get(requestId);
  return request === undefined
    ? refuse("request-unknown", { requestId }, "/requestId")
    : { request, employment: facts.employment };
};
