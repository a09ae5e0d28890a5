// A line of pay: one category at one rate, rounded once, half up, at its end. What it says is how it was calculated:
// monthly × percent × minutes ÷ norm, and the facts that it follows from.
import { share, type Money } from "../kernel/money.js";
import type { Fact } from "../timesheet/timeline.js";

export const payCategories = [
  "salary", // what was worked inside the schedule
  "allowance", // the same for an allowance, by its code
  "within-norm", // beyond the schedule under summed accounting, but inside the norm of the period
  "overtime-first",
  "overtime-further",
  "day-off", // day off or public holiday
  "single", // work that a day in lieu makes good
  "lieu-unused", // the difference for days in lieu that nobody took, on leaving
  "night",
] as const;
export type PayCategory = (typeof payCategories)[number];

export interface PayRate {
  readonly category: PayCategory;
  /** Of an allowance; null for every other category. */
  readonly code: string | null;
  /** What an hour is a part of: the salary, or the wage with the allowances that count. */
  readonly monthly: Money;
  /** The divisor: the whole norm of the month for the person's own schedule. */
  readonly normMinutes: number;
  readonly percent: number;
}

export interface PayLine extends PayRate {
  readonly minutes: number;
  /** monthly × percent × minutes ÷ norm, in minor units. */
  readonly amountMinor: number;
  readonly facts: readonly Fact[];
}

export const rateKey = ({ category, code, monthly, normMinutes, percent }: PayRate): string =>
  `${category} ${code ?? ""} ${monthly.minor} ${monthly.currency} ${normMinutes} ${percent}`;

/** Minutes at their rates while a month is counted. A rate that comes back is the same line. */
export class PayBook {
  readonly #lines = new Map<string, { readonly rate: PayRate; minutes: number; readonly facts: Set<Fact> }>();

  add(rate: PayRate, minutes: number, facts: Iterable<Fact>): void {
    const key = rateKey(rate);
    let line = this.#lines.get(key);
    if (line === undefined) this.#lines.set(key, (line = { rate, minutes: 0, facts: new Set() }));
    line.minutes += minutes;
    for (const fact of facts) line.facts.add(fact);
  }

  /** By category, and within one in the order in which the rates came. */
  lines(): PayLine[] {
    const lines = [...this.#lines.values()].map(({ rate, minutes, facts }) => ({
      ...rate,
      minutes,
      amountMinor: share(rate.monthly.minor, minutes * rate.percent, rate.normMinutes * 100),
      facts: [...facts],
    }));
    if (lines.length < 2) return lines;
    return payCategories.flatMap((category) => lines.filter((line) => line.category === category));
  }
}
