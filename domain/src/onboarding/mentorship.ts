// The newcomer's side of having a mentor. A place with the mentor is reserved first (mentor/reserve-mentee.ts); here the
// reservation is confirmed or declined, exactly one of the two, and that settles it for both sides: whatever breaks off in
// between, what stands here says whether the mentor's place is taken or to be given back.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { ReservationId } from "../kernel/references.js";
import type { Mentor } from "../mentor/mentor.js";
import { MentorAssigned, MentorDeclined, MentorshipEnded, type Onboarding } from "./onboarding.js";
import { openPlanOf, type OnboardingFacts } from "./onboarding-facts.js";

export const AssignMentor = z.strictObject({
  employeeId: EmployeeId,
  mentorId: EmployeeId,
  reservationId: ReservationId,
});
export type AssignMentor = z.output<typeof AssignMentor>;
export const DeclineMentor = AssignMentor;
export type DeclineMentor = z.output<typeof DeclineMentor>;
export const EndMentorship = z.strictObject({
  employeeId: EmployeeId,
  reason: MentorshipEnded.schema.shape.reason,
});
export type EndMentorship = z.output<typeof EndMentorship>;

export interface MentorshipFacts extends OnboardingFacts {
  /** The mentor's side, with the reservation. */
  readonly mentor: Mentor;
}

const reservationOf = ({ employeeId, reservationId }: AssignMentor, mentor: Mentor) => {
  const reservation = mentor.mentees.get(reservationId);
  return reservation?.employeeId === employeeId ? reservation : undefined;
};

const unknown = ({ reservationId }: AssignMentor): Refusal =>
  refuse("reservation-unknown", { reservationId }, "/reservationId");

/** One mentor at a time: a newcomer who has one gets another only by a reservation that names whom it replaces. */
export const assignMentor = (
  { data }: Command<AssignMentor>,
  state: Onboarding,
  facts: MentorshipFacts,
): Decision<EventOf<typeof MentorAssigned>> => {
  const { employeeId, mentorId, reservationId } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const status = state.reservations.get(reservationId);
  if (status === "assigned") return nothingToDo();
  if (status !== undefined) return refuse("reservation-settled", { reservationId, status }, "/reservationId");
  const reservation = reservationOf(data, facts.mentor);
  if (reservation === undefined) return unknown(data);
  const { planId, mentor: present } = found.plan;
  if (present !== null && present.mentorId !== reservation.replaces)
    return refuse("mentor-assigned", { mentorId: present.mentorId }, "/mentorId");
  return [MentorAssigned({ employeeId, planId, mentorId, reservationId, from: reservation.from, replaces: present })];
};

/** Also without a plan: a reservation that nobody can confirm must be given back all the same. */
export const declineMentor = (
  { data }: Command<DeclineMentor>,
  state: Onboarding,
  { mentor }: Pick<MentorshipFacts, "mentor">,
): Decision<EventOf<typeof MentorDeclined>> => {
  const { reservationId } = data;
  const status = state.reservations.get(reservationId);
  if (status === "declined") return nothingToDo();
  if (status !== undefined) return refuse("reservation-settled", { reservationId, status }, "/reservationId");
  return reservationOf(data, mentor) === undefined ? unknown(data) : [MentorDeclined(data)];
};

/** Without a new mentor: who hands over reserves a place with the next one instead, which replaces this one. */
export const endMentorship = (
  { data }: Command<EndMentorship>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof MentorshipEnded>> => {
  const { employeeId, reason } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { planId, mentor } = found.plan;
  if (mentor === null) return nothingToDo();
  return [MentorshipEnded({ employeeId, planId, ...mentor, on: facts.today, reason })];
};
