// Arithmetic on the counted days of a request: which of them lie in a range, and which do not.
import { addDays, earlier, epochDay, later } from "../kernel/local-date.js";
import type { DateSpan, DaySpan } from "./absence-fields.js";

/** Hundredths of a day that spans count together. */
export const countedIn = (days: readonly DaySpan[]): number =>
  days.reduce((sum, { from, to, counted }) => sum + counted * (epochDay(to) - epochDay(from) + 1), 0);

/** The days that lie in a range. */
export const daysWithin = (days: readonly DaySpan[], { from, to }: DateSpan): readonly DaySpan[] =>
  days
    .filter((span) => span.from <= to && from <= span.to)
    .map((span) => ({ ...span, from: later(span.from, from), to: earlier(span.to, to) }));

/** The days that lie outside a range. */
export const daysWithout = (days: readonly DaySpan[], { from, to }: DateSpan): readonly DaySpan[] =>
  days.flatMap((span) => {
    if (span.to < from || to < span.from) return [span];
    const before = span.from < from ? [{ ...span, to: addDays(from, -1) }] : [];
    return span.to > to ? [...before, { ...span, from: addDays(to, 1) }] : before;
  });

/** With more days, in the order of the calendar. */
export const daysWith = (days: readonly DaySpan[], more: readonly DaySpan[]): readonly DaySpan[] =>
  [...days, ...more].toSorted((a, b) => (a.from < b.from ? -1 : 1));

/** The days that a ledger knows of. */
export const counted = (days: readonly DaySpan[]): DaySpan[] => days.filter((span) => span.counted > 0);
