// Deciding a request: approve a step, reject, withdraw. Of two who decide at once, one wins and the other is told.
import { z } from "zod";
import { refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId, type UserId } from "../../kernel/identifiers.js";
import type { Absences } from "../absence.js";
import type { DaySpan } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { refuseCollision } from "../collisions.js";
import { countRequest, kindOf } from "../count-request.js";
import { counted } from "../day-spans.js";
import { ledgerEntries } from "../ledger/leave-ledger.js";
import { dayInLieuOf } from "../work/day-in-lieu.js";
import { checkOvertime } from "../work/overtime.js";
import type { DayInLieuEarned } from "../work/work-events.js";
import { findRequest, type Found } from "./find-request.js";
import { AbsenceApproved, AbsenceRejected, AbsenceWithdrawn, StepApproved } from "./request-events.js";
import type { AbsenceRequest } from "./request-state.js";
import { HR_STEP, sayHolder, takes } from "./route.js";
import { refuseBalance } from "./submit-leave.js";

const ids = { employeeId: EmployeeId, requestId: RequestId };
/** The step that the caller saw: whoever holds two in a row takes the second knowingly. The one that waits unless given. */
const step = z.int().min(0).max(9).optional();
export const ApproveRequest = z.strictObject({ ...ids, step });
export type ApproveRequest = z.output<typeof ApproveRequest>;
export const RejectRequest = z.strictObject({
  ...ids,
  step,
  reason: z.string().trim().max(2000),
});
export type RejectRequest = z.output<typeof RejectRequest>;
export const WithdrawRequest = z.strictObject(ids);
export type WithdrawRequest = z.output<typeof WithdrawRequest>;

const refuseUnlessPending = ({ requestId, status }: AbsenceRequest): Refusal | undefined =>
  status === "pending" ? undefined : refuse("request-not-pending", { requestId, status }, "/requestId");

const refuseTaken = (seen: number | undefined, { requestId, step: waiting }: AbsenceRequest): Refusal | undefined =>
  seen === undefined || seen === waiting ? undefined : refuse("step-taken", { step: seen, requestId }, "/step");

interface Deciding extends Found {
  /** The head in whose place the actor decides. */
  readonly onBehalfOf: UserId | null;
}

/** Rights come before the request's status, so that a stranger learns nothing of it. */
const findToDecide = (command: Command<ApproveRequest>, state: Absences, facts: AbsenceFacts): Deciding | Refusal => {
  const found = findRequest(command.data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const { actor } = command.meta;
  if (isEmployee(actor, employment.employeeId) || actor === request.requestedBy) return refuse("own-request");
  const step = request.route[request.step] ?? HR_STEP;
  const taking = takes(step, actor, request, employment, facts);
  if (taking === undefined) return refuse("not-step-holder", { holder: sayHolder(step) });
  return refuseUnlessPending(request) ?? refuseTaken(command.data.step, request) ?? { ...found, ...taking };
};

const released = (request: AbsenceRequest): DaySpan[] => (request.ledger === null ? [] : counted(request.days));

/** The last step freezes the days, counted once more, and turns the reservation into use. */
const approveLastStep = (
  { data, meta }: Command<ApproveRequest>,
  { request, employment, onBehalfOf }: Deciding,
  state: Absences,
  facts: AbsenceFacts,
): Decision<Approved> => {
  const { employeeId } = data;
  const { requestId, from, to, dayPart, time, compensation, ledger, step } = request;
  const { lastDay } = employment;
  if (lastDay !== null && to > lastDay) return refuse("employee-left", { employeeId, lastDay });
  const kind = kindOf(request.kind, request, employment, facts);
  if ("refused" in kind) return kind;
  const { code } = kind;
  const counting = countRequest(kind, request, employment, facts);
  if ("refused" in counting) return counting;
  const asked = { ...request, kind: code };
  const refusal = refuseCollision(asked, state, employment, facts.policy);
  if (refusal !== undefined) return refusal;
  const warnings = checkOvertime(asked, state, employment, facts.policy);
  if ("refused" in warnings) return warnings;
  const { days } = counting;
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
    used: ledger === null ? 0 : counting.counted,
    days: [...days],
    released: released(request),
    step,
    approvedBy: meta.actor,
    onBehalfOf,
  });
  if (ledger === null) return [approved, ...dayInLieuOf(request, employment, facts.policy)];
  const rules = facts.policy.leavePolicy(employment.country, from);
  const posted = ledgerEntries(approved);
  const release = posted.filter((entry) => entry.kind === "release");
  const use = posted.filter((entry) => entry.kind === "use");
  return refuseBalance([...state.entries, ...release], use, days, ledger, from, rules) ?? [approved];
};

type Approved = EventOf<typeof AbsenceApproved> | EventOf<typeof DayInLieuEarned>;

export const approveRequest = (
  command: Command<ApproveRequest>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof StepApproved> | Approved> => {
  const found = findToDecide(command, state, facts);
  if ("refused" in found) return found;
  const { onBehalfOf, request } = found;
  const { step, route, requestId } = request;
  if (step >= route.length - 1) return approveLastStep(command, found, state, facts);
  const { employeeId } = command.data;
  return [StepApproved({ employeeId, requestId, step, approvedBy: command.meta.actor, onBehalfOf })];
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
  const { request, onBehalfOf } = found;
  const { step, ledger } = request;
  const rejectedBy = command.meta.actor;
  const outcome = { step, rejectedBy, ledger, released: released(request), reason, onBehalfOf };
  return [AbsenceRejected({ employeeId, requestId, ...outcome })];
};

/** By the employee, or by HR for the employee, until the last step is taken. */
export const withdrawRequest = (
  command: Command<WithdrawRequest>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof AbsenceWithdrawn>> => {
  const found = findRequest(command.data, state, facts);
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
