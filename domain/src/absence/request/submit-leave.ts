// Asking for an absence, or for work that is asked for as absences are: by the employee, or by HR on the employee's behalf.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { daysBetween, LocalDate } from "../../kernel/local-date.js";
import type { Absences } from "../absence.js";
import { AbsenceKindCode, Compensation, DayPart, type DaySpan } from "../absence-fields.js";
import { TimeSpan } from "../../kernel/local-time.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { refuseCollision } from "../collisions.js";
import { countRequest, kindOf } from "../count-request.js";
import { countedIn } from "../day-spans.js";
import { entitlementsDue, type LeaveDue } from "../ledger/grants/entitlements.js";
import { availableFrom, firstDayUnderZero, ledgerEntries } from "../ledger/leave-ledger.js";
import { leaveRightBegins } from "../ledger/grants/leave-years.js";
import type { LedgerEntry } from "../ledger/ledger-entry.js";
import { inUnits } from "../ledger/decisions/ledger-facts.js";
import { ledgerUnit, type LeavePolicy } from "../../policy/leave-policy.js";
import { planTrip, TripPlan } from "../trip/plan-trip.js";
import type { TripPlanned } from "../trip/trip-events.js";
import { checkOvertime } from "../work/overtime.js";
import { refuseAccompaniment, refuseDistance, refuseForm, refuseSpan, refuseWorkDay } from "./refuse-request.js";
import { AbsenceRequested, DocumentAttached, RequestWarned } from "./request-events.js";
import { routeOf } from "./route.js";

/** A reference to a file that is kept elsewhere. */
export const AttachedDocument = z.strictObject({
  documentId: DocumentAttached.schema.shape.documentId.meta({ example: "d00031" }),
  name: z.string().trim().min(1).max(200).meta({ example: "summons.pdf" }),
  mediaType: DocumentAttached.schema.shape.mediaType.meta({ example: "application/pdf" }),
});

export const SubmitLeave = z
  .strictObject({
    employeeId: EmployeeId,
    kind: AbsenceKindCode.meta({ example: "annual-leave" }),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart.default("full"),
    time: z.strictObject(TimeSpan.shape).nullable().default(null),
    compensation: Compensation.nullable().default(null),
    comment: z.string().trim().max(2000).nullable().default(null),
    documents: z.array(AttachedDocument).max(20).default([]),
    trip: TripPlan.nullable().default(null),
  })
  .refine(({ from, to, dayPart }) => dayPart === "full" || from === to, {
    path: ["dayPart"],
    message: "half a day is asked for one day at a time",
  })
  .refine(({ from, to, time }) => time === null || from === to, {
    path: ["time"],
    message: "hours are asked for one day at a time",
  })
  .refine(({ dayPart, time }) => time === null || dayPart === "full", {
    path: ["time"],
    message: "is either half a day or hours",
  });
export type SubmitLeave = z.output<typeof SubmitLeave>;

type Submitted =
  | LeaveDue
  | EventOf<typeof AbsenceRequested>
  | EventOf<typeof TripPlanned>
  | EventOf<typeof DocumentAttached>
  | EventOf<typeof RequestWarned>;

/**
 * Whether days may be taken from a ledger: never does the usable balance fall under zero, on these days or on any later
 * one that is spoken for. `entries` are without the days asked for; `posting` are theirs.
 */
export const refuseBalance = (
  entries: readonly LedgerEntry[],
  posting: readonly LedgerEntry[],
  days: readonly DaySpan[],
  ledger: string,
  from: LocalDate,
  rules: LeavePolicy,
): Refusal | undefined => {
  const under = firstDayUnderZero([...entries, ...posting], ledger, from);
  if (under === undefined) return undefined;
  const { on, amount } = availableFrom(entries, ledger, under);
  const inUnit = (each: number): number => inUnits(each, rules, ledger);
  const unit = ledgerUnit(rules, ledger) === "minutes" ? "minutes" : "days";
  const available = inUnit(Math.max(0, amount));
  return refuse("balance-exceeded", { asked: inUnit(countedIn(days)), unit, available, on }, "/to");
};

/** The command brings the request's id. What its ledger is due by its last day is posted ahead of it. */
export const submitLeave = (
  { data, meta }: Command<SubmitLeave>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<Submitted> => {
  const { employeeId, kind: code, from, to, dayPart, time, comment, trip } = data;
  const { employment, policy } = facts;
  const { actor } = meta;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const byHr = holdsRole("hr-officer", employment, facts);
  if (!isEmployee(actor, employeeId) && !byHr) return refuse("not-own-request");
  const requestId = RequestId.parse(meta.newId);
  if (state.requests.has(requestId)) return nothingToDo();

  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const kind = kindOf(code, data, employment, facts);
  if ("refused" in kind) return kind;
  if (!kind.enteredBy.includes("request")) return refuse("not-requested", { kind: code }, "/kind");
  const refusal =
    refuseSpan(data, kind, employment) ??
    refuseDistance(from, kind, employment, byHr, facts) ??
    refuseForm(data, kind) ??
    refuseAccompaniment(data, kind, byHr) ??
    refuseWorkDay(data, kind, employment, facts) ??
    refuseCollision({ ...data, requestId }, state, employment, policy);
  if (refusal !== undefined) return refusal;
  const counting = countRequest(kind, data, employment, facts);
  if ("refused" in counting) return counting;
  const warnings = checkOvertime({ ...data, requestId }, state, employment, policy);
  if ("refused" in warnings) return warnings;

  const { days, counted } = counting;
  const { ledger } = kind;
  const ids = { employeeId, requestId };
  const routed = { days: daysBetween(from, to) + 1, amount: trip?.advance ?? null };
  const request = AbsenceRequested({
    ...ids,
    kind: code,
    from,
    to,
    dayPart,
    time,
    compensation: data.compensation ?? kind.compensation[0] ?? null,
    ledger,
    reserved: ledger === null ? 0 : counted,
    days: [...days],
    comment,
    route: [...routeOf(kind, routed, employment, actor, facts)],
    requestedBy: actor,
  });
  const accompanied = [
    request,
    ...(trip === null ? [] : [planTrip(requestId, trip, data, employment, facts)]),
    ...data.documents.map((document) => DocumentAttached({ ...ids, ...document, attachedBy: actor })),
    ...(warnings.length === 0 ? [] : [RequestWarned({ ...ids, warnings: [...warnings] })]),
  ];
  if (ledger === null) return accompanied;

  const right = leaveRightBegins(employment, policy);
  if (kind.needsLeaveRight && from < right) return refuse("leave-right-not-begun", { on: right }, "/from");
  const grants = entitlementsDue(state, employment, policy, to).filter(({ data }) => data.ledger === ledger);
  const entries = [...state.entries, ...grants.flatMap(ledgerEntries)];
  const rules = policy.leavePolicy(employment.country, from);
  return refuseBalance(entries, ledgerEntries(request), days, ledger, from, rules) ?? [...grants, ...accompanied];
};
