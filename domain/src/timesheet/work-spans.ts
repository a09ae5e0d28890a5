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

/** What of a span is worked on a date; undefined where nothing is. */
export const workOn = (span: SourcedSpan, code: string, date: LocalDate): WorkOfDay | undefined => {
  const { time, compensation, facts = noFacts } = span;
  const work = { code, compensation, facts };
  if (time === null) return span.from <= date && date <= span.to ? { ...work, times: null } : undefined;
  const whole = segmentOf(time);
  if (date === span.from) return { ...work, times: within([whole], 0, DAY_MINUTES) };
  if (whole.to <= DAY_MINUTES || date !== addDays(span.from, 1)) return undefined;
  return { ...work, times: [{ from: 0, to: whole.to - DAY_MINUTES }] };
};

/** The last date on which a span of work can have minutes: the day after, where it reaches over midnight. */
export const lastDateOf = ({ time, to }: SourcedSpan): LocalDate =>
  time !== null && segmentOf(time).to > DAY_MINUTES ? addDays(to, 1) : to;
