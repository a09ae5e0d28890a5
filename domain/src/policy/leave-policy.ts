// How paid leave is earned, kept, lost and paid out: effective-dated data by country, which the law changes, never constants
// in decisions. A country is a file in leave/; another customer, or a test, hands over a value of its own (policy.ts).
import type { LocalDate } from "../kernel/local-date.js";
import { elsewhere } from "./leave/elsewhere.js";
import { germany } from "./leave/germany.js";
import { russia } from "./leave/russia.js";

/** What the amounts of a ledger are: hundredths of a day, or minutes. */
export type LedgerUnit = "day-hundredths" | "minutes";

/** Month and day of a year, `03-31`. */
export type MonthDay = string;

export interface LeavePolicy {
  /** The ledger of annual leave, which leave years are granted to. */
  readonly ledger: string;
  /** Every ledger there is, and what it is measured in. */
  readonly ledgers: Readonly<Record<string, LedgerUnit>>;
  /** Counted from hire on, or the calendar's. */
  readonly leaveYear: "from-hire" | "calendar";
  /** For a whole leave year: hundredths of a day, or hundredths of a week of as many days as
   *  the person's schedule works in one. */
  readonly entitlement: { readonly hundredths: number } | { readonly weekHundredths: number };
  /** Granted whole when the leave year begins, or a twelfth at the end of each month worked. */
  readonly earned: "a-year-ahead" | "month-by-month";
  readonly partYears: PartYears;
  /** Months after hire with which the right to use paid leave begins. */
  readonly rightAfterMonths: number;
  /** How many months ahead of today an absence may begin, and a leave year be granted. */
  readonly monthsAhead: number;
  /** When unused leave is lost; null where it never is. */
  readonly lapse: Lapse | null;
  /** What of each leave year's leave may never be paid out while employed, in hundredths; null: nothing may be. */
  readonly encashment: { readonly keptOfEachYear: number } | null;
  /** Absences that leave years do not run in, beyond their free days in a leave year. */
  readonly notWorked: readonly { readonly kinds: readonly string[]; readonly freeDays: number }[];
  /** Months ahead in which somebody is warned of days that will expire; null: nobody is. */
  readonly warnMonthsBefore: number | null;
  /** What becomes of days that a sickness took, where the employee does not choose in so many days after it. */
  readonly afterSickness: { readonly chooseWithinDays: number; readonly otherwise: "extend" | "return" };
  /** Leave in addition to the annual: its ledger, and the least that each ground gives in a year, in hundredths. */
  readonly additional: { readonly ledger: string; readonly least: Readonly<Record<string, number>> } | null;
  /** Days ahead by which a leave of these kinds is announced and paid; null where the law says nothing. */
  readonly notice: {
    readonly kinds: readonly string[];
    readonly announceDays: number;
    readonly payDays: number | null;
  } | null;
}

/** Leave of a year that is not worked whole. */
export interface PartYears {
  /** Only full months count, or half a month and more as a whole one. */
  readonly months: "full" | "half-up";
  /** A twelfth is rounded to hundredths first and then multiplied, or the sum is rounded; whole days from half a day on. */
  readonly round: "each-month" | "sum" | "half-days-up";
  /** Whether the grant of the calendar year of entry is already cut: never, or where the waiting period outlasts the year. */
  readonly cutOnEntry: "never" | "while-waiting" | "always";
  /** Who leaves after this day of the leave year keeps all of it; null: never before its end. */
  readonly wholeAfter: MonthDay | null;
}

export interface Lapse {
  /** The last day of the next calendar year on which leave carried over may be taken; null: it ends with the leave year. */
  readonly carriedUntil: MonthDay | null;
  /** The same for leave of a year in which the waiting period had not ended. */
  readonly carriedWhileWaiting: MonthDay | null;
  /** The most that is carried over, in hundredths; null: all that is unused. */
  readonly most: number | null;
}

/** A policy and the first day on which it holds, until the next one's. */
export interface DatedLeavePolicy extends LeavePolicy {
  readonly from: LocalDate;
}

const policies: Readonly<Record<string, readonly DatedLeavePolicy[]>> = { RU: russia, DE: germany };

/** What a ledger is measured in. */
export const ledgerUnit = ({ ledgers }: Pick<LeavePolicy, "ledgers">, ledger: string): LedgerUnit =>
  (Object.hasOwn(ledgers, ledger) ? ledgers[ledger] : undefined) ?? "day-hundredths";

/** The rules of paid leave of a country that hold on a day. */
export const leavePolicy = (country: string, on: LocalDate): LeavePolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? elsewhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no leave policy of ${country} on ${on}`);
  return inForce;
};
