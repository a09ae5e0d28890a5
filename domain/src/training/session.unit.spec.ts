// Sessions: published, booked, waited for, cancelled, attended; and every wish that cannot be.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { employed } from "../specification/bank.js";
import { command, given } from "../specification/given-when-then.js";
import {
  accountOf,
  booked,
  opened,
  person,
  placeReserved,
  programme,
  reservation,
  session,
  waitlisted,
} from "../specification/sessions.js";
import {
  BookTraining,
  bookTraining,
  cancelTrainingBooking,
  DeclineTrainingBooking,
  declineTrainingBooking,
  type BookFacts,
} from "./book-session.js";
import {
  CancelTrainingSession,
  cancelTrainingSession,
  ChangeTrainingSeats,
  changeTrainingSeats,
  MoveTrainingSession,
  moveTrainingSession,
  PublishTrainingSession,
  publishTrainingSession,
  RecordTrainingAttendance,
  recordTrainingAttendance,
} from "./hold-session.js";
import {
  closeTrainingProgramme,
  CloseTrainingProgramme,
  OpenTrainingProgramme,
  openTrainingProgramme,
  trainingProgramme,
  TrainingProgrammeClosed,
  type TrainingProgrammeEvent,
} from "./programme.js";
import {
  TrainingAttendanceRecorded,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingMovedUp,
  TrainingSeatsChanged,
  trainingSession,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  type TrainingSessionEvent,
} from "./session.js";

const past = (...events: TrainingSessionEvent[]): TrainingSessionEvent[] => events;
const at =
  (instant: string) =>
  <Data>(wish: Data, actor = "olga") => {
    const { data, meta } = command(wish, actor);
    return { data, meta: { ...meta, at: instant } };
  };
const NOW = "2026-02-02T09:00:00.000Z";
const AFTER_CUT_OFF = "2026-02-02T15:00:00.001Z";
const BEGUN = "2026-02-03T07:00:00.000Z";
const galina = { sessionId: "s1", employeeId: "galina" };
const cancelled = TrainingSessionCancelled({ sessionId: "s1", reason: "The trainer is ill" });
const movedUp = (employeeId: string) => TrainingMovedUp({ sessionId: "s1", employeeId });

const book = (history: TrainingSessionEvent[], of: Partial<BookFacts> = {}, now = NOW, employeeId = "galina") =>
  given(trainingSession, history).when((state) =>
    bookTraining(at(now)(BookTraining.parse({ sessionId: "s1", employeeId })), state, {
      employment: employed({ employeeId }),
      account: accountOf(),
      ...of,
    }),
  );
const cancel = (history: TrainingSessionEvent[], now = NOW, employeeId = "galina") =>
  given(trainingSession, history).when((state) =>
    cancelTrainingBooking(at(now)(BookTraining.parse({ sessionId: "s1", employeeId })), state),
  );

describe("a programme", () => {
  const open = (history: TrainingProgrammeEvent[], entitlement: "open" | "required" = "open") =>
    given(trainingProgramme, history).when((state) =>
      openTrainingProgramme(command(OpenTrainingProgramme.parse(opened(entitlement).data)), state),
    );
  const closed = TrainingProgrammeClosed({ programmeId: "anti-fraud" });
  test("is opened, changed and closed", () => {
    open([]).thenAppends(opened());
    open([opened()]).thenNothing();
    open([opened()], "required").thenAppends(opened("required"));
    open([opened(), closed]).thenAppends(opened());
    const wish = command(CloseTrainingProgramme.parse({ programmeId: "anti-fraud" }));
    const close = (...history: TrainingProgrammeEvent[]) =>
      given(trainingProgramme, history).when((state) => closeTrainingProgramme(wish, state));
    close(opened()).thenAppends(closed);
    close(opened(), closed).thenNothing();
    close().thenRefused("programme-unknown");
  });
});

