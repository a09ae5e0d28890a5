// Deciding a request: approve a step, reject, withdraw. Of two who decide at once, one wins and the other is told.
import { z } from "zod";
import type { Employment } from "../../employee/employee.js";
import { refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { AbsenceApproved, AbsenceRejected, AbsenceWithdrawn, StepApproved } from "./request-events.js";
import type { Absences } from "../absence.js";
import type { AbsenceRequest } from "./request-state.js";
import type { DaySpan, RouteStep } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { countDays, unloadedYear } from "../ledger/leave-days.js";
import { countedIn } from "../day-spans.js";
import { ledgerEntries } from "../ledger/leave-ledger.js";
import { AT_THE_TOP, holdsStep, sayHolder } from "./route.js";
import { refuseBalance } from "./submit-leave.js";

export const ApproveRequest = z.strictObject({ employeeId: EmployeeId, requestId: RequestId });
export type ApproveRequest = z.output<typeof ApproveRequest>;
export const RejectRequest = z.strictObject({
  employeeId: EmployeeId,
  requestId: RequestId,
  reason: z.string().trim().max(2000),
});
export type RejectRequest = z.output<typeof RejectRequest>;
export const WithdrawRequest = ApproveRequest;
export type WithdrawRequest = z.output<typeof WithdrawRequest>;

/** A request whose route is at its end, as no event leaves one, waits for HR. */
const HR: RouteStep = { holder: "role", role: AT_THE_TOP, remindAfter: null, escalateAfter: null };

interface Found {
  readonly request: AbsenceRequest;
  readonly employment: Employment;
}

const find = ({ employeeId, requestId }: ApproveRequest, state: Absences, facts: AbsenceFacts): Found | Refusal => {
  if (facts.employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const request = state.requests.get(requestId);
  return request === undefined
    ? refuse("request-unknown", { requestId }, "/requestId")
    : { request, employment: facts.employment };
};

const refuseUnlessPending = ({ requestId, status }: AbsenceRequest): Refusal | undefined =>
  status === "pending" ? undefined : refuse("request-not-pending", { requestId, status }, "/requestId");

/** Rights come before the request's status, so that a stranger learns nothing of it. */
const findToDecide = (command: Command<ApproveRequest>, state: Absences, facts: AbsenceFacts) => {
  const found = find(command.data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const { actor } = command.meta;
  if (isEmployee(actor, employment.employeeId) || actor === request.requestedBy) return refuse("own-request");
  const step = request.route[request.step] ?? HR;
  if (!holdsStep(step, actor, request, employment, facts))
    return refuse("not-step-holder", { holder: sayHolder(step) });
  return refuseUnlessPending(request) ?? found;
};

const released = (request: AbsenceRequest): DaySpan[] =>
  request.ledger === null ? [] : request.days.filter(({ counted }) => counted > 0);

/** The last step freezes the days, counted once more, and turns the reservation into use. */
const approveLastStep = (
  { data, meta }: Command<ApproveRequest>,
  { request, employment }: Found,
  state: Absences,
  { policy, calendar }: AbsenceFacts,
): Decision<EventOf<typeof AbsenceApproved>> => {
  const { employeeId } = data;
  const { requestId, kind: code, from, to, dayPart, time, compensation, ledger, step } = request;
  if (code === null) return refuse("person-erased", { employeeId });
  const { country, lastDay } = employment;
  if (lastDay !== null && to > lastDay) return refuse("employee-left", { employeeId, lastDay });
  const kinds = policy.absenceKinds(country, from);
  const kind = kinds.get(code);
  if (kind === undefined) return refuse("kind-unknown", { kind: code, kinds: [...kinds.keys()] });
  const year = unloadedYear(request, country, calendar);
  if (year !== undefined) return refuse("calendar-not-loaded", { country, year });
  const days = countDays({ counts: kind.counts, from, to, dayPart }, employment, calendar);
  const used = countedIn(days);
  if (used === 0) return refuse("counts-no-days");
  const approved = AbsenceApproved({
    employeeId,
    requestId,
    kind: code,
    from,
    to,
    dayPart,
    time,
    compensation,
    ledger,
    used: ledger === null ? 0 : used,
    days: [...days],
    released: released(request),
    step,
    approvedBy: meta.actor,
  });
  if (ledger === null) return [approved];
  const posted = ledgerEntries(approved);
  const release = posted.filter((entry) => entry.kind === "release");
  const use = posted.filter((entry) => entry.kind === "use");
  return refuseBalance([...state.entries, ...release], use, days, ledger, from) ?? [approved];
};

export const approveRequest = (
  command: Command<ApproveRequest>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof StepApproved> | EventOf<typeof AbsenceApproved>> => {
  const found = findToDecide(command, state, facts);
  if ("refused" in found) return found;
  const { step, route, requestId } = found.request;
  if (step >= route.length - 1) return approveLastStep(command, found, state, facts);
  const { employeeId } = command.data;
  return [StepApproved({ employeeId, requestId, step, approvedBy: command.meta.actor })];
};

export const rejectRequest = (
  command: Command<RejectRequest>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof AbsenceRejected>> => {
  const { employeeId, requestId, reason } = command.data;
  const found = findToDecide(command, state, facts);
  if ("refused" in found) return found;
  if (reason === "") return refuse("reason-required", {}, "/reason");
  const { request } = found;
  const { step, ledger } = request;
  const rejectedBy = command.meta.actor;
  return [AbsenceRejected({ employeeId, requestId, step, rejectedBy, ledger, released: released(request), reason })];
};

/** By the employee, or by HR for the employee, until the last step is taken. */
export const withdrawRequest = (
  command: Command<WithdrawRequest>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof AbsenceWithdrawn>> => {
  const found = find(command.data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const { actor } = command.meta;
  if (!isEmployee(actor, employment.employeeId) && !holdsRole("hr-officer", employment, facts))
    return refuse("not-own-request");
  const refusal = refuseUnlessPending(request);
  if (refusal !== undefined) return refusal;
  const { employeeId, requestId } = command.data;
  const { ledger } = request;
  return [AbsenceWithdrawn({ employeeId, requestId, withdrawnBy: actor, ledger, released: released(request) })];
};
