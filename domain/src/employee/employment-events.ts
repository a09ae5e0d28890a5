// What can happen in an employment: hired, contracted, scheduled, paid, transferred, left, hired again, and the annulment of an
// entry that should not be there. The events, and the fields that they share with commands.
import { z } from "zod";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Money } from "../kernel/money.js";
import { AllowanceCode, AllowanceSet } from "./allowances.js";
import { liftSchedule, Schedule } from "./schedule/schedule.js";

export const FullName = z.object({
  last: z.string().min(1).max(100),
  first: z.string().min(1).max(100),
  middle: z.string().max(100).nullable(),
});
export type FullName = z.output<typeof FullName>;

export const Position = z.string().min(1).max(200);
/** ISO 3166-1 alpha-2; names the work calendar and the leave policy. */
export const Country = z.string().regex(/^[A-Z]{2}$/);
/** IANA time zone in which the employee's local dates are meant. */
export const ZoneName = z.string().min(1).max(64);

/** A code of the house's pay grades; the per diem of a trip and other norms go by it. */
export const Grade = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$/, "must be 1 to 32 Latin letters, digits, points or hyphens")
  .meta({ example: "G7" });

/** On what ground an employment ends (Labour Code of Russia, articles 71, 77–84, as far as it is needed here). */
export const LeavingGround = z.enum([
  "own-request",
  "agreement",
  "term-expired",
  "employer-initiative",
  "probation-failed",
  "transfer-to-another-employer",
  "refusal-of-changed-terms",
  "beyond-anybodys-control",
  "did-not-start", // the contract is annulled: nobody came on the first day (article 61)
]);
export type LeavingGround = z.output<typeof LeavingGround>;

/** The dated lists of an employment of which an entry can be annulled. */
export const EntryKind = z.enum(["transfer", "schedule", "salary", "contract", "grade", "place", "allowance"]);
export type EntryKind = z.output<typeof EntryKind>;

export const ContractKind = z.enum(["permanent", "fixed-term"]);

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
    position: Position,
    country: Country,
    timeZone: ZoneName,
  },
  { subject: "employeeId" },
);
export const ContractConcluded = event(
  "ContractConcluded",
  2,
  {
    employeeId: EmployeeId,
    kind: ContractKind,
    from: LocalDate,
    until: LocalDate.nullable(),
    probationUntil: LocalDate.nullable(),
    /** The head of the whole organisation: other terms of notice (Labour Code, article 280). */
    headOfOrganisation: z.boolean().default(false),
  },
  { upcasters: [(contract) => ({ ...contract, headOfOrganisation: false })] },
);
export const ScheduleAssigned = event(
  "ScheduleAssigned",
  2,
  { employeeId: EmployeeId, from: LocalDate, schedule: Schedule },
  { upcasters: [liftSchedule] },
);
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
  position: Position,
});
export const EmployeeLeft = event(
  "EmployeeLeft",
  2,
  {
    employeeId: EmployeeId,
    lastDay: LocalDate,
    /** Null where it is not known. */
    ground: personal(LeavingGround.nullable().default(null)),
    /** The last day that was recorded before, where this one corrects it. */
    corrects: LocalDate.nullable().default(null),
  },
  { subject: "employeeId", upcasters: [(leaving) => ({ ...leaving, ground: null, corrects: null })] },
);
export const EmployeeRehired = event("EmployeeRehired", 1, {
  employeeId: EmployeeId,
  hiredOn: LocalDate,
  unitId: UnitId,
  position: Position,
  country: Country,
  timeZone: ZoneName,
});
/** The employment goes on as if the leaving had never been recorded. */
export const LeavingWithdrawn = event("LeavingWithdrawn", 1, {
  employeeId: EmployeeId,
  /** The last day that holds no more. */
  lastDay: LocalDate,
});
export const GradeAssigned = event("GradeAssigned", 1, { employeeId: EmployeeId, from: LocalDate, grade: Grade });
export const EmployeeRelocated = event("EmployeeRelocated", 1, {
  employeeId: EmployeeId,
  from: LocalDate,
  country: Country,
  timeZone: ZoneName,
});
export const PersonalDataChanged = event(
  "PersonalDataChanged",
  1,
  { employeeId: EmployeeId, fullName: personal(FullName), email: personal(z.email().max(254).nullable()) },
  { subject: "employeeId" },
);
/** The entry of a list with this first day is taken out; the one before it holds on. */
export const EntryAnnulled = event(
  "EntryAnnulled",
  2,
  {
    employeeId: EmployeeId,
    entry: EntryKind,
    from: LocalDate,
    /** Of the allowance; null for every other entry. */
    code: AllowanceCode.nullable().default(null),
  },
  { upcasters: [(annulled) => ({ ...annulled, code: null })] },
);
export const employeeEvents = [
  EmployeeHired,
  ContractConcluded,
  ScheduleAssigned,
  SalarySet,
  AllowanceSet,
  EmployeeTransferred,
  EmployeeLeft,
  EmployeeRehired,
  LeavingWithdrawn,
  GradeAssigned,
  EmployeeRelocated,
  PersonalDataChanged,
  EntryAnnulled,
] as const;
export type EmployeeEvent = EventOf<(typeof employeeEvents)[number]>;
