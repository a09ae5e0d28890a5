// One day's cell: what schedule and calendar plan, less an absence, with the work beyond the plan; or what was recorded.
// The codes are disjoint and sum to the time worked: РВ and С win over Н. The first is the day's state.
import { elapsedOf, type ClockChange } from "../kernel/clock-changes.js";
import { segmentOf, within, without, type Segment } from "../kernel/local-time.js";
import type { DayPlan } from "../employee/schedule/month-plan.js";
import { firstOf } from "../employee/schedule/schedule.js";
import type { AbsenceKind } from "../policy/absence-kinds.js";
import type { TimePolicy } from "../policy/time-policy.js";
import { timesheetCodes } from "../policy/timesheet-codes.js";
import type { RecordedEntry } from "./entries.js";
import type { SourcedSpan } from "./timeline.js";
import type { WorkOfDay } from "./work-spans.js";

/** A day's code with the minutes worked under it; absences and days off have none. */
export interface CellEntry {
  readonly code: string;
  readonly minutes: number;
}

/** What stands in a cell; night minutes are kept beside, since work on a holiday or overtime may be at night too. */
export interface CellContent {
  readonly codes: readonly CellEntry[];
  readonly nightMinutes: number;
}

/** A day before absences, and how its schedule is accounted. */
export interface PlainDay extends DayPlan {
  readonly summed: boolean;
  /** What a day off that is worked as a whole is worth: the longest shift of the schedule. */
  readonly usualMinutes: number;
}

const WORK = "Я";
const NIGHT = "Н";
const HOLIDAY_WORK = "РВ";
const OVERTIME = "С";
const TRIP = "К";
const DAY_OFF = "В";
const UNKNOWN = "НН";
const NO_TIMES: readonly Segment[] = [];

const isHoliday = ({ kind }: DayPlan): boolean => kind === "public-holiday";

/** Whether worked minutes of the day are РВ: 0–24 h of a public holiday, and a day off that is not accounted in a sum. */
const isFree = (day: PlainDay): boolean => isHoliday(day) || (day.minutes === 0 && !day.summed);

const nightOf = (times: readonly Segment[], clock: readonly ClockChange[], { night }: TimePolicy): number => {
  let minutes = 0;
  for (const each of night) minutes += elapsedOf(within(times, each.from, each.to), clock);
  return minutes;
};

/** Minutes by code while a cell is put together. */
class Minutes {
  readonly #byCode = new Map<string, number>();
  night = 0;

  add(code: string, minutes: number): void {
    if (minutes > 0) this.#byCode.set(code, (this.#byCode.get(code) ?? 0) + minutes);
  }

  /** Plain work is Я by day and Н at night; on a public holiday it is РВ. */
  work(day: PlainDay, minutes: number, night: number): void {
    this.night += night;
    if (isHoliday(day)) this.add(HOLIDAY_WORK, minutes);
    else {
      this.add(WORK, minutes - night);
      this.add(NIGHT, night);
    }
  }

  take(code: string, minutes: number): number {
    const has = this.#byCode.get(code) ?? 0;
    const taken = Math.min(has, minutes);
    if (taken === has) this.#byCode.delete(code);
    else this.#byCode.set(code, has - taken);
    return taken;
  }

