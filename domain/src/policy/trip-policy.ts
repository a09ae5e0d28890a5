// Per diem of business trips by country and grade, and how an employee's grade is found: data of the customer with dates.
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { Money } from "../kernel/money.js";

/** Heads of units travel at other rates than those who work in them. */
export type TripGrade = "staff" | "head";

export interface TripPolicy {
  /** The day's rate for a destination, days off among them. */
  readonly perDiem: (destination: string, grade: TripGrade) => Money;
  /** Working days after the last day by which the report is due (resolution of the Government No. 749, paragraph 26). */
  readonly reportWithin: number;
}

type Rates = Readonly<Record<TripGrade, Money>>;

interface DatedPolicy {
  readonly from: LocalDate;
  /** By destination; `home` inside the employee's country, `abroad` where a destination has no rate of its own. */
  readonly rates: Readonly<Record<string, Rates>> & { readonly home: Rates; readonly abroad: Rates };
  readonly reportWithin: number;
}

const rates = (currency: string, staff: number, head: number): Rates => ({
  staff: { minor: staff, currency },
  head: { minor: head, currency },
});

// 700 and 2,500 roubles a day are free of income tax (Tax Code of Russia, article 217).
const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {
  RU: [
    {
      from: localDate("1900-01-01"),
      rates: {
        home: rates("RUB", 70_000, 100_000),
        abroad: rates("RUB", 250_000, 350_000),
        BY: rates("RUB", 100_000, 150_000),
      },
      reportWithin: 3,
    },
  ],
};
const elsewhere: readonly DatedPolicy[] = [
  {
    from: localDate("1900-01-01"),
    rates: { home: rates("EUR", 2800, 3600), abroad: rates("EUR", 4400, 5600) },
    reportWithin: 3,
  },
];

/** The rules of trips that hold on a day for employees of a country. */
export const tripPolicy = (country: string, on: LocalDate): TripPolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? elsewhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no trip policy of ${country} on ${on}`);
  const { rates: byPlace, reportWithin } = inForce;
  const ratesOf = (destination: string): Rates => {
    if (destination === country) return byPlace.home;
    return (Object.hasOwn(byPlace, destination) ? byPlace[destination] : undefined) ?? byPlace.abroad;
  };
  return { perDiem: (destination, grade) => ratesOf(destination)[grade], reportWithin };
};
