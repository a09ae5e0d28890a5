// Becoming a mentor, being away, and being one no more.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { daysBetween, LocalDate } from "../kernel/local-date.js";
import {
  AwayId,
  isMentorOn,
  MenteeLimit,
  MentorAppointed,
  MentorAwayCancelled,
  MentorAwayRecorded,
  MentorStoodDown,
  type Mentor,
} from "./mentor.js";

export const AppointMentor = z.strictObject({
  mentorId: EmployeeId,
  from: LocalDate,
  limit: MenteeLimit.nullable().default(null),
});
export type AppointMentor = z.output<typeof AppointMentor>;
export const StandDownMentor = z.strictObject({ mentorId: EmployeeId, on: LocalDate });
export type StandDownMentor = z.output<typeof StandDownMentor>;
export const RecordMentorAway = z.strictObject({ mentorId: EmployeeId, from: LocalDate, to: LocalDate });
export type RecordMentorAway = z.output<typeof RecordMentorAway>;
export const CancelMentorAway = z.strictObject({ mentorId: EmployeeId, awayId: AwayId });
export type CancelMentorAway = z.output<typeof CancelMentorAway>;

interface EmploymentFact {
  /** Of the mentor. */
  readonly employment: Employment | undefined;
}

/** A time away longer than this is a mistake in a date. */
const LONGEST_AWAY = 1100;
/** Times away that one mentor may have recorded and not cancelled. */
const MOST_AWAY = 500;

/** What speaks against somebody as a mentor from a day on. */
export const notEmployedAsMentor = (
  mentorId: EmployeeId,
  employment: Employment | undefined,
  from: LocalDate,
): Refusal | undefined => {
  if (employment === undefined) return refuse("employee-unknown", { employeeId: mentorId }, "/mentorId");
  const { hiredOn, lastDay } = employment;
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && from > lastDay) return refuse("mentor-left", { mentorId, lastDay }, "/mentorId");
  return undefined;
};

export const appointMentor = (
  { data }: Command<AppointMentor>,
  state: Mentor,
  { employment }: EmploymentFact,
): Decision<EventOf<typeof MentorAppointed>> => {
  const { mentorId, from, limit } = data;
  const refusal = notEmployedAsMentor(mentorId, employment, from);
  if (refusal !== undefined) return refusal;
  const same = isMentorOn(state, from) && state.stoodDownOn === null && state.appointed?.limit === limit;
  return same ? nothingToDo() : [MentorAppointed(data)];
};

/** The mentees stay until each is handed over or done. */
export const standDownMentor = (
  { data }: Command<StandDownMentor>,
  state: Mentor,
): Decision<EventOf<typeof MentorStoodDown>> => {
  const { mentorId, on } = data;
  if (state.appointed === null) return refuse("not-a-mentor", { mentorId, on }, "/mentorId");
  return state.stoodDownOn !== null && state.stoodDownOn <= on ? nothingToDo() : [MentorStoodDown(data)];
};

/** The command brings the id of the time away. */
export const recordMentorAway = (
  { data, meta }: Command<RecordMentorAway>,
  state: Mentor,
): Decision<EventOf<typeof MentorAwayRecorded>> => {
  const { mentorId, from, to } = data;
  if (state.appointed === null) return refuse("not-a-mentor", { mentorId, on: from }, "/mentorId");
  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const days = daysBetween(from, to) + 1;
  if (days > LONGEST_AWAY) return refuse("absence-too-long", { days, limit: LONGEST_AWAY }, "/to");
  const overlaps = state.away.find((each) => each.from <= to && from <= each.to);
  if (overlaps !== undefined || state.away.length >= MOST_AWAY)
    return refuse("away-overlaps", { from: overlaps?.from ?? from, to: overlaps?.to ?? to }, "/from");
  return [MentorAwayRecorded({ mentorId, awayId: meta.newId, from, to })];
};

export const cancelMentorAway = (
  { data }: Command<CancelMentorAway>,
  state: Mentor,
): Decision<EventOf<typeof MentorAwayCancelled>> => {
  const { awayId } = data;
  const known = state.away.some((each) => each.awayId === awayId);
  return known ? [MentorAwayCancelled(data)] : refuse("away-unknown", { awayId }, "/awayId");
};
