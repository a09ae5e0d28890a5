// What of timesheets and payroll periods somebody is told.
import { z } from "zod";
import { EmployeeId, UnitId } from "../../kernel/identifiers.js";
import { LocalDate, Period } from "../../kernel/local-date.js";

const sheet = { unitId: UnitId, period: Period };

export const timeNotices = {
  "timesheet-due": z.strictObject({ ...sheet, on: LocalDate }),
  "timesheet-overdue": z.strictObject({ ...sheet, on: LocalDate }),
  "timesheet-submitted": z.strictObject(sheet),
  "timesheet-returned": z.strictObject(sheet),
  "timesheet-accepted": z.strictObject(sheet),
  "period-closed": z.strictObject({ period: Period }),
  "correction-posted": z.strictObject({ ...sheet, employeeId: EmployeeId }),
} as const;
