// Cancelling an approved absence before it begins: the employee asks, the head consents or declines. Nobody consents to what
// they asked for themselves.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { daysBetween } from "../../kernel/local-date.js";
import type { Absences } from "../absence.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { kindOf } from "../count-request.js";
import { counted } from "../day-spans.js";
import { firstDayUnderZero, ledgerEntries } from "../ledger/leave-ledger.js";
import { findRequest, type Found } from "../request/find-request.js";
import type { AbsenceRequest, PendingChange } from "../request/request-state.js";
import { HR_STEP, routeOf, sayHolder, takes, type Taking } from "../request/route.js";
import { forfeitedBy } from "../work/day-in-lieu.js";
import type { DayInLieuForfeited } from "../work/work-events.js";
import { AbsenceCancelled, CancellationAsked, CancellationDeclined } from "./change-events.js";
import { findApproved, holding } from "./find-change.js";

const ids = { employeeId: EmployeeId, requestId: RequestId };
const reason = z.string().trim().max(2000);

export const AskCancellation = z.strictObject({ ...ids, reason });
export type AskCancellation = z.output<typeof AskCancellation>;
export const ConsentToCancellation = z.strictObject(ids);
export type ConsentToCancellation = z.output<typeof ConsentToCancellation>;
export const DeclineCancellation = AskCancellation;
export type DeclineCancellation = z.output<typeof DeclineCancellation>;

/** What has begun is recalled or corrected: the days that passed stay what they were. */
const refuseBegun = (request: AbsenceRequest, state: Absences, { today }: AbsenceFacts): Refusal | undefined => {
  const begins = holding(state, request.requestId)[0]?.from ?? request.from;
  return begins > today ? undefined : refuse("absence-begun", { from: begins }, "/requestId");
};

/** By the employee, or by HR for the employee. */
export const askCancellation = (
  { data, meta }: Command<AskCancellation>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof CancellationAsked>> => {
  const { employeeId, requestId } = data;
  const { actor } = meta;
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  if (!isEmployee(actor, employeeId) && !holdsRole("hr-officer", employment, facts)) return refuse("not-own-request");
  const approved = findApproved(data, state, facts);
  if ("refused" in approved) return approved;
  if (request.change !== null)
    return request.change.asks === "cancellation"
      ? nothingToDo()
      : refuse("change-pending", { requestId }, "/requestId");
  if (data.reason === "") return refuse("reason-required", {}, "/reason");
  const kind = kindOf(request.kind, request, employment, facts);
  if ("refused" in kind) return kind;
  const begun = refuseBegun(request, state, facts);
  if (begun !== undefined) return begun;
  const routed = { days: daysBetween(request.from, request.to) + 1, amount: null };
  const [step] = routeOf(kind, routed, employment, actor, facts);
  if (step === undefined) return refuse("not-requested", { kind: kind.code }, "/requestId");
  return [CancellationAsked({ employeeId, requestId, reason: data.reason, askedBy: actor, step })];
};

type Cancellation = Extract<PendingChange, { asks: "cancellation" }>;
interface Consenting extends Found, Taking {
  readonly change: Cancellation;
}

const findConsent = (
  { data, meta }: Command<ConsentToCancellation>,
  state: Absences,
  facts: AbsenceFacts,
): Consenting | Refusal => {
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const { requestId, change } = request;
  const { actor } = meta;
  const asked = change?.asks === "cancellation" ? change : undefined;
  const requestedBy = asked?.askedBy ?? request.requestedBy;
  if (isEmployee(actor, employment.employeeId) || actor === asked?.askedBy) return refuse("own-request");
  // Rights come first, so that a stranger learns nothing of what was asked.
  const step = asked?.step ?? request.route[0] ?? HR_STEP;
  const taking = takes(step, actor, { requestedBy, kind: request.kind }, employment, facts);
  if (taking === undefined) return refuse("not-step-holder", { holder: sayHolder(step) });
  return asked === undefined
    ? refuse("no-change-asked", { requestId }, "/requestId")
    : { ...found, ...taking, change: asked };
};

export const consentToCancellation = (
  command: Command<ConsentToCancellation>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof AbsenceCancelled> | EventOf<typeof DayInLieuForfeited>> => {
  const found = findConsent(command, state, facts);
  if ("refused" in found) return found;
  const { request, employment, onBehalfOf } = found;
  const { employeeId, requestId } = command.data;
  const begun = refuseBegun(request, state, facts);
  if (begun !== undefined) return begun;
  const forfeited = forfeitedBy(request, employment, state.entries);
  const under = forfeited.map(({ data: { ledger, usableFrom } }) =>
    firstDayUnderZero([...state.entries, ...forfeited.flatMap(ledgerEntries)], ledger, usableFrom),
  );
  const on = under.find((day) => day !== undefined);
  if (on !== undefined) return refuse("day-in-lieu-taken", { on }, "/requestId");
  const { ledger } = request;
  const returned = ledger === null ? [] : counted(request.days);
  const cancelledBy = command.meta.actor;
  return [AbsenceCancelled({ employeeId, requestId, ledger, returned, cancelledBy, onBehalfOf }), ...forfeited];
};

export const declineCancellation = (
  command: Command<DeclineCancellation>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof CancellationDeclined>> => {
  const found = findConsent(command, state, facts);
  if ("refused" in found) return found;
  const { employeeId, requestId, reason: why } = command.data;
  if (why === "") return refuse("reason-required", {}, "/reason");
  const { onBehalfOf } = found;
  return [CancellationDeclined({ employeeId, requestId, reason: why, declinedBy: command.meta.actor, onBehalfOf })];
};
