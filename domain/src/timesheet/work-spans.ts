// Overtime and work on a day off as they were approved, cut into the calendar days on which they are worked.
import type { Compensation } from "../absence/absence-fields.js";
import { addDays, type LocalDate } from "../kernel/local-date.js";
import { DAY_MINUTES, segmentOf, within, type Segment } from "../kernel/local-time.js";
import type { AbsenceKind } from "../policy/absence-kinds.js";
import type { Fact, SourcedSpan } from "./timeline.js";

export interface WorkOfDay {
  /** С or РВ, as the kind's code says. */
  readonly code: string;
  /** When on the day; null for whole days, of which the times are not known. */
  readonly times: readonly Segment[] | null;
  readonly compensation: Compensation | null;
  readonly facts: readonly Fact[];
}

const OVERTIME = "С";
const DAY_OFF_WORK = "РВ";

/**
 * What a span is to a day: work beyond the plan, work inside it (remote work and the like), or being away. A kind that is no
 * more in the catalogue is being away.
 */
export const roleOf = (kind: AbsenceKind | undefined): "extra" | "inside" | "away" => {
  if (kind?.timesheetCode === OVERTIME || kind?.timesheetCode === DAY_OFF_WORK) return "extra";
  return kind?.isWork === true ? "inside" : "away";
};

const noFacts: readonly Fact[] = [];

/** When on a date a span lies: null for a day as a whole, undefined where it does not lie on the date. */
export const timesOn = ({ from, to, time }: SourcedSpan, date: LocalDate): readonly Segment[] | null | undefined => {
  if (time === null) return from <= date && date <= to ? null : undefined;
  const whole = segmentOf(time);
  if (date === from) return within([whole], 0, DAY_MINUTES);
  if (whole.to <= DAY_MINUTES || date !== addDays(from, 1)) return undefined;
  return [{ from: 0, to: whole.to - DAY_MINUTES }];
};

/** What of a span is worked on a date; undefined where nothing is. */
export const workOn = (span: SourcedSpan, code: string, date: LocalDate): WorkOfDay | undefined => {
  const { compensation, facts = noFacts } = span;
  const times = timesOn(span, date);
  return times === undefined ? undefined : { code, compensation, facts, times };
};

/** The last date on which a span of work can have minutes: the day after, where it reaches over midnight. */
export const lastDateOf = ({ time, to }: SourcedSpan): LocalDate =>
  time !== null && segmentOf(time).to > DAY_MINUTES ? addDays(to, 1) : to;
