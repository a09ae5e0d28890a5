// A sheet's way: submitted by the head, accepted or returned by accounting, closed.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { UnitId } from "../kernel/identifiers.js";
import { addDays, lastDay, Period } from "../kernel/local-date.js";
import {
  SheetReason,
  TimesheetAccepted,
  TimesheetClosed,
  TimesheetReturned,
  TimesheetSubmitted,
  type Timesheet,
} from "./timesheet.js";
import { unknownUnit, type SheetFacts } from "./timesheet-facts.js";

const ofSheet = { unitId: UnitId, period: Period };

// Commands
export const SubmitTimesheet = z.strictObject(ofSheet);
export type SubmitTimesheet = z.output<typeof SubmitTimesheet>;
export const ReturnTimesheet = z.strictObject({ ...ofSheet, reason: SheetReason });
export type ReturnTimesheet = z.output<typeof ReturnTimesheet>;
export const AcceptTimesheet = z.strictObject(ofSheet);
export type AcceptTimesheet = z.output<typeof AcceptTimesheet>;
export const CloseTimesheet = z.strictObject(ofSheet);
export type CloseTimesheet = z.output<typeof CloseTimesheet>;

/** A unit has no country of its own: how early a sheet may be handed in is the organisation's rule. */
const HOME = "RU";

// Decisions
export const submitTimesheet = (
  { data, meta }: Command<SubmitTimesheet>,
  { status }: Timesheet,
  facts: SheetFacts,
): Decision<EventOf<typeof TimesheetSubmitted>> => {
  const noUnit = unknownUnit(data, facts);
  if (noUnit !== undefined) return noUnit;
  if (status === "submitted") return nothingToDo();
  if (status !== "open") return refuse("timesheet-not-open", { status }, "/period");
  const end = lastDay(data.period);
  const earliest = addDays(end, -facts.policy(HOME, end).submitDaysBeforeEnd);
  if (facts.today < earliest) return refuse("timesheet-too-early", { earliest }, "/period");
  return [TimesheetSubmitted({ ...data, submittedBy: meta.actor })];
};

/** The head may type in it again. */
export const returnTimesheet = (
  { data, meta }: Command<ReturnTimesheet>,
  { status }: Timesheet,
  facts: SheetFacts,
): Decision<EventOf<typeof TimesheetReturned>> => {
  const noUnit = unknownUnit(data, facts);
  if (noUnit !== undefined) return noUnit;
  if (status === "open") return nothingToDo();
  if (status === "closed") return refuse("timesheet-closed", {}, "/period");
  if (facts.payroll.status === "closed") return refuse("period-closed", {}, "/period");
  return [TimesheetReturned({ ...data, returnedBy: meta.actor })];
};

export const acceptTimesheet = (
  { data, meta }: Command<AcceptTimesheet>,
  { status }: Timesheet,
  facts: SheetFacts,
): Decision<EventOf<typeof TimesheetAccepted>> => {
  const noUnit = unknownUnit(data, facts);
  if (noUnit !== undefined) return noUnit;
  if (status === "accepted") return nothingToDo();
  if (status !== "submitted") return refuse("timesheet-not-submitted", { status }, "/period");
  return [TimesheetAccepted({ ...data, acceptedBy: meta.actor })];
};

export const closeTimesheet = (
  { data, meta }: Command<CloseTimesheet>,
  { status }: Timesheet,
  facts: SheetFacts,
): Decision<EventOf<typeof TimesheetClosed>> => {
  const noUnit = unknownUnit(data, facts);
  if (noUnit !== undefined) return noUnit;
  if (status === "closed") return nothingToDo();
  if (status !== "accepted") return refuse("timesheet-not-accepted", { status }, "/period");
  return [TimesheetClosed({ ...data, closedBy: meta.actor })];
};
