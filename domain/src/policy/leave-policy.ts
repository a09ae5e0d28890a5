// How paid leave is granted, by country and date: data that the law changes, never constants in decisions.
import { localDate, type LocalDate } from "../kernel/local-date.js";

export interface LeavePolicy {
  /** The ledger that working years are granted to. */
  readonly ledger: string;
  /** Hundredths of a day granted for each working year, counted from hire. */
  readonly workingYear: number;
  /** Months after hire with which the right to use paid leave begins. */
  readonly rightAfterMonths: number;
  /** How many months ahead of today an absence may begin, and a working year be granted. */
  readonly monthsAhead: number;
}

interface DatedPolicy extends LeavePolicy {
  readonly from: LocalDate;
}

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {
  // 28 calendar days (Labour Code, article 115); the right begins after six months (article 122).
  RU: [{ from: localDate("1900-01-01"), ledger: "annual", workingYear: 2800, rightAfterMonths: 6, monthsAhead: 24 }],
};

// Four weeks, the least that Directive 2003/88/EC (article 7) asks for; in working days, usable from hire on.
const elsewhere: readonly DatedPolicy[] = [
  { from: localDate("1900-01-01"), ledger: "annual", workingYear: 2000, rightAfterMonths: 0, monthsAhead: 24 },
];

/** The rules of paid leave of a country that hold on a day. */
export const leavePolicy = (country: string, on: LocalDate): LeavePolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? elsewhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no leave policy of ${country} on ${on}`);
  return inForce;
};
