// The commands on the yearly leave schedule of a unit: planning, passing, changing by consent, announcing.
import {
  absence,
  absenceStream,
  AcknowledgePlannedLeave,
  acknowledgePlannedLeave,
  AgreeToLeaveChange,
  agreeToLeaveChange,
  AnnouncePlannedLeave,
  announcePlannedLeave,
  ApproveLeaveSchedule,
  approveLeaveSchedule,
  ChangeId,
  DeclineLeaveChange,
  declineLeaveChange,
  leaveSchedule,
  leaveScheduleStream,
  type LeaveSchedule,
  PartId,
  PlanLeavePart,
  planLeavePart,
  policy,
  ProposeLeaveChange,
  proposeLeaveChange,
  ReturnLeaveSchedule,
  returnLeaveSchedule,
  SubmitLeaveSchedule,
  submitLeaveSchedule,
  UnplanLeavePart,
  unplanLeavePart,
  workCalendar,
  type EmployeeId,
  type LeaveScheduleFacts,
  type UnitId,
  employmentOf,
  organisationOf,
  todayOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { employerOfUnit, hrOfUnit, speaksForEmployer } from "../../rights/employer.js";
import { anyOf } from "../../rights/right.js";
import { everyone, theProcess } from "../../rights/rights.js";

interface OfSchedule {
  readonly unitId: UnitId;
  readonly year: number;
}
interface OfPerson extends OfSchedule {
  readonly employeeId: EmployeeId;
}

const ofSchedule = {
  stream: ({ unitId, year }: OfSchedule) => leaveScheduleStream(unitId, year),
  aggregate: leaveSchedule,
};

const factsOf = async (situation: Situation<OfPerson>): Promise<LeaveScheduleFacts> => {
  const { employeeId } = situation.data;
  const [employment, organisation, absences, forEmployer] = await Promise.all([
    employmentOf(situation, employeeId),
    organisationOf(situation),
    situation.read(absenceStream(employeeId), absence),
    speaksForEmployer(situation),
  ]);
  const today = todayOf(situation, employment);
  return { employment, organisation, absences, policy, calendar: workCalendar, today, forEmployer };
};

/** The day on which something is signed, in the zone of who signs. */
const signedToday = async (situation: Situation<unknown>) => ({
  today: todayOf(situation, await employmentOf(situation, situation.actor)),
});

/** Announced by a person on their day, by the system on that of whom it is told to. */
const announcedToday = async (situation: Situation<AnnouncePlannedLeave>, { parts }: LeaveSchedule) => {
  const announcer = situation.process === undefined ? situation.actor : parts.get(situation.data.partId)?.employeeId;
  return { today: todayOf(situation, announcer === undefined ? undefined : await employmentOf(situation, announcer)) };
};

/** The decision knows whose leave it is and which side may speak. */
const bothSides = {
  ...everyone,
  says: "the employee, heads of the unit or of a unit above it, and holders of the role hr-officer over the unit",
};

const part = { unitId: "u0042", year: 2027, employeeId: "e00017" };
const number = "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11";
const datesRefused = [
  "unit-unknown",
  "unit-dissolved",
  "employee-unknown",
  "dates-reversed",
  "span-too-long",
  "outside-year",
  "before-hire",
  "employee-left",
  "not-in-unit",
  "planned-part-overlaps",
  "too-many-parts",
] as const;

const planning = [
  command({
    ...ofSchedule,
    name: "plan-leave-part",
    says: "Plans a part of somebody's yearly leave in the unit's schedule; what speaks against it warns in the view.",
    schema: PlanLeavePart,
    example: { ...part, from: "2027-06-01", to: "2027-06-14" },
    may: employerOfUnit,
    facts: factsOf,
    decide: planLeavePart,
    makes: { partId: { schema: PartId, of: ({ meta }) => meta.newId } },
    refusals: ["schedule-not-open", ...datesRefused],
  }),
  command({
    ...ofSchedule,
    name: "unplan-leave-part",
    says: "Takes a part out of a schedule that is not submitted.",
    schema: UnplanLeavePart,
    example: { unitId: "u0042", year: 2027, partId: number },
    may: employerOfUnit,
    facts: noFacts,
    decide: unplanLeavePart,
    refusals: ["planned-part-unknown", "schedule-not-open"],
  }),
];

const passing = [
  command({
    ...ofSchedule,
    name: "submit-leave-schedule",
    says: "Submits a unit's schedule of a year to HR.",
    schema: SubmitLeaveSchedule,
    example: { unitId: "u0042", year: 2027 },
    may: employerOfUnit,
    facts: noFacts,
    decide: submitLeaveSchedule,
    refusals: ["schedule-not-open", "schedule-empty"],
  }),
  command({
    ...ofSchedule,
    name: "approve-leave-schedule",
    says: "Approves a submitted schedule: from then on it changes by consent only.",
    schema: ApproveLeaveSchedule,
    example: { unitId: "u0042", year: 2027 },
    may: hrOfUnit,
    facts: signedToday,
    decide: approveLeaveSchedule,
    refusals: ["schedule-not-submitted", "own-schedule"],
  }),
  command({
    ...ofSchedule,
    name: "return-leave-schedule",
    says: "Gives a submitted schedule back, with what is to be changed.",
    schema: ReturnLeaveSchedule,
    example: { unitId: "u0042", year: 2027, reason: "У двоих нет части в 14 дней" },
    may: hrOfUnit,
    facts: noFacts,
    decide: returnLeaveSchedule,
    refusals: ["schedule-not-submitted"],
  }),
];

const changing = [
  command({
    ...ofSchedule,
    name: "propose-leave-change",
    says: "Proposes to move a part of an approved schedule, to take it out or to add one; the other side answers.",
    schema: ProposeLeaveChange,
    example: { ...part, partId: number, to: { from: "2027-07-05", to: "2027-07-18" }, reason: "Учёба ребёнка" },
    may: bothSides,
    facts: factsOf,
    decide: proposeLeaveChange,
    makes: { changeId: { schema: ChangeId, of: ({ meta }) => meta.newId } },
    refusals: [
      "not-own-leave",
      "schedule-not-approved",
      "planned-part-unknown",
      "nothing-to-change",
      "change-is-open",
      ...datesRefused,
    ],
  }),
  command({
    ...ofSchedule,
    name: "agree-to-leave-change",
    says: "Agrees to a change that the other side proposed: the part stands as proposed.",
    schema: AgreeToLeaveChange,
    example: { ...part, changeId: number },
    may: bothSides,
    facts: factsOf,
    decide: agreeToLeaveChange,
    refusals: ["not-own-leave", "change-unknown", "own-proposal", "change-answered", ...datesRefused],
  }),
  command({
    ...ofSchedule,
    name: "decline-leave-change",
    says: "Declines a change that the other side proposed: the part stays as it was.",
    schema: DeclineLeaveChange,
    example: { ...part, changeId: number },
    may: bothSides,
    facts: factsOf,
    decide: declineLeaveChange,
    refusals: ["not-own-leave", "change-unknown", "own-proposal", "change-answered"],
  }),
];

const announcing = [
  command({
    ...ofSchedule,
    name: "announce-planned-leave",
    says: "Announces a planned leave to the person, two weeks ahead at the latest.",
    schema: AnnouncePlannedLeave,
    example: { unitId: "u0042", year: 2027, partId: number },
    may: anyOf(theProcess("when-a-planned-leave-comes-near-then-announce"), employerOfUnit),
    facts: announcedToday,
    decide: announcePlannedLeave,
    refusals: ["planned-part-unknown", "schedule-not-approved"],
  }),
  command({
    ...ofSchedule,
    name: "acknowledge-planned-leave",
    says: "Says that one has read the announcement of the own leave.",
    schema: AcknowledgePlannedLeave,
    example: { unitId: "u0042", year: 2027, partId: number },
    may: { ...everyone, says: "the employee" },
    facts: signedToday,
    decide: acknowledgePlannedLeave,
    refusals: ["not-own-leave", "schedule-not-approved", "leave-not-announced"],
  }),
];

export const leaveScheduleCommands = [...planning, ...passing, ...changing, ...announcing];
