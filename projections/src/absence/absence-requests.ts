// Requests for absence, and sick leaves beside them: what is asked for, where on its route each stands, who decided, and what
// it waits for after it was approved.
import {
  AbsenceCancelled,
  AbsenceCorrected,
  AbsenceInterrupted,
  AbsenceApproved,
  AbsenceRecorded,
  AbsenceRecounted,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceResumed,
  AbsenceWithdrawn,
  CancellationAsked,
  CancellationDeclined,
  countedIn,
  DocumentAttached,
  EmployeeRecalled,
  LeaveDaysReturned,
  LeaveExtended,
  RecallDeclined,
  RecallProposed,
  RequestWarned,
  type RouteStep,
  SickLeaveClosed,
  SickLeaveExtended,
  SickLeaveOpened,
  StepApproved,
  StepEscalated,
  TripAdvancePaid,
  TripPlanned,
  TripReportAccepted,
  TripReported,
  TripReportReturned,
} from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { type AbsenceRequestRow, absenceRequestTable, type StepOutcome } from "@tabel/read-models";
import { type EventsOf, projection } from "../engine/projection.js";
import { textOrErased } from "./erased.js";

const reads = [
  AbsenceRequested,
  RequestWarned,
  DocumentAttached,
  StepApproved,
  StepEscalated,
  AbsenceApproved,
  AbsenceRejected,
  AbsenceWithdrawn,
  AbsenceRecorded,
  CancellationAsked,
  CancellationDeclined,
  AbsenceCancelled,
  RecallProposed,
  RecallDeclined,
  EmployeeRecalled,
  AbsenceCorrected,
  AbsenceRecounted,
  SickLeaveOpened,
  SickLeaveExtended,
  SickLeaveClosed,
  AbsenceInterrupted,
  AbsenceResumed,
  LeaveExtended,
  LeaveDaysReturned,
  TripPlanned,
  TripAdvancePaid,
  TripReported,
  TripReportAccepted,
  TripReportReturned,
] as const;
type RequestEvent = EventsOf<typeof reads>;

const holderOf = (step: RouteStep) => ({
  holderUnitId: step.holder === "unit-head" ? step.unitId : null,
  holderRole: step.holder === "role" ? step.role : null,
  holderUserId: step.holder === "person" ? step.userId : null,
});

/** Whom the request waits for at a step of its route. */
const waitingAt = (route: readonly RouteStep[], step: number) => {
  const holder = route[step];
  if (holder === undefined) throw new Error("a request waits at a step that its route does not have");
  return { step, ...holderOf(holder), escalations: 0 };
};

const waitsForNobody = { step: null, holderUnitId: null, holderRole: null, holderUserId: null, escalations: 0 };

/** What comes only with later events. */
const untouched = {
  change: null,
  interruptions: [],
  documents: [],
  warnings: [],
  trip: null,
  steps: [],
  comment: null,
  reason: null,
} as const;
const wholeDays = { dayPart: "full", time: null, compensation: null } as const;
const nobodyDecides = { ...waitsForNobody, ledger: null, reserved: 0, used: null, route: [] } as const;

const made = (event: Recorded<RequestEvent> & RequestEvent): AbsenceRequestRow | undefined => {
  const { revision } = event;
  switch (event.type) {
    case "AbsenceRequested": {
      const { data } = event;
      return {
        requestId: data.requestId,
        employeeId: data.employeeId,
        kind: textOrErased(data.kind),
        fromDate: data.from,
        toDate: data.to,
        dayPart: data.dayPart,
        status: "submitted",
        ledger: data.ledger,
        reserved: data.reserved,
        used: null,
        requestedBy: data.requestedBy,
        requestedAt: event.recordedAt,
        route: data.route,
        ...waitingAt(data.route, 0),
        askedBy: data.requestedBy,
        ...untouched,
        time: data.time,
        compensation: data.compensation,
        comment: data.comment,
        revision,
      };
    }
    case "AbsenceRecorded":
    case "SickLeaveOpened": {
      const { data } = event;
      const by = event.type === "SickLeaveOpened" ? event.data.openedBy : event.data.recordedBy;
      return {
        requestId: data.requestId,
        employeeId: data.employeeId,
        kind: textOrErased(data.kind),
        fromDate: data.from,
        toDate: data.to,
        status: event.type === "SickLeaveOpened" ? "open" : "approved",
        requestedBy: by,
        requestedAt: event.recordedAt,
        askedBy: by,
        ...wholeDays,
        ...nobodyDecides,
        ...untouched,
        revision,
      };
    }
    default:
      return undefined;
  }
};

