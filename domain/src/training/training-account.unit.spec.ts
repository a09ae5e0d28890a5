// What a person has of training: subscriptions, entitlements by number and by term, and places reserved from them.
import { describe, test } from "@jest/globals";
import { employed } from "../specification/bank.js";
import { command, given } from "../specification/given-when-then.js";
import {
  booked,
  ENTITLEMENT,
  granted,
  placeReserved,
  programme,
  reservation,
  session,
  sessionOf,
} from "../specification/sessions.js";
import {
  GrantTrainingEntitlement,
  grantTrainingEntitlement,
  ReleaseTrainingPlace,
  releaseTrainingPlace,
  ReserveTrainingPlace,
  reserveTrainingPlace,
  RevokeTrainingEntitlement,
  revokeTrainingEntitlement,
} from "./entitlement.js";
import { trainingProgramme } from "./programme.js";
import {
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingSessionCancelled,
  type TrainingSession,
} from "./session.js";
import {
  SubscribeTraining,
  subscribeTraining,
  trainingAccount,
  TrainingEntitlementRevoked,
  TrainingPlaceReleased,
  TrainingSubscribed,
  TrainingUnsubscribed,
  unsubscribeTraining,
  type TrainingAccountEvent,
} from "./training-account.js";

const of = { employeeId: "galina", programmeId: "anti-fraud" };
const account = (...history: TrainingAccountEvent[]) => given(trainingAccount, history);
const required = session({ entitlement: "required" });

test("subscriptions are made and ended once", () => {
  const wish = command(SubscribeTraining.parse(of), "galina");
  const subscribe = (known: boolean, ...history: TrainingAccountEvent[]) =>
    account(...history).when((state) =>
      subscribeTraining(wish, state, { programme: known ? programme() : trainingProgramme.initial }),
    );
  subscribe(true).thenAppends(TrainingSubscribed(of));
  subscribe(true, TrainingSubscribed(of)).thenNothing();
  subscribe(false).thenRefused("programme-unknown");
  const end = (...history: TrainingAccountEvent[]) =>
    account(...history).when((state) => unsubscribeTraining(wish, state));
  end(TrainingSubscribed(of)).thenAppends(TrainingUnsubscribed(of));
  end().thenRefused("not-subscribed");
});

describe("an entitlement", () => {
  const grant = (more: object = {}, facts: object = {}, ...history: TrainingAccountEvent[]) =>
    account(...history).when((state) =>
      grantTrainingEntitlement(
        command(
          GrantTrainingEntitlement.parse({ ...of, sessions: 1, from: "2026-01-01", until: null, ...more }),
          "hr",
          ENTITLEMENT,
        ),
        state,
        { employment: employed(), programme: programme("required"), ...facts },
      ),
    );
  test("is granted by number, by term, or both", () => {
    grant().thenAppends(granted());
    grant({ sessions: null, until: "2026-12-31" }).thenAppends(granted({ sessions: null, until: "2026-12-31" }));
    grant({ until: "2028-02-29" }).thenAppends(granted({ until: "2028-02-29" }));
    grant({}, {}, granted()).thenNothing();
  });
  test("is refused with dates reversed, after the last day, for nobody, or without a programme", () => {
    grant({ until: "2025-12-31" }).thenRefused("dates-reversed");
    grant({}, { employment: employed({ lastDay: "2025-12-31" }) }).thenRefused("employee-left");
    grant({}, { employment: undefined }).thenRefused("employee-unknown");
    grant({}, { programme: trainingProgramme.initial }).thenRefused("programme-unknown");
  });
  test("is revoked once", () => {
    const wish = command(RevokeTrainingEntitlement.parse({ employeeId: "galina", entitlementId: ENTITLEMENT }));
    const revoked = TrainingEntitlementRevoked({ employeeId: "galina", entitlementId: ENTITLEMENT });
    const revoke = (...history: TrainingAccountEvent[]) =>
      account(...history).when((state) => revokeTrainingEntitlement(wish, state));
    revoke(granted()).thenAppends(revoked);
    revoke(granted(), revoked).thenNothing();
    revoke().thenRefused("entitlement-unknown");
  });
});

