// Announcing a planned leave to the person (извещение, Labour Code, article 123), and the person's acknowledgement.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { isEmployee, UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import {
  PartId,
  PlannedLeaveAcknowledged,
  PlannedLeaveAnnounced,
  ScheduleYear,
  type LeaveSchedule,
  type PlannedPart,
} from "./leave-schedule.js";

const OfPart = z.strictObject({ unitId: UnitId, year: ScheduleYear, partId: PartId });
export const AnnouncePlannedLeave = OfPart;
export type AnnouncePlannedLeave = z.output<typeof AnnouncePlannedLeave>;
export const AcknowledgePlannedLeave = OfPart;
export type AcknowledgePlannedLeave = z.output<typeof AcknowledgePlannedLeave>;

interface Today {
  readonly today: LocalDate;
}

const find = (partId: string, { parts, status }: LeaveSchedule): PlannedPart | Refusal => {
  const part = parts.get(partId);
  if (part === undefined) return refuse("planned-part-unknown", { partId }, "/partId");
  return status === "approved" ? part : refuse("schedule-not-approved", {}, "/year");
};

export const announcePlannedLeave = (
  { data, meta }: Command<AnnouncePlannedLeave>,
  state: LeaveSchedule,
  { today }: Today,
): Decision<EventOf<typeof PlannedLeaveAnnounced>> => {
  const part = find(data.partId, state);
  if ("refused" in part) return part;
  if (part.announcedOn !== null) return nothingToDo();
  return [PlannedLeaveAnnounced({ ...data, employeeId: part.employeeId, on: today, announcedBy: meta.actor })];
};

/** Only the person: nobody signs for another. A part of somebody else is not told from one that there is not. */
export const acknowledgePlannedLeave = (
  { data, meta }: Command<AcknowledgePlannedLeave>,
  state: LeaveSchedule,
  { today }: Today,
): Decision<EventOf<typeof PlannedLeaveAcknowledged>> => {
  const owned = state.parts.get(data.partId);
  if (owned === undefined || !isEmployee(meta.actor, owned.employeeId)) return refuse("not-own-leave", {}, "/partId");
  const part = find(data.partId, state);
  if ("refused" in part) return part;
  if (part.announcedOn === null) return refuse("leave-not-announced", {}, "/partId");
  if (part.acknowledgedOn !== null) return nothingToDo();
  return [PlannedLeaveAcknowledged({ ...data, employeeId: part.employeeId, on: today })];
};
