// When a notice ends, and what the letter leaves open: rules of the policy on facts of the employment. No decision is made here.
import { refuse, type Refusal } from "../kernel/decision.js";
import {
  addDays,
  addMonthsToDate,
  lastDay as lastDayOf,
  localDate,
  periodOf,
  type LocalDate,
} from "../kernel/local-date.js";
import { contractOn, type Employment } from "../employee/employee.js";
import { headOf, type Organisation } from "../organisation/organisation.js";
import type { NoticeCase, NoticeTerm, ResignationPolicy } from "../policy/resignation-policy.js";
import { addWorkingDays } from "../work-calendar/working-day-terms.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import type { AskedEnd, LetterForm, OpenQuestion, ResignationGround } from "./terms.js";

export interface NoticeFacts {
  readonly organisation: Organisation;
  readonly policy: ResignationPolicy;
  readonly calendar: CalendarOf;
}

const fits = (
  which: NoticeCase,
  employment: Employment,
  receivedOn: LocalDate,
  { organisation, policy }: NoticeFacts,
): boolean => {
  const contract = contractOn(employment, receivedOn);
  switch (which) {
    case "everyone":
      return true;
    case "head-of-organisation":
      return (
        contract?.headOfOrganisation === true ||
        (organisation.rootId !== null &&
          headOf(organisation, organisation.rootId, receivedOn) === employment.employeeId)
      );
    case "probation":
      return (
        contract?.probationUntil !== undefined &&
        contract.probationUntil !== null &&
        receivedOn <= contract.probationUntil
      );
    case "short-contract":
      return (
        contract !== undefined &&
        contract.until !== null &&
        contract.until < addMonthsToDate(contract.from, policy.shortContractMonths)
      );
  }
};

/** The 15th or the last day of a month, whichever comes first from a day on. */
const halfMonthFrom = (day: LocalDate): LocalDate => {
  const fifteenth = localDate(`${periodOf(day)}-15`);
  return day <= fifteenth ? fifteenth : lastDayOf(periodOf(day));
};

const termEnds = (receivedOn: LocalDate, term: NoticeTerm): LocalDate => {
  if ("months" in term) return addMonthsToDate(receivedOn, term.months);
  const end = addDays(receivedOn, term.days);
  return "to" in term ? halfMonthFrom(end) : end;
};

/** From which day on a named day keeps the notice, by the kind of contract; before it is known whose it is. */
export const earliestFor = (which: NoticeCase, receivedOn: LocalDate, policy: ResignationPolicy): LocalDate => {
  const rule =
    policy.notice.find((each) => each.for === which) ?? policy.notice.find((each) => each.for === "everyone");
  if (rule === undefined) throw new RangeError("a policy without a notice for everyone");
  return termEnds(receivedOn, rule.term);
};

export interface Notice {
  /** From this day on a date that the employee names keeps the notice, also on a day off. */
  readonly earliest: LocalDate;
  /** The end where no date is named: a working day where the policy says so. */
  readonly noticeEnds: LocalDate;
  readonly basis: string;
}

/** By the first rule that fits the person on the day of receipt. */
export const noticeOf = (employment: Employment, receivedOn: LocalDate, facts: NoticeFacts): Notice | Refusal => {
  const rule = facts.policy.notice.find((each) => fits(each.for, employment, receivedOn, facts));
  if (rule === undefined) throw new RangeError(`a policy without a notice for everyone: ${employment.country}`);
  const ends = termEnds(receivedOn, rule.term);
  if (!facts.policy.endsOnWorkingDay) return { earliest: ends, noticeEnds: ends, basis: rule.basis };
  const { country } = employment;
  const moved = addWorkingDays(ends, 0, country, facts.calendar);
  if (typeof moved === "object")
    return refuse("calendar-not-loaded", { country, year: moved.unloadedYear }, "/receivedOn");
  return { earliest: ends, noticeEnds: moved, basis: rule.basis };
};

export interface Letter {
  readonly form: LetterForm;
  readonly ground: ResignationGround;
  readonly asked: AskedEnd;
}

export const isBinding = (ground: ResignationGround | null, policy: ResignationPolicy): boolean =>
  ground !== null && policy.bindingGrounds.includes(ground);

/** The last day that follows from a letter without anybody's decision, and what is left open. */
export const readLetter = (
  { form, ground, asked }: Letter,
  receivedOn: LocalDate,
  { earliest, noticeEnds }: Pick<Notice, "earliest" | "noticeEnds">,
  policy: ResignationPolicy,
): { readonly proposedLastDay: LocalDate | null; readonly open: OpenQuestion[] } => {
  const open: OpenQuestion[] = [];
  const binding = isBinding(ground, policy);
  if (binding) open.push("proof-missing");
  if (!policy.executedOn.includes(form)) open.push("original-missing");
  if (asked.says === "nothing") return { proposedLastDay: noticeEnds, open };
  if (asked.says === "from") return { proposedLastDay: null, open: ["last-day-ambiguous", ...open] };
  if (asked.date < receivedOn) return { proposedLastDay: null, open: ["last-day-before-receipt", ...open] };
  if (!binding && asked.date < earliest) return { proposedLastDay: null, open: ["notice-too-short", ...open] };
  return { proposedLastDay: asked.date, open };
};