describe("a place", () => {
  const reserve = (
    history: TrainingAccountEvent[],
    of: TrainingSession = sessionOf(required),
    newId: string = reservation(1),
  ) =>
    account(...history).when((state) =>
      reserveTrainingPlace(
        command(ReserveTrainingPlace.parse({ employeeId: "galina", sessionId: "s1" }), "galina", newId),
        state,
        { session: of },
      ),
    );
  test("is reserved from an entitlement that has one left on that day", () => {
    reserve([granted()]).thenAppends(placeReserved());
    reserve([]).thenRefused("entitlement-used", { on: "2026-02-03" });
    reserve([granted({ from: "2026-02-04" })]).thenRefused("entitlement-used");
    reserve([granted({ until: "2026-02-02" })]).thenRefused("entitlement-used");
    reserve([granted({ programmeId: "another" })]).thenRefused("entitlement-used");
    reserve([granted(), placeReserved(reservation(2), "s2")]).thenRefused("entitlement-used");
    reserve([granted({ sessions: null, until: "2026-02-03" }), placeReserved(reservation(2), "s2")]).thenAppendsSome();
    reserve([granted(), TrainingEntitlementRevoked({ employeeId: "galina", entitlementId: ENTITLEMENT })]).thenRefused(
      "entitlement-used",
    );
  });
  test("is taken from the entitlement that ends first", () => {
    const other = "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c12";
    const sooner = granted({ entitlementId: other, until: "2026-03-01" });
    const [event] = reserve([granted(), sooner]).thenAppendsSome();
    if (event?.type !== "TrainingPlaceReserved" || event.data.entitlementId !== other)
      throw new Error("not the sooner");
  });
  test("twice in one session, after the cut-off, or in no session is refused", () => {
    reserve([granted({ sessions: 5 }), placeReserved()]).thenRefused("place-reserved");
    reserve([granted()], sessionOf(session({ cutOffAt: "2026-02-02T08:00:00.000Z" }))).thenRefused("cut-off-passed");
    reserve([granted()], sessionOf()).thenRefused("session-unknown");
    const cancelled = TrainingSessionCancelled({ sessionId: "s1", reason: "No" });
    reserve([granted()], sessionOf(required, cancelled)).thenRefused("session-cancelled");
  });

  const ids = { sessionId: "s1", employeeId: "galina", reservationId: reservation(1) };
  const release = (of: TrainingSession, ...history: TrainingAccountEvent[]) =>
    account(...history).when((state) =>
      releaseTrainingPlace(command(ReleaseTrainingPlace.parse(ids)), state, { session: of }),
    );
  test("is given back when the session has declined or cancelled it, or was cancelled itself", () => {
    const declined = sessionOf(required, TrainingBookingDeclined(ids));
    const cancelled = sessionOf(required, booked("galina", reservation(1)), TrainingBookingCancelled(ids));
    const stopped = sessionOf(
      required,
      booked("galina", reservation(1)),
      TrainingSessionCancelled({ sessionId: "s1", reason: "No" }),
    );
    const released = (outcome: "declined" | "cancelled" | "session-cancelled") =>
      TrainingPlaceReleased({ ...ids, outcome });
    release(declined, granted(), placeReserved()).thenAppends(released("declined"));
    release(cancelled, granted(), placeReserved()).thenAppends(released("cancelled"));
    release(stopped, granted(), placeReserved()).thenAppends(released("session-cancelled"));
    release(declined, granted(), placeReserved(), released("declined")).thenNothing();
    reserve([granted(), placeReserved(), released("declined")], sessionOf(required), reservation(2)).thenAppendsSome();
  });
  test("is not given back while it is booked or undecided", () => {
    const held = sessionOf(required, booked("galina", reservation(1)));
    release(held, granted(), placeReserved()).thenRefused("reservation-unsettled", { status: "held" });
    release(sessionOf(required), granted(), placeReserved()).thenRefused("reservation-unsettled", {
      status: "waiting",
    });
    release(sessionOf(required), granted()).thenRefused("reservation-unknown");
  });
});