describe("publishing", () => {
  const { entitlement: _, ...wished } = session().data;
  const publish = (more: object = {}, history: TrainingSessionEvent[] = [], of: object = {}) =>
    given(trainingSession, history).when((state) =>
      publishTrainingSession(at(NOW)(PublishTrainingSession.parse({ ...wished, ...more })), state, {
        programme: programme(),
        trainer: employed({ employeeId: "olga" }),
        ...of,
      }),
    );
  test("makes a session with the programme's rule", () => {
    publish().thenAppends(session());
    publish({}, [], { programme: programme("required") }).thenAppends(session({ entitlement: "required" }));
    publish({}, [session()]).thenNothing();
  });
  test("with other data under the same id is refused", () =>
    publish({ seats: 3 }, [session()]).thenRefused("session-exists"));
  test.each([
    [{ startsAt: "2026-02-02T08:00:00.000Z" }, "session-in-the-past"],
    [{ endsAt: "2026-02-03T07:00:00.000Z" }, "times-reversed"],
    [{ cutOffAt: "2026-02-03T07:00:00.001Z" }, "times-reversed"],
  ] as const)("at %j is refused as %s", (more, code) => publish(more).thenRefused(code));
  test("without a programme in use, or with a trainer who is not there then, is refused", () => {
    publish({}, [], { programme: trainingProgramme.initial }).thenRefused("programme-unknown");
    publish({}, [], { trainer: undefined }).thenRefused("employee-unknown");
    publish({}, [], { trainer: employed({ lastDay: "2026-02-02" }) }).thenRefused("employee-left");
  });
  test("without seats is no session at all", () => {
    for (const seats of [0, -1, 1.5, 1001])
      expect(PublishTrainingSession.safeParse({ ...wished, seats }).error?.issues[0]?.path).toEqual(["seats"]);
  });
});

describe("booking", () => {
  test("takes a seat while there is one, then the end of the waiting list", () => {
    book([session()]).thenAppends(booked("galina"));
    book([session(), booked("a")]).thenAppends(booked("galina"));
    book([session(), booked("a"), booked("b")]).thenAppends(waitlisted("galina"));
  });
  test("twice is refused, be it a place or one on the waiting list", () => {
    book([session(), booked("galina")]).thenRefused("booked-already", { status: "booked" });
    book([session(), booked("a"), booked("b"), waitlisted("galina")]).thenRefused("booked-already", {
      status: "waiting",
    });
  });
  test("is open to the last instant of the cut-off and not after it", () => {
    book([session()], {}, "2026-02-02T15:00:00.000Z").thenAppendsSome();
    book([session()], {}, AFTER_CUT_OFF).thenRefused("cut-off-passed");
    book([session()], {}, BEGUN).thenRefused("session-begun");
  });
  test("of a session that there is not or that is cancelled is refused", () => {
    book([]).thenRefused("session-unknown");
    book([session(), cancelled]).thenRefused("session-cancelled");
  });
  test("for who is unknown or will have left is refused", () => {
    book([session()], { employment: undefined }).thenRefused("employee-unknown");
    book([session()], { employment: employed({ lastDay: "2026-02-02" }) }).thenRefused("employee-left");
    book([session()], { employment: employed({ lastDay: "2026-02-03" }) }).thenAppendsSome();
  });
  test("in a programme that needs an entitlement takes the place that is reserved", () => {
    const required = session({ entitlement: "required" });
    book([required]).thenRefused("place-not-reserved", { programmeId: "anti-fraud" });
    book([required], { account: accountOf(placeReserved(reservation(1), "s2")) }).thenRefused("place-not-reserved");
    book([required], { account: accountOf(placeReserved()) }).thenAppends(booked("galina", reservation(1)));
    const declined = TrainingBookingDeclined({ ...galina, reservationId: reservation(1) });
    book([required, declined], { account: accountOf(placeReserved()) }).thenRefused("place-not-reserved");
  });
});

describe("cancelling a booking", () => {
  const gone = TrainingBookingCancelled({ ...galina, reservationId: null });
  test("gives the place to the first who waits, in the same append", () => {
    cancel([session(), booked("galina")]).thenAppends(gone);
    cancel([session(), booked("galina"), booked("b"), waitlisted("c"), waitlisted("d")]).thenAppends(
      gone,
      movedUp("c"),
    );
  });
  test("of one who waits moves nobody up", () =>
    cancel([session(), booked("a"), booked("b"), waitlisted("galina"), waitlisted("d")]).thenAppends(gone));
  test("after the cut-off, or without a place, is refused", () => {
    cancel([session(), booked("galina")], AFTER_CUT_OFF).thenRefused("cut-off-passed");
    cancel([session()]).thenRefused("not-booked");
    cancel([]).thenRefused("session-unknown");
  });
  test("settles the reservation behind it", () =>
    cancel([session(), booked("galina", reservation(1))]).thenAppends(
      TrainingBookingCancelled({ ...galina, reservationId: reservation(1) }),
    ));
});

describe("declining a reserved place", () => {
  const decline = (history: TrainingSessionEvent[], account = accountOf(placeReserved())) =>
    given(trainingSession, history).when((state) =>
      declineTrainingBooking(
        command(DeclineTrainingBooking.parse({ ...galina, reservationId: reservation(1) })),
        state,
        { account },
      ),
    );
  const declined = TrainingBookingDeclined({ ...galina, reservationId: reservation(1) });
  test("settles it once, and never what is booked", () => {
    decline([session()]).thenAppends(declined);
    decline([session(), declined]).thenNothing();
    decline([session(), TrainingBooked({ ...galina, reservationId: reservation(1) })]).thenRefused(
      "reservation-settled",
      {
        status: "held",
      },
    );
    decline([session()], accountOf()).thenRefused("reservation-unknown");
  });
});

