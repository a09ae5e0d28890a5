// The leave years of an employment, and what each of them gives: counted from hire or by the calendar, whole or in part.
import { scheduleOn, type Employment } from "../../../employee/employee.js";
import {
  addDays,
  addMonthsToDate,
  daysBetween,
  earlier,
  later,
  localDate,
  yearOf,
  type LocalDate,
} from "../../../kernel/local-date.js";
import type { TimeSpan } from "../../../kernel/local-time.js";
import type { DayPart } from "../../absence-fields.js";
import type { LeavePolicy, MonthDay } from "../../../policy/leave-policy.js";
import type { Policy } from "../../../policy/policy.js";

export interface LeaveYear {
  /** Counted from 0 for the year of entry. */
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The day on which it would have begun had everything been worked. */
  readonly nominal: LocalDate;
}

/** Days on which somebody really is away, by kind; the kind of an erased person is not known. */
export interface AwayDays {
  readonly kind: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart?: DayPart;
  /** A part by the clock: hours are no day of an absence. */
  readonly time?: TimeSpan | null;
}

/** The day with which the right to use paid leave begins: the same number of the sixth month, or its last day. */
export const leaveRightBegins = ({ hiredOn, country }: Employment, policy: Policy): LocalDate =>
  addMonthsToDate(hiredOn, policy.leavePolicy(country, hiredOn).rightAfterMonths);

/** Half days, so that two halves are a day; hours of a day count nothing. */
const halvesIn = (away: readonly AwayDays[], kinds: readonly string[], from: LocalDate, to: LocalDate): number =>
  away
    .filter(({ kind, time = null }) => kind !== null && kinds.includes(kind) && time === null)
    .filter((span) => span.from <= to && from <= span.to)
    .reduce((sum, { dayPart = "full", ...span }) => {
      const days = daysBetween(later(span.from, from), earlier(span.to, to)) + 1;
      return sum + (dayPart === "full" ? 2 * days : days);
    }, 0);

/** By how many days a leave year from a day to a day is longer than a year: what was not worked beyond the free days. */
const excess = (rules: LeavePolicy["notWorked"], away: readonly AwayDays[], from: LocalDate, to: LocalDate): number =>
  rules.reduce(
    (sum, { kinds, freeDays }) => sum + Math.max(0, Math.floor(halvesIn(away, kinds, from, to) / 2) - freeDays),
    0,
  );

/** Leave years that begin up to a day. */
export const leaveYears = (
  { hiredOn, country }: Employment,
  policy: Policy,
  away: readonly AwayDays[],
  until: LocalDate,
): readonly LeaveYear[] => {
  const years: LeaveYear[] = [];
  /** From where years are counted: hire, or the day after a year that was longer than a year. */
  let [anchor, since] = [hiredOn, 0];
  for (let number = 0; ; number += 1) {
    const { leaveYear, notWorked } = policy.leavePolicy(country, hiredOn);
    if (leaveYear === "calendar") {
      const from = localDate(`${yearOf(hiredOn) + number}-01-01`);
      if (later(from, hiredOn) > until) return years;
      years.push({ number, from, to: localDate(`${yearOf(from)}-12-31`), nominal: from });
      continue;
    }
    const from = addMonthsToDate(anchor, 12 * since);
    if (from > until) return years;
    const end = addDays(addMonthsToDate(anchor, 12 * (since + 1)), -1);
    const excessBy = (longer: number): number => excess(notWorked, away, from, addDays(end, longer));
    let longer = 0;
    // Days not worked in the longer part make it longer still.
    for (let more = excessBy(0); more > longer; more = excessBy(longer)) longer = more;
    const to = addDays(end, longer);
    years.push({ number, from, to, nominal: addMonthsToDate(hiredOn, 12 * number) });
    [anchor, since] = longer === 0 ? [anchor, since + 1] : [addDays(to, 1), 0];
  }
};

/** Months from a day to a day, both included, 12 at most. */
export const monthsIn = (from: LocalDate, to: LocalDate, count: LeavePolicy["partYears"]["months"]): number => {
  let months = 0;
  while (months < 12 && addDays(addMonthsToDate(from, months + 1), -1) <= to) months += 1;
  if (months === 12 || count === "full" || to < from) return months;
  const begun = addMonthsToDate(from, months);
  const rest = daysBetween(begun, to) + 1;
  return 2 * rest >= daysBetween(begun, addMonthsToDate(from, months + 1)) ? months + 1 : months;
};

const rounded = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator));

/** What so many months of a year's leave are, in whole hundredths. */
export const monthsOf = (yearly: number, months: number, { round }: LeavePolicy["partYears"]): number => {
  if (months >= 12) return yearly;
  const twelfths = yearly * months;
  if (round === "each-month") return rounded(yearly, 12) * months;
  if (round === "sum") return rounded(twelfths, 12);
  const days = Math.floor(twelfths / 1200);
  const rest = twelfths - 1200 * days;
  return 100 * days + (rest >= 600 ? 100 : rounded(rest, 12));
};

/** Hundredths of a day for a whole leave year that begins on a day. */
export const yearly = (employment: Employment, { entitlement }: LeavePolicy, on: LocalDate): number => {
  if ("hundredths" in entitlement) return entitlement.hundredths;
  const { cycle } = scheduleOn(employment, later(on, employment.hiredOn));
  const worked = cycle.filter((minutes) => minutes > 0).length;
  return rounded(entitlement.weekHundredths * worked * 7, cycle.length);
};

/** What the grant of a leave year is, and whether it is cut because it is the year of entry. */
export const grantedFor = (
  employment: Employment,
  policy: LeavePolicy,
  year: LeaveYear,
  right: LocalDate,
): { readonly amount: number; readonly cut: boolean } => {
  const whole = yearly(employment, policy, year.from);
  const { hiredOn } = employment;
  const { cutOnEntry, months } = policy.partYears;
  const cut = hiredOn > year.from && cutOnEntry !== "never" && (cutOnEntry === "always" || right > year.to);
  if (!cut) return { amount: whole, cut };
  return { amount: monthsOf(whole, monthsIn(hiredOn, year.to, months), policy.partYears), cut };
};

/** Months that count in the leave year in which the employment ends, and what they earn of a whole year's leave. */
export const earnedUntil = (
  employment: Employment,
  { partYears }: LeavePolicy,
  year: LeaveYear,
  lastDay: LocalDate,
  right: LocalDate,
  whole: number,
): { readonly months: number; readonly earned: number } => {
  const { hiredOn } = employment;
  const months = monthsIn(later(year.from, hiredOn), lastDay, partYears.months);
  const complete = hiredOn <= year.from && lastDay >= year.to;
  const kept = partYears.wholeAfter !== null && lastDay.slice(5) > partYears.wholeAfter && right <= lastDay;
  return complete || kept ? { months, earned: whole } : { months, earned: monthsOf(whole, months, partYears) };
};

/** The first day after another that has this month and day. */
export const nextMonthDay = (after: LocalDate, monthDay: MonthDay): LocalDate => {
  const same = localDate(`${yearOf(after)}-${monthDay}`);
  return same > after ? same : localDate(`${yearOf(after) + 1}-${monthDay}`);
};
