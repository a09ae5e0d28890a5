// A time of day on the clock of a person's own zone, without a date: 08:30. Minutes count from the day's beginning.
import { z } from "zod";

export const DAY_MINUTES = 1440;

export const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day from 00:00 to 23:59, written as 08:30")
  .meta({ title: "LocalTime", example: "08:30" });
export type LocalTime = z.output<typeof LocalTime>;

/** From one time of a day to another; `to` at or before `from` is on the next day. */
export const TimeSpan = z.object({ from: LocalTime, to: LocalTime });
export type TimeSpan = z.output<typeof TimeSpan>;

/** Minutes since the day began, as its clock shows them. */
export const minuteOfDay = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes of a day on its clock: from the first, up to and without the last; 1440 is midnight at its end. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** A span as minutes counted from the day on which it begins; it ends after 1440 where it reaches over midnight. */
export const segmentOf = ({ from, to }: TimeSpan): Segment => {
  const begins = minuteOfDay(from);
  const ends = minuteOfDay(to);
  return { from: begins, to: ends <= begins ? ends + DAY_MINUTES : ends };
};

/** What of some segments lies between two minutes, counted from the first of them when `shifted`. */
export const within = (segments: readonly Segment[], from: number, to: number): Segment[] =>
  segments.flatMap((segment) => {
    const part = { from: Math.max(segment.from, from), to: Math.min(segment.to, to) };
    return part.from < part.to ? [part] : [];
  });

/** What of some segments lies outside of all others. */
export const without = (segments: readonly Segment[], others: readonly Segment[]): Segment[] =>
  others.reduce<readonly Segment[]>(
    (left, other) => left.flatMap((each) => [...within([each], 0, other.from), ...within([each], other.to, Infinity)]),
    segments,
  ) as Segment[]; // a new list of segments each time

export const overlap = (a: Segment, b: Segment): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