describe("the trainer", () => {
  const change = (seats: number, ...history: TrainingSessionEvent[]) =>
    given(trainingSession, history).when((state) =>
      changeTrainingSeats(at(NOW)(ChangeTrainingSeats.parse({ sessionId: "s1", seats })), state),
    );
  test("gives more seats to those who wait, in order, and never takes a booked one", () => {
    const full = past(session(), booked("a"), booked("b"), waitlisted("c"), waitlisted("d"));
    const seats = (number: number) => TrainingSeatsChanged({ sessionId: "s1", seats: number });
    change(3, ...full).thenAppends(seats(3), movedUp("c"));
    change(9, ...full).thenAppends(seats(9), movedUp("c"), movedUp("d"));
    change(1, ...full).thenRefused("seats-taken", { booked: 2 });
    change(2, ...full).thenNothing();
    change(2).thenRefused("session-unknown");
  });
  test("moves a session before it begins, while they are there themselves; the same again is nothing", () => {
    const times = { startsAt: "2026-02-05T07:00:00.000Z", endsAt: "2026-02-05T09:00:00.000Z" };
    const wish = { sessionId: "s1", ...times, cutOffAt: "2026-02-04T15:00:00.000Z", place: "Room 5" };
    const olga = employed();
    const move = (more: object, now: string, lastDay: string | null, ...history: TrainingSessionEvent[]) =>
      given(trainingSession, history).when((state) =>
        moveTrainingSession(at(now)(MoveTrainingSession.parse({ ...wish, ...more })), state, {
          trainer: { ...olga, lastDay: lastDay === null ? null : localDate(lastDay) },
        }),
      );
    const moved = TrainingSessionMoved(wish);
    move({}, NOW, null, session()).thenAppends(moved);
    move({}, AFTER_CUT_OFF, "2026-02-05", session()).thenAppends(moved);
    move({}, NOW, null, session(), moved).thenNothing();
    move({}, NOW, "2026-02-04", session()).thenRefused("employee-left");
    move({ startsAt: NOW }, NOW, null, session()).thenRefused("session-in-the-past");
    move({ endsAt: times.startsAt }, NOW, null, session()).thenRefused("times-reversed");
    move({ cutOffAt: times.endsAt }, NOW, null, session()).thenRefused("times-reversed");
    move({}, BEGUN, null, session()).thenRefused("session-begun");
    move({}, NOW, null, session(), cancelled).thenRefused("session-cancelled");
    move({}, NOW, null).thenRefused("session-unknown");
    // Its people keep their places, and the new times hold for what comes.
    book([session(), moved], {}, AFTER_CUT_OFF).thenAppends(TrainingBooked({ ...galina, reservationId: null }));
  });
  test("cancels a session before it begins", () => {
    const wish = CancelTrainingSession.parse({ sessionId: "s1", reason: "The trainer is ill" });
    const stop = (now: string, ...history: TrainingSessionEvent[]) =>
      given(trainingSession, history).when((state) => cancelTrainingSession(at(now)(wish), state));
    stop(NOW, session()).thenAppends(cancelled);
    stop(NOW, session(), cancelled).thenNothing();
    stop(BEGUN, session()).thenRefused("session-begun");
    stop(NOW).thenRefused("session-unknown");
  });
  test("records who came once it has begun, and may correct it", () => {
    const record = (attended: boolean, now: string, ...history: TrainingSessionEvent[]) =>
      given(trainingSession, history).when((state) =>
        recordTrainingAttendance(at(now)(RecordTrainingAttendance.parse({ ...galina, attended })), state),
      );
    const came = (attended: boolean) => TrainingAttendanceRecorded({ ...galina, attended });
    record(true, BEGUN, session(), booked("galina")).thenAppends(came(true));
    record(true, BEGUN, session(), booked("galina"), came(true)).thenNothing();
    record(false, BEGUN, session(), booked("galina"), came(true)).thenAppends(came(false));
    record(true, NOW, session(), booked("galina")).thenRefused("session-not-begun");
    record(true, BEGUN, session()).thenRefused("not-booked");
    record(true, BEGUN, session(), cancelled).thenRefused("session-cancelled");
    record(true, BEGUN).thenRefused("session-unknown");
  });
});

test("an id with anything but letters, digits and hyphens is no session", () => {
  expect(BookTraining.safeParse({ sessionId: "s_1", employeeId: "galina" }).success).toBe(false);
  expect(person("galina")).toBe("galina");
});
