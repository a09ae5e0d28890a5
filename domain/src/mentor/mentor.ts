// A mentor: never more mentees than the limit that held when each was assigned. Decisions: mentor-life.ts, reserve-mentee.ts.
import { z } from "zod";
import type { Aggregate } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { ReservationId } from "../kernel/references.js";

export const mentorStream = (id: EmployeeId): string => streamName("mentor", id);

export const MenteeLimit = z.int().min(1).max(50);
export const AwayId = z.uuid().meta({ title: "AwayId", example: "9a3a5a0e-1f0b-5b7e-8f5d-2f7f6f4f0c11" });

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
/** Also changes the limit of who is a mentor already. */
export const MentorAppointed = event("MentorAppointed", 1, {
  mentorId: EmployeeId,
  from: LocalDate,
  /** The mentor's own; null where the policy's holds. */
  limit: MenteeLimit.nullable(),
});
/** Takes no new mentees from this day on. */
export const MentorStoodDown = event("MentorStoodDown", 1, { mentorId: EmployeeId, on: LocalDate });
export const MentorAwayRecorded = event("MentorAwayRecorded", 1, {
  mentorId: EmployeeId,
  awayId: AwayId,
  from: LocalDate,
  to: LocalDate,
});
export const MentorAwayCancelled = event("MentorAwayCancelled", 1, { mentorId: EmployeeId, awayId: AwayId });
const reservation = { mentorId: EmployeeId, employeeId: EmployeeId, reservationId: ReservationId };
/** A place is taken until the newcomer's side settles the reservation. */
export const MenteeReserved = event("MenteeReserved", 1, {
  ...reservation,
  from: LocalDate,
  /** The mentor that the newcomer has now, and who hands over; null for the first. */
  replaces: EmployeeId.nullable(),
  /** That held at this moment. */
  limit: MenteeLimit,
});
export const MenteeConfirmed = event("MenteeConfirmed", 1, reservation);
export const MenteeReleased = event("MenteeReleased", 1, {
  ...reservation,
  /** What became of it on the newcomer's side: never confirmed, or ended. */
  outcome: z.enum(["declined", "ended"]),
});
export const mentorEvents = [
  MentorAppointed,
  MentorStoodDown,
  MentorAwayRecorded,
  MentorAwayCancelled,
  MenteeReserved,
  MenteeConfirmed,
  MenteeReleased,
] as const;
export type MentorEvent = EventOf<(typeof mentorEvents)[number]>;

// State — only what decisions need.
export interface Mentee {
  readonly employeeId: EmployeeId;
  readonly from: LocalDate;
  readonly replaces: EmployeeId | null;
  readonly confirmed: boolean;
}
export interface Away {
  readonly awayId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}
export interface Mentor {
  /** Null before the first appointment, and after the mentor has stood down for good. */
  readonly appointed: { readonly from: LocalDate; readonly limit: number | null } | null;
  readonly stoodDownOn: LocalDate | null;
  readonly away: readonly Away[];
  /** Places that are taken, by reservation. */
  readonly mentees: ReadonlyMap<ReservationId, Mentee>;
}

export const mentor: Aggregate<Mentor, MentorEvent> = {
  initial: { appointed: null, stoodDownOn: null, away: [], mentees: new Map() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "MentorAppointed":
        return { ...state, appointed: { from: data.from, limit: data.limit }, stoodDownOn: null };
      case "MentorStoodDown":
        return { ...state, stoodDownOn: data.on };
      case "MentorAwayRecorded": {
        const { awayId, from, to } = data;
        return { ...state, away: [...state.away, { awayId, from, to }] };
      }
      case "MentorAwayCancelled":
        return { ...state, away: state.away.filter(({ awayId }) => awayId !== data.awayId) };
      case "MenteeReserved": {
        const { employeeId, from, replaces } = data;
        const mentee = { employeeId, from, replaces, confirmed: false };
        return { ...state, mentees: new Map(state.mentees).set(data.reservationId, mentee) };
      }
      case "MenteeConfirmed": {
        const mentee = state.mentees.get(data.reservationId);
        if (mentee === undefined) return state;
        return { ...state, mentees: new Map(state.mentees).set(data.reservationId, { ...mentee, confirmed: true }) };
      }
      case "MenteeReleased": {
        const mentees = new Map(state.mentees);
        mentees.delete(data.reservationId);
        return { ...state, mentees };
      }
    }
  },
};

// Queries
export const isMentorOn = ({ appointed, stoodDownOn }: Mentor, on: LocalDate): boolean =>
  appointed !== null && appointed.from <= on && (stoodDownOn === null || on < stoodDownOn);

export const awayOn = ({ away }: Mentor, on: LocalDate): Away | undefined =>
  away.find(({ from, to }) => from <= on && on <= to);
