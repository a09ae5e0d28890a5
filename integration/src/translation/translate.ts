// From domain events to integration events: pure, so that the same log always gives the same messages with the same ids.
import {
  evolveAccount,
  evolveAccountByPeriod,
  type PayrollDelta,
  type PeriodState,
  type Timeline,
  workCalendar,
} from "@tabel/domain";
import { type DataOf, employmentContract, timesheetContract } from "@tabel/integration-contracts";
import { absenceDrafts } from "./absences.js";
import { draft, type Draft } from "./draft.js";
import { evolvePlan, planDraft } from "./onboarding.js";
import { closingDraft, correctionDraft } from "./payroll.js";
import { nobody, type Person } from "./person.js";
import {
  isOnboardingFact,
  isResignationFact,
  type PeriodFact,
  type PersonFact,
  type ReadFact,
  type TimelineFact,
} from "./read-events.js";
import { evolveLeaving, leavingDraft } from "./resignation.js";

export interface Translated {
  readonly person: Person;
  readonly drafts: readonly Draft[];
}

const rules = { calendarOf: workCalendar };

type Employment = DataOf<typeof employmentContract>;

const employmentOf = (employeeId: string, timeline: Timeline): Employment => ({
  employeeId,
  employments: timeline.spells.map(({ hiredOn, lastDay }) => ({ hiredOn, lastDay })),
  assignments: timeline.units.map(({ from, unitId }) => ({ from, unitId })),
});

const employmentDrafts = (id: string, before: Timeline | undefined, after: Timeline | undefined): Draft[] => {
  if (after === undefined || (before?.spells === after.spells && before.units === after.units)) return [];
  const is = employmentOf(id, after);
  const was = before === undefined ? undefined : employmentOf(id, before);
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [draft(employmentContract, id, "", is)];
};

const corrections = (id: string, deltas: readonly PayrollDelta[]): Draft[] =>
  deltas.flatMap((delta) => correctionDraft(id, delta) ?? []);

const translateTimeline = (
  person: Person,
  fact: TimelineFact,
  position: string,
  periods: readonly PeriodState[],
): Translated => {
  const { employeeId } = fact.data;
  const before = person.account;
  const account = evolveAccount(before, fact, position, periods, rules);
  if (account === before) return { person, drafts: [] };
  const posted = account.deltas.slice(before.deltas.length);
  return {
    person: { ...person, account },
    drafts: [
      ...employmentDrafts(employeeId, before.timeline, account.timeline),
      ...absenceDrafts(employeeId, before.timeline, account.timeline),
      ...corrections(employeeId, posted),
    ],
  };
};

/** What a fact about a person changes. `position` is its place in the log. */
export const translateFact = (
  person: Person | undefined,
  fact: PersonFact,
  position: string,
  periods: readonly PeriodState[],
): Translated => {
  const known = person ?? nobody;
  const { employeeId } = fact.data;
  if (isOnboardingFact(fact)) {
    const plan = evolvePlan(known.plan, fact);
    const said = plan === null ? undefined : planDraft(employeeId, plan);
    const before = known.plan === null ? undefined : planDraft(employeeId, known.plan);
    const news = said !== undefined && JSON.stringify(said) !== JSON.stringify(before);
    return { person: plan === known.plan ? known : { ...known, plan }, drafts: news ? [said] : [] };
  }
  if (isResignationFact(fact)) {
    const leaving = evolveLeaving(known.leaving, fact);
    if (leaving === null || JSON.stringify(leaving) === JSON.stringify(known.leaving))
      return { person: known, drafts: [] };
    return { person: { ...known, leaving }, drafts: [leavingDraft(employeeId, leaving)] };
  }
  return translateTimeline(known, fact, position, periods);
};

/** What a period's opening or closing says of one person; `periods` are those after it. */
export const translatePeriod = (
  employeeId: string,
  person: Person,
  fact: PeriodFact,
  periods: readonly PeriodState[],
): Translated => {
  const before = person.account;
  const account = evolveAccountByPeriod(before, fact, periods);
  const after = account === before ? person : { ...person, account };
  if (fact.type === "PeriodOpened") {
    const found = account.deltas.filter((delta, index) => delta !== before.deltas[index]);
    return { person: after, drafts: corrections(employeeId, found) };
  }
  const closing = closingDraft(employeeId, before.timeline, fact.data.period);
  return { person: after, drafts: closing === undefined ? [] : [closing] };
};

const sheetStates = {
  TimesheetSubmitted: "submitted",
  TimesheetReturned: "returned",
  TimesheetAccepted: "accepted",
  TimesheetClosed: "closed",
  CorrectiveTimesheetPosted: "corrected",
} as const;

/** What a fact says of a unit's sheet. */
export const translateSheet = (fact: ReadFact): readonly Draft[] => {
  if (!(fact.type in sheetStates)) return [];
  const { type, data } = fact as Extract<ReadFact, { type: keyof typeof sheetStates }>; // asked on the line above
  const { unitId, period } = data;
  const details = `/api/views/timesheets/${unitId}/${period}`;
  return [draft(timesheetContract, unitId, period, { unitId, period, state: sheetStates[type], details })];
};
