// Requests for absence: what is asked for, where on its route each stands, and who decided.
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  type RouteStep,
  StepApproved,
} from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { type AbsenceRequestRow, absenceRequestTable, type StepTaken } from "@tabel/read-models";
import { projection } from "./engine/projection.js";

/** Whom the request waits for at a step of its route. */
const waitingAt = (route: readonly RouteStep[], step: number) => {
  const holder = route[step];
  if (holder === undefined) throw new Error("a request waits at a step that its route does not have");
  return {
    step,
    holderUnitId: holder.holder === "unit-head" ? holder.unitId : null,
    holderRole: holder.holder === "role" ? holder.role : null,
  };
};

/** Stands for the kind of an absence once its person's key is destroyed. */
const ERASED = "erased";

const decided = { step: null, holderUnitId: null, holderRole: null };

const taken = (event: Recorded, step: number, outcome: StepTaken["outcome"], by: string): StepTaken => ({
  step,
  outcome,
  by,
  onBehalfOf: event.metadata.onBehalfOf ?? null,
  at: event.recordedAt,
});

export const absenceRequests = projection({
  name: "absence-requests",
  version: 1,
  reads: [AbsenceRequested, StepApproved, AbsenceApproved, AbsenceRejected, AbsenceWithdrawn],
  table: absenceRequestTable,
  keys: (event) => [event.data.requestId],
  project: (request, event): AbsenceRequestRow => {
    const { revision } = event;
    if (event.type === "AbsenceRequested") {
      const { data } = event;
      return {
        requestId: data.requestId,
        employeeId: data.employeeId,
        kind: event.erased ? ERASED : data.kind,
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
        steps: [],
        comment: data.comment,
        reason: null,
        revision,
      };
    }
    if (request === undefined) throw new Error("a decision on a request that was never made");
    const { steps } = request;
    switch (event.type) {
      case "StepApproved": {
        const { step, approvedBy } = event.data;
        // The row's route was written from the event's own.
        const route = request.route as readonly RouteStep[];
        return {
          ...request,
          ...waitingAt(route, step + 1),
          steps: [...steps, taken(event, step, "approved", approvedBy)],
          revision,
        };
      }
      case "AbsenceApproved": {
        const { step, approvedBy, used, from, to, dayPart } = event.data;
        return {
          ...request,
          ...decided,
          status: "approved",
          fromDate: from,
          toDate: to,
          dayPart,
          used,
          steps: [...steps, taken(event, step, "approved", approvedBy)],
          revision,
        };
      }
      case "AbsenceRejected": {
        const { step, rejectedBy, reason } = event.data;
        return {
          ...request,
          ...decided,
          status: "rejected",
          reason,
          steps: [...steps, taken(event, step, "rejected", rejectedBy)],
          revision,
        };
      }
      case "AbsenceWithdrawn":
        return {
          ...request,
          ...decided,
          status: "withdrawn",
          steps: [...steps, taken(event, request.step ?? 0, "withdrawn", event.data.withdrawnBy)],
          revision,
        };
    }
  },
});
