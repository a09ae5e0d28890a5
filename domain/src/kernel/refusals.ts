// Every refusal there is: its code (stable, part of the API), which kind it is, and the sentence a person reads.
// `{name}` in a sentence is filled from the refusal's details.
import { absenceRefusals } from "./refusals/absence.js";
import { ledgerRefusals } from "./refusals/ledger.js";
import { onboardingRefusals } from "./refusals/onboarding.js";
import { resignationRefusals } from "./refusals/resignation.js";
import { trainingRefusals } from "./refusals/training.js";
import { notificationRefusals } from "./refusals/notification.js";
import { peopleRefusals } from "./refusals/people.js";

export type RefusalKind =
  | "not-found" // what the command speaks of does not exist
  | "forbidden" // it exists, this actor may not
  | "conflict" // somebody was first, or its life has moved on
  | "rule"; // the rules of the domain say no

export interface Explanation {
  readonly kind: RefusalKind;
  readonly says: string;
}

export const refusals = {
  "unit-unknown": { kind: "not-found", says: "There is no unit {unitId}." },
  "unit-exists": { kind: "conflict", says: "Unit {unitId} already exists with other data." },
  "unit-cycle": { kind: "rule", says: "Unit {unitId} cannot stand under {parentId}: the tree would have a cycle." },
  "root-exists": { kind: "conflict", says: "The organisation already has a root unit; name the parent of {unitId}." },
  "employee-unknown": { kind: "not-found", says: "There is no employee {employeeId}." },
  "employee-exists": { kind: "conflict", says: "Employee {employeeId} is already employed with other data." },
  "employee-left": { kind: "rule", says: "Employee {employeeId} left on {lastDay}." },
  "person-erased": {
    kind: "conflict",
    says: "The personal data of {employeeId} have been erased; nothing can be added.",
  },
  "before-hire": { kind: "rule", says: "{date} lies before the hire on {hiredOn}." },
  "dates-reversed": { kind: "rule", says: "The last day {to} lies before the first day {from}." },
  "kind-unknown": { kind: "rule", says: "There is no kind of absence {kind}; there are: {kinds}." },
  "absence-too-long": { kind: "rule", says: "{days} days are more than the {limit} that one request may have." },
  "absence-overlaps": { kind: "conflict", says: "From {from} to {to} there is already an absence ({requestId})." },
  "balance-exceeded": {
    kind: "rule",
    says: "The request counts {asked} {unit}, of which {available} are available on {on}.",
  },
  "counts-no-days": {
    kind: "rule",
    says: "The request counts nothing: each of its days is a day off or a holiday, or its hours are not scheduled.",
  },
  "whole-days-only": { kind: "rule", says: "Leave of the kind {kind} is taken in whole days." },
  "back-dated": { kind: "rule", says: "{from} is in the past; {kind} may be entered back by: {allowed}." },
  "too-far-ahead": { kind: "rule", says: "{from} lies more than {months} months ahead." },
  "ledger-unknown": { kind: "rule", says: "There is no ledger {ledger}; there are: {ledgers}." },
  "ledger-has-entries": {
    kind: "conflict",
    says: "The ledger {ledger} has entries already; an opening balance comes before all others.",
  },
  "leave-right-not-begun": { kind: "rule", says: "The right to leave begins on {on}, six months after hire." },
  "request-unknown": { kind: "not-found", says: "There is no request {requestId}." },
  "request-not-pending": { kind: "conflict", says: "Request {requestId} is {status} already." },
  "own-request": { kind: "forbidden", says: "Nobody decides their own request, also not as a deputy." },
  "not-step-holder": { kind: "forbidden", says: "The request waits for {holder}; you do not hold this step." },
  "not-own-request": { kind: "forbidden", says: "Only the employee, or HR for the employee, may do this." },
  "reason-required": { kind: "rule", says: "It needs a reason." },
  "calendar-not-loaded": { kind: "rule", says: "The work calendar of {country} for {year} is not loaded." },
  // A team's rules and the yearly leave schedule.
  "span-too-long": { kind: "rule", says: "{days} days are more than the {limit} that may be named at once." },
  "too-many-rules": { kind: "rule", says: "There are {limit} already; that is as many as a unit may have." },
  "black-out-unknown": { kind: "not-found", says: "The unit has no black-out {blackOutId}." },
  "black-out": { kind: "rule", says: "From {from} to {to} nobody of the unit may be away." },
  "staffing-below-minimum": {
    kind: "rule",
    says: "On {on} {present} would be left of the {minimum} whom the unit needs.",
  },
  "schedule-not-open": { kind: "conflict", says: "The leave schedule is {status} already." },
  "schedule-not-submitted": { kind: "conflict", says: "The leave schedule is not submitted." },
  "schedule-not-approved": { kind: "conflict", says: "The leave schedule is not approved yet." },
  "schedule-empty": { kind: "rule", says: "The leave schedule has no part yet." },
  "own-schedule": { kind: "forbidden", says: "Nobody approves the leave schedule that they submitted." },
  "outside-year": { kind: "rule", says: "{date} does not lie in {year}." },
  "not-in-unit": { kind: "rule", says: "{employeeId} does not work in unit {unitId} on {on}." },
  "planned-part-overlaps": { kind: "conflict", says: "From {from} to {to} a part is planned already." },
  "planned-part-unknown": { kind: "not-found", says: "The schedule has no part {partId}." },
  "too-many-parts": { kind: "rule", says: "There are {limit} parts already; that is as many as may be planned." },
  "nothing-to-change": { kind: "rule", says: "The proposal changes nothing: name other dates, or a part to take out." },
  "change-is-open": { kind: "conflict", says: "A change of this part waits for an answer ({changeId})." },
  "change-unknown": { kind: "not-found", says: "There is no change {changeId} of this person's leave." },
  "change-answered": { kind: "conflict", says: "The change is {status} already." },
  "own-proposal": { kind: "forbidden", says: "Who proposed a change does not answer it: the other side does." },
  "not-own-leave": { kind: "forbidden", says: "Only the employee, or who speaks for the employer here, may do this." },
  "leave-not-announced": { kind: "conflict", says: "The leave has not been announced yet." },
  "feed-unknown": { kind: "not-found", says: "You have no calendar feed {feedId}." },
  "too-many-feeds": { kind: "rule", says: "You have {limit} calendar feeds already; revoke one first." },
  "currency-differs": { kind: "rule", says: "The allowance is in {currency}, the salary in {salary}." },
  "period-not-opened": { kind: "rule", says: "Period {period} was not opened." },
  "period-not-calculated": { kind: "rule", says: "The period is closed after it was calculated." },
  "period-not-closed": {
    kind: "rule",
    says: "Period {period} is not closed: its figures follow the facts by themselves.",
  },
  "correction-posted-since": {
    kind: "conflict",
    says: "A correction of {employeeId} was posted after this comparison; compare again.",
  },
  "period-closed": {
    kind: "conflict",
    says: "The payroll period is closed; what turned out since is posted by a corrective timesheet.",
  },
  "timesheet-not-open": {
    kind: "conflict",
    says: "The timesheet is {status}; what turned out since is posted by a corrective timesheet.",
  },
  "timesheet-still-open": { kind: "conflict", says: "The timesheet is not submitted yet; record the deviation in it." },
  "timesheet-too-early": { kind: "rule", says: "The timesheet may be submitted from {earliest} on." },
  "timesheet-not-submitted": { kind: "conflict", says: "The timesheet is {status}; only a submitted one is accepted." },
  "timesheet-not-accepted": { kind: "conflict", says: "The timesheet is {status}; only an accepted one is closed." },
  "timesheet-closed": { kind: "conflict", says: "The timesheet is closed." },
  "date-outside-period": { kind: "rule", says: "{date} does not lie in {period}." },
  "day-not-come": { kind: "rule", says: "{date} has not come yet; a deviation says what really happened." },
  "day-repeated": { kind: "rule", says: "{date} stands in the sheet twice." },
  "cell-locked": {
    kind: "conflict",
    says: "The cell of {date} is locked since {since}; somebody with the right may override the lock.",
  },
  "cell-not-locked": { kind: "conflict", says: "The cell of {date} is not locked." },
  "override-too-long": { kind: "rule", says: "{until} must lie from {today} to {latest}." },
  "timesheet-code-unknown": { kind: "rule", says: "{code} is no code of forms T-12/T-13." },
  "code-without-minutes": { kind: "rule", says: "{code} is an absence: it has 0 minutes." },
  "code-needs-minutes": { kind: "rule", says: "{code} is worked time: it needs its minutes." },
  "code-repeated": { kind: "rule", says: "{code} stands in the cell twice; give one sum, or the times of both." },
  "two-absences": { kind: "rule", says: "A day has one state; {codes} are several." },
  "times-overlap": { kind: "rule", says: "From {from} to {to} stands under another code already." },
  "time-over-midnight": {
    kind: "rule",
    says: "The time reaches over midnight to {to}; what is after it is recorded on the next day.",
  },
  "minutes-and-time-differ": { kind: "rule", says: "{minutes} minutes are given, {elapsed} pass in the time." },
  "day-too-long": { kind: "rule", says: "{minutes} minutes are more than the {limit} that the day has." },
  "role-not-granted": { kind: "conflict", says: "{userId} does not have the role {role}." },
  "own-deputy": { kind: "rule", says: "Nobody is their own deputy." },
  "own-appointment": { kind: "forbidden", says: "Nobody appoints themselves; somebody else has to do it." },
  "deputy-not-appointed": { kind: "conflict", says: "{deputy} is not a deputy of {userId}." },
  "credentials-wrong": { kind: "forbidden", says: "The log-in or the password is wrong." },
  "not-permitted": { kind: "forbidden", says: "Your roles do not allow {action}." },
  ...absenceRefusals,
  ...ledgerRefusals,
  ...onboardingRefusals,
  ...trainingRefusals,
  ...resignationRefusals,
  ...peopleRefusals,
  ...notificationRefusals,
} as const satisfies Record<string, Explanation>;

export type RefusalCode = keyof typeof refusals;

/** Values for a refusal's sentence; never personal data. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The sentence of a refusal with its details filled in. */
export const explain = (code: RefusalCode, details: RefusalDetails): string =>
  refusals[code].says.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name] ?? name;
    return typeof value === "object" ? value.join(", ") : String(value);
  });
