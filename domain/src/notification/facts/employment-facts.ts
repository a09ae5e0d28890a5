// What of somebody's place in the organisation, and of their probation, is told.
import { z } from "zod";
import { EmployeeId, UnitId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

export const employmentNotices = {
  /** Their unit from a day on, and who heads it then; null where nobody does. */
  "unit-changed": z.strictObject({
    employeeId: EmployeeId,
    unitId: UnitId,
    headId: EmployeeId.nullable(),
    from: LocalDate,
  }),
  /** The last day of the probation. */
  "probation-ends": z.strictObject({ employeeId: EmployeeId, on: LocalDate }),
} as const;
