// Whatever is booked, cancelled and changed, in whatever order: no seat twice, and the waiting list moves up in its order.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { employed } from "../specification/bank.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { accountOf, session } from "../specification/sessions.js";
import { BookTraining, bookTraining, cancelTrainingBooking } from "./book-session.js";
import { ChangeTrainingSeats, changeTrainingSeats } from "./hold-session.js";
import { trainingSession, type TrainingSession, type TrainingSessionEvent } from "./session.js";

const step = fc.record({
  does: fc.constantFrom("book", "book", "book", "cancel", "cancel", "seats"),
  who: fc.nat(12),
  seats: fc.integer({ min: 1, max: 6 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const decide = ({ does, who, seats }: Step, state: TrainingSession): readonly TrainingSessionEvent[] => {
  const employeeId = `e${who}`;
  const wish = command(BookTraining.parse({ sessionId: "s1", employeeId }));
  if (does === "cancel") return appended<TrainingSessionEvent>(cancelTrainingBooking(wish, state));
  if (does === "seats")
    return appended<TrainingSessionEvent>(
      changeTrainingSeats(command(ChangeTrainingSeats.parse({ sessionId: "s1", seats })), state),
    );
  const facts = { employment: employed({ employeeId }), account: accountOf() };
  return appended<TrainingSessionEvent>(bookTraining(wish, state, facts));
};

const histories = (
  check: (before: TrainingSession, after: TrainingSession, events: readonly TrainingSessionEvent[]) => void,
) =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let state = fold(trainingSession, [session()]);
      for (const each of steps) {
        const events = decide(each, state);
        const after = fold(trainingSession, events, state);
        check(state, after, events);
        state = after;
      }
    }),
    { numRuns: 300 },
  );

test("seats are never overbooked, and nobody waits while one is free", () =>
  histories((_, { booked, waiting, seats }) => {
    expect(booked.size).toBeLessThanOrEqual(seats);
    if (waiting.size > 0) expect(booked.size).toBe(seats);
  }));

test("nobody has a place and waits for one at once", () =>
  histories((_, { booked, waiting }) => {
    expect([...booked.keys()].filter((id) => waiting.has(id))).toEqual([]);
  }));

test("the waiting list keeps its order: whoever moves up was first, and nobody overtakes", () =>
  histories((before, after, events) => {
    const up = events.flatMap(({ type, data }) => (type === "TrainingMovedUp" ? [data.employeeId] : []));
    const gone = events.flatMap(({ type, data }) => (type === "TrainingBookingCancelled" ? [data.employeeId] : []));
    const stayed = [...before.waiting.keys()].filter((id) => !gone.includes(id));
    expect(up).toEqual(stayed.slice(0, up.length));
    const left = [...after.waiting.keys()];
    expect(left.slice(0, stayed.length - up.length)).toEqual(stayed.slice(up.length));
  }));
