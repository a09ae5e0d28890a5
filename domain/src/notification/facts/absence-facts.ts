// What of absences, deputies and leave somebody is told. Ids, dates and codes only: names and reasons are read when it is sent.
import { z } from "zod";
import { RouteStep } from "../../absence/absence-fields.js";
import { EmployeeId, RequestId, UnitId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

const request = { employeeId: EmployeeId, requestId: RequestId, from: LocalDate, to: LocalDate };
const step = { ...request, step: RouteStep, requestedBy: UserId };
const delegation = { userId: UserId, deputy: UserId };
const part = { employeeId: EmployeeId, unitId: UnitId, year: z.int(), partId: z.string().max(64) };
const side = z.enum(["employee", "employer"]);

export const absenceNotices = {
  "leave-submitted": z.strictObject(request),
  "step-waits": z.strictObject(step),
  "step-reminder": z.strictObject(step),
  "step-escalated": z.strictObject(step),
  "leave-approved": z.strictObject(request),
  "leave-rejected": z.strictObject(request),
  /** `step` is the one that it waited for. */
  "leave-withdrawn": z.strictObject(step),
  "cancellation-asked": z.strictObject(step),
  "cancellation-declined": z.strictObject(request),
  "leave-cancelled": z.strictObject(request),
  "recall-proposed": z.strictObject(request),
  "recall-declined": z.strictObject({ ...request, proposedBy: UserId }),
  "employee-recalled": z.strictObject(request),
  "absence-corrected": z.strictObject(request),
  "sick-leave-opened": z.strictObject(request),
  "leave-moved-by-sickness": z.strictObject(request),
  "deputy-appointed": z.strictObject({ ...delegation, from: LocalDate, until: LocalDate.nullable() }),
  "deputy-ended": z.strictObject(delegation),
  /** Two weeks ahead, as the law has it. */
  "leave-announced": z.strictObject({ ...part, from: LocalDate, to: LocalDate }),
  "leave-change-proposed": z.strictObject({ ...part, side }),
  "leave-change-answered": z.strictObject({ ...part, side, agreed: z.boolean() }),
  /** `days` in hundredths. */
  "carry-over-expires": z.strictObject({
    employeeId: EmployeeId,
    ledger: z.string().max(64),
    days: z.int().min(0).max(100_000),
    on: LocalDate,
  }),
} as const;
