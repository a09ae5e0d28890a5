// The yearly leave schedule's terms, by country and date.
import { localDate, type LocalDate } from "../kernel/local-date.js";

export interface LeaveSchedulePolicy {
  /** Whole days between the approval of a year's schedule and the year; null where the law sets none. */
  readonly approvedDaysAhead: number | null;
  /** Whole days between the announcement of a leave and its first day; null where the law sets none. */
  readonly announcedDaysAhead: number | null;
  /** The time of day, of the employee, at which a leave is announced that nobody has announced. */
  readonly announcedAt: string;
  /** The least length of one of the parts into which the leave of a year is divided, in calendar days. */
  readonly longestPartDays: number;
}

interface DatedPolicy extends LeaveSchedulePolicy {
  readonly from: LocalDate;
}

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {
  // Labour Code, article 123: approved not later than two weeks before the calendar year, each leave announced not later
  // than two weeks before it; article 125: one part of at least 14 calendar days.
  RU: [
    {
      from: localDate("1900-01-01"),
      approvedDaysAhead: 14,
      announcedDaysAhead: 14,
      announcedAt: "09:00",
      longestPartDays: 14,
    },
  ],
};

// ILO convention 132, article 8: one part of two weeks without a break; it names no terms.
const elsewhere: readonly DatedPolicy[] = [
  {
    from: localDate("1900-01-01"),
    approvedDaysAhead: null,
    announcedDaysAhead: null,
    announcedAt: "09:00",
    longestPartDays: 14,
  },
];

/** The terms of a country that hold on a day. */
export const leaveSchedulePolicy = (country: string, on: LocalDate): LeaveSchedulePolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? elsewhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no leave schedule policy of ${country} on ${on}`);
  return inForce;
};
