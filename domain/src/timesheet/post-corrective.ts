// A corrective timesheet: what turned out after submission. Of a closed payroll period it posts a delta, it rewrites nothing.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { LocalDate, Period } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { EntriesOfCommand } from "./entries.js";
import { cellKey, CorrectiveTimesheetPosted, SheetReason, type Timesheet } from "./timesheet.js";
import { faultOfCell, notInSheet, type CellFacts } from "./timesheet-facts.js";

// Commands
export const PostCorrectiveTimesheet = z.strictObject({
  unitId: UnitId,
  period: Period,
  employeeId: EmployeeId,
  /** No entries: the day is as schedule, calendar and absences say. */
  cells: z
    .array(z.strictObject({ date: LocalDate, entries: EntriesOfCommand }))
    .min(1)
    .max(31),
  reason: SheetReason,
});
export type PostCorrectiveTimesheet = z.output<typeof PostCorrectiveTimesheet>;

// Decisions
export const postCorrectiveTimesheet = (
  { data, meta }: Command<PostCorrectiveTimesheet>,
  state: Timesheet,
  facts: CellFacts,
): Decision<EventOf<typeof CorrectiveTimesheetPosted>> => {
  const seen = new Set<LocalDate>();
  for (const [index, { date, entries }] of data.cells.entries()) {
    const path = `/cells/${index}`;
    const fault =
      notInSheet({ ...data, date }, facts, `${path}/date`) ?? faultOfCell({ date, entries }, facts, `${path}/entries`);
    if (fault !== undefined) return fault;
    if (seen.has(date)) return refuse("day-repeated", { date }, `${path}/date`);
    seen.add(date);
  }
  const recorded = (date: LocalDate) => state.cells.get(cellKey(data.employeeId, date)) ?? [];
  if (data.cells.every(({ date, entries }) => sameData(recorded(date), entries))) return nothingToDo();
  if (state.status === "open" && facts.payroll.status !== "closed")
    return refuse("timesheet-still-open", {}, "/period");
  return [CorrectiveTimesheetPosted({ ...data, number: state.corrections + 1, postedBy: meta.actor })];
};
