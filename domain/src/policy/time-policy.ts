// How working time is recorded and paid, by country and date: rates, night hours, limits, locks. Data that the law and the
// employer change, never constants in decisions.
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { Segment } from "../kernel/local-time.js";

export interface TimePolicy {
  /** Night, as minutes of a day (22:00–06:00: Labour Code, article 96). */
  readonly night: readonly Segment[];
  /** The premium for a night hour, in percent of the hourly rate of the salary alone. */
  readonly nightPercent: number;
  /** Overtime minutes of a day at the first rate; what is beyond them has the second. */
  readonly firstOvertime: number;
  readonly firstPercent: number;
  readonly furtherPercent: number;
  /** Work on a day off or a public holiday. */
  readonly dayOffPercent: number;
  /** Codes of the allowances that belong to the wage by which overtime and days off are paid. */
  readonly allowancesInPremiums: readonly string[];
  /** Summed accounting: how many months are counted together; 1, 3 or 12. */
  readonly summedMonths: 1 | 3 | 12;
  /** How much of its overtime has the first rate: 2 h for each working day of the period, or for each shift worked. */
  readonly summedFirst: "per-period" | "per-shift";
  /** A cell that nobody may type in any more locks this many days after its day. */
  readonly cellGraceDays: number;
  /** How many days before a month's end its sheet may be submitted. */
  readonly submitDaysBeforeEnd: number;
  /** How many days an overridden lock stays open at most. */
  readonly overrideDays: number;
  /** Working days after a month's end within which its sheet is handed in. */
  readonly sheetDueDays: number;
  /** Working days before that day on which the head is reminded, and after which who is late is asked again. */
  readonly sheetRemindDays: number;
  /** Working days after that day from which on the head's superior is told of a missing sheet, and accounting then. */
  readonly sheetEscalateDays: number;
  readonly sheetAccountingDays: number;
  /** Working days after a month's end within which accounting closes it, and before that day on which it is reminded. */
  readonly periodCloseDays: number;
  readonly periodRemindDays: number;
}

interface DatedPolicy extends TimePolicy {
  readonly from: LocalDate;
}

/** Labour Code of Russia, articles 96, 99, 104, 152–154; decree of the Government of 22.07.2008 No. 554 (20 % at night). */
const russia: TimePolicy = {
  night: [
    { from: 0, to: 360 },
    { from: 1320, to: 1440 },
  ],
  nightPercent: 20,
  firstOvertime: 120,
  firstPercent: 150,
  furtherPercent: 200,
  dayOffPercent: 200,
  allowancesInPremiums: ["qualification", "secrecy", "seniority", "harmful-conditions"],
  summedMonths: 1,
  summedFirst: "per-period",
  cellGraceDays: 35,
  submitDaysBeforeEnd: 5,
  overrideDays: 31,
  sheetDueDays: 2,
  sheetRemindDays: 2,
  sheetEscalateDays: 3,
  sheetAccountingDays: 5,
  periodCloseDays: 7,
  periodRemindDays: 2,
};

// Elsewhere the employer's own rules, until a country has an entry of its own.
const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {
  RU: [{ from: localDate("1900-01-01"), ...russia }],
};
const elsewhere: readonly DatedPolicy[] = [{ from: localDate("1900-01-01"), ...russia }];

export type TimePolicyOf = (country: string, on: LocalDate) => TimePolicy;

/** The rules of a country that hold on a day. */
export const timePolicy: TimePolicyOf = (country, on) => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? elsewhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no time policy of ${country} on ${on}`);
  return inForce;
};
