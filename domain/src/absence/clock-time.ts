// Parts of a day by the clock, as minutes on calendar days. Local time as a clock shows it; hours that a change of the clocks
// adds or takes are the timesheet's, which knows when they were worked.
import { addDays, epochDay, type LocalDate } from "../kernel/local-date.js";
import { DAY_MINUTES, segmentOf, type Segment, type TimeSpan } from "../kernel/local-time.js";

/** On a scale that all days share, so that parts of different days can be compared. */
export const absoluteMinutes = (date: LocalDate, time: TimeSpan): Segment => {
  const { from, to } = segmentOf(time);
  const midnight = epochDay(date) * DAY_MINUTES;
  return { from: midnight + from, to: midnight + to };
};

/** Minutes of each calendar day on which a part lies: a part over midnight stands on two. */
export const minutesByDay = (
  date: LocalDate,
  time: TimeSpan,
): readonly { readonly date: LocalDate; readonly minutes: number }[] => {
  const { from, to } = segmentOf(time);
  const first = { date, minutes: Math.min(to, DAY_MINUTES) - from };
  return to <= DAY_MINUTES ? [first] : [first, { date: addDays(date, 1), minutes: to - DAY_MINUTES }];
};
