// A trip's money: the advance is paid, the employee reports, accounting accepts the report or sends it back.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId, isEmployee, RequestId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { Money } from "../../kernel/money.js";
import { sameData } from "../../kernel/same-data.js";
import type { Absences } from "../absence.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { findRequest, type Found } from "../request/find-request.js";
import { refuseUnlessApproved } from "../change/find-change.js";
import type { Trip } from "../request/request-state.js";
import { TripAdvancePaid, TripReportAccepted, TripReported, TripReportReturned } from "./trip-events.js";

const ids = { employeeId: EmployeeId, requestId: RequestId };
export const RecordTripAdvance = z.strictObject({ ...ids, amount: Money, paidOn: LocalDate });
export type RecordTripAdvance = z.output<typeof RecordTripAdvance>;
export const ReportTrip = z.strictObject({ ...ids, spent: Money, summary: z.string().trim().min(1).max(2000) });
export type ReportTrip = z.output<typeof ReportTrip>;
export const AcceptTripReport = z.strictObject(ids);
export type AcceptTripReport = z.output<typeof AcceptTripReport>;
export const ReturnTripReport = z.strictObject({ ...ids, reason: z.string().trim().max(2000) });
export type ReturnTripReport = z.output<typeof ReturnTripReport>;

interface FoundTrip extends Found {
  readonly trip: Trip;
}

type OfTrip = Command<{ readonly employeeId: EmployeeId; readonly requestId: RequestId }>;

/** An approved trip whose accounts are open. */
const openTrip = ({ data }: OfTrip, state: Absences, facts: AbsenceFacts): FoundTrip | Refusal => {
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  const { request } = found;
  const status = refuseUnlessApproved(request);
  if (status !== undefined) return status;
  const { trip, requestId } = request;
  return trip === null ? refuse("no-business-trip", { requestId }, "/requestId") : { ...found, trip };
};

/** Accounting, never for the own trip. */
const asAccountant = (command: OfTrip, action: string, state: Absences, facts: AbsenceFacts): FoundTrip | Refusal => {
  const found = findRequest(command.data, state, facts);
  if ("refused" in found) return found;
  if (isEmployee(command.meta.actor, command.data.employeeId)) return refuse("own-request");
  if (!holdsRole("accountant", found.employment, facts)) return refuse("not-permitted", { action });
  return openTrip(command, state, facts);
};

const refuseCurrency = ({ currency }: Money, { total }: Trip, path: string): Refusal | undefined =>
  currency === total.currency ? undefined : refuse("other-currency", { currency: total.currency }, path);

export const recordTripAdvance = (
  command: Command<RecordTripAdvance>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof TripAdvancePaid>> => {
  const { data, meta } = command;
  const found = asAccountant(command, "record-trip-advance", state, facts);
  if ("refused" in found) return found;
  const { trip } = found;
  if (sameData(trip.paid, data.amount)) return nothingToDo();
  if (trip.report?.status === "accepted") return refuse("trip-settled", {}, "/requestId");
  return (
    refuseCurrency(data.amount, trip, "/amount/currency") ?? [TripAdvancePaid({ ...data, recordedBy: meta.actor })]
  );
};

/** By the employee, or by HR for the employee, once the trip has begun; a report that was sent back is sent again. */
export const reportTrip = (
  command: Command<ReportTrip>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof TripReported>> => {
  const { data, meta } = command;
  const found = findRequest(data, state, facts);
  if ("refused" in found) return found;
  if (!isEmployee(meta.actor, data.employeeId) && !holdsRole("hr-officer", found.employment, facts))
    return refuse("not-own-request");
  const open = openTrip(command, state, facts);
  if ("refused" in open) return open;
  const { trip, request } = open;
  if (trip.report?.status === "accepted") return refuse("trip-settled", {}, "/requestId");
  if (trip.report?.status === "submitted" && sameData(trip.report.spent, data.spent)) return nothingToDo();
  if (request.from > facts.today) return refuse("trip-not-ended", { to: request.to }, "/requestId");
  return refuseCurrency(data.spent, trip, "/spent/currency") ?? [TripReported({ ...data, reportedBy: meta.actor })];
};

const submitted = (command: OfTrip, action: string, state: Absences, facts: AbsenceFacts): FoundTrip | Refusal => {
  const found = asAccountant(command, action, state, facts);
  if ("refused" in found) return found;
  return found.trip.report?.status === "submitted" ? found : refuse("report-not-submitted", {}, "/requestId");
};

/** The balance is what was spent and the per diem, less the advance; under zero, the employee gives the rest back. */
export const acceptTripReport = (
  command: Command<AcceptTripReport>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof TripReportAccepted>> => {
  const found = submitted(command, "accept-trip-report", state, facts);
  if ("refused" in found) return found;
  const { total, paid, report } = found.trip;
  const balanceMinor = (report?.spent.minor ?? 0) + total.minor - (paid?.minor ?? 0);
  const acceptedBy = command.meta.actor;
  return [TripReportAccepted({ ...command.data, balanceMinor, currency: total.currency, acceptedBy })];
};

export const returnTripReport = (
  command: Command<ReturnTripReport>,
  state: Absences,
  facts: AbsenceFacts,
): Decision<EventOf<typeof TripReportReturned>> => {
  const found = submitted(command, "return-trip-report", state, facts);
  if ("refused" in found) return found;
  if (command.data.reason === "") return refuse("reason-required", {}, "/reason");
  return [TripReportReturned({ ...command.data, returnedBy: command.meta.actor })];
};
