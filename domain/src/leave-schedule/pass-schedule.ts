// A schedule on its way: submitted by the head, returned or approved by HR, never by who submitted it.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import {
  LeaveScheduleApproved,
  LeaveScheduleReturned,
  LeaveScheduleSubmitted,
  ScheduleYear,
  type LeaveSchedule,
} from "./leave-schedule.js";

export const SubmitLeaveSchedule = z.strictObject({ unitId: UnitId, year: ScheduleYear });
export type SubmitLeaveSchedule = z.output<typeof SubmitLeaveSchedule>;
export const ApproveLeaveSchedule = SubmitLeaveSchedule;
export type ApproveLeaveSchedule = z.output<typeof ApproveLeaveSchedule>;
export const ReturnLeaveSchedule = z.strictObject({
  unitId: UnitId,
  year: ScheduleYear,
  reason: z.string().trim().min(1).max(1000),
});
export type ReturnLeaveSchedule = z.output<typeof ReturnLeaveSchedule>;

export const submitLeaveSchedule = (
  { data, meta }: Command<SubmitLeaveSchedule>,
  state: LeaveSchedule,
): Decision<EventOf<typeof LeaveScheduleSubmitted>> => {
  if (state.status === "submitted") return nothingToDo();
  if (state.status === "approved") return refuse("schedule-not-open", { status: state.status }, "/year");
  if (state.parts.size === 0) return refuse("schedule-empty", {}, "/year");
  return [LeaveScheduleSubmitted({ ...data, submittedBy: meta.actor })];
};

export const approveLeaveSchedule = (
  { data, meta }: Command<ApproveLeaveSchedule>,
  state: LeaveSchedule,
  { today }: { readonly today: LocalDate },
): Decision<EventOf<typeof LeaveScheduleApproved>> => {
  if (state.status === "approved") return nothingToDo();
  if (state.status === "open") return refuse("schedule-not-submitted", {}, "/year");
  if (state.submittedBy === meta.actor) return refuse("own-schedule", {});
  return [LeaveScheduleApproved({ ...data, on: today, approvedBy: meta.actor })];
};

export const returnLeaveSchedule = (
  { data, meta }: Command<ReturnLeaveSchedule>,
  state: LeaveSchedule,
): Decision<EventOf<typeof LeaveScheduleReturned>> =>
  state.status === "submitted"
    ? [LeaveScheduleReturned({ ...data, returnedBy: meta.actor })]
    : refuse("schedule-not-submitted", {}, "/year");
