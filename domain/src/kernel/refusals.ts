// Every refusal there is: its code (stable, part of the API), which kind it is, and the sentence a person reads.
// `{name}` in a sentence is filled from the refusal's details.
import { conflict, type Explanation, forbidden, notFound, rule } from "./refusals/explanation.js";
import { absenceRefusals } from "./refusals/absence.js";
import { ledgerRefusals } from "./refusals/ledger.js";
import { onboardingRefusals } from "./refusals/onboarding.js";
import { resignationRefusals } from "./refusals/resignation.js";
import { trainingRefusals } from "./refusals/training.js";
import { notificationRefusals } from "./refusals/notification.js";
import { peopleRefusals } from "./refusals/people.js";

export const refusals = {
  "unit-unknown": notFound("There is no unit {unitId}."),
  "unit-exists": conflict("Unit {unitId} already exists with other data."),
  "unit-cycle": rule("Unit {unitId} cannot stand under {parentId}: the tree would have a cycle."),
  "root-exists": conflict("The organisation already has a root unit; name the parent of {unitId}."),
  "employee-unknown": notFound("There is no employee {employeeId}."),
  "employee-exists": conflict("Employee {employeeId} is already employed with other data."),
  "employee-number-reserved": rule("{employeeId} is how Tabel names itself; choose another personnel number."),
  "employee-left": rule("Employee {employeeId} left on {lastDay}."),
  "person-erased": conflict("The personal data of {employeeId} have been erased; nothing can be added."),
  "before-hire": rule("{date} lies before the hire on {hiredOn}."),
  "dates-reversed": rule("The last day {to} lies before the first day {from}."),
  "kind-unknown": rule("There is no kind of absence {kind}; there are: {kinds}."),
  "absence-too-long": rule("{days} days are more than the {limit} that one request may have."),
  "absence-overlaps": conflict("From {from} to {to} there is already an absence ({requestId})."),
  "balance-exceeded": rule("The request counts {asked} {unit}, of which {available} are available on {on}."),
  "counts-no-days": rule(
    "The request counts nothing: each of its days is a day off or a holiday, or its hours are not scheduled.",
  ),
  "whole-days-only": rule("Leave of the kind {kind} is taken in whole days."),
  "back-dated": rule("{from} is in the past; {kind} may be entered back by: {allowed}."),
  "too-far-ahead": rule("{from} lies more than {months} months ahead."),
  "ledger-unknown": rule("There is no ledger {ledger}; there are: {ledgers}."),
  "ledger-has-entries": conflict(
    "The ledger {ledger} has entries already; an opening balance comes before all others.",
  ),
  "leave-right-not-begun": rule("The right to leave begins on {on}, six months after hire."),
  "request-unknown": notFound("There is no request {requestId}."),
  "request-not-pending": conflict("Request {requestId} is {status} already."),
  "own-request": forbidden("Nobody decides their own request, also not as a deputy."),
  "not-step-holder": forbidden("The request waits for {holder}; you do not hold this step."),
  "not-own-request": forbidden("Only the employee, or HR for the employee, may do this."),
  "reason-required": rule("It needs a reason."),
  "calendar-not-loaded": rule("The work calendar of {country} for {year} is not loaded."),
  // A team's rules and the yearly leave schedule.
  "span-too-long": rule("{days} days are more than the {limit} that may be named at once."),
  "too-many-rules": rule("There are {limit} already; that is as many as a unit may have."),
  "black-out-unknown": notFound("The unit has no black-out {blackOutId}."),
  "black-out": rule("From {from} to {to} nobody of the unit may be away."),
  "staffing-below-minimum": rule("On {on} {present} would be left of the {minimum} whom the unit needs."),
  "schedule-not-open": conflict("The leave schedule is {status} already."),
  "schedule-not-submitted": conflict("The leave schedule is not submitted."),
  "schedule-not-approved": conflict("The leave schedule is not approved yet."),
  "schedule-empty": rule("The leave schedule has no part yet."),
  "own-schedule": forbidden("Nobody approves the leave schedule that they submitted."),
  "outside-year": rule("{date} does not lie in {year}."),
  "not-in-unit": rule("{employeeId} does not work in unit {unitId} on {on}."),
  "planned-part-overlaps": conflict("From {from} to {to} a part is planned already."),
  "planned-part-unknown": notFound("The schedule has no part {partId}."),
  "too-many-parts": rule("There are {limit} parts already; that is as many as may be planned."),
  "nothing-to-change": rule("The proposal changes nothing: name other dates, or a part to take out."),
  "change-is-open": conflict("A change of this part waits for an answer ({changeId})."),
  "change-unknown": notFound("There is no change {changeId} of this person's leave."),
  "change-answered": conflict("The change is {status} already."),
  "own-proposal": forbidden("Who proposed a change does not answer it: the other side does."),
  "not-own-leave": forbidden("Only the employee, or who speaks for the employer here, may do this."),
  "leave-not-announced": conflict("The leave has not been announced yet."),
  "feed-unknown": notFound("You have no calendar feed {feedId}."),
  "too-many-feeds": rule("You have {limit} calendar feeds already; revoke one first."),
  "currency-differs": rule("The allowance is in {currency}, the salary in {salary}."),
  "period-not-opened": rule("Period {period} was not opened."),
  "period-not-calculated": rule("The period is closed after it was calculated."),
  "period-not-closed": rule("Period {period} is not closed: its figures follow the facts by themselves."),
  "correction-posted-since": conflict("A correction of {employeeId} was posted after this comparison; compare again."),
  "period-closed": conflict("The payroll period is closed; what turned out since is posted by a corrective timesheet."),
  "timesheet-not-open": conflict(
    "The timesheet is {status}; what turned out since is posted by a corrective timesheet.",
  ),
  "timesheet-still-open": conflict("The timesheet is not submitted yet; record the deviation in it."),
  "timesheet-too-early": rule("The timesheet may be submitted from {earliest} on."),
  "timesheet-not-submitted": conflict("The timesheet is {status}; only a submitted one is accepted."),
  "timesheet-not-accepted": conflict("The timesheet is {status}; only an accepted one is closed."),
  "timesheet-closed": conflict("The timesheet is closed."),
  "date-outside-period": rule("{date} does not lie in {period}."),
  "day-not-come": rule("{date} has not come yet; a deviation says what really happened."),
  "day-repeated": rule("{date} stands in the sheet twice."),
  "cell-locked": conflict("The cell of {date} is locked since {since}; somebody with the right may override the lock."),
  "cell-not-locked": conflict("The cell of {date} is not locked."),
  "override-too-long": rule("{until} must lie from {today} to {latest}."),
  "timesheet-code-unknown": rule("{code} is no code of forms T-12/T-13."),
  "code-without-minutes": rule("{code} is an absence: it has 0 minutes."),
  "code-needs-minutes": rule("{code} is worked time: it needs its minutes."),
  "code-repeated": rule("{code} stands in the cell twice; give one sum, or the times of both."),
  "two-absences": rule("A day has one state; {codes} are several."),
  "times-overlap": rule("From {from} to {to} stands under another code already."),
  "time-over-midnight": rule("The time reaches over midnight to {to}; what is after it is recorded on the next day."),
  "minutes-and-time-differ": rule("{minutes} minutes are given, {elapsed} pass in the time."),
  "day-too-long": rule("{minutes} minutes are more than the {limit} that the day has."),
  "role-not-granted": conflict("{userId} does not have the role {role}."),
  "own-deputy": rule("Nobody is their own deputy."),
  "own-appointment": forbidden("Nobody appoints themselves; somebody else has to do it."),
  "deputy-not-appointed": conflict("{deputy} is not a deputy of {userId}."),
  "credentials-wrong": forbidden("The log-in or the password is wrong."),
  "not-permitted": forbidden("Your roles do not allow {action}."),
  ...absenceRefusals,
  ...ledgerRefusals,
  ...onboardingRefusals,
  ...trainingRefusals,
  ...resignationRefusals,
  ...peopleRefusals,
  ...notificationRefusals,
} satisfies Record<string, Explanation>;

export type RefusalCode = keyof typeof refusals;

/** Values for a refusal's sentence; never personal data. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The sentence of a refusal with its details filled in. */
export const explain = (code: RefusalCode, details: RefusalDetails): string =>
  refusals[code].says.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name] ?? name;
    return typeof value === "object" ? value.join(", ") : String(value);
  });
