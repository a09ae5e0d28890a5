// What somebody is told of a leave that their sickness falls into.
import { z } from "zod";
import { EmployeeId, RequestId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

const leave = { employeeId: EmployeeId, requestId: RequestId };

export const sicknessNotices = {
  /** The days that the sickness took. What becomes of them is the employee's to choose, once the sickness has ended. */
  "leave-interrupted": z.strictObject({ ...leave, from: LocalDate, to: LocalDate }),
  /** The sickness has ended: until when to choose. */
  "sickness-choice-due": z.strictObject({ ...leave, on: LocalDate }),
  /** The days were given back to the balance. */
  "leave-days-returned": z.strictObject({ ...leave, from: LocalDate, to: LocalDate }),
} as const;
