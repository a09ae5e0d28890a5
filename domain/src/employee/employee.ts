// One employment life: hired, contracted, scheduled, paid, transferred, left.
import { z } from "zod";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Schedule } from "./schedule.js";

export const employeeStream = (id: EmployeeId): string => streamName("employee", id);

export const FullName = z.object({
  last: z.string().min(1).max(100),
  first: z.string().min(1).max(100),
  middle: z.string().max(100).nullable(),
});
export type FullName = z.output<typeof FullName>;

export const ContractKind = z.enum(["permanent", "fixed-term"]);

/** Integer minor units (kopecks, cents) of an ISO 4217 currency. */
export const Money = z.object({ minor: z.int().min(0).max(100_000_000_000), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.output<typeof Money>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const EmployeeHired = event(
  "EmployeeHired",
  1,
  {
    employeeId: EmployeeId,
    fullName: personal(FullName),
    email: personal(z.email().max(254).nullable()),
    hiredOn: LocalDate,
    unitId: UnitId,
    position: z.string().min(1).max(200),
    /** ISO 3166-1 alpha-2; names the work calendar and the leave policy. */
    country: z.string().regex(/^[A-Z]{2}$/),
    /** IANA time zone in which the employee's local dates are meant. */
    timeZone: z.string().min(1).max(64),
  },
  { subject: "employeeId" },
);
export const ContractConcluded = event("ContractConcluded", 1, {
  employeeId: EmployeeId,
  kind: ContractKind,
  from: LocalDate,
  until: LocalDate.nullable(),
  probationUntil: LocalDate.nullable(),
});
export const ScheduleAssigned = event("ScheduleAssigned", 1, {
  employeeId: EmployeeId,
  from: LocalDate,
  schedule: Schedule,
});
export const SalarySet = event(
  "SalarySet",
  1,
  { employeeId: EmployeeId, from: LocalDate, monthly: personal(Money) },
  { subject: "employeeId" },
);
export const EmployeeTransferred = event("EmployeeTransferred", 1, {
  employeeId: EmployeeId,
  from: LocalDate,
  unitId: UnitId,
  position: z.string().min(1).max(200),
});
export const EmployeeLeft = event("EmployeeLeft", 1, { employeeId: EmployeeId, lastDay: LocalDate });
export const employeeEvents = [
  EmployeeHired,
  ContractConcluded,
  ScheduleAssigned,
  SalarySet,
  EmployeeTransferred,
  EmployeeLeft,
] as const;
export type EmployeeEvent = EventOf<(typeof employeeEvents)[number]>;
