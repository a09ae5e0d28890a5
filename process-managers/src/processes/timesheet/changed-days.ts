// Which days of somebody an event may have changed, as their timesheet shows them. Of an absence both its days before and those after.
import {
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceCorrected,
  AbsenceRecorded,
  addDays,
  earlier,
  EmployeeHired,
  EmployeeLeft,
  EmployeeRecalled,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  type EventOf,
  later,
  LeaveExtended,
  LeavingWithdrawn,
  type LocalDate,
  ScheduleAssigned,
  SickLeaveClosed,
  SickLeaveExtended,
  SickLeaveOpened,
} from "@tabel/domain";

export const changesOfSheets = [
  AbsenceApproved,
  AbsenceRecorded,
  AbsenceCorrected,
  AbsenceCancelled,
  EmployeeRecalled,
  LeaveExtended,
  SickLeaveOpened,
  SickLeaveExtended,
  SickLeaveClosed,
  EmployeeHired,
  EmployeeRehired,
  EmployeeTransferred,
  EmployeeRelocated,
  ScheduleAssigned,
  EmployeeLeft,
  LeavingWithdrawn,
  EntryAnnulled,
] as const;
export type ChangeOfSheets = EventOf<(typeof changesOfSheets)[number]>;

export interface Days {
  readonly from: LocalDate;
  /** Null: every day from there on. */
  readonly to: LocalDate | null;
}
/** Of absences, by their ids. */
export type Spans = { readonly [requestId: string]: { readonly from: LocalDate; readonly to: LocalDate } };

/** Salaries, grades, contracts and allowances stand in no sheet. */
const inSheets: ReadonlySet<string> = new Set(["transfer", "schedule", "place"]);

const onwards = (from: LocalDate): Days => ({ from, to: null });

/** @param known the days of the person's absences before the event */
export const changedDays = ({ type, data }: ChangeOfSheets, known: Spans): Days | undefined => {
  switch (type) {
    case "AbsenceApproved":
    case "AbsenceRecorded":
    case "EmployeeRecalled":
    case "LeaveExtended":
    case "SickLeaveOpened":
    case "SickLeaveExtended":
      return { from: data.from, to: data.to };
    case "AbsenceCorrected": {
      const before = known[data.requestId] ?? data;
      return { from: earlier(before.from, data.from), to: later(before.to, data.to) };
    }
    case "AbsenceCancelled":
      return known[data.requestId];
    case "SickLeaveClosed": {
      // Days after its last one hold no more.
      const before = known[data.requestId];
      return before === undefined || before.to <= data.to ? undefined : { from: addDays(data.to, 1), to: before.to };
    }
    case "EmployeeHired":
    case "EmployeeRehired":
      return onwards(data.hiredOn);
    case "EmployeeLeft":
      return onwards(addDays(earlier(data.lastDay, data.corrects ?? data.lastDay), 1));
    case "LeavingWithdrawn":
      return onwards(addDays(data.lastDay, 1));
    case "EntryAnnulled":
      return inSheets.has(data.entry) ? onwards(data.from) : undefined;
    default:
      return onwards(data.from);
  }
};

/** More than anybody is away at once in months that are not closed; it bounds the state. */
const MOST = 100;

/** The days of absences after an event. */
export const spansAfter = (known: Spans, { type, data }: ChangeOfSheets): Spans => {
  if (!("requestId" in data) || type === "EmployeeRecalled") return known;
  const { [data.requestId]: before, ...others } = known;
  if (type === "AbsenceCancelled") return others;
  const from = "from" in data ? data.from : (before?.from ?? data.to);
  const grows = before !== undefined && (type === "SickLeaveExtended" || type === "LeaveExtended");
  const days = grows ? { from: earlier(before.from, from), to: later(before.to, data.to) } : { from, to: data.to };
  return Object.fromEntries([...Object.entries(others), [data.requestId, days] as const].slice(-MOST));
};
