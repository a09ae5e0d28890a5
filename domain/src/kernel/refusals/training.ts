// Refusals of training: programmes, sessions, entitlements.
import type { Explanation } from "../refusals.js";

export const trainingRefusals = {
  "programme-unknown": { kind: "not-found", says: "There is no training programme {programmeId} in use." },
  "not-subscribed": { kind: "conflict", says: "There is no subscription to the programme {programmeId}." },
  "entitlement-unknown": { kind: "not-found", says: "There is no entitlement {entitlementId}." },
  "entitlement-exists": { kind: "conflict", says: "The entitlement {entitlementId} already exists with other data." },
  "entitlement-used": { kind: "rule", says: "No entitlement to {programmeId} on {on} has a session left." },
  "place-reserved": { kind: "conflict", says: "A place in session {sessionId} is reserved already ({reservationId})." },
  "place-not-reserved": {
    kind: "rule",
    says: "The programme {programmeId} needs an entitlement; reserve a place in {sessionId} first.",
  },
  "session-unknown": { kind: "not-found", says: "There is no training session {sessionId}." },
  "session-exists": { kind: "conflict", says: "Session {sessionId} already exists with other data." },
  "session-in-the-past": { kind: "rule", says: "The session would have begun at {startsAt}." },
  "times-reversed": { kind: "rule", says: "{later} must not lie before {earlier}." },
  "session-cancelled": { kind: "conflict", says: "Session {sessionId} is cancelled." },
  "session-begun": { kind: "conflict", says: "Session {sessionId} began at {startsAt}." },
  "session-not-begun": { kind: "rule", says: "Session {sessionId} begins at {startsAt} only." },
  "cut-off-passed": { kind: "rule", says: "Places are booked and cancelled until {cutOffAt}." },
  "booked-already": { kind: "conflict", says: "Employee {employeeId} is {status} in session {sessionId} already." },
  "not-booked": { kind: "conflict", says: "Employee {employeeId} has no place in session {sessionId}." },
  "waiting-list-full": {
    kind: "rule",
    says: "The waiting list of session {sessionId} holds {limit} people and is full.",
  },
  "seats-taken": { kind: "rule", says: "{booked} places are booked; the seats cannot be fewer." },
} as const satisfies Record<string, Explanation>;
