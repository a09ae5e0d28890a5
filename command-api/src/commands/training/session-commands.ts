// The commands on training sessions: published and held by a trainer, booked by everybody for themselves.
import {
  BookTraining,
  bookTraining,
  cancelTrainingBooking,
  CancelTrainingBooking,
  CancelTrainingSession,
  cancelTrainingSession,
  ChangeTrainingSeats,
  changeTrainingSeats,
  DeclineTrainingBooking,
  declineTrainingBooking,
  isEmployee,
  MoveTrainingSession,
  moveTrainingSession,
  PublishTrainingSession,
  publishTrainingSession,
  RecordTrainingAttendance,
  recordTrainingAttendance,
  trainingAccount,
  trainingAccountStream,
  trainingProgramme,
  trainingProgrammeStream,
  trainingSession,
  trainingSessionStream,
  type EmployeeId,
  type SessionId,
  employmentOf,
  rolesOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { ofEmployee, officerOver } from "../../rights/of-somebody.js";
import { anyOf, type Right } from "../../rights/right.js";
import { holderOverAll, theProcess } from "../../rights/rights.js";
import { forThePerson } from "./training-commands.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
}
interface OfSession {
  readonly sessionId: SessionId;
}

const ofSession = {
  stream: ({ sessionId }: OfSession) => trainingSessionStream(sessionId),
  aggregate: trainingSession,
};

const trainerOf = ({ trainerId }: { readonly trainerId: EmployeeId }): EmployeeId => trainerId;

const trainerInPerson: Right<{ readonly trainerId: EmployeeId }> = {
  says: "holders of the role trainer, for sessions of their own",
  allows: async (situation) =>
    isEmployee(situation.actor, situation.data.trainerId) &&
    (await rolesOf(situation, situation.actor)).some(({ role }) => role === "trainer"),
};

/** Of a session that there is: who trains, and HR over that person; HR over all also learns that there is none. */
const theTrainer: Right<OfSession> = anyOf<OfSession>(
  {
    says: "the session's trainer, or holders of the role hr-officer over the trainer",
    allows: async (situation) => {
      const { published } = await situation.read(trainingSessionStream(situation.data.sessionId), trainingSession);
      if (published === null) return false;
      const { trainerId } = published;
      const overTrainer = officerOver<unknown>(() => trainerId, "hr-officer");
      return isEmployee(situation.actor, trainerId) || overTrainer.allows(situation);
    },
  },
  holderOverAll("hr-officer"),
);

const bookFacts = async (situation: Situation<OfEmployee>) => ({
  employment: await employmentOf(situation, situation.data.employeeId),
  account: await situation.read(trainingAccountStream(situation.data.employeeId), trainingAccount),
});

const place = { sessionId: "anti-fraud-2026-12-03", employeeId: "e00042" };

export const sessionCommands = [
  command({
    ...ofSession,
    name: "publish-training-session",
    says: "Publishes a session with its trainer, times, seats and cut-off.",
    schema: PublishTrainingSession,
    example: {
      sessionId: place.sessionId,
      programmeId: "anti-fraud",
      title: { ru: "Занятие 1", en: "Session 1" },
      trainerId: "e00017",
      startsAt: "2026-12-03T07:00:00.000Z",
      endsAt: "2026-12-03T09:00:00.000Z",
      cutOffAt: "2026-12-02T15:00:00.000Z",
      timeZone: "Europe/Moscow",
      place: "Room 3",
      seats: 12,
    },
    may: anyOf<{ readonly trainerId: EmployeeId }>(trainerInPerson, officerOver(trainerOf, "hr-officer")),
    facts: async (situation) => ({
      programme: await situation.read(trainingProgrammeStream(situation.data.programmeId), trainingProgramme),
      trainer: await employmentOf(situation, situation.data.trainerId),
    }),
    decide: publishTrainingSession,
    refusals: [
      "session-exists",
      "programme-unknown",
      "employee-unknown",
      "employee-left",
      "session-in-the-past",
      "times-reversed",
    ],
  }),
  command({
    ...ofSession,
    name: "change-training-seats",
    says: "Changes a session's seats; more of them go to the waiting list at once, in its order.",
    schema: ChangeTrainingSeats,
    example: { sessionId: place.sessionId, seats: 15 },
    may: theTrainer,
    facts: noFacts,
    decide: changeTrainingSeats,
    refusals: ["session-unknown", "session-cancelled", "session-begun", "seats-taken"],
  }),
  command({
    ...ofSession,
    name: "move-training-session",
    says: "Moves a session to another time or place before it begins; everybody keeps their place and is told.",
    schema: MoveTrainingSession,
    example: {
      sessionId: place.sessionId,
      startsAt: "2026-12-04T07:00:00.000Z",
      endsAt: "2026-12-04T09:00:00.000Z",
      cutOffAt: "2026-12-03T15:00:00.000Z",
      place: "Room 5",
    },
    may: theTrainer,
    facts: async (situation) => {
      const { published } = await situation.read(trainingSessionStream(situation.data.sessionId), trainingSession);
      return { trainer: published === null ? undefined : await employmentOf(situation, published.trainerId) };
    },
    decide: moveTrainingSession,
    refusals: [
      "session-unknown",
      "session-cancelled",
      "session-begun",
      "employee-left",
      "session-in-the-past",
      "times-reversed",
    ],
  }),
  command({
    ...ofSession,
    name: "cancel-training-session",
    says: "Cancels a session before it begins.",
    schema: CancelTrainingSession,
    example: { sessionId: place.sessionId, reason: "The trainer is ill." },
    may: theTrainer,
    facts: noFacts,
    decide: cancelTrainingSession,
    refusals: ["session-unknown", "session-cancelled", "session-begun"],
  }),
  command({
    ...ofSession,
    name: "record-training-attendance",
    says: "Records, from its beginning on, whether somebody with a place came.",
    schema: RecordTrainingAttendance,
    example: { ...place, attended: true },
    may: theTrainer,
    facts: noFacts,
    decide: recordTrainingAttendance,
    refusals: ["session-unknown", "session-cancelled", "session-not-begun", "not-booked"],
  }),
  command({
    ...ofSession,
    concerns: ofEmployee,
    name: "book-training",
    says: "Books a seat until the cut-off, or a place at the end of the waiting list.",
    schema: BookTraining,
    example: place,
    may: forThePerson,
    facts: bookFacts,
    decide: bookTraining,
    refusals: [
      "employee-unknown",
      "session-unknown",
      "session-cancelled",
      "session-begun",
      "cut-off-passed",
      "employee-left",
      "booked-already",
      "place-not-reserved",
      "waiting-list-full",
    ],
  }),
  command({
    ...ofSession,
    concerns: ofEmployee,
    name: "cancel-training-booking",
    says: "Cancels a booking until the cut-off; the first of the waiting list moves up.",
    schema: CancelTrainingBooking,
    example: place,
    may: anyOf<OfEmployee>(theProcess("when-somebody-leaves-then-close-what-is-open"), forThePerson),
    facts: noFacts,
    decide: cancelTrainingBooking,
    refusals: ["session-unknown", "session-cancelled", "session-begun", "cut-off-passed", "not-booked"],
  }),
  command({
    ...ofSession,
    concerns: ofEmployee,
    name: "decline-training-booking",
    says: "Settles a reserved place that will not be booked, so that the entitlement gets it back.",
    schema: DeclineTrainingBooking,
    example: { ...place, reservationId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10" },
    may: forThePerson,
    facts: bookFacts,
    decide: declineTrainingBooking,
    refusals: ["reservation-unknown", "reservation-settled"],
  }),
];