  /** What was worked inside the plan: everything but overtime and work on days off. */
  inside(): number {
    let sum = 0;
    for (const [code, minutes] of this.#byCode) if (code !== OVERTIME && code !== HOLIDAY_WORK) sum += minutes;
    return sum;
  }

  codes(): string[] {
    return [...this.#byCode.keys()];
  }

  content(absent: string | undefined): CellContent {
    const codes: CellEntry[] = [];
    for (const code of [WORK, NIGHT]) {
      const minutes = this.take(code, Infinity);
      if (minutes > 0) codes.push({ code, minutes });
    }
    const last = [HOLIDAY_WORK, OVERTIME].map((code) => ({ code, minutes: this.take(code, Infinity) }));
    for (const [code, minutes] of this.#byCode) codes.push({ code, minutes });
    codes.push(...last.filter(({ minutes }) => minutes > 0));
    if (absent !== undefined && !codes.some(({ code }) => code === absent)) codes.push({ code: absent, minutes: 0 });
    if (codes.length === 0) codes.push({ code: DAY_OFF, minutes: 0 });
    return { codes, nightMinutes: this.night };
  }
}

/** A day off, work as planned, or a shift that is planned on a public holiday. */
export const ordinaryCell = (day: PlainDay, policy: TimePolicy): CellContent => {
  const minutes = new Minutes();
  minutes.work(day, day.minutes, nightOf(day.times ?? NO_TIMES, day.clock, policy));
  return minutes.content(undefined);
};

/**
 * The code of an absence on a day; undefined where it leaves the day as it is. A public holiday in annual leave, and a day
 * that a working-day kind does not count, stay days off (В); sickness and trips stand on every calendar day; work that is
 * asked for is no absence. A kind that is no more in the catalogue is of unknown reason, never work.
 */
const absenceCode = (kind: AbsenceKind | undefined, day: PlainDay): string | undefined => {
  if (kind === undefined) return day.minutes === 0 ? undefined : UNKNOWN;
  if (kind.isWork || kind.timesheetCode === WORK) return undefined;
  if ((kind.counts === "scheduled-days" || kind.timesheetCode === UNKNOWN) && day.minutes === 0) return undefined;
  return kind.counts === "calendar-days-without-holidays" && isHoliday(day) ? DAY_OFF : kind.timesheetCode;
};

/** An absence on one day. */
export interface AbsenceOfDay {
  readonly span: SourcedSpan;
  readonly kind: AbsenceKind | undefined;
  /** When on the day; null for a whole day or half of it. */
  readonly times: readonly Segment[] | null;
}

/** What is worked of the plan beside an absence of some hours, or of half a day; an odd minute is worked. */
const workedBeside = (
  day: PlainDay,
  { span: { dayPart }, times: away }: AbsenceOfDay,
): { minutes: number; times: readonly Segment[] } => {
  const times = day.times ?? NO_TIMES;
  if (away !== null) {
    const left = without(times, away);
    const untimed = day.minutes > elapsedOf(times, day.clock);
    const minutes = untimed ? day.minutes - elapsedOf(away, day.clock) : elapsedOf(left, day.clock);
    return { minutes: Math.max(0, minutes), times: left };
  }
  if (dayPart === "full") return { minutes: 0, times: NO_TIMES };
  const minutes = Math.ceil(day.minutes / 2);
  const half = firstOf(times, minutes);
  const length = times.reduce((sum, { from, to }) => sum + to - from, 0);
  return { minutes, times: dayPart === "afternoon" ? half : without(times, firstOf(times, length - minutes)) };
};

const addExtra = (minutes: Minutes, day: PlainDay, work: WorkOfDay, busy: readonly Segment[], policy: TimePolicy) => {
  const free = isFree(day) || (work.code === HOLIDAY_WORK && day.minutes === 0);
  const code = free ? HOLIDAY_WORK : OVERTIME;
  if (work.times === null) {
    // Without times a planned shift is the same work, and a day off is worth a shift.
    if (day.minutes === 0) minutes.add(code, day.usualMinutes);
    return;
  }
  if (day.minutes > 0 && day.times === undefined && work.code === HOLIDAY_WORK && free) return;
  const times = without(work.times, busy);
  minutes.add(code, elapsedOf(times, day.clock));
  minutes.night += nightOf(times, day.clock, policy);
};

/** The day as it was planned and approved. */
export const approvedCell = (
  day: PlainDay,
  absence: AbsenceOfDay | undefined,
  extra: readonly WorkOfDay[],
  policy: TimePolicy,
): CellContent => {
  const minutes = new Minutes();
  const code = absence === undefined ? undefined : absenceCode(absence.kind, day);
  let busy = day.times ?? NO_TIMES;
  if (absence === undefined || code === undefined) minutes.work(day, day.minutes, nightOf(busy, day.clock, policy));
  else {
    const worked = workedBeside(day, absence);
    busy = worked.times;
    minutes.work(day, worked.minutes, nightOf(worked.times, day.clock, policy));
    // Who is away as a whole did not work beyond the plan either, unless the trip itself was the work.
    if (worked.minutes === 0 && code !== TRIP) return minutes.content(code);
  }
  for (const work of extra) addExtra(minutes, day, work, busy, policy);
  return minutes.content(code);
};

/** The day as it was recorded, with each code in its place. */
export const recordedCell = (day: PlainDay, entries: readonly RecordedEntry[], policy: TimePolicy): CellContent => {
  const minutes = new Minutes();
  let absent: string | undefined;
  for (const { code, minutes: typed, time } of entries) {
    if (typed === 0) {
      absent = code;
      continue;
    }
    const times = time === null ? NO_TIMES : [segmentOf(time)];
    const night = time === null && code === NIGHT ? typed : nightOf(times, day.clock, policy);
    minutes.night += night;
    if (isFree(day)) {
      minutes.add(HOLIDAY_WORK, typed);
      if (code === TRIP) absent = TRIP; // К/РВ: a day off worked on a trip
    } else if (code === TRIP) minutes.add(code, typed);
    else if (code === WORK || code === NIGHT) {
      minutes.add(WORK, typed - night);
      minutes.add(NIGHT, night);
    } else if (timesheetCodes.get(code)?.worked === "always") minutes.add(code, typed);
  }
  // What is beyond the plan of a day is overtime, however it was typed in.
  if (!day.summed && !isFree(day)) {
    let beyond = minutes.inside() - day.minutes;
    for (const code of [WORK, NIGHT, ...minutes.codes()]) {
      if (beyond <= 0) break;
      if (code === OVERTIME || code === HOLIDAY_WORK) continue;
      const taken = minutes.take(code, beyond);
      minutes.add(OVERTIME, taken);
      beyond -= taken;
    }
  }
  if (absent === UNKNOWN && day.minutes === 0) absent = undefined;
  return minutes.content(absent);
};
