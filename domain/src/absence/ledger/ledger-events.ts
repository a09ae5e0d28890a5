// What changes an employee's leave ledgers other than a request: the events, and the amounts they are written in.
// They stand in the stream of the employee's absences, since one rule guards both: no balance falls under its floor.
// Every one says all that its entries need (ledger/postings.ts), so that a ledger never depends on today's policy.
import { z } from "zod";
import { event, personal, type EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

/** Hundredths of a day: 28 days are 2800. Whole numbers only, so that a ledger adds up exactly. */
export const DayHundredths = z.int().min(-100_000).max(100_000);

/** What a ledger is measured in says the policy: hundredths of a day, or minutes. */
export const LedgerAmount = z.int().min(-1_000_000).max(1_000_000);

/** Name of a leave ledger, `annual` for example. */
export const Ledger = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);

/** Names what posted an entry, uniquely in its ledger: `leave-year-2026-03-01`, or the id of a request or an entry. */
export const LedgerSource = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/);

const Days = z.object({ from: LocalDate, to: LocalDate });

/** Until when what is unused after the last valid day is carried over, and how much of it at most (null: all). */
export const Carrying = z.object({ until: LocalDate, most: LedgerAmount.nullable() });
export type Carrying = z.output<typeof Carrying>;

const Reason = personal(z.string().min(1).max(2000));

/** When an amount counts and for how long: what every grant says about itself. */
const validity = {
  effectiveOn: LocalDate,
  usableFrom: LocalDate,
  /** The last valid day; null where it never expires. */
  expiresOn: LocalDate.nullable(),
  carries: Carrying.nullable(),
};

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
/** Version 2: what is granted can expire, and says which of the employment's leave years, and which agreement, it is for. */
export const LeaveGranted = event(
  "LeaveGranted",
  2,
  {
    employeeId: EmployeeId,
    ledger: Ledger,
    amount: LedgerAmount,
    /** The leave year that the grant is for; null for an opening balance. */
    workingYear: Days.nullable(),
    effectiveOn: LocalDate,
    usableFrom: LocalDate,
    source: z.enum(["opening-balance", "working-year"]),
    expiresOn: LocalDate.nullable().default(null),
    carries: Carrying.nullable().default(null),
    /** Counted from 0 for the year of entry; null where it was not recorded. */
    yearNumber: z.int().min(0).nullable().default(null),
    /** The agreement on additional leave that gives it; null for annual leave. */
    agreement: LedgerSource.nullable().default(null),
  },
  { upcasters: [(data) => ({ ...data, expiresOn: null, carries: null, yearNumber: null, agreement: null })] },
);
/** A leave year of somebody who did not work in all of it runs later; its grant moves with it. */
export const LeaveYearMoved = event("LeaveYearMoved", 1, {
  employeeId: EmployeeId,
  ledger: Ledger,
  /** The grant that moves. */
  source: LedgerSource,
  amount: LedgerAmount,
  yearNumber: z.int().min(0),
  agreement: LedgerSource.nullable(),
  was: z.object({ ...validity, workingYear: Days }),
  becomes: z.object({ ...validity, workingYear: Days, source: LedgerSource }),
});
/** A month's part of a year's leave, where leave is earned month by month. */
export const LeaveAccrued = event("LeaveAccrued", 1, {
  employeeId: EmployeeId,
  ledger: Ledger,
  amount: LedgerAmount,
  /** The month worked for it. */
  month: Days,
  ...validity,
});
export const AdditionalLeaveAgreed = event("AdditionalLeaveAgreed", 1, {
  employeeId: EmployeeId,
  agreement: LedgerSource,
  ledger: Ledger,
  /** For a whole leave year. */
  perYear: LedgerAmount,
  /** `irregular-hours` for example. */
  ground: z.string().max(64),
  from: LocalDate,
  until: LocalDate.nullable(),
});
export const LeaveAdjusted = event(
  "LeaveAdjusted",
  1,
  {
    employeeId: EmployeeId,
    entryId: LedgerSource,
    ledger: Ledger,
    amount: LedgerAmount,
    effectiveOn: LocalDate,
    expiresOn: LocalDate.nullable(),
    reason: Reason,
  },
  { subject: "employeeId" },
);
/** That what is unused of a grant stays after its last valid day, whatever the rule for everybody is. */
export const CarryOverAgreed = event(
  "CarryOverAgreed",
  1,
  {
    employeeId: EmployeeId,
    entryId: LedgerSource,
    ledger: Ledger,
    /** The grant whose days stay. */
    source: LedgerSource,
    expiresOn: LocalDate,
    until: LocalDate,
    most: LedgerAmount,
    reason: Reason,
  },
  { subject: "employeeId" },
);
/** Recorded when it has come to pass: what a grant's unused days became. A later correction records the difference. */
const passed = {
  employeeId: EmployeeId,
  ledger: Ledger,
  /** The grant. */
  source: LedgerSource,
  /** How many such records the grant had before. */
  sequence: z.int().min(0),
  /** Negative where an earlier record was too much. */
  amount: LedgerAmount,
  effectiveOn: LocalDate,
  usableFrom: LocalDate.nullable(),
};
export const LeaveCarriedOver = event("LeaveCarriedOver", 1, { ...passed, expiresOn: LocalDate });
export const LeaveExpired = event("LeaveExpired", 1, passed);
export const LeaveEncashed = event("LeaveEncashed", 1, {
  employeeId: EmployeeId,
  entryId: LedgerSource,
  ledger: Ledger,
  amount: LedgerAmount,
  effectiveOn: LocalDate,
});
export const LeaveCompensated = event("LeaveCompensated", 1, {
  employeeId: EmployeeId,
  entryId: LedgerSource,
  ledger: Ledger,
  lastDay: LocalDate,
  /** Months that count in the last leave year, and what they earned of what was granted for it. */
  months: z.int().min(0).max(12),
  earned: LedgerAmount,
  granted: LedgerAmount,
  /** Taken back of the grant: its unearned part, as far as it was unused. */
  withdrawn: LedgerAmount,
  /** Paid out; never negative. */
  amount: LedgerAmount.min(0),
  /** Taken beyond what was earned; shown, never paid as a negative sum. */
  overdrawn: LedgerAmount.min(0),
});
export const LedgerEntryReversed = event(
  "LedgerEntryReversed",
  1,
  {
    employeeId: EmployeeId,
    entryId: LedgerSource,
    ledger: Ledger,
    /** What posted the entries that are taken back. */
    source: LedgerSource,
    /** These entries, as they were posted. */
    entries: z
      .array(
        z.object({
          amount: LedgerAmount,
          effectiveOn: LocalDate,
          effectiveTo: LocalDate,
          usableFrom: LocalDate.nullable(),
        }),
      )
      .min(1)
      .max(10),
    reason: Reason,
  },
  { subject: "employeeId" },
);
export const ledgerEvents = [
  LeaveGranted,
  LeaveYearMoved,
  LeaveAccrued,
  AdditionalLeaveAgreed,
  LeaveAdjusted,
  CarryOverAgreed,
  LeaveCarriedOver,
  LeaveExpired,
  LeaveEncashed,
  LeaveCompensated,
  LedgerEntryReversed,
] as const;
export type LedgerEvent = EventOf<(typeof ledgerEvents)[number]>;
