// A mentor's life and places: appointed, away, at the limit; reserved, confirmed, released.
import { describe, test } from "@jest/globals";
import type { Command, Decision } from "../kernel/decision.js";
import { policy } from "../policy/policy.js";
import { employed } from "../specification/bank.js";
import { command, given } from "../specification/given-when-then.js";
import {
  appointed,
  day,
  newcomer,
  olga,
  onboardingOf,
  planned,
  PLAN,
  RESERVATION,
  reserved,
} from "../specification/newcomers.js";
import {
  MentorAssigned,
  MentorDeclined,
  OnboardingCancelled,
  type Onboarding,
  type OnboardingEvent,
} from "../onboarding/onboarding.js";
import {
  MenteeConfirmed,
  MenteeReleased,
  mentor,
  MentorAwayCancelled,
  MentorAwayRecorded,
  MentorStoodDown,
  type Mentor,
  type MentorEvent,
} from "./mentor.js";
import {
  AppointMentor,
  appointMentor,
  CancelMentorAway,
  cancelMentorAway,
  RecordMentorAway,
  recordMentorAway,
  StandDownMentor,
  standDownMentor,
} from "./mentor-life.js";
import {
  ConfirmMentee,
  confirmMentee,
  releaseMentee,
  ReserveMentee,
  reserveMentee,
  type ReserveFacts,
} from "./reserve-mentee.js";

const reserveFacts = (of: Partial<ReserveFacts> = {}): ReserveFacts => ({
  mentorEmployment: olga(),
  newcomer: newcomer(),
  onboarding: onboardingOf(planned),
  policy,
  ...of,
});
const reserve = (wish: object = {}, history: MentorEvent[] = [appointed()], of: Partial<ReserveFacts> = {}) =>
  given(mentor, history).when((state) =>
    reserveMentee(
      command(
        ReserveMentee.parse({ mentorId: "olga", employeeId: "galina", from: "2026-02-02", ...wish }),
        "hr",
        RESERVATION,
      ),
      state,
      reserveFacts(of),
    ),
  );
/** A mentor's history of whatever kind. */
const past = (...events: MentorEvent[]): MentorEvent[] => events;
const ids = { mentorId: "olga", employeeId: "galina", reservationId: RESERVATION };
const other = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const full = [reserved("one", other(1)), reserved("two", other(2)), reserved("three", other(3))];
const assigned = MentorAssigned({ ...ids, planId: PLAN, from: "2026-02-02", replaces: null });
const away = MentorAwayRecorded({ mentorId: "olga", awayId: RESERVATION, from: "2026-02-01", to: "2026-02-14" });

