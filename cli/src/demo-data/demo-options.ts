// What a demonstration organisation is made from. The same options always give the same bytes, on every machine and day.
import { isLocalDate, localDate, type LocalDate } from "@tabel/domain";

export interface DemoOptions {
  readonly employees: number;
  /** Months of history, the last of them the month of `until`. */
  readonly months: number;
  readonly seed: number;
  /** The day on which the organisation is as described; the clock of the machine is never asked. */
  readonly until: LocalDate;
}

export const DEFAULT_UNTIL = localDate("2026-11-30");
export const FEWEST_EMPLOYEES = 20;
export const MOST_EMPLOYEES = 50_000;
export const MOST_MONTHS = 36;

const wholeNumber = (name: string, text: string, least: number, most: number): number | string => {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most
    ? value
    : `${name} is "${text}"; write a whole number from ${least} to ${most}`;
};

/** Options from their texts, or every sentence about what is wrong with them. */
export const readDemoOptions = (texts: {
  readonly employees: string;
  readonly months: string;
  readonly seed: string;
  readonly until: string;
}): DemoOptions | readonly string[] => {
  const employees = wholeNumber("--employees", texts.employees, FEWEST_EMPLOYEES, MOST_EMPLOYEES);
  const months = wholeNumber("--months", texts.months, 0, MOST_MONTHS);
  const seed = wholeNumber("--seed", texts.seed, 0, 4_294_967_295);
  const faults = [employees, months, seed].filter((value) => typeof value === "string");
  const { until } = texts;
  const dated = isLocalDate(until) && until >= "2020-01-01" && until <= "2099-12-31";
  if (!dated) faults.push(`--until is "${until}"; write a day from 2020-01-01 to 2099-12-31, as ${DEFAULT_UNTIL}`);
  if (typeof employees === "string" || typeof months === "string" || typeof seed === "string" || !dated) return faults;
  return { employees, months, seed, until };
};
