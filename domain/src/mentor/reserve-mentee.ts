// The mentor's side of a mentorship, in three steps that each can be repeated: a place is reserved, confirmed when the
// newcomer's plan has taken it, released when the plan has declined or ended it. Only the reservation looks at the limit.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import type { Onboarding } from "../onboarding/onboarding.js";
import { ReservationId } from "../kernel/references.js";
import type { Policy } from "../policy/policy.js";
import { awayOn, isMentorOn, MenteeConfirmed, MenteeReleased, MenteeReserved, type Mentor } from "./mentor.js";
import { notEmployedAsMentor } from "./mentor-life.js";

export const ReserveMentee = z.strictObject({
  mentorId: EmployeeId,
  employeeId: EmployeeId,
  from: LocalDate,
  /** The newcomer's present mentor, who hands over. */
  replaces: EmployeeId.nullable().default(null),
});
export type ReserveMentee = z.output<typeof ReserveMentee>;
export const ConfirmMentee = z.strictObject({
  mentorId: EmployeeId,
  employeeId: EmployeeId,
  reservationId: ReservationId,
});
export type ConfirmMentee = z.output<typeof ConfirmMentee>;
export const ReleaseMentee = ConfirmMentee;
export type ReleaseMentee = z.output<typeof ReleaseMentee>;

export interface ReserveFacts {
  readonly mentorEmployment: Employment | undefined;
  readonly newcomer: Employment | undefined;
  readonly onboarding: Onboarding;
  readonly policy: Policy;
}

/** The command brings the reservation's id. */
export const reserveMentee = (
  { data, meta }: Command<ReserveMentee>,
  state: Mentor,
  { mentorEmployment, newcomer, onboarding, policy }: ReserveFacts,
): Decision<EventOf<typeof MenteeReserved>> => {
  const { mentorId, employeeId, from, replaces } = data;
  if (mentorId === employeeId) return refuse("mentor-is-newcomer", {}, "/mentorId");
  if (newcomer === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const refusal = notEmployedAsMentor(mentorId, mentorEmployment, from);
  if (refusal !== undefined) return refusal;
  if (newcomer.lastDay !== null && from > newcomer.lastDay)
    return refuse("employee-left", { employeeId, lastDay: newcomer.lastDay }, "/employeeId");
  for (const [reservationId, mentee] of state.mentees)
    if (mentee.employeeId === employeeId) return refuse("mentee-already", { employeeId, reservationId }, "/employeeId");
  if (!isMentorOn(state, from)) return refuse("not-a-mentor", { mentorId, on: from }, "/mentorId");
  const away = awayOn(state, from);
  if (away !== undefined) return refuse("mentor-away", { mentorId, from: away.from, to: away.to }, "/from");
  if (onboarding.plan?.status !== "open") return refuse("onboarding-unknown", { employeeId }, "/employeeId");
  const present = onboarding.plan.mentor?.mentorId ?? null;
  if (present !== null && present !== replaces) return refuse("mentor-assigned", { mentorId: present }, "/replaces");
  const country = mentorEmployment?.country ?? newcomer.country;
  const limit = state.appointed?.limit ?? policy.onboardingPolicy(country, from).mentorLimit;
  if (state.mentees.size >= limit) return refuse("mentor-at-limit", { limit }, "/mentorId");
  return [MenteeReserved({ mentorId, employeeId, reservationId: meta.newId, from, replaces, limit })];
};

interface NewcomerSide {
  readonly onboarding: Onboarding;
}

/** What settled the reservation on the newcomer's side; said in words where nothing has. */
const settledAs = ({ reservationId }: ConfirmMentee, { onboarding }: NewcomerSide) =>
  onboarding.reservations.get(reservationId) ?? "waiting";

/** The plan has taken the mentor. */
export const confirmMentee = (
  { data }: Command<ConfirmMentee>,
  state: Mentor,
  facts: NewcomerSide,
): Decision<EventOf<typeof MenteeConfirmed>> => {
  const { reservationId, employeeId } = data;
  const mentee = state.mentees.get(reservationId);
  if (mentee === undefined || mentee.employeeId !== employeeId)
    return refuse("reservation-unknown", { reservationId }, "/reservationId");
  if (mentee.confirmed) return nothingToDo();
  const status = settledAs(data, facts);
  if (status !== "assigned") return refuse("reservation-unsettled", { reservationId, status }, "/reservationId");
  return [MenteeConfirmed(data)];
};

/** The compensation, and the end of every mentorship: only what the plan has declined or ended is given back. */
export const releaseMentee = (
  { data }: Command<ReleaseMentee>,
  state: Mentor,
  facts: NewcomerSide,
): Decision<EventOf<typeof MenteeReleased>> => {
  const { reservationId, employeeId } = data;
  const outcome = settledAs(data, facts);
  const mentee = state.mentees.get(reservationId);
  if (mentee === undefined || mentee.employeeId !== employeeId)
    return outcome === "declined" || outcome === "ended"
      ? nothingToDo()
      : refuse("reservation-unknown", { reservationId }, "/reservationId");
  if (outcome === "waiting" || outcome === "assigned")
    return refuse("reservation-unsettled", { reservationId, status: outcome }, "/reservationId");
  return [MenteeReleased({ ...data, outcome })];
};
