// The commands on training that are no session: programmes, subscriptions, entitlements, reserved places.
import {
  CloseTrainingProgramme,
  closeTrainingProgramme,
  EntitlementId,
  GrantTrainingEntitlement,
  grantTrainingEntitlement,
  OpenTrainingProgramme,
  openTrainingProgramme,
  ReleaseTrainingPlace,
  releaseTrainingPlace,
  ReservationId,
  ReserveTrainingPlace,
  reserveTrainingPlace,
  RevokeTrainingEntitlement,
  revokeTrainingEntitlement,
  SubscribeTraining,
  subscribeTraining,
  trainingAccount,
  trainingAccountStream,
  trainingProgramme,
  trainingProgrammeStream,
  trainingSession,
  trainingSessionStream,
  UnsubscribeTraining,
  unsubscribeTraining,
  type EmployeeId,
  type ProgrammeId,
  type SessionId,
  employmentOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { headOver, ofEmployee, officerOver, self } from "../../rights/of-somebody.js";
import { anyOf } from "../../rights/right.js";
import { holderOverAll } from "../../rights/rights.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
}
interface OfProgramme {
  readonly programmeId: ProgrammeId;
}
interface OfSession {
  readonly sessionId: SessionId;
}

const ofProgramme = {
  stream: ({ programmeId }: OfProgramme) => trainingProgrammeStream(programmeId),
  aggregate: trainingProgramme,
  may: holderOverAll("hr-officer"),
  facts: noFacts,
};
const ofAccount = {
  stream: ({ employeeId }: OfEmployee) => trainingAccountStream(employeeId),
  aggregate: trainingAccount,
  concerns: ofEmployee,
};
const hrOver = officerOver<OfEmployee>(ofEmployee, "hr-officer");
const oneselfOrHr = anyOf<OfEmployee>(self(ofEmployee), hrOver);
/** A head may send people to a session as well. */
export const forThePerson = anyOf<OfEmployee>(self(ofEmployee), hrOver, headOver(ofEmployee));

const programmeOf = (situation: Situation<OfProgramme>) =>
  situation.read(trainingProgrammeStream(situation.data.programmeId), trainingProgramme);
const sessionOf = async (situation: Situation<OfSession>) => ({
  session: await situation.read(trainingSessionStream(situation.data.sessionId), trainingSession),
});
const programme = { programmeId: "anti-fraud" };
const place = { sessionId: "anti-fraud-2026-12-03", employeeId: "e00042" };
const reserved = { ...place, reservationId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10" };

const programmeCommands = [
  command({
    ...ofProgramme,
    name: "open-training-programme",
    says: "Opens a programme that sessions belong to, or changes it: open to all, or to whom it was granted.",
    schema: OpenTrainingProgramme,
    example: {
      ...programme,
      title: { ru: "Борьба с мошенничеством", en: "Anti-fraud" },
      entitlement: "required",
    },
    decide: openTrainingProgramme,
    refusals: [],
  }),
  command({
    ...ofProgramme,
    name: "close-training-programme",
    says: "Closes a programme: no more sessions, subscriptions and entitlements.",
    schema: CloseTrainingProgramme,
    example: programme,
    decide: closeTrainingProgramme,
    refusals: ["programme-unknown"],
  }),
];

const accountCommands = [
  command({
    ...ofAccount,
    name: "subscribe-training",
    says: "Subscribes to the announcements of a programme.",
    schema: SubscribeTraining,
    example: { employeeId: "e00042", ...programme },
    may: oneselfOrHr,
    facts: async (situation) => ({ programme: await programmeOf(situation) }),
    decide: subscribeTraining,
    refusals: ["programme-unknown"],
  }),
  command({
    ...ofAccount,
    name: "unsubscribe-training",
    says: "Ends a subscription.",
    schema: UnsubscribeTraining,
    example: { employeeId: "e00042", ...programme },
    may: oneselfOrHr,
    facts: noFacts,
    decide: unsubscribeTraining,
    refusals: ["not-subscribed"],
  }),
  command({
    ...ofAccount,
    name: "grant-training-entitlement",
    says: "Grants a number of sessions of a programme, a term in which to visit them, or both.",
    schema: GrantTrainingEntitlement,
    example: { employeeId: "e00042", ...programme, sessions: 3, from: "2026-11-16", until: "2027-11-15" },
    may: hrOver,
    facts: async (situation) => ({
      employment: await employmentOf(situation, situation.data.employeeId),
      programme: await programmeOf(situation),
    }),
    decide: grantTrainingEntitlement,
    makes: { entitlementId: { schema: EntitlementId, of: ({ meta }) => meta.newId } },
    refusals: ["employee-unknown", "programme-unknown", "dates-reversed", "employee-left"],
  }),
  command({
    ...ofAccount,
    name: "revoke-training-entitlement",
    says: "Ends an entitlement; places that are reserved from it stay.",
    schema: RevokeTrainingEntitlement,
    example: { employeeId: "e00042", entitlementId: "9a3a5a0e-1f0b-5b7e-8f5d-2f7f6f4f0c11" },
    may: hrOver,
    facts: noFacts,
    decide: revokeTrainingEntitlement,
    refusals: ["entitlement-unknown"],
  }),
  command({
    ...ofAccount,
    name: "reserve-training-place",
    says: "Reserves a session from an entitlement: the first of two steps where the programme asks for one.",
    schema: ReserveTrainingPlace,
    example: place,
    may: forThePerson,
    facts: sessionOf,
    decide: reserveTrainingPlace,
    makes: { reservationId: { schema: ReservationId, of: ({ meta }) => meta.newId } },
    refusals: ["session-unknown", "session-cancelled", "cut-off-passed", "place-reserved", "entitlement-used"],
  }),
  command({
    ...ofAccount,
    name: "release-training-place",
    says: "Gives a reserved session back to the entitlement when its place was declined or cancelled.",
    schema: ReleaseTrainingPlace,
    example: reserved,
    may: forThePerson,
    facts: sessionOf,
    decide: releaseTrainingPlace,
    refusals: ["reservation-unknown", "reservation-unsettled"],
  }),
];

export const trainingCommands = [...programmeCommands, ...accountCommands];
