// What changes an employee's leave ledgers other than a request: the events, and the amounts they are written in.
// They stand in the stream of the employee's absences, since one rule guards both: no balance falls under its floor.
import { z } from "zod";
import { event, type EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

/** Hundredths of a day: 28 days are 2800. Whole numbers only, so that a ledger adds up exactly. */
export const DayHundredths = z.int().min(-100_000).max(100_000);

/** Name of a leave ledger, `annual` for example. */
export const Ledger = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const LeaveGranted = event("LeaveGranted", 1, {
  employeeId: EmployeeId,
  ledger: Ledger,
  amount: DayHundredths,
  /** The working year that the grant is for; null for an opening balance. */
  workingYear: z.object({ from: LocalDate, to: LocalDate }).nullable(),
  effectiveOn: LocalDate,
  usableFrom: LocalDate,
  source: z.enum(["opening-balance", "working-year"]),
});
export const ledgerEvents = [LeaveGranted] as const;
export type LedgerEvent = EventOf<(typeof ledgerEvents)[number]>;
