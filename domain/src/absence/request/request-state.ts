// A request as decisions see it, from asking to what became of it.
import type { LocalDate } from "../../kernel/local-date.js";
import type { RequestId, UserId } from "../../kernel/identifiers.js";
import type { Money } from "../../kernel/money.js";
import type { AbsenceEvent } from "../absence.js";
import type { Compensation, DayPart, DaySpan, RouteStep } from "../absence-fields.js";
import type { TimeSpan } from "../../kernel/local-time.js";
import type { TripPlan } from "../trip/plan-trip.js";
import { daysWith, daysWithin, daysWithout } from "../day-spans.js";

/** A change that one side asked for and the other has not consented to. */
export type PendingChange =
  | { readonly asks: "cancellation"; readonly step: RouteStep; readonly askedBy: UserId }
  | { readonly asks: "recall"; readonly from: LocalDate; readonly to: LocalDate; readonly proposedBy: UserId };

/** Days that a sickness took out of the request. */
export interface Interruption {
  readonly sickLeaveId: RequestId;
  /** The days as they were, holidays among them. */
  readonly days: readonly DaySpan[];
  /** Whether the employee may have them after leave and sickness. */
  readonly extends: boolean;
  readonly chosen: "extended" | "returned" | null;
}

export interface Trip {
  /** As it was asked for; its texts are null once the person's data are erased. */
  readonly plan: TripPlan;
  readonly total: Money;
  readonly paid: Money | null;
  readonly report: { readonly spent: Money; readonly status: "submitted" | "accepted" | "returned" } | null;
}

export interface AbsenceRequest {
  readonly requestId: RequestId;
  /** Null once the person's data are erased. */
  readonly kind: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart: DayPart;
  readonly time: TimeSpan | null;
  readonly compensation: Compensation | null;
  readonly ledger: string | null;
  /** As counted when it was made; once it is approved, the frozen days that still hold. */
  readonly days: readonly DaySpan[];
  readonly route: readonly RouteStep[];
  /** The step that it waits for; the last one taken once it is decided. */
  readonly step: number;
  /** How often that step was escalated. */
  readonly escalations: number;
  readonly status: "pending" | "approved" | "rejected" | "withdrawn" | "cancelled";
  readonly requestedBy: UserId;
  readonly change: PendingChange | null;
  readonly interruptions: readonly Interruption[];
  readonly documents: readonly string[];
  /** Null for what is no business trip. */
  readonly trip: Trip | null;
}

const replaced = (route: readonly RouteStep[], place: number, step: RouteStep): readonly RouteStep[] =>
  route.map((each, index) => (index === place ? step : each));

const untouched = { escalations: 0, change: null, interruptions: [], documents: [], trip: null } as const;

const chosen = (
  request: AbsenceRequest,
  sickLeaveId: string,
  choice: Interruption["chosen"],
): readonly Interruption[] =>
  request.interruptions.map((each) => (each.sickLeaveId === sickLeaveId ? { ...each, chosen: choice } : each));

/** An event that makes a request, or undefined. */
export const newRequest = ({ type, data }: AbsenceEvent): AbsenceRequest | undefined => {
  switch (type) {
    case "AbsenceRequested": {
      const { employeeId: _, reserved: __, comment: ___, ...asked } = data;
      return { ...asked, ...untouched, step: 0, status: "pending" };
    }
    case "AbsenceRecorded": {
      const { requestId, kind, from, to, days, recordedBy } = data;
      const whole = { dayPart: "full", time: null, compensation: null, ledger: null } as const;
      const found = { requestId, kind, from, to, days, requestedBy: recordedBy };
      return { ...found, ...whole, ...untouched, route: [], step: 0, status: "approved" };
    }
    default:
      return undefined;
  }
};

/** A request after an event that is about it. */
export const evolveRequest = (request: AbsenceRequest, { type, data }: AbsenceEvent): AbsenceRequest => {
  switch (type) {
    case "DocumentAttached":
      return { ...request, documents: [...request.documents, data.documentId] };
    case "StepApproved":
      return { ...request, step: data.step + 1, escalations: 0 };
    case "StepEscalated":
      return { ...request, route: replaced(request.route, data.step, data.to), escalations: request.escalations + 1 };
    case "AbsenceApproved":
      return { ...request, status: "approved", step: data.step, days: data.days };
    case "AbsenceRejected":
      return { ...request, status: "rejected", step: data.step };
    case "AbsenceWithdrawn":
      return { ...request, status: "withdrawn" };
    case "CancellationAsked":
      return { ...request, change: { asks: "cancellation", step: data.step, askedBy: data.askedBy } };
    case "RecallProposed": {
      const { from, to, proposedBy } = data;
      return { ...request, change: { asks: "recall", from, to, proposedBy } };
    }
    case "CancellationDeclined":
    case "RecallDeclined":
      return { ...request, change: null };
    case "AbsenceCancelled":
      return { ...request, status: "cancelled", change: null, days: [], interruptions: [] };
    case "EmployeeRecalled":
      return { ...request, change: null, days: daysWithout(request.days, data) };
    case "AbsenceCorrected": {
      const { kind, from, to, dayPart, time, ledger, days } = data;
      return { ...request, kind, from, to, dayPart, time, ledger, days, change: null, interruptions: [] };
    }
    case "AbsenceRecounted":
      return { ...request, days: data.days };
    case "AbsenceInterrupted": {
      const { sickLeaveId, extends: later } = data;
      const interruption: Interruption = {
        sickLeaveId,
        days: daysWithin(request.days, data),
        extends: later,
        chosen: null,
      };
      return {
        ...request,
        days: daysWithout(request.days, data),
        interruptions: [...request.interruptions, interruption],
      };
    }
    case "AbsenceResumed": {
      const interruptions = request.interruptions.map((each) =>
        each.sickLeaveId === data.sickLeaveId ? { ...each, days: daysWithout(each.days, data) } : each,
      );
      return { ...request, days: daysWith(request.days, data.days), interruptions };
    }
    case "LeaveExtended":
      return {
        ...request,
        days: daysWith(request.days, data.days),
        interruptions: chosen(request, data.sickLeaveId, "extended"),
      };
    case "LeaveDaysReturned":
      return { ...request, interruptions: chosen(request, data.sickLeaveId, "returned") };
    case "TripPlanned": {
      const { destination, purpose, country, advance, total } = data;
      const plan = { destination, purpose, country, advance };
      return { ...request, trip: { paid: null, report: null, ...request.trip, plan, total } };
    }
    case "TripAdvancePaid":
      return request.trip === null ? request : { ...request, trip: { ...request.trip, paid: data.amount } };
    case "TripReported": {
      const report = { spent: data.spent, status: "submitted" as const };
      return request.trip === null ? request : { ...request, trip: { ...request.trip, report } };
    }
    case "TripReportAccepted":
    case "TripReportReturned": {
      const status = type === "TripReportAccepted" ? ("accepted" as const) : ("returned" as const);
      const { trip } = request;
      if (trip === null || trip.report === null) return request;
      return { ...request, trip: { ...trip, report: { ...trip.report, status } } };
    }
    default:
      return request;
  }
};
