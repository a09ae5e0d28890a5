// Training sessions with who has a place and who waits, in order.
import {
  TrainingAttendanceRecorded,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingMovedUp,
  TrainingSeatsChanged,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  TrainingSessionPublished,
  TrainingWaitlisted,
} from "@tabel/domain";
import {
  type PersonOfSession,
  trainingPlaceTable,
  type TrainingSessionRow,
  trainingSessionTable,
} from "@tabel/read-models";
import { clear, projection, put } from "../engine/projection.js";

const withPeople = (session: TrainingSessionRow, people: readonly PersonOfSession[]): TrainingSessionRow => {
  const booked = people.filter(({ status }) => status === "booked").length;
  return { ...session, people, booked, waiting: people.length - booked };
};

const withPerson = (session: TrainingSessionRow, employeeId: string, change: Partial<PersonOfSession>) =>
  withPeople(
    session,
    session.people.map((person) => (person.employeeId === employeeId ? { ...person, ...change } : person)),
  );

export const trainingSessions = projection({
  name: "training-sessions",
  version: 2,
  reads: [
    TrainingSessionPublished,
    TrainingSeatsChanged,
    TrainingSessionMoved,
    TrainingSessionCancelled,
    TrainingBooked,
    TrainingWaitlisted,
    TrainingMovedUp,
    TrainingBookingCancelled,
    TrainingAttendanceRecorded,
  ],
  table: trainingSessionTable,
  keys: (event) => [event.data.sessionId],
  project: (session, event): TrainingSessionRow => {
    if (event.type === "TrainingSessionPublished")
      return { ...event.data, booked: 0, waiting: 0, cancelled: false, people: [] };
    if (session === undefined) throw new Error("a fact about a session that was never published");
    const joined = (employeeId: string, status: PersonOfSession["status"]) =>
      withPeople(session, [...session.people, { employeeId, status, since: String(event.position), attended: null }]);
    switch (event.type) {
      case "TrainingSeatsChanged":
        return { ...session, seats: event.data.seats };
      case "TrainingSessionMoved":
        return { ...session, ...event.data };
      case "TrainingSessionCancelled":
        return { ...session, cancelled: true };
      case "TrainingBooked":
        return joined(event.data.employeeId, "booked");
      case "TrainingWaitlisted":
        return joined(event.data.employeeId, "waiting");
      case "TrainingMovedUp":
        return withPerson(session, event.data.employeeId, { status: "booked" });
      case "TrainingBookingCancelled": {
        const { employeeId } = event.data;
        return withPeople(
          session,
          session.people.filter((person) => person.employeeId !== employeeId),
        );
      }
      case "TrainingAttendanceRecorded":
        return withPerson(session, event.data.employeeId, { attended: event.data.attended });
    }
  },
  derives: [trainingPlaceTable],
  // Only the places that changed: a long waiting list is not written anew with each booking.
  derive: ({ key, before, after }) => {
    const people = new Map(after?.people.map((person) => [person.employeeId, person]));
    const known = new Map(before?.people.map((person) => [person.employeeId, person]));
    const gone = [...known.keys()].filter((employeeId) => !people.has(employeeId));
    const changed = [...people.values()].filter((person) => known.get(person.employeeId) !== person);
    const programmeId = after?.programmeId ?? "";
    return [
      ...gone.map((employeeId) => clear(trainingPlaceTable, { sessionId: key, employeeId })),
      ...changed.map(({ employeeId, status, since, attended }) =>
        put(trainingPlaceTable, {
          sessionId: key,
          employeeId,
          programmeId,
          status,
          since: BigInt(since),
          attended,
        }),
      ),
    ];
  },
});
