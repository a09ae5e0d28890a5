// What work on a day off earns besides single pay, by country and date.
import { localDate, type LocalDate } from "../kernel/local-date.js";

export interface LieuPolicy {
  readonly ledger: string;
  /** Hundredths of a day for each day off that was worked, however many hours. */
  readonly amount: number;
  /** Months within which the day is taken. */
  readonly months: number;
}

interface DatedPolicy extends LieuPolicy {
  readonly from: LocalDate;
}

// A day of rest for single pay (Labour Code of Russia, article 153), within one year.
const everywhere: readonly DatedPolicy[] = [
  { from: localDate("1900-01-01"), ledger: "day-in-lieu", amount: 100, months: 12 },
];

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {};

/** The rules of days in lieu of a country that hold on a day. */
export const lieuPolicy = (country: string, on: LocalDate): LieuPolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? everywhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no policy of days in lieu of ${country} on ${on}`);
  return inForce;
};
