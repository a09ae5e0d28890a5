// What the trainer does: publishes a session, moves it, changes its seats, records who came, or cancels it.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, type Instant } from "../kernel/identifiers.js";
import { localDateAt } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { programmeInUse, type TrainingProgramme } from "./programme.js";
import {
  Seats,
  SessionId,
  TrainingAttendanceRecorded,
  TrainingSeatsChanged,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  TrainingSessionPublished,
  type TrainingMovedUp,
  type TrainingSession,
} from "./session.js";
import { movedUp, upcoming } from "./session-rules.js";

const { entitlement: _rule, ...published } = TrainingSessionPublished.schema.shape;
export const PublishTrainingSession = z.strictObject(published);
export type PublishTrainingSession = z.output<typeof PublishTrainingSession>;
export const ChangeTrainingSeats = z.strictObject({ sessionId: SessionId, seats: Seats });
export type ChangeTrainingSeats = z.output<typeof ChangeTrainingSeats>;
export const MoveTrainingSession = z.strictObject(TrainingSessionMoved.schema.shape);
export type MoveTrainingSession = z.output<typeof MoveTrainingSession>;
export const CancelTrainingSession = z.strictObject({
  sessionId: SessionId,
  reason: z.string().trim().min(1).max(500),
});
export type CancelTrainingSession = z.output<typeof CancelTrainingSession>;
export const RecordTrainingAttendance = z.strictObject({
  sessionId: SessionId,
  employeeId: EmployeeId,
  attended: z.boolean(),
});
export type RecordTrainingAttendance = z.output<typeof RecordTrainingAttendance>;

interface PublishFacts {
  readonly programme: TrainingProgramme;
  readonly trainer: Employment | undefined;
}

/** Instants are written alike, so that their texts compare as they do. */
const refuseTimes = (
  { startsAt, endsAt, cutOffAt }: Pick<MoveTrainingSession, "startsAt" | "endsAt" | "cutOffAt">,
  now: Instant,
): Refusal | undefined => {
  if (startsAt <= now) return refuse("session-in-the-past", { startsAt }, "/startsAt");
  if (endsAt <= startsAt) return refuse("times-reversed", { earlier: startsAt, later: endsAt }, "/endsAt");
  if (cutOffAt > startsAt) return refuse("times-reversed", { earlier: cutOffAt, later: startsAt }, "/cutOffAt");
  return undefined;
};

export const publishTrainingSession = (
  { data, meta }: Command<PublishTrainingSession>,
  state: TrainingSession,
  { programme, trainer }: PublishFacts,
): Decision<EventOf<typeof TrainingSessionPublished>> => {
  const { sessionId, programmeId, trainerId, startsAt, timeZone } = data;
  if (state.published !== null) {
    const { entitlement: _rule, ...present } = state.published;
    return sameData(present, data) ? nothingToDo() : refuse("session-exists", { sessionId }, "/sessionId");
  }
  const inUse = programmeInUse(programme);
  if (inUse === undefined) return refuse("programme-unknown", { programmeId }, "/programmeId");
  if (trainer === undefined) return refuse("employee-unknown", { employeeId: trainerId }, "/trainerId");
  const { lastDay } = trainer;
  if (lastDay !== null && localDateAt(startsAt, timeZone) > lastDay)
    return refuse("employee-left", { employeeId: trainerId, lastDay }, "/trainerId");
  return refuseTimes(data, meta.at) ?? [TrainingSessionPublished({ ...data, entitlement: inUse.entitlement })];
};

/** The trainer has to be there still. Who has a place keeps it, and may give it back until the new cut-off. */
export const moveTrainingSession = (
  { data, meta }: Command<MoveTrainingSession>,
  state: TrainingSession,
  { trainer }: { readonly trainer: Employment | undefined },
): Decision<EventOf<typeof TrainingSessionMoved>> => {
  const session = upcoming(data.sessionId, state, meta.at);
  if ("refused" in session) return session;
  const { sessionId, startsAt, endsAt, cutOffAt, place, trainerId, timeZone } = session;
  if (sameData({ sessionId, startsAt, endsAt, cutOffAt, place }, data)) return nothingToDo();
  const lastDay = trainer?.lastDay ?? null;
  if (lastDay !== null && localDateAt(data.startsAt, timeZone) > lastDay)
    return refuse("employee-left", { employeeId: trainerId, lastDay }, "/startsAt");
  return refuseTimes(data, meta.at) ?? [TrainingSessionMoved(data)];
};

/** More seats move the waiting list up at once; never fewer than are booked. */
export const changeTrainingSeats = (
  { data, meta }: Command<ChangeTrainingSeats>,
  state: TrainingSession,
): Decision<EventOf<typeof TrainingSeatsChanged> | EventOf<typeof TrainingMovedUp>> => {
  const { sessionId, seats } = data;
  const session = upcoming(sessionId, state, meta.at);
  if ("refused" in session) return session;
  if (seats === state.seats) return nothingToDo();
  const booked = state.booked.size;
  if (seats < booked) return refuse("seats-taken", { booked }, "/seats");
  return [TrainingSeatsChanged(data), ...movedUp(sessionId, state.waiting, seats - booked)];
};

export const cancelTrainingSession = (
  { data, meta }: Command<CancelTrainingSession>,
  state: TrainingSession,
): Decision<EventOf<typeof TrainingSessionCancelled>> => {
  if (state.cancelled) return nothingToDo();
  const session = upcoming(data.sessionId, state, meta.at);
  return "refused" in session ? session : [TrainingSessionCancelled(data)];
};

/** From the beginning on, of who has a place; said again otherwise, it is corrected. */
export const recordTrainingAttendance = (
  { data, meta }: Command<RecordTrainingAttendance>,
  { published, cancelled, booked, attendance }: TrainingSession,
): Decision<EventOf<typeof TrainingAttendanceRecorded>> => {
  const { sessionId, employeeId, attended } = data;
  if (published === null) return refuse("session-unknown", { sessionId }, "/sessionId");
  if (cancelled) return refuse("session-cancelled", { sessionId }, "/sessionId");
  const { startsAt } = published;
  if (startsAt > meta.at) return refuse("session-not-begun", { sessionId, startsAt }, "/sessionId");
  if (!booked.has(employeeId)) return refuse("not-booked", { employeeId, sessionId }, "/employeeId");
  return attendance.get(employeeId) === attended ? nothingToDo() : [TrainingAttendanceRecorded(data)];
};
