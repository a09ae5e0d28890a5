// Days on which the clocks of a zone change, so that work is counted by the time that passes and not by the clock.
// The zones' rules are those of the platform's Intl (the IANA database of the running Node, the only source a rebuild reads
// too): no I/O, the same answer for the same zone and year in one release of Tabel.
import { epochDay, localDate } from "./local-date.js";
import { DAY_MINUTES, overlap, type Segment } from "./local-time.js";

/** Minutes of a local day that the clock skips, or shows twice. */
export interface ClockChange extends Segment {
  readonly happens: "never" | "twice";
}

type ChangesOfYear = ReadonlyMap<number, readonly ClockChange[]>;

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Zone and year; beyond it the memory begins anew, so that it stays bounded. */
const KEPT_AT_MOST = 2_000;
const known = new Map<string, ChangesOfYear>();
const none: ChangesOfYear = new Map();

/** Minutes by which a zone's clock is ahead of UTC at an instant. */
const offsetIn = (timeZone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
};

const changesOf = (timeZone: string, year: number): ChangesOfYear => {
  const offset = offsetIn(timeZone);
  const changes = new Map<number, ClockChange[]>();
  const add = (local: Segment, happens: ClockChange["happens"]): void => {
    // A change at midnight may lie on two days.
    for (let day = Math.floor(local.from / DAY_MINUTES); day * DAY_MINUTES < local.to; day += 1) {
      const from = Math.max(0, local.from - day * DAY_MINUTES);
      const to = Math.min(DAY_MINUTES, local.to - day * DAY_MINUTES);
      changes.set(day, [...(changes.get(day) ?? []), { from, to, happens }]);
    }
  };
  const first = epochDay(localDate(`${year}-01-01`)) - 1;
  for (let day = first; day < first + 368; day += 1) {
    let [before, after] = [day * DAY, (day + 1) * DAY];
    const [was, is] = [offset(before), offset(after)];
    if (was === is) continue;
    while (after - before > MINUTE) {
      const middle = Math.floor((before + after) / 2 / MINUTE) * MINUTE;
      if (offset(middle) === was) before = middle;
      else after = middle;
    }
    const at = after / MINUTE;
    if (is > was) add({ from: at + was, to: at + is }, "never");
    else add({ from: at + is, to: at + was }, "twice");
  }
  return changes;
};

/** What the clocks do on a day (days since 1970-01-01); nothing where the zone does not exist. */
export const clockChangesOn = (timeZone: string, day: number): readonly ClockChange[] => {
  const year = new Date(day * DAY).getUTCFullYear();
  const key = `${timeZone} ${year}`;
  let changes = known.get(key);
  if (changes === undefined) {
    try {
      changes = changesOf(timeZone, year);
    } catch {
      changes = none; // a RangeError is how the platform says that there is no such zone
    }
    if (known.size >= KEPT_AT_MOST) known.clear();
    known.set(key, changes);
  }
  return changes.get(day) ?? [];
};

/** Minutes that pass in a segment of a day: those that the clock skips do not count, those it shows twice count twice. */
export const elapsedMinutes = (segment: Segment, changes: readonly ClockChange[]): number => {
  let minutes = segment.to - segment.from;
  for (const change of changes) minutes += (change.happens === "twice" ? 1 : -1) * overlap(segment, change);
  return minutes;
};

export const elapsedOf = (segments: readonly Segment[], changes: readonly ClockChange[]): number => {
  let minutes = 0;
  for (const segment of segments) minutes += elapsedMinutes(segment, changes);
  return minutes;
};
