// Overtime against its limits (Labour Code, article 99): so many minutes in any two calendar days running, so many in a
// calendar year. What is asked for counts as what is approved does; work on days off does not count.
import type { Employment } from "../../employee/employee.js";
import { refuse, type Refusal } from "../../kernel/decision.js";
import { addDays, firstDay, localDate, period, yearOf, type LocalDate } from "../../kernel/local-date.js";
import type { Policy } from "../../policy/policy.js";
import type { OvertimeLimit } from "../../policy/overtime-policy.js";
import type { Absences } from "../absence.js";
import type { TimeSpan } from "../../kernel/local-time.js";
import { minutesByDay } from "../clock-time.js";
import type { Warning } from "../request/request-events.js";

export interface AskedOvertime {
  readonly requestId: string;
  readonly kind: string;
  readonly from: LocalDate;
  readonly time: TimeSpan | null;
}

type Minutes = ReadonlyMap<LocalDate, number>;

const isOvertime = (
  kind: string | null,
  on: LocalDate,
  country: string,
  { absenceKind }: Pick<Policy, "absenceKind">,
) => absenceKind(country, kind, on)?.workedOn === "working-day";

/** Minutes of overtime on each calendar day, with what is asked. */
const overtimeMinutes = (
  asked: AskedOvertime,
  state: Absences,
  { country }: Pick<Employment, "country">,
  policy: Pick<Policy, "absenceKind">,
): Minutes => {
  const pending = [...state.requests.values()].filter(({ status }) => status === "pending");
  const others = [...pending, ...state.spans].filter(
    ({ requestId, kind, from }) => requestId !== asked.requestId && isOvertime(kind, from, country, policy),
  );
  const sums = new Map<LocalDate, number>();
  for (const { from, time } of [...others, asked])
    for (const { date, minutes } of time === null ? [] : minutesByDay(from, time))
      sums.set(date, (sums.get(date) ?? 0) + minutes);
  return sums;
};

interface Sum {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly minutes: number;
}

/** The sums that a limit is about and the asked days are in. */
const sumsOf = ({ over }: OvertimeLimit, days: readonly LocalDate[], minutes: Minutes): readonly Sum[] => {
  if (over === "two-days")
    return [...new Set(days.flatMap((day) => [addDays(day, -1), day]))].map((from) => {
      const to = addDays(from, 1);
      return { from, to, minutes: (minutes.get(from) ?? 0) + (minutes.get(to) ?? 0) };
    });
  return [...new Set(days.map(yearOf))].map((year) => {
    let sum = 0;
    for (const [day, each] of minutes) if (yearOf(day) === year) sum += each;
    return { from: firstDay(period(`${year}-01`)), to: localDate(`${year}-12-31`), minutes: sum };
  });
};

/** A refusal where a limit blocks, else what is to be warned of. As many minutes as the limit says are allowed. */
export const checkOvertime = (
  asked: AskedOvertime,
  state: Absences,
  employment: Employment,
  policy: Pick<Policy, "absenceKind" | "overtimeLimits">,
): Refusal | readonly Warning[] => {
  if (asked.time === null || !isOvertime(asked.kind, asked.from, employment.country, policy)) return [];
  const minutes = overtimeMinutes(asked, state, employment, policy);
  const days = minutesByDay(asked.from, asked.time).map(({ date }) => date);
  const warnings: Warning[] = [];
  for (const limit of policy.overtimeLimits(employment.country, asked.from))
    for (const { from, to, minutes: value } of sumsOf(limit, days, minutes)) {
      if (value > limit.minutes && limit.beyond === "block")
        return refuse("overtime-limit", { minutes: value, limit: limit.minutes, from, to }, "/time");
      const code = `overtime-of-${limit.over}`;
      if (value > limit.minutes) warnings.push({ code, from, to, limit: limit.minutes, value });
      else if (limit.warnAt !== null && value >= limit.warnAt)
        warnings.push({ code, from, to, limit: limit.warnAt, value });
    }
  return warnings;
};
