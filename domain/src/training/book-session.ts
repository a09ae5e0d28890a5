// Places of a session: booked while there are seats, else waited for; a place that becomes free goes to who waits longest.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { localDateAt } from "../kernel/local-date.js";
import { ReservationId } from "../kernel/references.js";
import {
  LONGEST_WAITING_LIST,
  SessionId,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingWaitlisted,
  type TrainingMovedUp,
  type TrainingSession,
} from "./session.js";
import { beforeCutOff, movedUp } from "./session-rules.js";
import type { TrainingAccount } from "./training-account.js";

export const BookTraining = z.strictObject({ sessionId: SessionId, employeeId: EmployeeId });
export type BookTraining = z.output<typeof BookTraining>;
export const CancelTrainingBooking = BookTraining;
export type CancelTrainingBooking = z.output<typeof CancelTrainingBooking>;
export const DeclineTrainingBooking = z.strictObject({
  sessionId: SessionId,
  employeeId: EmployeeId,
  reservationId: ReservationId,
});
export type DeclineTrainingBooking = z.output<typeof DeclineTrainingBooking>;

export interface BookFacts {
  readonly employment: Employment | undefined;
  /** The person's entitlements, with the place that is reserved. */
  readonly account: TrainingAccount;
}

/** The reservation of the person's entitlement that stands behind the booking; null where none is asked for. */
const reservationFor = (
  { sessionId, employeeId }: BookTraining,
  { published, reservations }: TrainingSession,
  account: TrainingAccount,
): string | null | Refusal => {
  if (published?.entitlement !== "required") return null;
  const programmeId = published.programmeId;
  for (const [reservationId, place] of account.places)
    if (place.sessionId === sessionId && !reservations.has(reservationId)) return reservationId;
  return refuse("place-not-reserved", { programmeId, sessionId, employeeId }, "/sessionId");
};

export const bookTraining = (
  { data, meta }: Command<BookTraining>,
  state: TrainingSession,
  { employment, account }: BookFacts,
): Decision<EventOf<typeof TrainingBooked> | EventOf<typeof TrainingWaitlisted>> => {
  const { sessionId, employeeId } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const session = beforeCutOff(sessionId, state, meta.at);
  if ("refused" in session) return session;
  const { lastDay } = employment;
  if (lastDay !== null && localDateAt(session.startsAt, session.timeZone) > lastDay)
    return refuse("employee-left", { employeeId, lastDay }, "/employeeId");
  if (state.booked.has(employeeId))
    return refuse("booked-already", { employeeId, sessionId, status: "booked" }, "/employeeId");
  if (state.waiting.has(employeeId))
    return refuse("booked-already", { employeeId, sessionId, status: "waiting" }, "/employeeId");
  const reservationId = reservationFor(data, state, account);
  if (reservationId !== null && typeof reservationId === "object") return reservationId;
  if (state.booked.size < state.seats) return [TrainingBooked({ ...data, reservationId })];
  if (state.waiting.size >= LONGEST_WAITING_LIST)
    return refuse("waiting-list-full", { sessionId, limit: LONGEST_WAITING_LIST }, "/sessionId");
  return [TrainingWaitlisted({ ...data, reservationId })];
};

/** Until the cut-off; a place that becomes free goes to the first who waits, in the same append. */
export const cancelTrainingBooking = (
  { data, meta }: Command<CancelTrainingBooking>,
  state: TrainingSession,
): Decision<EventOf<typeof TrainingBookingCancelled> | EventOf<typeof TrainingMovedUp>> => {
  const { sessionId, employeeId } = data;
  const session = beforeCutOff(sessionId, state, meta.at);
  if ("refused" in session) return session;
  const { booked, waiting, seats } = state;
  const hadPlace = booked.has(employeeId);
  const reservationId = hadPlace ? booked.get(employeeId) : waiting.get(employeeId);
  if (reservationId === undefined) return refuse("not-booked", { employeeId, sessionId }, "/employeeId");
  const cancelled = TrainingBookingCancelled({ ...data, reservationId });
  return hadPlace ? [cancelled, ...movedUp(sessionId, waiting, seats - booked.size + 1)] : [cancelled];
};

/** The reserved place was not booked and will not be: full, cancelled, begun, or given up. */
export const declineTrainingBooking = (
  { data }: Command<DeclineTrainingBooking>,
  { reservations }: TrainingSession,
  { account }: Pick<BookFacts, "account">,
): Decision<EventOf<typeof TrainingBookingDeclined>> => {
  const { sessionId, reservationId } = data;
  const status = reservations.get(reservationId);
  if (status === "declined") return nothingToDo();
  if (status !== undefined) return refuse("reservation-settled", { reservationId, status }, "/reservationId");
  if (account.places.get(reservationId)?.sessionId !== sessionId)
    return refuse("reservation-unknown", { reservationId }, "/reservationId");
  return [TrainingBookingDeclined(data)];
};
