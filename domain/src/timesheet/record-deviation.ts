// What is typed into a timesheet: what a day really was, where it was not as planned. And the lock of a cell.
import { z } from "zod";
import { placeOn } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { addDays, LocalDate, Period } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { EntriesOfCommand } from "./entries.js";
import {
  cellKey,
  DeviationRecorded,
  DeviationRemoved,
  LockOverridden,
  SheetReason,
  type Timesheet,
} from "./timesheet.js";
import { faultOfCell, notInSheet, type CellFacts } from "./timesheet-facts.js";

const ofCell = { unitId: UnitId, period: Period, employeeId: EmployeeId, date: LocalDate };

// Commands
export const RecordDeviation = z.strictObject({ ...ofCell, entries: EntriesOfCommand.min(1) });
export type RecordDeviation = z.output<typeof RecordDeviation>;

export const RemoveDeviation = z.strictObject(ofCell);
export type RemoveDeviation = z.output<typeof RemoveDeviation>;

export const OverrideLock = z.strictObject({ ...ofCell, until: LocalDate, reason: SheetReason });
export type OverrideLock = z.output<typeof OverrideLock>;

const UNKNOWN_REASON = "НН";

/** НН is provisional: until submission it may be replaced at any time. */
const isProvisional = (state: Timesheet, key: string): boolean =>
  state.cells.get(key)?.some(({ code }) => code === UNKNOWN_REASON) === true;

const policyOn = ({ employment, policy }: CellFacts, date: LocalDate) =>
  policy(employment === undefined ? "" : placeOn(employment, date).country, date);

const graceEnds = (date: LocalDate, facts: CellFacts): LocalDate => addDays(date, policyOn(facts, date).cellGraceDays);

/** Why nobody may type into the cell now. */
const locked = ({ employeeId, date }: RemoveDeviation, state: Timesheet, facts: CellFacts): Refusal | undefined => {
  if (facts.payroll.status === "closed") return refuse("period-closed", {}, "/period");
  if (state.status !== "open") return refuse("timesheet-not-open", { status: state.status }, "/period");
  const key = cellKey(employeeId, date);
  const ends = graceEnds(date, facts);
  const open = isProvisional(state, key) || facts.today <= (state.overrides.get(key) ?? ends) || facts.today <= ends;
  return open ? undefined : refuse("cell-locked", { date, since: ends }, "/date");
};

// Decisions
export const recordDeviation = (
  { data, meta }: Command<RecordDeviation>,
  state: Timesheet,
  facts: CellFacts,
): Decision<EventOf<typeof DeviationRecorded>> => {
  const misplaced = notInSheet(data, facts, "/date") ?? faultOfCell(data, facts, "/entries");
  if (misplaced !== undefined) return misplaced;
  if (sameData(state.cells.get(cellKey(data.employeeId, data.date)), data.entries)) return nothingToDo();
  return locked(data, state, facts) ?? [DeviationRecorded({ ...data, recordedBy: meta.actor })];
};

export const removeDeviation = (
  { data, meta }: Command<RemoveDeviation>,
  state: Timesheet,
  facts: CellFacts,
): Decision<EventOf<typeof DeviationRemoved>> => {
  const misplaced = notInSheet(data, facts, "/date");
  if (misplaced !== undefined) return misplaced;
  if (!state.cells.has(cellKey(data.employeeId, data.date))) return nothingToDo();
  return locked(data, state, facts) ?? [DeviationRemoved({ ...data, removedBy: meta.actor })];
};

/** Opens one locked cell for some days; who did it and why is kept. */
export const overrideLock = (
  { data, meta }: Command<OverrideLock>,
  state: Timesheet,
  facts: CellFacts,
): Decision<EventOf<typeof LockOverridden>> => {
  const misplaced = notInSheet(data, facts, "/date");
  if (misplaced !== undefined) return misplaced;
  if (facts.payroll.status === "closed") return refuse("period-closed", {}, "/period");
  if (state.status !== "open") return refuse("timesheet-not-open", { status: state.status }, "/period");
  const { date, employeeId, until } = data;
  if (state.overrides.get(cellKey(employeeId, date)) === until) return nothingToDo();
  if (facts.today <= graceEnds(date, facts)) return refuse("cell-not-locked", { date }, "/date");
  const latest = addDays(facts.today, policyOn(facts, facts.today).overrideDays);
  if (until < facts.today || until > latest)
    return refuse("override-too-long", { until, today: facts.today, latest }, "/until");
  return [LockOverridden({ ...data, overriddenBy: meta.actor })];
};
