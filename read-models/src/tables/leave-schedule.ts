// Yearly leave schedules: where each stands, its parts, and the changes that were proposed to it.
import type { TableOf } from "../table.js";

export interface LeaveScheduleRow {
  /** Unit and year, as the stream is named: `u0042_2027`. */
  readonly scheduleId: string;
  readonly unitId: string;
  readonly year: number;
  readonly status: "open" | "submitted" | "approved";
  readonly submittedBy: string | null;
  /** Why it was given back last. */
  readonly returnReason: string | null;
  readonly approvedOn: string | null;
  readonly approvedBy: string | null;
}

export const leaveScheduleTable: TableOf<LeaveScheduleRow> = {
  name: "leave_schedule",
  columns: {
    scheduleId: "text",
    unitId: "text",
    year: "integer",
    status: "text",
    submittedBy: "text",
    returnReason: "text",
    approvedOn: "date",
    approvedBy: "text",
  },
  key: ["scheduleId"],
};

export interface PlannedLeaveRow {
  readonly partId: string;
  readonly scheduleId: string;
  readonly unitId: string;
  readonly year: number;
  readonly employeeId: string;
  readonly fromDate: string;
  readonly toDate: string;
  /** Hundredths of a day; null while a calendar of its days is not loaded. */
  readonly counted: number | null;
  /** Hundredths of a day that the ledger gives by the year's end, as known when it was planned; null for parts that came later. */
  readonly entitled: number | null;
  readonly announcedOn: string | null;
  readonly acknowledgedOn: string | null;
}

export const plannedLeaveTable: TableOf<PlannedLeaveRow> = {
  name: "planned_leave",
  columns: {
    partId: "text",
    scheduleId: "text",
    unitId: "text",
    year: "integer",
    employeeId: "text",
    fromDate: "date",
    toDate: "date",
    counted: "integer",
    entitled: "integer",
    announcedOn: "date",
    acknowledgedOn: "date",
  },
  key: ["partId"],
};

export interface LeaveChangeRow {
  readonly changeId: string;
  readonly scheduleId: string;
  readonly unitId: string;
  readonly year: number;
  readonly employeeId: string;
  readonly partId: string;
  /** Null where the part is to be taken out. */
  readonly fromDate: string | null;
  readonly toDate: string | null;
  readonly side: "employee" | "employer";
  readonly status: "open" | "agreed" | "declined";
  readonly proposedBy: string;
  readonly proposedAt: string;
  /** Null once the person's data are erased. */
  readonly reason: string | null;
}

export const leaveChangeTable: TableOf<LeaveChangeRow> = {
  name: "leave_change",
  columns: {
    changeId: "text",
    scheduleId: "text",
    unitId: "text",
    year: "integer",
    employeeId: "text",
    partId: "text",
    fromDate: "date",
    toDate: "date",
    side: "text",
    status: "text",
    proposedBy: "text",
    proposedAt: "timestamptz",
    reason: "text",
  },
  key: ["changeId"],
};
