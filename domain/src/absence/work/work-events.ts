// What approved work beyond the schedule earns besides pay.
import { event } from "../../kernel/event.js";
import { EmployeeId, RequestId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { DayHundredths, Ledger } from "../ledger/ledger-events.js";

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
/** Work on a day off for single pay gives a day, to be taken until a last day (Labour Code, article 153). */
export const DayInLieuEarned = event("DayInLieuEarned", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  ledger: Ledger,
  amount: DayHundredths,
  /** The day that was worked; the day in lieu can be taken from the next one on. */
  workedOn: LocalDate,
  usableFrom: LocalDate,
  lastDay: LocalDate,
});
/** The work did not take place: what it earned is taken back. */
export const DayInLieuForfeited = event("DayInLieuForfeited", 1, {
  employeeId: EmployeeId,
  requestId: RequestId,
  ledger: Ledger,
  amount: DayHundredths,
  usableFrom: LocalDate,
});
export const workEvents = [DayInLieuEarned, DayInLieuForfeited] as const;
