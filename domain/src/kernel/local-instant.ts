// Between a zone's clock and instants: which instant a local time of a day is, also on days on which the clocks change.
import type { Instant } from "./identifiers.js";
import { epochDay, type LocalDate, localDateAt } from "./local-date.js";
import { type LocalTime, minuteOfDay } from "./local-time.js";

const MINUTE = 60_000;
const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const KEPT_AT_MOST = 1_000;

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (formatters.size >= KEPT_AT_MOST) formatters.clear();
  formatters.set(zone, made);
  return made;
};

/** The minute of the day that a zone's clock shows at an instant. Throws a RangeError where the zone does not exist. */
export const minuteAt = (at: Instant, zone: string): number => {
  const shown = clockOf(zone).format(new Date(at));
  return minuteOfDay(shown);
};

/** What a zone's clock shows at an instant, as if it were UTC. */
const shownAt = (at: number, zone: string): number => {
  const instant = new Date(at).toISOString();
  return epochDay(localDateAt(instant, zone)) * DAY + minuteAt(instant, zone) * MINUTE;
};

/**
 * The instants at which a zone's clock shows a time of a day: two where it shows it twice; where it never does, the one at
 * which the clocks go forward over it.
 */
export const instantsOf = (date: LocalDate, time: LocalTime, zone: string): readonly Instant[] => {
  const wanted = epochDay(date) * DAY + minuteOfDay(time) * MINUTE;
  const fifteenHours = 15 * 60 * MINUTE; // no zone is further from UTC
  let [before, after] = [wanted - fifteenHours, wanted + fifteenHours];
  const offsets = [...new Set([before, wanted, after].map((at) => shownAt(at, zone) - at))];
  const exact = offsets.map((offset) => wanted - offset).filter((at) => shownAt(at, zone) === wanted);
  if (exact.length > 0) return exact.toSorted((a, b) => a - b).map((at) => new Date(at).toISOString());
  while (after - before > MINUTE) {
    const middle = Math.floor((before + after) / 2 / MINUTE) * MINUTE;
    if (shownAt(middle, zone) < wanted) before = middle;
    else after = middle;
  }
  return [new Date(after).toISOString()];
};
