// Who is told what by which channel: the matrix fact × role × channel. Data that holds from a day on, never conditions in code.
import type { FactName } from "../notification/facts/notification-fact.js";
import type { RecipientRole } from "../notification/recipients/directory.js";
import { localDate, type LocalDate } from "../kernel/local-date.js";

export const channels = ["in-app", "email", "push", "slack"] as const;
export type Channel = (typeof channels)[number];

/** `always`: cannot be switched off. `on` and `off`: what holds until the person chooses. A channel that is not named is none. */
export type ChannelRule = "always" | "on" | "off";
export type ChannelRules = Readonly<Partial<Record<Channel, ChannelRule>>>;

export interface NotificationPolicy {
  readonly matrix: Readonly<Record<FactName, Readonly<Partial<Record<RecipientRole, ChannelRules>>>>>;
  /** What may wait for the daily digest of those who wish for one. */
  readonly digested: readonly FactName[];
  /** What goes out in quiet hours too. */
  readonly urgent: readonly FactName[];
}

interface DatedPolicy extends NotificationPolicy {
  readonly from: LocalDate;
}

/** Somebody has to act, or the law says that they are told: it arrives in the application, and by mail unless switched off. */
const act: ChannelRules = { "in-app": "always", email: "on", push: "off" };
/** The law, or a term that runs, wants it told in writing: mail cannot be switched off. */
const inWriting: ChannelRules = { "in-app": "always", email: "always", push: "off" };
const know: ChannelRules = { "in-app": "on", email: "on", push: "off" };
const glance: ChannelRules = { "in-app": "on", email: "off" };
const common: ChannelRules = { slack: "on" };

const first: NotificationPolicy = {
  matrix: {
    "leave-submitted": { subject: glance },
    "step-waits": { "step-holder": act },
    "step-reminder": { "step-holder": act },
    "step-escalated": { "step-holder": act, subject: glance },
    "leave-approved": { subject: act, head: glance },
    "leave-rejected": { subject: act },
    "leave-withdrawn": { "step-holder": glance },
    "cancellation-asked": { "step-holder": act },
    "cancellation-declined": { subject: act },
    "leave-cancelled": { subject: act, head: glance },
    "recall-proposed": { subject: inWriting },
    "recall-declined": { proposer: act, head: act },
    "employee-recalled": { subject: inWriting, head: know },
    "absence-corrected": { subject: act, head: glance },
    "sick-leave-opened": { subject: glance, head: know, hr: glance },
    "leave-moved-by-sickness": { subject: act, head: know, accountant: know },
    "leave-interrupted": { subject: act },
    "sickness-choice-due": { subject: act },
    "leave-days-returned": { subject: act, head: know, accountant: know },
    "unit-changed": { subject: act },
    "probation-ends": { head: act, hr: act },
    "deputy-appointed": { deputy: act, subject: know },
    "deputy-ended": { deputy: know, subject: glance },
    // Labour Code of Russia, article 123: against signature, two weeks ahead.
    "leave-announced": { subject: inWriting, head: know, accountant: know },
    "leave-change-proposed": { subject: act, head: act },
    "leave-change-answered": { subject: know, head: know },
    "carry-over-expires": { subject: know },
    "timesheet-due": { head: act },
    "timesheet-overdue": { head: act },
    "timesheet-escalated": { head: act },
    "timesheet-late": { accountant: act },
    "timesheet-outdated": { head: act, accountant: act },
    "timesheet-submitted": { accountant: know },
    "timesheet-returned": { head: act },
    "timesheet-accepted": { head: glance },
    "period-close-near": { accountant: act },
    "period-close-overdue": { accountant: act },
    "month-closed": { head: glance },
    "period-closed": { accountant: know, workspace: common },
    "correction-posted": { subject: act, head: know, accountant: know },
    "onboarding-welcome": { subject: know },
    "onboarding-planned": { head: know },
    "task-due": { subject: know, head: know, mentor: know, hr: know, it: know },
    "task-overdue": { subject: act, head: act, mentor: act, hr: act, it: act },
    "mentor-assigned": { subject: know, mentor: act, head: glance },
    "mentor-missing": { hr: act, head: know },
    "mentorship-ended": { subject: know, mentor: know },
    "feedback-asked": { subject: know, mentor: know, head: know },
    "training-published": { subscriber: know },
    "training-booked": { subject: know },
    "training-waitlisted": { subject: know },
    "training-moved-up": { subject: act },
    "training-booking-cancelled": { subject: know },
    "training-cut-off-near": { subject: know },
    "training-no-place": { subject: know },
    "training-starts-soon": { subject: know },
    "training-attendance-due": { trainer: act },
    "training-session-changed": { participant: act, trainer: know },
    "training-session-cancelled": { participant: act, trainer: know },
    "resignation-received": { subject: inWriting, head: know, hr: act },
    "resignation-corrections-asked": { subject: inWriting },
    "letter-identity-mismatch": { subject: inWriting },
    "letter-intent-missing": { subject: inWriting },
    "letter-signature-missing": { subject: inWriting },
    "letter-ready": { subject: know, hr: act },
    "letter-to-review": { hr: act },
    "resignation-accepted": { subject: inWriting, head: act, hr: know },
    "resignation-withdrawn": { subject: inWriting, head: act, hr: act },
    "last-day-near": { subject: know, head: act, hr: act },
    "execution-missing": { hr: act },
    "exit-item-due": { subject: act, head: act, hr: act, it: act, accountant: act },
    "hand-over": { successor: act },
    announcement: { audience: { "in-app": "always", email: "on", push: "off" }, workspace: common },
  },
  digested: [
    "leave-submitted",
    "leave-withdrawn",
    "deputy-ended",
    "carry-over-expires",
    "timesheet-submitted",
    "timesheet-accepted",
    "onboarding-planned",
    "task-due",
    "mentorship-ended",
    "training-published",
    "training-booked",
    "training-waitlisted",
    "training-booking-cancelled",
    "period-closed",
    "announcement",
  ],
  urgent: ["recall-proposed", "employee-recalled", "training-session-cancelled"],
};

const policies: readonly DatedPolicy[] = [{ from: localDate("1900-01-01"), ...first }];

/** The matrix that holds on a day. */
export const notificationPolicy = (on: LocalDate): NotificationPolicy => {
  const inForce = policies.findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no notification policy on ${on}`);
  return inForce;
};

/** By which channels a role is told a fact; none where the matrix does not name the role. */
export const rulesFor = ({ matrix }: NotificationPolicy, fact: FactName, role: RecipientRole): ChannelRules =>
  matrix[fact][role] ?? {};

const strength: Readonly<Record<ChannelRule, number>> = { off: 0, on: 1, always: 2 };

/** What holds for a fact whatever the role: the strictest rule of each channel. */
export const rulesOfFact = ({ matrix }: NotificationPolicy, fact: FactName): ChannelRules => {
  const strictest: Partial<Record<Channel, ChannelRule>> = {};
  for (const rules of Object.values(matrix[fact]))
    for (const channel of channels) {
      const [rule, so] = [rules[channel], strictest[channel]];
      if (rule !== undefined && (so === undefined || strength[rule] > strength[so])) strictest[channel] = rule;
    }
  return strictest;
};
