// Asking for an absence: by the employee, or by HR on the employee's behalf.
import { z } from "zod";
import type { Employment } from "../../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { addMonthsToDate, daysBetween, LocalDate } from "../../kernel/local-date.js";
import type { AbsenceKind } from "../../policy/absence-kinds.js";
import { AbsenceKindCode, DayPart, type DaySpan } from "../absence-fields.js";
import { AbsenceRequested } from "./request-events.js";
import { type Absences } from "../absence.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { countDays, unloadedYear } from "../ledger/leave-days.js";
import { availableFrom, firstDayUnderZero, ledgerEntries } from "../ledger/leave-ledger.js";
import type { LedgerEntry } from "../ledger/ledger-entry.js";
import { countedIn } from "../day-spans.js";
import { routeOf } from "./route.js";
import { entitlementsDue, type LeaveDue } from "../ledger/entitlements.js";
import { leaveRightBegins } from "../ledger/leave-years.js";

export const SubmitLeave = z
  .strictObject({
    employeeId: EmployeeId,
    kind: AbsenceKindCode.meta({ example: "annual-leave" }),
    from: LocalDate,
    to: LocalDate,
    dayPart: DayPart.default("full"),
    comment: z.string().trim().max(2000).nullable().default(null),
  })
  .refine(({ from, to, dayPart }) => dayPart === "full" || from === to, {
    path: ["dayPart"],
    message: "half a day is asked for one day at a time",
  });
export type SubmitLeave = z.output<typeof SubmitLeave>;

type Submitted = LeaveDue | EventOf<typeof AbsenceRequested>;

/** Length, employment and time: what speaks against these dates whatever the balance is. */
const refuseDates = (
  { employeeId, kind: code, from, to, dayPart }: SubmitLeave,
  kind: AbsenceKind,
  employment: Employment,
  byHr: boolean,
  { policy, calendar, today }: AbsenceFacts,
): Refusal | undefined => {
  const { hiredOn, lastDay, country } = employment;
  const days = daysBetween(from, to) + 1;
  if (days > kind.longestDays) return refuse("absence-too-long", { days, limit: kind.longestDays }, "/to");
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && to > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/to");
  if (from < today && !kind.backDatedBy.includes(byHr ? "hr-officer" : "employee"))
    return refuse("back-dated", { from, kind: code, allowed: kind.backDatedBy.join(", ") || "nobody" }, "/from");
  const { monthsAhead } = policy.leavePolicy(country, today);
  if (from > addMonthsToDate(today, monthsAhead))
    return refuse("too-far-ahead", { from, months: monthsAhead }, "/from");
  if (dayPart !== "full" && !kind.halfDays) return refuse("whole-days-only", { kind: code }, "/dayPart");
  const year = unloadedYear({ from, to }, country, calendar);
  return year === undefined ? undefined : refuse("calendar-not-loaded", { country, year }, "/from");
};

const refuseOverlap = ({ from, to }: SubmitLeave, state: Absences): Refusal | undefined => {
  for (const { requestId, status, from: first, to: last } of state.requests.values())
    if ((status === "pending" || status === "approved") && first <= to && from <= last)
      return refuse("absence-overlaps", { from: first, to: last, requestId }, "/from");
  return undefined;
};

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
): Refusal | undefined => {
  const under = firstDayUnderZero([...entries, ...posting], ledger, from);
  if (under === undefined) return undefined;
  const { on, amount } = availableFrom(entries, ledger, under);
  return refuse("balance-exceeded", { asked: countedIn(days) / 100, available: Math.max(0, amount) / 100, on }, "/to");
};

/** The command brings the request's id. What its ledger is due by its last day is posted ahead of it. */
export const submitLeave = (
  { data, meta }: Command<SubmitLeave>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<Submitted> => {
  const { employeeId, kind: code, from, to, dayPart, comment } = data;
  const { employment, policy } = facts;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const byHr = holdsRole("hr-officer", employment, facts);
  if (!isEmployee(meta.actor, employeeId) && !byHr) return refuse("not-own-request");
  const requestId = RequestId.parse(meta.newId);
  if (state.requests.has(requestId)) return nothingToDo();

  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const kinds = policy.absenceKinds(employment.country, from);
  const kind = kinds.get(code);
  if (kind === undefined) return refuse("kind-unknown", { kind: code, kinds: [...kinds.keys()] }, "/kind");
  const refusal = refuseDates(data, kind, employment, byHr, facts) ?? refuseOverlap(data, state);
  if (refusal !== undefined) return refusal;

  const days = countDays({ counts: kind.counts, from, to, dayPart }, employment, facts.calendar);
  const counted = countedIn(days);
  if (counted === 0) return refuse("counts-no-days", {}, "/from");
  const { ledger } = kind;
  const request = AbsenceRequested({
    employeeId,
    requestId,
    kind: code,
    from,
    to,
    dayPart,
    ledger,
    reserved: ledger === null ? 0 : counted,
    days: [...days],
    comment,
    route: [...routeOf(kind, employment, meta.actor, facts)],
    requestedBy: meta.actor,
  });
  if (ledger === null) return [request];

  const right = leaveRightBegins(employment, policy);
  if (kind.needsLeaveRight && from < right) return refuse("leave-right-not-begun", { on: right }, "/from");
  const grants = entitlementsDue(state, employment, policy, to).filter(({ data }) => data.ledger === ledger);
  const entries = [...state.entries, ...grants.flatMap(ledgerEntries)];
  return refuseBalance(entries, ledgerEntries(request), days, ledger, from) ?? [...grants, request];
};