describe("reserving a place", () => {
  test("takes one, under the limit that holds", () => reserve().thenAppends(reserved()));
  test("at the policy's limit is refused, and at the mentor's own", () => {
    reserve({}, [appointed(), ...full]).thenRefused("mentor-at-limit", { limit: 3 });
    reserve({}, [appointed(1), ...full.slice(0, 1)]).thenRefused("mentor-at-limit", { limit: 1 });
    reserve({}, [appointed(4), ...full]).thenAppendsSome();
  });
  test("under a limit that was lowered leaves who is there, and takes nobody else", () =>
    reserve({}, [appointed(), ...full.slice(0, 2), appointed(1)]).thenRefused("mentor-at-limit", { limit: 1 }));
  test("by the newcomer as their own mentor is refused", () =>
    reserve({ mentorId: "galina" }).thenRefused("mentor-is-newcomer"));
  test("of who is no mentor, not yet, or not any more is refused", () => {
    reserve({}, []).thenRefused("not-a-mentor");
    reserve({ from: "2025-01-08" }).thenRefused("not-a-mentor");
    const stoodDown = MentorStoodDown({ mentorId: "olga", on: "2026-02-02" });
    reserve({}, [appointed(), stoodDown]).thenRefused("not-a-mentor");
    reserve({}, [appointed(), stoodDown, appointed()]).thenAppendsSome();
  });
  test("with a mentor who left, or is unknown, is refused", () => {
    const left = employed({ employeeId: "olga", hiredOn: "2020-01-09", lastDay: "2026-01-31" });
    reserve({}, [appointed()], { mentorEmployment: left }).thenRefused("mentor-left");
    reserve({}, [appointed()], { mentorEmployment: undefined }).thenRefused("employee-unknown");
  });
  test("for a newcomer who left, is unknown or has no open plan is refused", () => {
    reserve({}, [appointed()], { newcomer: employed({ lastDay: "2026-01-31" }) }).thenRefused("employee-left");
    reserve({}, [appointed()], { newcomer: undefined }).thenRefused("employee-unknown");
    const cancelled = OnboardingCancelled({ employeeId: "galina", planId: PLAN, cancelledBy: "hr", reason: "No" });
    for (const onboarding of [onboardingOf(), onboardingOf(planned, cancelled)])
      reserve({}, [appointed()], { onboarding }).thenRefused("onboarding-unknown");
  });
  test("while the mentor is away is refused", () => {
    reserve({}, [appointed(), away]).thenRefused("mentor-away", { from: "2026-02-01", to: "2026-02-14" });
    reserve({ from: "2026-02-15" }, [appointed(), away]).thenAppendsSome();
  });
  test("twice for one newcomer is refused", () => reserve({}, [appointed(), reserved()]).thenRefused("mentee-already"));
  test("for a newcomer with another mentor needs to say whom it replaces", () => {
    const onboarding = onboardingOf(planned, MentorAssigned({ ...assigned.data, mentorId: "irina" }));
    reserve({}, [appointed()], { onboarding }).thenRefused("mentor-assigned", { mentorId: "irina" });
    reserve({ replaces: "zoya" }, [appointed()], { onboarding }).thenRefused("mentor-assigned");
    reserve({ replaces: "irina" }, [appointed()], { onboarding }).thenAppends(reserved("galina", RESERVATION, "irina"));
  });
});

describe("settling a reservation", () => {
  const settle = (
    decide: (wish: Command<ConfirmMentee>, state: Mentor, side: { onboarding: Onboarding }) => Decision<MentorEvent>,
    events: OnboardingEvent[],
    history: MentorEvent[],
  ) =>
    given(mentor, history).when((state) =>
      decide(command(ConfirmMentee.parse(ids)), state, { onboarding: onboardingOf(...events) }),
    );
  const held = past(appointed(), reserved());
  const declined = MentorDeclined(ids);
  const ended = [
    planned,
    assigned,
    OnboardingCancelled({ employeeId: "galina", planId: PLAN, cancelledBy: "hr", reason: "No" }),
  ];

  test("confirms what the plan has taken, once", () => {
    settle(confirmMentee, [planned, assigned], held).thenAppends(MenteeConfirmed(ids));
    settle(confirmMentee, [planned, assigned], [...held, MenteeConfirmed(ids)]).thenNothing();
  });
  test("confirms nothing that the plan has not taken", () => {
    settle(confirmMentee, [planned], held).thenRefused("reservation-unsettled", { status: "waiting" });
    settle(confirmMentee, [planned, declined], held).thenRefused("reservation-unsettled", { status: "declined" });
    settle(confirmMentee, [planned, assigned], [appointed()]).thenRefused("reservation-unknown");
  });
  test("releases what the plan has declined or ended, once", () => {
    given(mentor, held)
      .when((state) => releaseMentee(command(ConfirmMentee.parse(ids)), state, { onboarding: onboardingOf(declined) }))
      .thenAppends(MenteeReleased({ ...ids, outcome: "declined" }));
    given(mentor, past(...held, MenteeConfirmed(ids)))
      .when((state) => releaseMentee(command(ConfirmMentee.parse(ids)), state, { onboarding: onboardingOf(...ended) }))
      .thenAppends(MenteeReleased({ ...ids, outcome: "ended" }));
    settle(releaseMentee, [declined], [...held, MenteeReleased({ ...ids, outcome: "declined" })]).thenNothing();
  });
  test("releases nothing that is held or still open on the plan", () => {
    settle(releaseMentee, [planned, assigned], held).thenRefused("reservation-unsettled", { status: "assigned" });
    settle(releaseMentee, [planned], held).thenRefused("reservation-unsettled", { status: "waiting" });
    settle(releaseMentee, [planned], [appointed()]).thenRefused("reservation-unknown");
  });
});

