// What becomes of the days that a sickness took: it ended early and they go back, or the employee chooses after it.
import { z } from "zod";
import type { Employment } from "../../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, isTheSystem, RequestId } from "../../kernel/identifiers.js";
import { addDays, later, localDate, type LocalDate } from "../../kernel/local-date.js";
import type { AbsenceKind } from "../../policy/absence-kinds.js";
import type { Policy } from "../../policy/policy.js";
import type { Absences } from "../absence.js";
import type { DaySpan } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { holding, refuseUnlessApproved } from "../change/find-change.js";
import { refuseCollision } from "../collisions.js";
import { countRequest, kindOf } from "../count-request.js";
import { countedIn, daysWithin } from "../day-spans.js";
import { dueFor } from "../ledger/decisions/ledger-facts.js";
import type { LeaveDue } from "../ledger/grants/entitlements.js";
import { ledgerEntries } from "../ledger/leave-ledger.js";
import { findRequest } from "../request/find-request.js";
import { refuseBalance } from "../request/submit-leave.js";
import { AbsenceResumed, LeaveDaysReturned, LeaveExtended } from "./sick-leave-events.js";

/** After every day that can be asked for. */
const LAST_DAY = localDate("9999-12-31");

/** Days in a row; days of an absence with a gap come in several. */
const runs = (days: readonly DaySpan[]): readonly DaySpan[][] => {
  const result: DaySpan[][] = [];
  for (const span of days) {
    const last = result.at(-1)?.at(-1);
    if (last !== undefined && addDays(last.to, 1) === span.from) result.at(-1)?.push(span);
    else result.push([span]);
  }
  return result;
};

/** What goes back to the absences when a sickness ends on a day. */
export const resumedAfter = (
  to: LocalDate,
  sickLeaveId: RequestId,
  state: Absences,
  { employeeId, country }: Employment,
  policy: Policy,
): readonly EventOf<typeof AbsenceResumed>[] | Refusal => {
  const resumed: EventOf<typeof AbsenceResumed>[] = [];
  for (const { requestId, kind, ledger, status, dayPart, time, interruptions } of state.requests.values())
    for (const interruption of interruptions) {
      if (interruption.sickLeaveId !== sickLeaveId || status !== "approved" || kind === null) continue;
      if (dayPart !== "full" || time !== null) continue; // half a day and hours are asked for anew
      for (const days of runs(daysWithin(interruption.days, { from: addDays(to, 1), to: LAST_DAY }))) {
        const [first, last] = [days[0], days.at(-1)];
        if (first === undefined || last === undefined) continue;
        const used = ledger === null ? 0 : countedIn(days);
        const range = { from: first.from, to: last.to };
        resumed.push(AbsenceResumed({ employeeId, requestId, sickLeaveId, ...range, ledger, kind, used, days }));
      }
    }
  const entries = [...state.entries];
  for (const event of resumed) {
    const { ledger, days, from } = event.data;
    const posted = ledgerEntries(event);
    const short =
      ledger === null
        ? undefined
        : refuseBalance(entries, posted, days, ledger, from, policy.leavePolicy(country, from));
    if (short !== undefined) return short;
    entries.push(...posted);
  }
  return resumed;
};

export const ChooseAfterSickness = z.strictObject({
  employeeId: EmployeeId,
  requestId: RequestId,
  sickLeaveId: RequestId,
  /** The days after leave and sickness, or back to the balance. */
  choice: z.enum(["extend", "return"]),
});
export type ChooseAfterSickness = z.output<typeof ChooseAfterSickness>;

/** As many days from a day on as count so much. */
const daysCounting = (
  hundredths: number,
  from: LocalDate,
  kind: AbsenceKind,
  employment: Employment,
  facts: AbsenceFacts,
): { readonly to: LocalDate; readonly days: readonly DaySpan[] } | Refusal => {
  // Each day counts a whole one at most, and the longest row of days that count nothing is far shorter than this.
  const longest = Math.ceil(hundredths / 100) * 4 + 60;
  let days: readonly DaySpan[] = [];
  for (let length = Math.ceil(hundredths / 100); length <= longest; length += 1) {
    const to = addDays(from, length - 1);
    const counting = countRequest(kind, { from, to, dayPart: "full", time: null }, employment, facts);
    if ("refused" in counting) {
      if (counting.refused !== "counts-no-days") return counting;
      continue;
    }
    days = counting.days;
    if (counting.counted >= hundredths) return { to, days };
  }
  return refuse("counts-no-days", {}, "/choice");
};

/** By the employee, or by HR for the employee, once the sickness has ended; by nobody in time, by the policy. */
export const chooseAfterSickness = (
  { data, meta }: Command<ChooseAfterSickness>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<LeaveDue | EventOf<typeof LeaveExtended> | EventOf<typeof LeaveDaysReturned>> => {
  const { employeeId, requestId, sickLeaveId, choice } = data;
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request, employment } = found;
  const byPolicy = isTheSystem(meta.actor) && !isEmployee(meta.actor, employeeId);
  if (!byPolicy && !isEmployee(meta.actor, employeeId) && !holdsRole("hr-officer", employment, facts))
    return refuse("not-own-request");
  const status = refuseUnlessApproved(request);
  if (status !== undefined) return status;
  const own = request.interruptions.filter((each) => each.sickLeaveId === sickLeaveId && each.extends);
  const [interruption] = own;
  if (interruption === undefined) return refuse("not-interrupted", { requestId, sickLeaveId }, "/sickLeaveId");
  const { chosen } = interruption;
  if (chosen !== null)
    return (chosen === "extended") === (choice === "extend")
      ? nothingToDo()
      : refuse("already-chosen", { chosen }, "/choice");
  const sickLeave = state.sickLeaves.get(sickLeaveId);
  if (sickLeave?.closed !== true) return refuse("sick-leave-open", {}, "/sickLeaveId");
  const chosenBy = meta.actor;
  if (choice === "return") return [LeaveDaysReturned({ employeeId, requestId, sickLeaveId, chosenBy })];

  const kind = kindOf(request.kind, request, employment, facts);
  if ("refused" in kind) return kind;
  const hundredths = countedIn(own.flatMap(({ days }) => days));
  if (hundredths === 0) return [LeaveDaysReturned({ employeeId, requestId, sickLeaveId, chosenBy })];
  const ends = holding(state, requestId).reduce((day, { to }) => later(day, to), later(request.to, sickLeave.to));
  const from = addDays(ends, 1);
  const counting = daysCounting(hundredths, from, kind, employment, facts);
  if ("refused" in counting) return counting;
  const { to, days } = counting;
  const { lastDay } = employment;
  if (lastDay !== null && to > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/choice");
  const place = { requestId, kind: kind.code, from, to, dayPart: "full", time: null } as const;
  const overlap = refuseCollision(place, state, employment, facts.policy);
  if (overlap !== undefined) return overlap;
  const { ledger } = request;
  const used = ledger === null ? 0 : countedIn(days);
  const range = { employeeId, requestId, sickLeaveId, from, to, ledger, kind: kind.code };
  const extended = LeaveExtended({ ...range, used, days: [...days], chosenBy });
  if (ledger === null) return [extended];
  const rules = facts.policy.leavePolicy(employment.country, from);
  const { due, after } = dueFor(ledger, to, state, employment, facts);
  return refuseBalance(after.entries, ledgerEntries(extended), days, ledger, from, rules) ?? [...due, extended];
};
