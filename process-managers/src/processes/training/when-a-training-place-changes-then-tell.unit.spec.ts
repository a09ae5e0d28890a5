// What becomes of a place in a training.
import { test } from "@jest/globals";
import {
  type NotificationFact,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingMovedUp,
  TrainingSessionCancelled,
  TrainingSessionPublished,
  TrainingWaitlisted,
} from "@tabel/domain";
import { type FactsOf, given, happened } from "../../specification/given-then.js";
import { whenATrainingPlaceChangesThenTell as theProcess } from "./when-a-training-place-changes-then-tell.js";

const sessionId = "anti-fraud-1";
const place = { sessionId, employeeId: "galina" };
const published = TrainingSessionPublished({
  sessionId,
  programmeId: "anti-fraud",
  entitlement: "open",
  title: { ru: "Занятие", en: "Session" },
  trainerId: "olga",
  startsAt: "2026-03-24T07:00:00.000Z",
  endsAt: "2026-03-24T09:00:00.000Z",
  cutOffAt: "2026-03-23T15:00:00.000Z",
  timeZone: "Europe/Moscow",
  place: "Room 3",
  seats: 2,
});
const cases: readonly (readonly [NotificationFact["is"], FactsOf<typeof theProcess>[number], object])[] = [
  ["training-published", happened(published), { sessionId, programmeId: "anti-fraud" }],
  ["training-session-cancelled", happened(TrainingSessionCancelled({ sessionId, reason: "Ill" })), { sessionId }],
  ["training-booked", happened(TrainingBooked({ ...place, reservationId: null })), place],
  ["training-waitlisted", happened(TrainingWaitlisted({ ...place, reservationId: null })), place],
  ["training-moved-up", happened(TrainingMovedUp(place)), place],
  ["training-booking-cancelled", happened(TrainingBookingCancelled({ ...place, reservationId: null })), place],
];
test.each(cases)(
  "%s",
  (is, fact, of) =>
    given(theProcess, [fact]).thenIntends({ do: "notify", key: is, fact: { is, ...of } as NotificationFact }), // as above
);
