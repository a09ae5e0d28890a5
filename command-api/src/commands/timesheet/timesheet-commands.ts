// The commands on a unit's timesheet of a month: recording, its way to closing, and what is corrected afterwards.
import {
  AcceptTimesheet,
  acceptTimesheet,
  CloseTimesheet,
  closeTimesheet,
  OverrideLock,
  overrideLock,
  payrollPeriod,
  payrollPeriodStream,
  PostCorrectiveTimesheet,
  postCorrectiveTimesheet,
  RecordDeviation,
  recordDeviation,
  RemoveDeviation,
  removeDeviation,
  ReturnTimesheet,
  returnTimesheet,
  SubmitTimesheet,
  submitTimesheet,
  timePolicy,
  timesheet,
  timesheetStream,
  type CellFacts,
  type EmployeeId,
  type Period,
  type SheetFacts,
  type UnitId,
  employmentOf,
  organisationOf,
  todayOf,
} from "@tabel/domain";
import { command, type Situation } from "../../pipeline/command-row.js";
import { anyOf } from "../../rights/right.js";
import { headOfUnit, holderOverUnit } from "../../rights/rights.js";

interface OfSheet {
  readonly unitId: UnitId;
  readonly period: Period;
}
interface OfCell extends OfSheet {
  readonly employeeId: EmployeeId;
}

const unitOf = ({ unitId }: OfSheet): UnitId => unitId;

/** The payroll period is read afresh: a closing that another process has just appended counts. */
const aboutSheet = async (situation: Situation<OfSheet>, userId: string) => {
  const [employment, organisation, payroll] = await Promise.all([
    employmentOf(situation, userId),
    organisationOf(situation),
    situation.read(payrollPeriodStream(situation.data.period), payrollPeriod, { fresh: true }),
  ]);
  return { employment, organisation, payroll, policy: timePolicy, today: todayOf(situation, employment) };
};
const sheetFacts = (situation: Situation<OfSheet>): Promise<SheetFacts> => aboutSheet(situation, situation.actor);
const cellFacts = (situation: Situation<OfCell>): Promise<CellFacts> =>
  aboutSheet(situation, situation.data.employeeId);

const onTimesheet = {
  stream: ({ unitId, period }: OfSheet) => timesheetStream(unitId, period),
  aggregate: timesheet,
};
const onSheet = { ...onTimesheet, facts: sheetFacts };
const onCell = { ...onTimesheet, facts: cellFacts };

const headOrOfficers = anyOf(
  headOfUnit(unitOf),
  holderOverUnit("hr-officer", unitOf),
  holderOverUnit("accountant", unitOf),
);
const head = headOfUnit(unitOf);
const accounting = holderOverUnit("accountant", unitOf);
const officers = anyOf(holderOverUnit("accountant", unitOf), holderOverUnit("hr-officer", unitOf));

const sheet = { unitId: "u0042", period: "2026-03" };
const cell = { ...sheet, employeeId: "e00017", date: "2026-03-12" };

const misplaced = [
  "unit-unknown",
  "employee-unknown",
  "date-outside-period",
  "before-hire",
  "employee-left",
  "not-in-unit",
  "day-not-come",
] as const;
const badEntries = [
  "timesheet-code-unknown",
  "code-without-minutes",
  "code-needs-minutes",
  "code-repeated",
  "two-absences",
  "times-overlap",
  "time-over-midnight",
  "minutes-and-time-differ",
  "day-too-long",
] as const;

export const timesheetCommands = [
  command({
    ...onCell,
    name: "record-deviation",
    says: "Says what a day really was, in official codes with minutes; it stands in place of what was planned.",
    schema: RecordDeviation,
    example: {
      ...cell,
      entries: [
        { code: "Я", minutes: 480 },
        { code: "С", minutes: 120, time: { from: "18:00", to: "20:00" } },
      ],
    },
    may: headOrOfficers,
    decide: recordDeviation,
    refusals: [...misplaced, ...badEntries, "period-closed", "timesheet-not-open", "cell-locked"],
  }),
  command({
    ...onCell,
    name: "remove-deviation",
    says: "Takes a recorded deviation back: the day is again as schedule, calendar and absences say.",
    schema: RemoveDeviation,
    example: cell,
    may: headOrOfficers,
    decide: removeDeviation,
    refusals: [...misplaced, "period-closed", "timesheet-not-open", "cell-locked"],
  }),
  command({
    ...onCell,
    name: "override-lock",
    says: "Opens a locked cell until a day; who did it and why is recorded.",
    schema: OverrideLock,
    example: { ...cell, until: "2026-04-20", reason: "The pass records of that day came late." },
    may: officers,
    decide: overrideLock,
    refusals: [...misplaced, "period-closed", "timesheet-not-open", "cell-not-locked", "override-too-long"],
  }),
  command({
    ...onSheet,
    name: "submit-timesheet",
    says: "Hands the unit's month to accounting; from then on nobody types into it.",
    schema: SubmitTimesheet,
    example: sheet,
    may: head,
    decide: submitTimesheet,
    refusals: ["unit-unknown", "timesheet-not-open", "timesheet-too-early"],
  }),
  command({
    ...onSheet,
    name: "return-timesheet",
    says: "Gives a submitted or accepted sheet back to the head, with the reason.",
    schema: ReturnTimesheet,
    example: { ...sheet, reason: "The overtime of 12 March has no order." },
    may: accounting,
    decide: returnTimesheet,
    refusals: ["unit-unknown", "timesheet-closed", "period-closed"],
  }),
  command({
    ...onSheet,
    name: "accept-timesheet",
    says: "Accepts a submitted sheet.",
    schema: AcceptTimesheet,
    example: sheet,
    may: accounting,
    decide: acceptTimesheet,
    refusals: ["unit-unknown", "timesheet-not-submitted"],
  }),
  command({
    ...onSheet,
    name: "close-timesheet",
    says: "Closes an accepted sheet for ever; only corrective sheets follow.",
    schema: CloseTimesheet,
    example: sheet,
    may: accounting,
    decide: closeTimesheet,
    refusals: ["unit-unknown", "timesheet-not-accepted"],
  }),
  command({
    ...onCell,
    name: "post-corrective-timesheet",
    says: "Posts what turned out after submission, for one person; of a closed period it gives a delta in a later one.",
    schema: PostCorrectiveTimesheet,
    example: {
      ...sheet,
      employeeId: "e00017",
      cells: [{ date: "2026-03-16", entries: [{ code: "Б", minutes: 0 }] }],
      reason: "The certificate of sickness came after the sheet.",
    },
    may: officers,
    decide: postCorrectiveTimesheet,
    refusals: [...misplaced, ...badEntries, "day-repeated", "timesheet-still-open"],
  }),
];
