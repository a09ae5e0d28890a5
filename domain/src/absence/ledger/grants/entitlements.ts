// What is due to an employee's ledgers by a day and not posted yet: leave years, months earned, additional leave as agreed,
// and what has become of days after their last. Whoever needs a balance posts what is due first, so that it never depends on
// a job having run; a job that runs posts the same.
import type { Employment } from "../../../employee/employee.js";
import type { DomainEvent } from "../../../kernel/event.js";
import { addDays, addMonthsToDate, earlier, later, type LocalDate } from "../../../kernel/local-date.js";
import type { LeavePolicy } from "../../../policy/leave-policy.js";
import type { Policy } from "../../../policy/policy.js";
import type { Absences } from "../../absence.js";
import { LeaveAccrued, LeaveCarriedOver, LeaveExpired, LeaveGranted, LeaveYearMoved } from "../ledger-events.js";
import { firstDayUnderZero } from "../leave-ledger.js";
import {
  grantedFor,
  leaveRightBegins,
  leaveYears,
  monthsIn,
  monthsOf,
  nextMonthDay,
  yearly,
  type LeaveYear,
} from "./leave-years.js";
import type { Agreement, Grant } from "../ledger-state.js";
import { unrecorded } from "../lots.js";
import { ledgerPostings } from "../postings.js";

export type LeaveDue =
  ReturnType<typeof LeaveGranted> | ReturnType<typeof LeaveYearMoved> | ReturnType<typeof LeaveAccrued>;
export type Passed = ReturnType<typeof LeaveCarriedOver> | ReturnType<typeof LeaveExpired>;

interface Due {
  readonly state: Absences;
  readonly employment: Employment;
  readonly policy: Policy;
  readonly right: LocalDate;
  readonly upTo: LocalDate;
}

/** Until when leave of a year is valid, and what becomes of it then. */
const validityOf = ({ lapse }: LeavePolicy, year: LeaveYear, waiting: boolean) => {
  if (lapse === null) return { expiresOn: null, carries: null };
  const monthDay = waiting ? lapse.carriedWhileWaiting : lapse.carriedUntil;
  const carries = monthDay === null ? null : { until: nextMonthDay(year.to, monthDay), most: lapse.most };
  return { expiresOn: year.to, carries };
};

/** The same for whatever is granted on a day without saying for which year. */
export const validityOn = (employment: Employment, policy: Policy, on: LocalDate) => {
  const year = leaveYears(employment, policy, [], on).at(-1);
  const rules = policy.leavePolicy(employment.country, on);
  if (year === undefined) return { expiresOn: null, carries: null };
  return validityOf(rules, year, leaveRightBegins(employment, policy) > year.to);
};

/** Whether an opening balance stands for what began by a day. */
const opened = (grants: readonly Grant[], ledger: string, by: LocalDate): boolean =>
  grants.some((grant) => grant.ledger === ledger && grant.source === "opening-balance" && grant.effectiveOn >= by);

/** The grant of a leave year of the present employment, however its year has moved since. */
const grantOf = (
  grants: readonly Grant[],
  hiredOn: LocalDate,
  ledger: string,
  { number, nominal }: LeaveYear,
  agreement: string | null,
) =>
  grants.find(
    (grant) =>
      grant.ledger === ledger &&
      grant.agreement === agreement &&
      grant.effectiveOn >= hiredOn &&
      grant.workingYear !== null &&
      (grant.yearNumber === null
        ? grant.workingYear.from >= nominal && grant.workingYear.from < addMonthsToDate(nominal, 12)
        : grant.yearNumber === number),
  );

const moved = (
  { state, employment, right }: Due,
  grant: Grant,
  { number, from, to }: LeaveYear,
): readonly LeaveDue[] => {
  const { ledger, amount, agreement, entry: source, workingYear, effectiveOn, usableFrom, expiresOn, carries } = grant;
  if (workingYear === null || workingYear.from === from) return [];
  const move = LeaveYearMoved({
    employeeId: employment.employeeId,
    ledger,
    source,
    amount,
    yearNumber: number,
    agreement,
    was: { workingYear, effectiveOn, usableFrom, expiresOn, carries },
    becomes: {
      workingYear: { from, to },
      effectiveOn: from,
      usableFrom: later(from, right),
      expiresOn,
      carries,
      source: `${source}.moved`.slice(-128),
    },
  });
  // Days of the year that were taken already hold it where it was.
  const entries = [...state.entries, ...ledgerPostings(move)];
  return firstDayUnderZero(entries, ledger, earlier(from, workingYear.from)) === undefined ? [move] : [];
};

const yearsAhead = (due: Due, years: readonly LeaveYear[]): readonly LeaveDue[] => {
  const { state, employment, policy, right } = due;
  const { employeeId, hiredOn, country } = employment;
  return years.flatMap((year): readonly LeaveDue[] => {
    const inForce = policy.leavePolicy(country, year.from);
    const { ledger } = inForce;
    const begins = later(year.from, hiredOn);
    if (inForce.earned !== "a-year-ahead" || opened(state.grants, ledger, begins)) return [];
    const grant = grantOf(state.grants, hiredOn, ledger, year, null);
    if (grant !== undefined) return inForce.notWorked.length === 0 ? [] : moved(due, grant, year);
    const { amount, cut } = grantedFor(employment, inForce, year, right);
    if (amount === 0) return [];
    return [
      LeaveGranted({
        employeeId,
        ledger,
        amount,
        workingYear: { from: year.from, to: year.to },
        effectiveOn: begins,
        // A part of a year is all that this year will ever give: it does not wait for the right to the whole.
        usableFrom: cut ? begins : later(begins, right),
        source: "working-year",
        ...validityOf(inForce, year, right > year.to),
        yearNumber: year.number,
        agreement: null,
      }),
    ];
  });
};

