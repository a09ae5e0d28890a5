// The newcomer's side of a mentorship: a reservation is settled once, and there is one mentor at a time.
import { describe, test } from "@jest/globals";
import { mentor, MenteeReleased } from "../mentor/mentor.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { appointed, mentorOf, PLAN, planned, RESERVATION, reserved, told } from "../specification/newcomers.js";
import {
  AssignMentor,
  assignMentor,
  declineMentor,
  EndMentorship,
  endMentorship,
  type MentorshipFacts,
} from "./mentorship.js";
import {
  MentorAssigned,
  MentorDeclined,
  MentorshipEnded,
  onboarding,
  OnboardingCancelled,
  type OnboardingEvent,
} from "./onboarding.js";

const SECOND = "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a11";
const ids = { employeeId: "galina", mentorId: "olga", reservationId: RESERVATION };
const assigned = MentorAssigned({ ...ids, planId: PLAN, from: "2026-02-02", replaces: null });
const declined = MentorDeclined(ids);
const ended = MentorshipEnded({
  employeeId: "galina",
  planId: PLAN,
  mentorId: "olga",
  reservationId: RESERVATION,
  on: "2026-02-02",
  reason: "agreed",
});
const cancelled = OnboardingCancelled({ employeeId: "galina", planId: PLAN, cancelledBy: "hr", reason: "No" });
const holding = mentorOf(appointed(), reserved());

const facts = (of: Partial<MentorshipFacts> = {}): MentorshipFacts => ({ ...told(), mentor: holding, ...of });
const on = (...history: OnboardingEvent[]) => given(onboarding, history);
const assign = (history: OnboardingEvent[], of: Partial<MentorshipFacts> = {}, wish: object = ids) =>
  on(...history).when((state) => assignMentor(command(AssignMentor.parse(wish)), state, facts(of)));
const decline = (history: OnboardingEvent[], of: Partial<MentorshipFacts> = {}) =>
  on(...history).when((state) => declineMentor(command(AssignMentor.parse(ids)), state, facts(of)));

describe("assigning", () => {
  test("takes the reserved mentor into the plan, once", () => {
    assign([planned]).thenAppends(assigned);
    assign([planned, assigned]).thenNothing();
  });
  test("what was declined or has ended is refused: a settled reservation stays settled", () => {
    assign([planned, declined]).thenRefused("reservation-settled", { status: "declined" });
    assign([planned, assigned, ended]).thenRefused("reservation-settled", { status: "ended" });
  });
  test("without a reservation, of another newcomer's, or one that was released is refused", () => {
    assign([planned], { mentor: mentor.initial }).thenRefused("reservation-unknown");
    assign([planned], { mentor: mentorOf(appointed(), reserved("vera")) }).thenRefused("reservation-unknown");
    const released = MenteeReleased({ ...ids, outcome: "declined" });
    assign([planned], { mentor: mentorOf(appointed(), reserved(), released) }).thenRefused("reservation-unknown");
  });
  test("a second mentor needs a reservation that replaces the first, whose mentorship it ends", () => {
    const irina = MentorAssigned({ ...assigned.data, mentorId: "irina", reservationId: SECOND });
    assign([planned, irina]).thenRefused("mentor-assigned", { mentorId: "irina" });
    const handover = mentorOf(appointed(), reserved("galina", RESERVATION, "irina"));
    const replaces = { mentorId: "irina", reservationId: SECOND };
    assign([planned, irina], { mentor: handover }).thenAppends(MentorAssigned({ ...assigned.data, replaces }));
    assign([planned], { mentor: handover }).thenAppends(assigned);
    const after = fold(onboarding, [planned, irina, MentorAssigned({ ...assigned.data, replaces })]);
    if (after.reservations.get(SECOND) !== "ended") throw new Error("the first mentorship goes on");
  });
  test("without an open plan is refused", () => {
    assign([]).thenRefused("onboarding-unknown");
    assign([planned, cancelled]).thenRefused("onboarding-unknown");
    assign([planned], { employment: undefined }).thenRefused("employee-unknown");
  });
});

describe("declining", () => {
  test("settles a reservation once, also without a plan", () => {
    decline([planned]).thenAppends(declined);
    decline([]).thenAppends(declined);
    decline([planned, declined]).thenNothing();
  });
  test("what is assigned or unknown is refused", () => {
    decline([planned, assigned]).thenRefused("reservation-settled", { status: "assigned" });
    decline([planned], { mentor: mentor.initial }).thenRefused("reservation-unknown");
  });
});

test("a mentorship ends once, and with the plan", () => {
  const end = (...history: OnboardingEvent[]) =>
    on(...history).when((state) =>
      endMentorship(command(EndMentorship.parse({ employeeId: "galina", reason: "agreed" })), state, facts()),
    );
  end(planned, assigned).thenAppends(ended);
  end(planned, assigned, ended).thenNothing();
  end(planned).thenNothing();
  end(planned, assigned, cancelled).thenRefused("onboarding-unknown");
  if (fold(onboarding, [planned, assigned, cancelled]).reservations.get(RESERVATION) !== "ended")
    throw new Error("the mentorship outlives the plan");
});
