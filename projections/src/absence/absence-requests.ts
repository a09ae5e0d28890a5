// Requests for absence, and sick leaves beside them: what is asked for, where on its route each stands, who decided, and what
// it waits for after it was approved.
import { type AbsenceRequestRow, absenceRequestTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";
import { changed } from "./changed-request.js";
import { textOrErased } from "./erased.js";
import { type RecordedRequestEvent, requestEvents } from "./request-events.js";
import { waitingAt, waitsForNobody } from "./waiting-at-step.js";

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

const made = (event: RecordedRequestEvent): AbsenceRequestRow | undefined => {
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

export const absenceRequests = projection({
  name: "absence-requests",
  version: 2,
  reads: requestEvents,
  table: absenceRequestTable,
  keys: (event) => [event.data.requestId],
  project: (row, event): AbsenceRequestRow => {
    const request = made(event) ?? row;
    if (request === undefined) throw new Error("a fact about a request that was never made");
    return { ...request, ...changed(request, event), revision: event.revision };
  },
});
