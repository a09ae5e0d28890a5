// A unit's timesheet of one month: only deviations are recorded; submitted by the head, accepted by accounting, closed.
// A cell locks some days after its day; what changes after submission is posted by a corrective timesheet.
// Decisions: record-deviation.ts, timesheet-life.ts, post-corrective.ts.
import { z } from "zod";
import type { Aggregate } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { LocalDate, Period } from "../kernel/local-date.js";
import { RecordedEntries, type RecordedEntry } from "./entries.js";

export const timesheetStream = (unitId: UnitId, period: Period): string => streamName("timesheet", unitId, period);

/** Why something was done: for those who will read it later. */
export const SheetReason = z.string().trim().min(1).max(500);

const ofSheet = { unitId: UnitId, period: Period };

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const DeviationRecorded = event(
  "DeviationRecorded",
  1,
  {
    ...ofSheet,
    employeeId: EmployeeId,
    date: LocalDate,
    /** All that the day's cell holds, in place of what schedule, calendar and absences would give. Personal: a code tells of
     * health. */
    entries: personal(RecordedEntries),
    recordedBy: UserId,
  },
  { subject: "employeeId" },
);
export const DeviationRemoved = event("DeviationRemoved", 1, {
  ...ofSheet,
  employeeId: EmployeeId,
  date: LocalDate,
  removedBy: UserId,
});
export const TimesheetSubmitted = event("TimesheetSubmitted", 1, { ...ofSheet, submittedBy: UserId });
export const TimesheetReturned = event(
  "TimesheetReturned",
  1,
  { ...ofSheet, returnedBy: UserId, reason: personal(SheetReason) },
  { subject: "returnedBy" },
);
export const TimesheetAccepted = event("TimesheetAccepted", 1, { ...ofSheet, acceptedBy: UserId });
export const TimesheetClosed = event("TimesheetClosed", 1, { ...ofSheet, closedBy: UserId });
/** A locked cell may be typed into again, until a day. */
export const LockOverridden = event(
  "LockOverridden",
  1,
  {
    ...ofSheet,
    employeeId: EmployeeId,
    date: LocalDate,
    until: LocalDate,
    overriddenBy: UserId,
    reason: personal(SheetReason),
  },
  { subject: "employeeId" },
);
export const CorrectedCells = z
  .array(z.object({ date: LocalDate, entries: RecordedEntries }))
  .min(1)
  .max(31);
/** A corrective sheet: one person's days as they are true after submission; no entries: as schedule and absences say. */
export const CorrectiveTimesheetPosted = event(
  "CorrectiveTimesheetPosted",
  1,
  {
    ...ofSheet,
    /** Counts up from 1 in the unit's month. */
    number: z.int().min(1).max(100_000),
    employeeId: EmployeeId,
    cells: personal(CorrectedCells),
    reason: personal(SheetReason),
    postedBy: UserId,
  },
  { subject: "employeeId" },
);
export const timesheetEvents = [
  DeviationRecorded,
  DeviationRemoved,
  TimesheetSubmitted,
  TimesheetReturned,
  TimesheetAccepted,
  TimesheetClosed,
  LockOverridden,
  CorrectiveTimesheetPosted,
] as const;
export type TimesheetEvent = EventOf<(typeof timesheetEvents)[number]>;

// State — only what decisions need.
export type TimesheetStatus = "open" | "submitted" | "accepted" | "closed";
export interface Timesheet {
  readonly status: TimesheetStatus;
  /** What was recorded, by person and day (`cellKey`). */
  readonly cells: ReadonlyMap<string, readonly RecordedEntry[]>;
  /** The last day on which a locked cell may be typed into. */
  readonly overrides: ReadonlyMap<string, LocalDate>;
  readonly corrections: number;
}

export const cellKey = (employeeId: EmployeeId, date: LocalDate): string => `${employeeId} ${date}`;

const withoutCell = (cells: Timesheet["cells"], key: string): Timesheet["cells"] => {
  const left = new Map(cells);
  left.delete(key);
  return left;
};

/** Null once the person's data are erased: nothing is known of the cell then. */
const withCell = (cells: Timesheet["cells"], key: string, entries: readonly RecordedEntry[] | null) =>
  entries === null || entries.length === 0 ? withoutCell(cells, key) : new Map(cells).set(key, entries);

export const timesheet: Aggregate<Timesheet, TimesheetEvent> = {
  initial: { status: "open", cells: new Map(), overrides: new Map(), corrections: 0 },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "DeviationRecorded":
        return { ...state, cells: withCell(state.cells, cellKey(data.employeeId, data.date), data.entries) };
      case "DeviationRemoved":
        return { ...state, cells: withoutCell(state.cells, cellKey(data.employeeId, data.date)) };
      case "TimesheetSubmitted":
        return { ...state, status: "submitted" };
      case "TimesheetReturned":
        return { ...state, status: "open" };
      case "TimesheetAccepted":
        return { ...state, status: "accepted" };
      case "TimesheetClosed":
        return { ...state, status: "closed" };
      case "LockOverridden": {
        const key = cellKey(data.employeeId, data.date);
        return { ...state, overrides: new Map(state.overrides).set(key, data.until) };
      }
      case "CorrectiveTimesheetPosted": {
        const corrected = (data.cells as typeof data.cells | null) ?? []; // null once the person's data are erased
        const cells = corrected.reduce<Timesheet["cells"]>(
          (all, { date, entries }) => withCell(all, cellKey(data.employeeId, date), entries),
          state.cells,
        );
        return { ...state, cells, corrections: state.corrections + 1 };
      }
    }
  },
};