const changed = (row: AbsenceRequestRow, event: Recorded<RequestEvent> & RequestEvent): Partial<AbsenceRequestRow> => {
  const onBehalfOf = "onBehalfOf" in event.data ? event.data.onBehalfOf : null;
  const taken = (step: number, outcome: StepOutcome, by: string) => ({
    steps: [
      ...row.steps,
      { step, outcome, by, onBehalfOf: onBehalfOf ?? event.metadata.onBehalfOf ?? null, at: event.recordedAt },
    ],
  });
  // The row's route was written from the event's own.
  const route = row.route as readonly RouteStep[];
  const last = row.step ?? Math.max(0, route.length - 1);
  const settled = { ...waitsForNobody, change: null };
  const chosen = (sickLeaveId: string, choice: "extended" | "returned") => ({
    interruptions: row.interruptions.map((each) =>
      each.sickLeaveId === sickLeaveId && each.extends ? { ...each, chosen: choice } : each,
    ),
  });
  const ofTrip = (change: Partial<NonNullable<AbsenceRequestRow["trip"]>>) => ({
    trip: row.trip === null ? null : { ...row.trip, ...change },
  });
  switch (event.type) {
    case "RequestWarned":
      return { warnings: [...row.warnings, ...event.data.warnings] };
    case "DocumentAttached": {
      const { documentId, name, mediaType } = event.data;
      return { documents: [...row.documents, { documentId, name, mediaType }] };
    }
    case "StepApproved": {
      const { step, approvedBy } = event.data;
      return { ...waitingAt(route, step + 1), ...taken(step, "approved", approvedBy) };
    }
    case "StepEscalated": {
      const { step, to, escalatedBy } = event.data;
      const escalated = route.map((each, place) => (place === step ? to : each));
      const steps = taken(step, "escalated", escalatedBy);
      return { route: escalated, ...holderOf(to), escalations: row.escalations + 1, ...steps };
    }
    case "AbsenceApproved": {
      const { step, approvedBy, used, from, to, dayPart } = event.data;
      const frozen = { fromDate: from, toDate: to, dayPart, used };
      return { ...waitsForNobody, status: "approved", ...frozen, ...taken(step, "approved", approvedBy) };
    }
    case "AbsenceRejected": {
      const { step, rejectedBy, reason } = event.data;
      return { ...waitsForNobody, status: "rejected", reason, ...taken(step, "rejected", rejectedBy) };
    }
    case "AbsenceWithdrawn":
      return { ...waitsForNobody, status: "withdrawn", ...taken(last, "withdrawn", event.data.withdrawnBy) };
    case "CancellationAsked": {
      const { askedBy, reason, step } = event.data;
      return {
        ...holderOf(step),
        askedBy,
        change: { asks: "cancellation", by: askedBy, reason, from: null, to: null },
      };
    }
    case "CancellationDeclined":
      return { ...settled, reason: event.data.reason, ...taken(last, "cancellation-declined", event.data.declinedBy) };
    case "AbsenceCancelled":
      return { ...settled, status: "cancelled", used: 0, ...taken(last, "cancelled", event.data.cancelledBy) };
    case "RecallProposed": {
      const { proposedBy, reason, from, to } = event.data;
      return { askedBy: proposedBy, change: { asks: "recall", by: proposedBy, reason, from, to } };
    }
    case "RecallDeclined":
      return { ...settled, ...taken(last, "recall-declined", event.data.declinedBy) };
    case "EmployeeRecalled":
      return { ...settled, ...usedLess(row, event.data.returned), ...taken(last, "recalled", event.data.consentedBy) };
    case "AbsenceCorrected": {
      const { from, to, dayPart, time, ledger, used, kind, correctedBy } = event.data;
      const now = { fromDate: from, toDate: to, dayPart, time, ledger, used, kind: textOrErased(kind) };
      return { ...settled, ...now, interruptions: [], ...taken(last, "corrected", correctedBy) };
    }
    case "AbsenceRecounted":
      return { used: event.data.used, ...taken(last, "recounted", event.data.recountedBy) };
    case "SickLeaveExtended":
      return { toDate: event.data.to };
    case "SickLeaveClosed":
      return { toDate: event.data.to, status: "closed" };
    case "AbsenceInterrupted": {
      const { sickLeaveId, from, to, returned, extends: later } = event.data;
      const interruption = { sickLeaveId, from, to, extends: later, chosen: null };
      return { interruptions: [...row.interruptions, interruption], ...usedLess(row, returned) };
    }
    case "AbsenceResumed":
      return { used: row.used === null ? null : row.used + event.data.used };
    case "LeaveExtended":
      return {
        used: row.used === null ? null : row.used + event.data.used,
        ...chosen(event.data.sickLeaveId, "extended"),
      };
    case "LeaveDaysReturned":
      return chosen(event.data.sickLeaveId, "returned");
    case "TripPlanned": {
      const { destination, purpose, country, grade, perDiem, total, advance } = event.data;
      const nothingYet = { paid: null, spent: null, report: null, balanceMinor: null };
      return { trip: { ...nothingYet, ...row.trip, destination, purpose, country, grade, perDiem, total, advance } };
    }
    case "TripAdvancePaid":
      return ofTrip({ paid: event.data.amount });
    case "TripReported":
      return ofTrip({ spent: event.data.spent, report: "submitted" });
    case "TripReportAccepted":
      return ofTrip({ report: "accepted", balanceMinor: event.data.balanceMinor });
    case "TripReportReturned":
      return { ...ofTrip({ report: "returned" }), reason: event.data.reason };
    case "AbsenceRequested":
    case "AbsenceRecorded":
    case "SickLeaveOpened":
      return {};
  }
};

/** What a request counts after counted days were given back; 0 stays 0 where there is no ledger. */
const usedLess = (
  { used }: AbsenceRequestRow,
  returned: Parameters<typeof countedIn>[0],
): Pick<AbsenceRequestRow, "used"> => ({ used: used === null ? null : used - countedIn(returned) });

export const absenceRequests = projection({
  name: "absence-requests",
  version: 2,
  reads,
  table: absenceRequestTable,
  keys: (event) => [event.data.requestId],
  project: (row, event): AbsenceRequestRow => {
    const request = made(event) ?? row;
    if (request === undefined) throw new Error("a fact about a request that was never made");
    return { ...request, ...changed(request, event), revision: event.revision };
  },
});
