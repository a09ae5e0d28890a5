// Form T-13: four lines a person. Codes and hours of days 1–15, then codes and hours of 16 to the end; a day that the month does
// not have is crossed, a day outside the employment or the unit stays blank.
import type { Period } from "../kernel/local-date.js";
import { lastDay } from "../kernel/local-date.js";
import type { CellEntry } from "./day-cell.js";

/** Codes of a first half, hours of it, codes of the second, hours of it: 15 and 16 cells. */
export type T13Lines = readonly [
  codes: readonly string[],
  hours: readonly string[],
  codes: readonly string[],
  hours: readonly string[],
];

interface DayOfMonth {
  /** From 1 on. */
  readonly day: number;
  readonly codes: readonly CellEntry[];
}

const FIRST_HALF = 15;
const LONGEST_MONTH = 31;
const NO_SUCH_DAY = "X";

/** Hours as the form writes them: 8, or 7:30. */
export const hoursText = (minutes: number): string => {
  const rest = minutes % 60;
  const hours = String((minutes - rest) / 60);
  return rest === 0 ? hours : `${hours}:${String(rest).padStart(2, "0")}`;
};

const hoursOf = (codes: readonly CellEntry[]): string =>
  codes.every(({ minutes }) => minutes === 0) ? "" : codes.map(({ minutes }) => hoursText(minutes)).join("/");

export const t13Lines = (period: Period, days: readonly DayOfMonth[]): T13Lines => {
  const byDay = new Map(days.map(({ day, codes }) => [day, codes]));
  const length = Number(lastDay(period).slice(8));
  const half = (from: number, to: number, show: (codes: readonly CellEntry[]) => string): string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => {
      const day = from + index;
      if (day > length) return NO_SUCH_DAY;
      const codes = byDay.get(day);
      return codes === undefined ? "" : show(codes);
    });
  const codesOf = (codes: readonly CellEntry[]) => codes.map(({ code }) => code).join("/");
  return [
    half(1, FIRST_HALF, codesOf),
    half(1, FIRST_HALF, hoursOf),
    half(FIRST_HALF + 1, LONGEST_MONTH, codesOf),
    half(FIRST_HALF + 1, LONGEST_MONTH, hoursOf),
  ];
};

/** Days worked and worked minutes of some days: an absence, a day off and a trip without minutes are neither. */
export const workedOf = (days: readonly DayOfMonth[]): { readonly days: number; readonly minutes: number } => {
  let [count, sum] = [0, 0];
  for (const { codes } of days) {
    const minutes = codes.reduce((all, each) => all + each.minutes, 0);
    sum += minutes;
    if (minutes > 0) count += 1;
  }
  return { days: count, minutes: sum };
};

export const firstHalfOf = (days: readonly DayOfMonth[]): readonly DayOfMonth[] =>
  days.filter(({ day }) => day <= FIRST_HALF);
export const secondHalfOf = (days: readonly DayOfMonth[]): readonly DayOfMonth[] =>
  days.filter(({ day }) => day > FIRST_HALF);
