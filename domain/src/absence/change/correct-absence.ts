// Correcting an absence that has begun to what it really was, and counting it anew when the calendar changed: both explicit,
// both kept beside what was approved.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { sameData } from "../../kernel/same-data.js";
import type { Absences } from "../absence.js";
import { AbsenceKindCode, DayPart, type DaySpan } from "../absence-fields.js";
import { TimeSpan } from "../../kernel/local-time.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { refuseCollision } from "../collisions.js";
import { countRequest, kindOf } from "../count-request.js";
import { counted, countedIn } from "../day-spans.js";
import { dueFor } from "../ledger/decisions/ledger-facts.js";
import type { LeaveDue } from "../ledger/grants/entitlements.js";
import { ledgerEntries } from "../ledger/leave-ledger.js";
import { findRequest } from "../request/find-request.js";
import { refuseForm, refuseSpan, refuseWorkDay } from "../request/refuse-request.js";
import { refuseBalance } from "../request/submit-leave.js";
import { planTrip } from "../trip/plan-trip.js";
import type { TripPlanned } from "../trip/trip-events.js";
import { dayInLieuOf, forfeitedBy } from "../work/day-in-lieu.js";
import { checkOvertime } from "../work/overtime.js";
import type { DayInLieuEarned, DayInLieuForfeited } from "../work/work-events.js";
import { AbsenceCorrected, AbsenceRecounted } from "./change-events.js";
import { holding, refuseUnlessApproved } from "./find-change.js";

export const CorrectAbsence = z
  .strictObject({
    employeeId: EmployeeId,
    requestId: RequestId,
    kind: AbsenceKindCode.meta({ example: "annual-leave" }),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart.default("full"),
    time: z.strictObject(TimeSpan.shape).nullable().default(null),
    reason: z.string().trim().max(2000),
  })
  .refine(({ from, to, dayPart, time }) => (dayPart === "full" && time === null) || from === to, {
    path: ["to"],
    message: "a part of a day is one day's",
  })
  .refine(({ dayPart, time }) => time === null || dayPart === "full", {
    path: ["time"],
    message: "is either half a day or hours",
  });
export type CorrectAbsence = z.output<typeof CorrectAbsence>;
export const RecountAbsence = z.strictObject({ employeeId: EmployeeId, requestId: RequestId });
export type RecountAbsence = z.output<typeof RecountAbsence>;

type Corrected =
  | LeaveDue
  | EventOf<typeof AbsenceCorrected>
  | EventOf<typeof TripPlanned>
  | EventOf<typeof DayInLieuEarned>
  | EventOf<typeof DayInLieuForfeited>;

/** By HR, never their own. What the ledger is due by the last day is posted ahead, as when it is asked for. */
export const correctAbsence = (
  { data, meta }: Command<CorrectAbsence>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<Corrected> => {
  const { employeeId, requestId, kind: code, from, to, dayPart, time, reason } = data;
  const { policy, today } = facts;
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  if (isEmployee(meta.actor, employeeId)) return refuse("own-request");
  if (!holdsRole("hr-officer", employment, facts)) return refuse("not-permitted", { action: "correct-absence" });
  const status = refuseUnlessApproved(request);
  if (status !== undefined) return status;
  const spans = holding(state, requestId);
  const [now] = spans;
  const already =
    spans.length === 1 &&
    now !== undefined &&
    sameData({ kind: code, from, to, dayPart, time }, { ...now, requestId: undefined, compensation: undefined });
  if (already) return nothingToDo();
  if (reason === "") return refuse("reason-required", {}, "/reason");
  if (request.kind === null) return refuse("person-erased", { employeeId }, "/employeeId");
  const begins = now?.from ?? request.from;
  if (begins > today) return refuse("absence-not-begun", { from: begins }, "/requestId");

  const kind = kindOf(code, data, employment, facts);
  if ("refused" in kind) return kind;
  const asked = { ...data, requestId, compensation: request.compensation };
  const refusal =
    refuseSpan(data, kind, employment) ??
    refuseForm(data, kind) ??
    refuseWorkDay(data, kind, employment, facts) ??
    refuseCollision(asked, state, employment, policy);
  if (refusal !== undefined) return refusal;
  const counting = countRequest(kind, data, employment, facts);
  if ("refused" in counting) return counting;
  const policies = checkOvertime(asked, state, employment, facts.policy);
  if ("refused" in policies) return policies;

  const { ledger } = kind;
  const { days } = counting;
  const corrected = AbsenceCorrected({
    employeeId,
    requestId,
    kind: code,
    from,
    to,
    dayPart,
    time,
    returnedTo: request.ledger,
    returned: request.ledger === null ? [] : counted(request.days),
    ledger,
    used: ledger === null ? 0 : counting.counted,
    days: [...days],
    reason,
    correctedBy: meta.actor,
  });
  const lieu = [
    ...forfeitedBy(request, employment, state.entries),
    ...dayInLieuOf({ ...request, kind: code, from }, employment, policy),
  ];
  const postings = [corrected, ...lieu].flatMap(ledgerEntries);
  const { due, after } = dueFor(ledger, to, state, employment, facts);
  const entries = [...after.entries, ...postings.filter(({ amount }) => amount >= 0)];
  const uses = postings.filter(({ amount }) => amount < 0);
  const rules = policy.leavePolicy(employment.country, from);
  for (const each of new Set(uses.map((entry) => entry.ledger))) {
    const own = uses.filter((entry) => entry.ledger === each);
    const first = own.reduce((day, { effectiveOn }) => (effectiveOn < day ? effectiveOn : day), from);
    const short = refuseBalance(entries, own, days, each, first, rules);
    if (short !== undefined) return short;
  }
  const { trip } = request;
  const planned = trip === null || !kind.travels ? [] : [planTrip(requestId, trip.plan, data, employment, facts)];
  return [...due, corrected, ...planned, ...lieu];
};

/** By HR, or by the system after a calendar changed. The dates stay; what the days count is taken from the calendar of now. */
export const recountAbsence = (
  { data, meta }: Command<RecountAbsence>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof AbsenceRecounted>> => {
  const { employeeId, requestId } = data;
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const status = refuseUnlessApproved(request);
  if (status !== undefined) return status;
  const { ledger } = request;
  if (ledger === null) return nothingToDo();
  const kind = kindOf(request.kind, request, employment, facts);
  if ("refused" in kind) return kind;
  const days: DaySpan[] = [];
  for (const span of holding(state, requestId)) {
    const counting = countRequest(kind, span, employment, facts);
    // A part that counts nothing any more stays a part of the absence.
    if (!("refused" in counting)) days.push(...counting.days);
    else if (counting.refused !== "counts-no-days") return counting;
  }
  if (sameData(counted(days), counted(request.days))) return nothingToDo();
  const used = countedIn(days);
  const returned = counted(request.days);
  const recounted = AbsenceRecounted({ employeeId, requestId, ledger, returned, used, days, recountedBy: meta.actor });
  const posted = ledgerEntries(recounted);
  const given = posted.filter(({ kind: entry }) => entry === "return");
  const taken = posted.filter(({ kind: entry }) => entry === "use");
  const rules = facts.policy.leavePolicy(employment.country, request.from);
  return refuseBalance([...state.entries, ...given], taken, days, ledger, request.from, rules) ?? [recounted];
};