describe("a mentor's life", () => {
  const appoint = (
    wish: object = {},
    history: MentorEvent[] = [],
    employment: ReturnType<typeof olga> | undefined = olga(),
  ) =>
    given(mentor, history).when((state) =>
      appointMentor(command(AppointMentor.parse({ mentorId: "olga", from: "2025-01-09", ...wish })), state, {
        employment,
      }),
    );
  test("begins with an appointment, which may change the limit", () => {
    appoint().thenAppends(appointed());
    appoint({}, [appointed()]).thenNothing();
    appoint({ limit: 2 }, [appointed()]).thenAppends(appointed(2));
  });
  test("of nobody, before the hire or after the last day is refused", () => {
    given(mentor)
      .when((state) =>
        appointMentor(command(AppointMentor.parse({ mentorId: "olga", from: "2025-01-09" })), state, {
          employment: undefined,
        }),
      )
      .thenRefused("employee-unknown");
    appoint({ from: "2019-01-09" }).thenRefused("before-hire");
    appoint({}, [], employed({ employeeId: "olga", hiredOn: "2020-01-09", lastDay: "2024-12-31" })).thenRefused(
      "mentor-left",
    );
  });
  test("ends with standing down", () => {
    const wish = command(StandDownMentor.parse({ mentorId: "olga", on: "2026-03-01" }));
    const stood = MentorStoodDown({ mentorId: "olga", on: "2026-03-01" });
    given(mentor, past(appointed()))
      .when((state) => standDownMentor(wish, state))
      .thenAppends(stood);
    given(mentor, past(appointed(), stood))
      .when((state) => standDownMentor(wish, state))
      .thenNothing();
    given(mentor)
      .when((state) => standDownMentor(wish, state))
      .thenRefused("not-a-mentor");
  });
  test("has times away that do not overlap", () => {
    const record = (from: string, to: string, history: MentorEvent[] = [appointed()]) =>
      given(mentor, history).when((state) =>
        recordMentorAway(command(RecordMentorAway.parse({ mentorId: "olga", from, to }), "hr", RESERVATION), state),
      );
    record("2026-02-01", "2026-02-14").thenAppends(away);
    record("2026-02-14", "2026-02-20", [appointed(), away]).thenRefused("away-overlaps");
    record("2026-02-14", "2026-02-13").thenRefused("dates-reversed");
    record("2026-02-14", "2036-02-13").thenRefused("absence-too-long");
    record("2026-02-01", "2026-02-14", []).thenRefused("not-a-mentor");
    const cancel = command(CancelMentorAway.parse({ mentorId: "olga", awayId: RESERVATION }));
    given(mentor, past(appointed(), away))
      .when((state) => cancelMentorAway(cancel, state))
      .thenAppends(MentorAwayCancelled({ mentorId: "olga", awayId: RESERVATION }));
    given(mentor, past(appointed()))
      .when((state) => cancelMentorAway(cancel, state))
      .thenRefused("away-unknown");
  });
});

test("29 February is a day like others", () =>
  reserve({ from: "2028-02-29" }, [
    appointed(),
    MentorStoodDown({ mentorId: "olga", on: day("2028-02-29") }),
  ]).thenRefused("not-a-mentor", { on: "2028-02-29" }));