const additionalYears = (due: Due, years: readonly LeaveYear[], agreed: Agreement): readonly LeaveDue[] => {
  const { state, employment, policy, right, upTo } = due;
  const { ledger, agreement, perYear, from, until } = agreed;
  return years.flatMap((year): readonly LeaveDue[] => {
    const begins = later(later(year.from, employment.hiredOn), from);
    if (begins > earlier(upTo, year.to) || (until !== null && until < begins)) return [];
    const inForce = policy.leavePolicy(employment.country, year.from);
    if (opened(state.grants, ledger, begins)) return [];
    const grant = grantOf(state.grants, employment.hiredOn, ledger, year, agreement);
    if (grant !== undefined) return [];
    const { partYears } = inForce;
    const months = begins > year.from ? monthsIn(begins, year.to, partYears.months) : 12;
    const amount = monthsOf(perYear, months, partYears);
    if (amount === 0) return [];
    return [
      LeaveGranted({
        employeeId: employment.employeeId,
        ledger,
        amount,
        workingYear: { from: year.from, to: year.to },
        effectiveOn: begins,
        usableFrom: later(begins, right),
        source: "working-year",
        ...validityOf(inForce, year, right > year.to),
        yearNumber: year.number,
        agreement,
      }),
    ];
  });
};

const monthsEarned = (
  { state, employment, policy, right, upTo }: Due,
  years: readonly LeaveYear[],
): readonly LeaveDue[] => {
  const { employeeId, hiredOn, country } = employment;
  const posted = new Set(
    state.entries.flatMap(({ kind, ledger, source }) => (kind === "accrual" ? `${ledger} ${source}` : [])),
  );
  return years.flatMap((year) => {
    const inForce = policy.leavePolicy(country, year.from);
    if (inForce.earned !== "month-by-month") return [];
    const { ledger, partYears } = inForce;
    const whole = yearly(employment, inForce, year.from);
    return Array.from({ length: 12 }, (_, month): readonly LeaveDue[] => {
      const [from, to] = [addMonthsToDate(year.from, month), addDays(addMonthsToDate(year.from, month + 1), -1)];
      const amount = monthsOf(whole, month + 1, partYears) - monthsOf(whole, month, partYears);
      if (from < hiredOn || to > upTo || amount === 0) return [];
      if (posted.has(`${ledger} month-${from}`) || opened(state.grants, ledger, to)) return [];
      return [
        LeaveAccrued({
          employeeId,
          ledger,
          amount,
          month: { from, to },
          effectiveOn: to,
          usableFrom: later(to, right),
          ...validityOf(inForce, year, right > year.to),
        }),
      ];
    }).flat();
  });
};

/** Leave that is earned or granted up to a day. Leave years after the last day of employment do not begin. */
export const entitlementsDue = (
  state: Absences,
  employment: Employment,
  policy: Policy,
  day: LocalDate,
): readonly LeaveDue[] => {
  const upTo = employment.lastDay === null ? day : earlier(day, employment.lastDay);
  const due: Due = { state, employment, policy, right: leaveRightBegins(employment, policy), upTo };
  const years = leaveYears(employment, policy, state.spans, upTo);
  return [
    ...yearsAhead(due, years),
    ...monthsEarned(due, years),
    ...state.agreements.flatMap((agreed) => additionalYears(due, years, agreed)),
  ];
};

/** Carry-over and expiry that have come to pass by a day and are not recorded. */
export const passedBy = (
  { entries }: Pick<Absences, "entries">,
  { employeeId }: Pick<Employment, "employeeId">,
  day: LocalDate,
): readonly (DomainEvent & Passed)[] => {
  const recordsOf = (kind: string, ledger: string, source: string) =>
    entries.filter(
      (entry) => entry.kind === kind && entry.ledger === ledger && entry.source === source && entry.carries === null,
    ).length;
  return [...new Set(entries.map(({ ledger }) => ledger))].toSorted().flatMap((ledger) =>
    unrecorded(entries, ledger)
      .filter(({ effectiveOn }) => effectiveOn <= day)
      .flatMap(({ kind, source, amount, effectiveOn, usableFrom, expiresOn }): readonly Passed[] => {
        const of = { employeeId, ledger, source, effectiveOn, usableFrom };
        if (kind === "expiry")
          return [LeaveExpired({ ...of, sequence: recordsOf(kind, ledger, source), amount: 0 - amount })];
        if (expiresOn === null) return []; // what goes out comes in again, and is one fact with it
        return [LeaveCarriedOver({ ...of, sequence: recordsOf(kind, ledger, source) / 2, amount, expiresOn })];
      }),
  );
};
