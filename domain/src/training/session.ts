// A training session: never more bookings than seats; the waiting list moves up in order.
// Decisions: hold-session.ts, book-session.ts.
import { z } from "zod";
import type { Aggregate } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { EmployeeId, Instant, streamName } from "../kernel/identifiers.js";
import { Title } from "../kernel/title.js";
import { TimeZone } from "../kernel/time-zone.js";
import { ReservationId } from "../kernel/references.js";
import { EntitlementRule, ProgrammeId } from "./programme.js";

export const SessionId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/)
  .transform((text) => text as string & { readonly __sessionId: true }) // proved by the pattern above
  .meta({ title: "SessionId", example: "anti-fraud-2026-12-03" });
export type SessionId = z.output<typeof SessionId>;

export const trainingSessionStream = (id: SessionId): string => streamName("trainingSession", id);

export const Seats = z.int().min(1).max(1000);
/** People who may wait for a place; it bounds the session's state. */
export const LONGEST_WAITING_LIST = 1000;

const place = { sessionId: SessionId, employeeId: EmployeeId };
/** Of the person's entitlement (training-account.ts); null where the programme asks for none. */
const reservationId = ReservationId.nullable();

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const TrainingSessionPublished = event("TrainingSessionPublished", 1, {
  sessionId: SessionId,
  programmeId: ProgrammeId,
  entitlement: EntitlementRule,
  title: Title,
  trainerId: EmployeeId,
  startsAt: Instant,
  endsAt: Instant,
  /** Until then places are booked and cancelled. */
  cutOffAt: Instant,
  /** IANA; in which its times are shown and its day is meant. */
  timeZone: TimeZone,
  place: z.string().trim().min(1).max(200),
  seats: Seats,
});
export const TrainingSeatsChanged = event("TrainingSeatsChanged", 1, { sessionId: SessionId, seats: Seats });
/** To another time or place; who has a place or waits for one keeps it. */
export const TrainingSessionMoved = event("TrainingSessionMoved", 1, {
  sessionId: SessionId,
  startsAt: Instant,
  endsAt: Instant,
  cutOffAt: Instant,
  place: z.string().trim().min(1).max(200),
});
export const TrainingSessionCancelled = event("TrainingSessionCancelled", 1, {
  sessionId: SessionId,
  reason: z.string().min(1).max(500),
});
export const TrainingBooked = event("TrainingBooked", 1, { ...place, reservationId });
export const TrainingWaitlisted = event("TrainingWaitlisted", 1, { ...place, reservationId });
/** From the head of the waiting list to a place that has become free. */
export const TrainingMovedUp = event("TrainingMovedUp", 1, place);
/** Of a place or of one on the waiting list. */
export const TrainingBookingCancelled = event("TrainingBookingCancelled", 1, { ...place, reservationId });
/** The reservation will never become a booking: the entitlement may be given back. */
export const TrainingBookingDeclined = event("TrainingBookingDeclined", 1, {
  ...place,
  reservationId: ReservationId,
});
export const TrainingAttendanceRecorded = event("TrainingAttendanceRecorded", 1, {
  ...place,
  attended: z.boolean(),
});
export const trainingSessionEvents = [
  TrainingSessionPublished,
  TrainingSeatsChanged,
  TrainingSessionMoved,
  TrainingSessionCancelled,
  TrainingBooked,
  TrainingWaitlisted,
  TrainingMovedUp,
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingAttendanceRecorded,
] as const;
export type TrainingSessionEvent = EventOf<(typeof trainingSessionEvents)[number]>;

// State — only what decisions need.
type Published = EventOf<typeof TrainingSessionPublished>["data"];
/** What became of a reserved place; each goes forward only. */
export type PlaceOutcome = "held" | "declined" | "cancelled";
export interface TrainingSession {
  readonly published: Published | null;
  readonly seats: number;
  readonly cancelled: boolean;
  /** Who has a place, with the reservation behind it. */
  readonly booked: ReadonlyMap<EmployeeId, string | null>;
  /** Who waits, in order. */
  readonly waiting: ReadonlyMap<EmployeeId, string | null>;
  readonly attendance: ReadonlyMap<EmployeeId, boolean>;
  readonly reservations: ReadonlyMap<string, PlaceOutcome>;
}

type People = TrainingSession["booked"];
const without = (people: People, employeeId: EmployeeId): People => {
  const left = new Map(people);
  left.delete(employeeId);
  return left;
};

const settled = (state: TrainingSession, id: string | null, as: PlaceOutcome): TrainingSession =>
  id === null ? state : { ...state, reservations: new Map(state.reservations).set(id, as) };

export const trainingSession: Aggregate<TrainingSession, TrainingSessionEvent> = {
  initial: {
    published: null,
    seats: 0,
    cancelled: false,
    booked: new Map(),
    waiting: new Map(),
    attendance: new Map(),
    reservations: new Map(),
  },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "TrainingSessionPublished":
        return { ...state, published: data, seats: data.seats };
      case "TrainingSeatsChanged":
        return { ...state, seats: data.seats };
      case "TrainingSessionMoved":
        return { ...state, published: state.published && { ...state.published, ...data } };
      case "TrainingSessionCancelled":
        return { ...state, cancelled: true };
      case "TrainingBooked": {
        const booked = new Map(state.booked).set(data.employeeId, data.reservationId);
        return settled({ ...state, booked }, data.reservationId, "held");
      }
      case "TrainingWaitlisted": {
        const waiting = new Map(state.waiting).set(data.employeeId, data.reservationId);
        return settled({ ...state, waiting }, data.reservationId, "held");
      }
      case "TrainingMovedUp": {
        const { employeeId } = data;
        const booked = new Map(state.booked).set(employeeId, state.waiting.get(employeeId) ?? null);
        return { ...state, booked, waiting: without(state.waiting, employeeId) };
      }
      case "TrainingBookingCancelled": {
        const { employeeId } = data;
        const left = { booked: without(state.booked, employeeId), waiting: without(state.waiting, employeeId) };
        return settled({ ...state, ...left }, data.reservationId, "cancelled");
      }
      case "TrainingBookingDeclined":
        return settled(state, data.reservationId, "declined");
      case "TrainingAttendanceRecorded":
        return { ...state, attendance: new Map(state.attendance).set(data.employeeId, data.attended) };
    }
  },
};
