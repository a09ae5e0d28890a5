// What a request's row becomes with each later event: decided, cancelled, corrected, interrupted, reported on.
import { countedIn, type RouteStep } from "@tabel/domain";
import type { AbsenceRequestRow, StepOutcome } from "@tabel/read-models";
import { textOrErased } from "./erased.js";
import type { RecordedRequestEvent } from "./request-events.js";
import { holderOf, waitingAt, waitsForNobody } from "./waiting-at-step.js";

/** What a request counts after counted days were given back; 0 stays 0 where there is no ledger. */
const usedLess = (
  { used }: AbsenceRequestRow,
  returned: Parameters<typeof countedIn>[0],
): Pick<AbsenceRequestRow, "used"> => ({ used: used === null ? null : used - countedIn(returned) });

export const changed = (row: AbsenceRequestRow, event: RecordedRequestEvent): Partial<AbsenceRequestRow> => {
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
