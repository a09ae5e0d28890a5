// What a business trip has besides its dates: where to and what for, the per diem, the advance and the report.
import { z } from "zod";
import { event, personal } from "../../kernel/event.js";
import { EmployeeId, RequestId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { Money } from "../../kernel/money.js";

const ofTrip = { employeeId: EmployeeId, requestId: RequestId };
const sealed = { subject: "employeeId" } as const;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
/** Comes with the request, and again when the trip's dates are corrected: the last one holds. */
export const TripPlanned = event(
  "TripPlanned",
  1,
  {
    ...ofTrip,
    destination: personal(z.string().min(1).max(200)),
    purpose: personal(z.string().min(1).max(2000)),
    /** Where to: ISO 3166-1 alpha-2. */
    country: z.string().regex(/^[A-Z]{2}$/),
    /** The grade whose rates hold for the employee. */
    grade: z.string().max(64),
    /** Days in a row at one rate, days off among them; the sum of all is `total`. */
    perDiem: z.array(z.object({ from: LocalDate, to: LocalDate, daily: Money })).max(100),
    total: Money,
    /** What the employee asks to have beforehand; null for nothing. */
    advance: Money.nullable(),
  },
  sealed,
);
export const TripAdvancePaid = event("TripAdvancePaid", 1, {
  ...ofTrip,
  amount: Money,
  paidOn: LocalDate,
  recordedBy: UserId,
});
export const TripReported = event(
  "TripReported",
  1,
  { ...ofTrip, spent: Money, summary: personal(z.string().min(1).max(2000)), reportedBy: UserId },
  sealed,
);
/** The accounts are settled: what was spent, with the per diem, less the advance; under zero, the employee gives back. */
export const TripReportAccepted = event("TripReportAccepted", 1, {
  ...ofTrip,
  balanceMinor: z.int().min(-100_000_000_000).max(100_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  acceptedBy: UserId,
});
export const TripReportReturned = event(
  "TripReportReturned",
  1,
  { ...ofTrip, reason: personal(z.string().min(1).max(2000)), returnedBy: UserId },
  sealed,
);
export const tripEvents = [TripPlanned, TripAdvancePaid, TripReported, TripReportAccepted, TripReportReturned] as const;
