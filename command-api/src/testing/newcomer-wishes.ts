// One command that is carried out for each on onboarding, mentors, training and resignation; some build on others, in order.
import { letter, template, trainingSession, type PreparedNewcomers } from "./prepared-newcomers.js";
import { officers } from "./small-bank.js";

const { hr } = officers;
type Wish = readonly [sender: string, body: object];

const nina = { employeeId: "nina" };
const title = { ru: "Ключи", en: "Keys" };
const course = { employeeId: "anna", programmeId: "course" };
const seat = { sessionId: "open-1", employeeId: "anna" };
const nextDay = {
  startsAt: "2026-03-25T07:00:00.000Z",
  endsAt: "2026-03-25T09:00:00.000Z",
  cutOffAt: "2026-03-24T15:00:00.000Z",
  place: "Room 5",
};
const anna = { employeeId: "anna", number: 1 };

/** @param prepared asked when a wish is sent */
export const newcomerWishes = (prepared: () => PreparedNewcomers): Readonly<Record<string, () => Wish>> => ({
  "publish-onboarding-template": () => [hr, { ...template, templateId: "teller" }],
  "retire-onboarding-template": () => [hr, { templateId: "outdated" }],
  "choose-onboarding-template": () => [hr, { unitId: "u2", position: "Teller", templateId: "cashier" }],
  "plan-onboarding": () => ["head", { employeeId: "anna", templateId: "cashier", startsOn: "2026-03-16" }],
  "reschedule-onboarding": () => ["head", { ...nina, startsOn: "2026-03-09" }],
  "add-onboarding-task": () => ["head", { ...nina, taskId: "keys", title, owner: "head", dueOn: "2026-03-17" }],
  "complete-onboarding-task": () => ["nina", { ...nina, taskId: "contract", document: "documents/2" }],
  "waive-onboarding-task": () => ["head", { ...nina, taskId: "tour", reason: "Comes from the next desk." }],
  "give-onboarding-feedback": () => [
    "nina",
    { ...nina, milestone: 7, from: "newcomer", answers: [{ question: "welcome", score: 5, text: null }] },
  ],
  "declare-productive": () => ["head", { ...nina, on: "2026-03-16" }],
  "appoint-mentor": () => [hr, { mentorId: "vera", from: "2026-03-16", limit: 2 }],
  "stand-down-mentor": () => [hr, { mentorId: "chief", on: "2026-04-01" }],
  "record-mentor-away": () => ["pavla", { mentorId: "pavla", from: "2026-07-06", to: "2026-07-19" }],
  "cancel-mentor-away": () => ["pavla", { mentorId: "pavla", awayId: prepared().awayId }],
  "propose-mentor": () => [hr, nina],
  "reserve-mentee": () => ["head", { mentorId: "pavla", ...nina, from: "2026-03-16" }],
  "assign-mentor": () => [hr, prepared().oleg],
  "confirm-mentee": () => [hr, prepared().oleg],
  "end-mentorship": () => [hr, { employeeId: "oleg", reason: "agreed" }],
  "release-mentee": () => [hr, prepared().oleg],
  "decline-mentor": () => [hr, prepared().rita],
  "cancel-onboarding": () => ["head", { employeeId: "rita", reason: "Took another offer." }],
  "open-training-programme": () => [hr, { programmeId: "another", title, entitlement: "open" }],
  "close-training-programme": () => [hr, { programmeId: "outdated" }],
  "subscribe-training": () => ["anna", course],
  "unsubscribe-training": () => ["anna", course],
  "grant-training-entitlement": () => [
    hr,
    { ...nina, programmeId: "paid", sessions: null, from: "2026-03-16", until: "2026-12-31" },
  ],
  "reserve-training-place": () => ["nina", { ...nina, sessionId: "paid-1" }],
  "revoke-training-entitlement": () => [hr, { employeeId: "oleg", entitlementId: prepared().entitlementId }],
  "decline-training-booking": () => ["oleg", prepared().place],
  "release-training-place": () => ["oleg", prepared().place],
  "publish-training-session": () => [hr, trainingSession("open-3")],
  "change-training-seats": () => ["head", { sessionId: "open-1", seats: 3 }],
  "move-training-session": () => ["head", { sessionId: "open-1", ...nextDay }],
  "book-training": () => ["anna", seat],
  "cancel-training-booking": () => ["anna", seat],
  "cancel-training-session": () => ["head", { sessionId: "open-2", reason: "The trainer is ill." }],
  "record-training-attendance": () => ["head", { sessionId: "begun", ...nina, attended: true }],
  "receive-resignation": () => ["anna", letter("anna")],
  "correct-resignation": () => ["anna", { ...letter("anna"), document: "documents/2" }],
  "record-resignation-check": () => [
    hr,
    { ...anna, round: 2, findings: [{ code: "addressee-missing", note: "Кому?" }] },
  ],
  "record-resignation-original": () => [hr, { ...anna, form: "original", document: "documents/3", on: "2026-03-16" }],
  "accept-resignation": () => [hr, { ...anna, lastDay: "2026-04-10" }],
  "execute-resignation": () => [hr, anna],
  "complete-exit-item": () => ["anna", { ...anna, item: "return-badge" }],
  "record-replacement": () => [hr, { employeeId: "oleg", number: 1, on: "2026-03-16", document: "documents/4" }],
  "record-letter-reading": () => [
    "process:when-a-letter-is-received-then-check-it",
    {
      employeeId: "oleg",
      number: 1,
      letterId: prepared().letterId,
      reading: { version: "print-1", language: null, milliseconds: 1, attempts: 1 },
      evidence: null,
      text: null,
      secondReading: null,
      asked: [],
      notAsked: null,
      secondReadingMissing: false,
      markedCopy: null,
    },
  ],
  "judge-resignation-letter": () => [
    hr,
    { employeeId: "oleg", number: 1, letterId: prepared().letterId, judgement: { is: "no-resignation" } },
  ],
  "withdraw-resignation": () => ["rita", { employeeId: "rita", number: 1 }],
});
