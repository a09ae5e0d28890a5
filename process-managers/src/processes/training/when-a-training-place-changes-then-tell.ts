// Who has a place in a training, or waits for one, learns what becomes of it: booked, waiting, moved up, cancelled with the
// session. A new session is told to the programme's subscribers alone.
import {
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingMovedUp,
  TrainingSessionCancelled,
  TrainingSessionPublished,
  TrainingWaitlisted,
  type EventOf,
  type NotificationFact,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

const reads = [
  TrainingSessionPublished,
  TrainingSessionCancelled,
  TrainingBooked,
  TrainingWaitlisted,
  TrainingMovedUp,
  TrainingBookingCancelled,
] as const;

const toldBy = ({ type, data }: EventOf<(typeof reads)[number]>): NotificationFact => {
  const { sessionId } = data;
  switch (type) {
    case "TrainingSessionPublished":
      return { is: "training-published", sessionId, programmeId: data.programmeId };
    case "TrainingSessionCancelled":
      return { is: "training-session-cancelled", sessionId };
    case "TrainingBooked":
      return { is: "training-booked", sessionId, employeeId: data.employeeId };
    case "TrainingWaitlisted":
      return { is: "training-waitlisted", sessionId, employeeId: data.employeeId };
    case "TrainingMovedUp":
      return { is: "training-moved-up", sessionId, employeeId: data.employeeId };
    case "TrainingBookingCancelled":
      return { is: "training-booking-cancelled", sessionId, employeeId: data.employeeId };
  }
};

export const whenATrainingPlaceChangesThenTell = process({
  name: "when-a-training-place-changes-then-tell",
  version: 1,
  reads,
  instances: ({ data }) => [data.sessionId],
  initial: null,
  evolve: () => null,
  react: (_, fact): readonly Intent[] => {
    if (fact.is !== "event") return [];
    const told = toldBy(fact.event);
    return [{ do: "notify", key: told.is, fact: told }];
  },
});
