// The commands on mentors. A mentorship spans two streams: a place is reserved with the mentor, assigned or declined on the
// newcomer's plan, then confirmed or released with the mentor. Each step can be repeated, and each looks at the other side.
import {
  AppointMentor,
  appointMentor,
  AssignMentor,
  assignMentor,
  AwayId,
  CancelMentorAway,
  cancelMentorAway,
  ConfirmMentee,
  confirmMentee,
  DeclineMentor,
  declineMentor,
  EndMentorship,
  endMentorship,
  mentor,
  mentorStream,
  onboarding,
  onboardingStream,
  policy,
  RecordMentorAway,
  recordMentorAway,
  ReleaseMentee,
  releaseMentee,
  ReservationId,
  ProposeMentor,
  proposeMentor,
  ReserveMentee,
  reserveMentee,
  StandDownMentor,
  standDownMentor,
  type EmployeeId,
  employmentOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { headOver, ofMentor, officerOver, self } from "../../rights/of-somebody.js";
import { anyOf } from "../../rights/right.js";
import { theProcess } from "../../rights/rights.js";
import type { PeopleOfUnits } from "../team/people-of-units.js";
import { mentorsNear } from "./mentors-near.js";
import { hrOrHead, onboardingFacts } from "./onboarding-commands.js";

interface OfMentor {
  readonly mentorId: EmployeeId;
}
interface OfNewcomer {
  readonly employeeId: EmployeeId;
}

const withMentor = { stream: ({ mentorId }: OfMentor) => mentorStream(mentorId), aggregate: mentor };
const onPlan = { stream: ({ employeeId }: OfNewcomer) => onboardingStream(employeeId), aggregate: onboarding };

const hrOrHeadOfMentor = anyOf<OfMentor>(officerOver(ofMentor, "hr-officer"), headOver(ofMentor));

const newcomersSide = async (situation: Situation<OfNewcomer>) => ({
  onboarding: await situation.read(onboardingStream(situation.data.employeeId), onboarding),
});
const mentorsSide = async (situation: Situation<OfMentor & OfNewcomer>) => ({
  ...(await onboardingFacts(situation)),
  mentor: await situation.read(mentorStream(situation.data.mentorId), mentor),
});

const place = { mentorId: "e00017", employeeId: "e00042", reservationId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10" };

const whenSomebodyLeaves = "when-somebody-leaves-then-close-what-is-open";
const driving = theProcess("when-a-mentor-is-needed-then-find-one", "when-a-mentor-goes-then-hand-over");
const byHandOrDriven = anyOf<OfNewcomer>(driving, hrOrHead);

export const mentorCommands = (people: PeopleOfUnits) => [
  command({
    ...onPlan,
    name: "propose-mentor",
    says: "Names who could be a newcomer's mentor, best first: same unit, then same position, fewest mentees first.",
    schema: ProposeMentor,
    example: { employeeId: "e00042", replaces: null },
    may: byHandOrDriven,
    facts: async (situation) => ({ ...(await onboardingFacts(situation)), near: await mentorsNear(situation, people) }),
    decide: proposeMentor,
    refusals: ["employee-unknown", "onboarding-unknown", "no-mentor-free"],
  }),
  command({
    ...withMentor,
    name: "appoint-mentor",
    says: "Makes an employee a mentor from a day on, or changes how many mentees they take; null is the policy's limit.",
    schema: AppointMentor,
    example: { mentorId: "e00017", from: "2026-01-12", limit: 2 },
    may: hrOrHeadOfMentor,
    facts: async (situation) => ({ employment: await employmentOf(situation, situation.data.mentorId) }),
    decide: appointMentor,
    refusals: ["employee-unknown", "before-hire", "mentor-left"],
  }),
  command({
    ...withMentor,
    name: "stand-down-mentor",
    says: "Lets a mentor take no new mentees from a day on; those who are there are handed over one by one.",
    schema: StandDownMentor,
    example: { mentorId: "e00017", on: "2027-01-01" },
    may: anyOf<OfMentor>(theProcess(whenSomebodyLeaves), hrOrHeadOfMentor),
    facts: noFacts,
    decide: standDownMentor,
    refusals: ["not-a-mentor"],
  }),
  command({
    ...withMentor,
    name: "record-mentor-away",
    says: "Records a time in which a mentor takes nobody.",
    schema: RecordMentorAway,
    example: { mentorId: "e00017", from: "2026-12-07", to: "2026-12-20" },
    may: anyOf<OfMentor>(self(ofMentor), hrOrHeadOfMentor),
    facts: noFacts,
    decide: recordMentorAway,
    makes: { awayId: { schema: AwayId, of: ({ meta }) => meta.newId } },
    refusals: ["not-a-mentor", "dates-reversed", "absence-too-long", "away-overlaps"],
  }),
  command({
    ...withMentor,
    name: "cancel-mentor-away",
    says: "Takes a recorded time away back.",
    schema: CancelMentorAway,
    example: { mentorId: "e00017", awayId: "9a3a5a0e-1f0b-5b7e-8f5d-2f7f6f4f0c11" },
    may: anyOf<OfMentor>(self(ofMentor), hrOrHeadOfMentor),
    facts: noFacts,
    decide: cancelMentorAway,
    refusals: ["away-unknown"],
  }),
  command({
    ...withMentor,
    name: "reserve-mentee",
    says: "Reserves a mentor's place for a newcomer, under the limit; the newcomer's plan settles it.",
    schema: ReserveMentee,
    example: { mentorId: "e00017", employeeId: "e00042", from: "2026-11-16", replaces: null },
    may: byHandOrDriven,
    facts: async (situation) => {
      const { mentorId, employeeId } = situation.data;
      const [mentorEmployment, newcomer, { onboarding: state }] = await Promise.all([
        employmentOf(situation, mentorId),
        employmentOf(situation, employeeId),
        newcomersSide(situation),
      ]);
      return { mentorEmployment, newcomer, onboarding: state, policy };
    },
    decide: reserveMentee,
    makes: { reservationId: { schema: ReservationId, of: ({ meta }) => meta.newId } },
    refusals: [
      "mentor-is-newcomer",
      "employee-unknown",
      "before-hire",
      "mentor-left",
      "employee-left",
      "mentee-already",
      "not-a-mentor",
      "mentor-away",
      "onboarding-unknown",
      "mentor-assigned",
      "mentor-at-limit",
    ],
  }),
  command({
    ...onPlan,
    name: "assign-mentor",
    says: "Takes a reserved mentor into the newcomer's plan; whom the reservation replaces is ended by it.",
    schema: AssignMentor,
    example: place,
    may: byHandOrDriven,
    facts: mentorsSide,
    decide: assignMentor,
    refusals: [
      "employee-unknown",
      "onboarding-unknown",
      "reservation-unknown",
      "reservation-settled",
      "mentor-assigned",
    ],
  }),
  command({
    ...onPlan,
    name: "decline-mentor",
    says: "Settles a reservation that will not be taken, so that the mentor's place can be given back.",
    schema: DeclineMentor,
    example: place,
    may: byHandOrDriven,
    facts: mentorsSide,
    decide: declineMentor,
    refusals: ["reservation-unknown", "reservation-settled"],
  }),
  command({
    ...onPlan,
    name: "end-mentorship",
    says: "Ends a mentorship without another mentor; a handover reserves a place with the next one instead.",
    schema: EndMentorship,
    example: { employeeId: "e00042", reason: "agreed" },
    may: byHandOrDriven,
    facts: onboardingFacts,
    decide: endMentorship,
    refusals: ["employee-unknown", "onboarding-unknown"],
  }),
  command({
    ...withMentor,
    name: "confirm-mentee",
    says: "Confirms a reserved place that the newcomer's plan has taken.",
    schema: ConfirmMentee,
    example: place,
    may: byHandOrDriven,
    facts: newcomersSide,
    decide: confirmMentee,
    refusals: ["reservation-unknown", "reservation-unsettled"],
  }),
  command({
    ...withMentor,
    name: "release-mentee",
    says: "Gives a place back that the newcomer's plan has declined or ended.",
    schema: ReleaseMentee,
    example: place,
    may: byHandOrDriven,
    facts: newcomersSide,
    decide: releaseMentee,
    refusals: ["reservation-unknown", "reservation-unsettled"],
  }),
];
