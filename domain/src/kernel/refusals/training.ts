// Refusals of training: programmes, sessions, entitlements.
import { conflict, notFound, rule } from "./explanation.js";

export const trainingRefusals = {
  "programme-unknown": notFound("There is no training programme {programmeId} in use."),
  "not-subscribed": conflict("There is no subscription to the programme {programmeId}."),
  "entitlement-unknown": notFound("There is no entitlement {entitlementId}."),
  "entitlement-exists": conflict("The entitlement {entitlementId} already exists with other data."),
  "entitlement-used": rule("No entitlement to {programmeId} on {on} has a session left."),
  "place-reserved": conflict("A place in session {sessionId} is reserved already ({reservationId})."),
  "place-not-reserved": rule("The programme {programmeId} needs an entitlement; reserve a place in {sessionId} first."),
  "session-unknown": notFound("There is no training session {sessionId}."),
  "session-exists": conflict("Session {sessionId} already exists with other data."),
  "session-in-the-past": rule("The session would have begun at {startsAt}."),
  "times-reversed": rule("{later} must not lie before {earlier}."),
  "session-cancelled": conflict("Session {sessionId} is cancelled."),
  "session-begun": conflict("Session {sessionId} began at {startsAt}."),
  "session-not-begun": rule("Session {sessionId} begins at {startsAt} only."),
  "cut-off-passed": rule("Places are booked and cancelled until {cutOffAt}."),
  "booked-already": conflict("Employee {employeeId} is {status} in session {sessionId} already."),
  "not-booked": conflict("Employee {employeeId} has no place in session {sessionId}."),
  "waiting-list-full": rule("The waiting list of session {sessionId} holds {limit} people and is full."),
  "seats-taken": rule("{booked} places are booked; the seats cannot be fewer."),
};
