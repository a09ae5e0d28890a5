// The two deadlines of a yearly schedule: approved two weeks before the year, each leave announced two weeks before it. Pure:
// what is due or overdue follows from the schedule and a day.
import { addDays, daysBetween, localDate, type LocalDate } from "../kernel/local-date.js";
import { leaveSchedulePolicy } from "../policy/leave-schedule-policy.js";

/** From how many days before a deadline it is shown as due. */
export const DUE_DAYS_AHEAD = 30;

/** With so many whole days between a deadline and the day it is for. */
const before = (day: LocalDate, wholeDays: number): LocalDate => addDays(day, -(wholeDays + 1));

/** The last day on which the schedule of a year can be approved in time: 17 December; null where the law names none. */
export const approvalDueBy = (country: string, year: number): LocalDate | null => {
  const begins = localDate(`${year}-01-01`);
  const { approvedDaysAhead } = leaveSchedulePolicy(country, begins);
  return approvedDaysAhead === null ? null : before(begins, approvedDaysAhead);
};

/** The last day on which a leave can be announced in time; null where the law names none. */
export const announcementDueBy = (country: string, from: LocalDate): LocalDate | null => {
  const { announcedDaysAhead } = leaveSchedulePolicy(country, from);
  return announcedDaysAhead === null ? null : before(from, announcedDaysAhead);
};

export interface Deadline {
  readonly what: "approve-schedule" | "announce-leave";
  readonly dueBy: LocalDate;
  readonly state: "due" | "overdue";
  /** Days left; negative for days late. */
  readonly days: number;
  /** Null for the schedule itself. */
  readonly partId: string | null;
}

interface ScheduleOfYear {
  readonly year: number;
  readonly approvedOn: LocalDate | null;
  readonly parts: readonly {
    readonly partId: string;
    readonly from: LocalDate;
    readonly announcedOn: LocalDate | null;
    /** The person's country. */
    readonly country: string;
  }[];
}

const deadline = (
  what: Deadline["what"],
  dueBy: LocalDate | null,
  on: LocalDate,
  partId: string | null,
): Deadline[] => {
  if (dueBy === null) return [];
  const days = daysBetween(on, dueBy);
  if (days > DUE_DAYS_AHEAD) return [];
  return [{ what, dueBy, state: days < 0 ? "overdue" : "due", days, partId }];
};

/**
 * What of a schedule is due or overdue on a day, the most urgent first. A schedule without people of a country that sets a term
 * has no term of approval; a leave is announced from an approved schedule only.
 */
export const deadlinesOn = ({ year, approvedOn, parts }: ScheduleOfYear, on: LocalDate): readonly Deadline[] => {
  if (approvedOn === null) {
    const terms = parts.flatMap(({ country }) => approvalDueBy(country, year) ?? []).toSorted();
    return deadline("approve-schedule", terms[0] ?? null, on, null);
  }
  return parts
    .filter(({ announcedOn }) => announcedOn === null)
    .flatMap(({ partId, from, country }) => deadline("announce-leave", announcementDueBy(country, from), on, partId))
    .toSorted((a, b) => a.days - b.days || ((a.partId ?? "") < (b.partId ?? "") ? -1 : 1));
};
