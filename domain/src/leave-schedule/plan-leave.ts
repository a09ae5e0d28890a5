// Planning a part of somebody's yearly leave, and taking it out again: by a head of the unit or HR, until the schedule is
// submitted.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { LeavePartPlanned, LeavePartUnplanned, PartId, ScheduleYear, type LeaveSchedule } from "./leave-schedule.js";
import { countedOf, entitledIn, refusePart, type LeaveScheduleFacts } from "./planned-dates.js";

export const PlanLeavePart = z.strictObject({
  unitId: UnitId,
  year: ScheduleYear,
  employeeId: EmployeeId,
  from: LocalDate,
  to: LocalDate,
});
export type PlanLeavePart = z.output<typeof PlanLeavePart>;

export const UnplanLeavePart = z.strictObject({ unitId: UnitId, year: ScheduleYear, partId: PartId });
export type UnplanLeavePart = z.output<typeof UnplanLeavePart>;

const refuseUnlessOpen = ({ status }: LeaveSchedule): Refusal | undefined =>
  status === "open" ? undefined : refuse("schedule-not-open", { status }, "/year");

/** Sums, long parts, black-outs and staffing warn in the schedule's view; they do not block a plan. */
export const planLeavePart = (
  { data, meta }: Command<PlanLeavePart>,
  state: LeaveSchedule,
  facts: LeaveScheduleFacts,
): Decision<EventOf<typeof LeavePartPlanned>> => {
  const { employeeId, from, to, year } = data;
  const same = [...state.parts.values()].some(
    (part) => part.employeeId === employeeId && part.from === from && part.to === to,
  );
  if (same || state.parts.has(meta.newId)) return nothingToDo();
  const refusal = refuseUnlessOpen(state) ?? refusePart(data, state, facts);
  if (refusal !== undefined) return refusal;
  const { employment, absences, policy } = facts;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const counted = countedOf(data, employment, facts);
  const entitled = entitledIn(year, absences, employment, policy);
  return [LeavePartPlanned({ ...data, partId: meta.newId, counted, entitled, plannedBy: meta.actor })];
};

export const unplanLeavePart = (
  { data, meta }: Command<UnplanLeavePart>,
  state: LeaveSchedule,
): Decision<EventOf<typeof LeavePartUnplanned>> => {
  const { unitId, year, partId } = data;
  const part = state.parts.get(partId);
  if (part === undefined) return refuse("planned-part-unknown", { partId }, "/partId");
  const refusal = refuseUnlessOpen(state);
  if (refusal !== undefined) return refusal;
  return [LeavePartUnplanned({ unitId, year, employeeId: part.employeeId, partId, unplannedBy: meta.actor })];
};
