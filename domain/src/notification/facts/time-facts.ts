// What of timesheets and payroll periods somebody is told.
import { z } from "zod";
import { EmployeeId, UnitId } from "../../kernel/identifiers.js";
import { LocalDate, Period } from "../../kernel/local-date.js";

const sheet = { unitId: UnitId, period: Period };

export const timeNotices = {
  "timesheet-due": z.strictObject({ ...sheet, on: LocalDate }),
  "timesheet-overdue": z.strictObject({ ...sheet, on: LocalDate }),
  /** To the superior of a head who has not handed it in. */
  "timesheet-escalated": z.strictObject({ ...sheet, on: LocalDate }),
  /** To accounting, where the superior's word did not help either. */
  "timesheet-late": z.strictObject({ ...sheet, on: LocalDate }),
  "timesheet-submitted": z.strictObject(sheet),
  "timesheet-returned": z.strictObject(sheet),
  "timesheet-accepted": z.strictObject(sheet),
  /**
   * Facts of a month have changed that was handed in already. `employeeId` is null where its reader is not over the person any
   * more.
   */
  "timesheet-outdated": z.strictObject({
    ...sheet,
    employeeId: EmployeeId.nullable(),
    status: z.enum(["submitted", "accepted", "closed"]),
  }),
  /** `count` sheets are not handed in yet. */
  "period-close-near": z.strictObject({ period: Period, on: LocalDate, count: z.int().min(0).max(100_000) }),
  "period-close-overdue": z.strictObject({ period: Period, on: LocalDate, count: z.int().min(0).max(100_000) }),
  "period-closed": z.strictObject({ period: Period }),
  /** The same to the head of a unit that has a sheet. */
  "month-closed": z.strictObject(sheet),
  "correction-posted": z.strictObject({ ...sheet, employeeId: EmployeeId }),
} as const;
