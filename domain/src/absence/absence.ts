// The absences of one employee: no two overlap, no balance falls under its floor, each request walks its route once.
// A folder each: request/ (asking and deciding), change/ (after approval), sick-leave/, trip/, work/, ledger/ (leave in days).
import type { Aggregate } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { streamName, type EmployeeId, type RequestId } from "../kernel/identifiers.js";
import { ledgerEvents } from "./ledger/ledger-events.js";
import { evolveSpans, type AbsenceSpan } from "./absence-spans.js";
import { changeEvents } from "./change/change-events.js";
import type { LedgerEntry } from "./ledger/ledger-entry.js";
import { evolveAgreements, evolveGrants, type LedgerState } from "./ledger/ledger-state.js";
import { ledgerEntries } from "./ledger/leave-ledger.js";
import { requestEvents } from "./request/request-events.js";
import { evolveRequest, newRequest, type AbsenceRequest } from "./request/request-state.js";
import { sickLeaveEvents } from "./sick-leave/sick-leave-events.js";
import { evolveSickLeaves, type SickLeave } from "./sick-leave/sick-leave-state.js";
import { tripEvents } from "./trip/trip-events.js";
import { workEvents } from "./work/work-events.js";

export const absenceStream = (id: EmployeeId): string => streamName("absence", id);

// Events — stored for ever, each declared in its folder.
export const absenceEvents = [
  ...ledgerEvents,
  ...requestEvents,
  ...changeEvents,
  ...sickLeaveEvents,
  ...tripEvents,
  ...workEvents,
] as const;
export type AbsenceEvent = EventOf<(typeof absenceEvents)[number]>;

// State — only what decisions need.
export interface Absences extends LedgerState {
  readonly requests: ReadonlyMap<RequestId, AbsenceRequest>;
  readonly sickLeaves: ReadonlyMap<string, SickLeave>;
  /** What of them really holds. */
  readonly spans: readonly AbsenceSpan[];
  /** The leave ledgers: every entry that the events so far have posted. */
  readonly entries: readonly LedgerEntry[];
}

const evolveRequests = (state: Absences, event: AbsenceEvent): Absences["requests"] => {
  const made = newRequest(event);
  if (made !== undefined) return new Map(state.requests).set(made.requestId, made);
  const request = "requestId" in event.data ? state.requests.get(event.data.requestId) : undefined;
  if (request === undefined) return state.requests;
  return new Map(state.requests).set(request.requestId, evolveRequest(request, event));
};

export const absence: Aggregate<Absences, AbsenceEvent> = {
  initial: { requests: new Map(), sickLeaves: new Map(), spans: [], grants: [], agreements: [], entries: [] },
  evolve: (state, event) => {
    const posted = ledgerEntries(event);
    return {
      requests: evolveRequests(state, event),
      sickLeaves: evolveSickLeaves(state.sickLeaves, event),
      spans: evolveSpans(state.spans, event),
      grants: evolveGrants(state.grants, event),
      agreements: evolveAgreements(state.agreements, event),
      entries: posted.length === 0 ? state.entries : [...state.entries, ...posted],
    };
  },
};
