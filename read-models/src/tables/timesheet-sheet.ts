// A unit's sheet of a month on its way to closing, and what was corrected after submission.
import type { TableOf } from "../table.js";

export interface TimesheetSheetRow {
  /** Unit and month; the key of the projection. */
  readonly sheet: string;
  readonly unitId: string;
  readonly period: string;
  /** `open`, `submitted`, `accepted` or `closed`; a sheet that nobody has touched has no row and is open. */
  readonly status: string;
  readonly submittedAt: string | null;
  readonly submittedBy: string | null;
  readonly acceptedAt: string | null;
  readonly acceptedBy: string | null;
  readonly closedAt: string | null;
  /** Why it came back last; null where it did not, and once the writer's data are erased. */
  readonly returnReason: string | null;
}

export const timesheetSheetTable: TableOf<TimesheetSheetRow> = {
  name: "timesheet_sheet",
  columns: {
    sheet: "text",
    unitId: "text",
    period: "text",
    status: "text",
    submittedAt: "timestamptz",
    submittedBy: "text",
    acceptedAt: "timestamptz",
    acceptedBy: "text",
    closedAt: "timestamptz",
    returnReason: "text",
  },
  key: ["sheet"],
};

export interface TimesheetCorrectionRow {
  readonly unitId: string;
  readonly period: string;
  readonly number: number;
  readonly employeeId: string;
  /** Days with the entries that are true; null once the person's data are erased. */
  readonly cells: readonly { readonly date: string; readonly entries: readonly object[] }[] | null;
  readonly postedAt: string;
  readonly postedBy: string;
}

export const timesheetCorrectionTable: TableOf<TimesheetCorrectionRow> = {
  name: "timesheet_correction",
  columns: {
    unitId: "text",
    period: "text",
    number: "integer",
    employeeId: "text",
    cells: "json",
    postedAt: "timestamptz",
    postedBy: "text",
  },
  key: ["unitId", "period", "number"],
};
