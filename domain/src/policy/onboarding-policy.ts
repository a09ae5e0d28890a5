// How onboarding and mentoring are run, by country and date: data, never constants in decisions.
import { localDate, type LocalDate } from "../kernel/local-date.js";

export interface OnboardingPolicy {
  /** Mentees at once, where the mentor has no limit of their own. */
  readonly mentorLimit: number;
  /** Days after the start on which feedback is asked for. */
  readonly feedbackAfterDays: readonly number[];
  /** Calendar days away after which a mentor's mentees are handed over. */
  readonly handOverAfterDays: number;
  /** Working days before its day on which whoever has a task is reminded of it, and after which it is asked for again. */
  readonly remindWorkingDays: number;
  /** How often an overdue task is asked for. */
  readonly remindTimes: number;
  /** Days before the end of a probation on which head and HR are told of it. */
  readonly probationRemindDays: number;
}

interface DatedPolicy extends OnboardingPolicy {
  readonly from: LocalDate;
}

const everywhere: readonly DatedPolicy[] = [
  {
    from: localDate("1900-01-01"),
    mentorLimit: 3,
    feedbackAfterDays: [7, 30, 90],
    handOverAfterDays: 14,
    remindWorkingDays: 2,
    remindTimes: 5,
    probationRemindDays: 14,
  },
];

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {};

/** The rules of onboarding of a country that hold on a day. */
export const onboardingPolicy = (country: string, on: LocalDate): OnboardingPolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? everywhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no onboarding policy of ${country} on ${on}`);
  return inForce;
};
