// The rule that spans two streams: a mentor's limit against newcomers' plans. Whatever is done, in whatever order, and
// wherever it breaks off, the limit holds, and after the compensation both sides say the same.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Decision } from "../kernel/decision.js";
import { assignMentor, AssignMentor, declineMentor, EndMentorship, endMentorship } from "../onboarding/mentorship.js";
import {
  onboarding,
  OnboardingCancelled,
  OnboardingPlanned,
  type Onboarding,
  type OnboardingEvent,
} from "../onboarding/onboarding.js";
import { policy } from "../policy/policy.js";
import { employed } from "../specification/bank.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { appointed, day, planned, told } from "../specification/newcomers.js";
import { mentor, type Mentor, type MentorEvent } from "./mentor.js";
import { confirmMentee, releaseMentee, ReserveMentee, reserveMentee } from "./reserve-mentee.js";

const MENTORS = ["olga", "irina"];
const NEWCOMERS = ["anfisa", "bella", "clara", "diana", "emma"];
const LIMIT = 2;
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Both sides of everybody, as a store would hold them. */
class House {
  readonly mentors = new Map<string, Mentor>(MENTORS.map((name) => [name, fold(mentor, [appointed(LIMIT, name)])]));
  readonly plans = new Map<string, Onboarding>(
    NEWCOMERS.map((employeeId, index) => [
      employeeId,
      fold(onboarding, [OnboardingPlanned({ ...planned.data, employeeId, planId: id(900 + index) })]),
    ]),
  );
  count = 0;

  mentorOf = (mentorId: string): Mentor => this.mentors.get(mentorId) ?? mentor.initial;
  planOf = (employeeId: string): Onboarding => this.plans.get(employeeId) ?? onboarding.initial;

  private onMentor(mentorId: string, decide: (state: Mentor) => Decision<MentorEvent>): void {
    const state = this.mentorOf(mentorId);
    this.mentors.set(mentorId, fold(mentor, appended(decide(state)), state));
  }
  private onPlan(employeeId: string, decide: (state: Onboarding) => Decision<OnboardingEvent>): void {
    const state = this.planOf(employeeId);
    this.plans.set(employeeId, fold(onboarding, appended(decide(state)), state));
  }
  private facts = (employeeId: string, mentorId: string) => ({
    ...told({ employment: employed({ employeeId, hiredOn: "2026-02-02" }), today: day("2026-02-02") }),
    mentor: this.mentorOf(mentorId),
  });

  reserve(mentorId: string, employeeId: string): string {
    const replaces = this.planOf(employeeId).plan?.mentor?.mentorId ?? null;
    const reservationId = id((this.count += 1));
    const wish = ReserveMentee.parse({ mentorId, employeeId, from: "2026-02-02", replaces });
    this.onMentor(mentorId, (state) =>
      reserveMentee(command(wish, "hr", reservationId), state, {
        mentorEmployment: employed({ employeeId: mentorId, hiredOn: "2020-01-09" }),
        newcomer: employed({ employeeId, hiredOn: "2026-02-02" }),
        onboarding: this.planOf(employeeId),
        policy,
      }),
    );
    return reservationId;
  }
  on = (mentorId: string, employeeId: string, reservationId: string) => {
    const wish = command(AssignMentor.parse({ mentorId, employeeId, reservationId }));
    const side = () => ({ onboarding: this.planOf(employeeId) });
    return {
      assign: () => this.onPlan(employeeId, (state) => assignMentor(wish, state, this.facts(employeeId, mentorId))),
      decline: () => this.onPlan(employeeId, (state) => declineMentor(wish, state, this.facts(employeeId, mentorId))),
      confirm: () => this.onMentor(mentorId, (state) => confirmMentee(wish, state, side())),
      release: () => this.onMentor(mentorId, (state) => releaseMentee(wish, state, side())),
    };
  };
  end(employeeId: string): void {
    const wish = command(EndMentorship.parse({ employeeId, reason: "agreed" }));
    this.onPlan(employeeId, (state) => endMentorship(wish, state, this.facts(employeeId, "olga")));
  }
  cancelPlan(employeeId: string): void {
    const state = this.planOf(employeeId);
    if (state.plan?.status !== "open") return;
    const event = OnboardingCancelled({ employeeId, planId: state.plan.planId, cancelledBy: "hr", reason: "No" });
    this.plans.set(employeeId, fold(onboarding, [event], state));
  }

  /** What a process manager does with every reservation that it finds: once more from wherever it stands. */
  settleAll(): void {
    for (const [mentorId, { mentees }] of this.mentors)
      for (const [reservationId, { employeeId }] of mentees) {
        const both = this.on(mentorId, employeeId, reservationId);
        both.assign();
        if (this.planOf(employeeId).reservations.get(reservationId) === undefined) both.decline();
      }
    // Whom an assignment replaced is released only now, so the second round looks at every place again.
    for (const [mentorId, { mentees }] of this.mentors)
      for (const [reservationId, { employeeId }] of mentees) {
        const both = this.on(mentorId, employeeId, reservationId);
        both.confirm();
        both.release();
      }
  }
}

const step = fc.record({
  does: fc.constantFrom(
    "reserve",
    "reserve",
    "reserve",
    "assign",
    "assign",
    "decline",
    "confirm",
    "release",
    "end",
    "cancel",
  ),
  mentorId: fc.constantFrom(...MENTORS),
  employeeId: fc.constantFrom(...NEWCOMERS),
  which: fc.nat(30),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const play = (steps: readonly Step[]): House => {
  const house = new House();
  for (const { does, mentorId, employeeId, which } of steps) {
    const both = house.on(mentorId, employeeId, id(1 + (which % Math.max(1, house.count))));
    if (does === "reserve") house.reserve(mentorId, employeeId);
    else if (does === "end") house.end(employeeId);
    else if (does === "cancel" && which === 0) house.cancelPlan(employeeId);
    else if (does !== "cancel") both[does]();
    for (const { mentees } of house.mentors.values()) expect(mentees.size).toBeLessThanOrEqual(LIMIT);
  }
  return house;
};

describe("whatever is reserved, confirmed and released, in whatever order", () => {
  test("a mentor never has more mentees than the limit, and a newcomer never two mentors that both hold", () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const house = play(steps);
        for (const employeeId of NEWCOMERS) {
          const outcomes = [...house.planOf(employeeId).reservations.values()];
          expect(outcomes.filter((outcome) => outcome === "assigned").length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    ));

  test("what a plan holds, its mentor holds too: nothing is released under a newcomer", () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const house = play(steps);
        for (const { plan } of house.plans.values())
          if (plan !== null && plan.mentor !== null)
            expect(house.mentorOf(plan.mentor.mentorId).mentees.has(plan.mentor.reservationId)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  test("after the compensation both sides say the same, wherever it broke off", () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const house = play(steps);
        house.settleAll();
        const held = [...house.mentors].flatMap(([mentorId, { mentees }]) =>
          [...mentees].map(([reservationId, { employeeId, confirmed }]) => ({
            mentorId,
            employeeId,
            reservationId,
            confirmed,
          })),
        );
        const had = [...house.plans].flatMap(([employeeId, { plan }]) =>
          plan === null || plan.mentor === null ? [] : [{ ...plan.mentor, employeeId, confirmed: true }],
        );
        const byId = (a: { reservationId: string }, b: { reservationId: string }) =>
          a.reservationId.localeCompare(b.reservationId);
        expect(held.toSorted(byId)).toEqual(had.toSorted(byId));
      }),
      { numRuns: 300 },
    ));
});

test("two newcomers cannot both get the last place", () => {
  const house = new House();
  const first = house.reserve("olga", "anfisa");
  house.on("olga", "anfisa", first).assign();
  const last = house.reserve("olga", "bella");
  const late = house.reserve("olga", "clara");
  expect([...house.mentorOf("olga").mentees.keys()]).toEqual([first, last]);
  house.on("olga", "clara", late).assign();
  expect(house.planOf("clara").plan?.mentor).toBeNull();
});

describe("a crash between two steps leaves nothing wrong after the compensation", () => {
  const steps = ["assign", "confirm"] as const;
  test.each([0, 1, 2])("after the reservation and %i of the steps that follow", (done) => {
    const house = new House();
    const reservationId = house.reserve("olga", "anfisa");
    steps.slice(0, done).forEach((name) => house.on("olga", "anfisa", reservationId)[name]());
    house.settleAll();
    expect(house.planOf("anfisa").plan?.mentor).toEqual({ mentorId: "olga", reservationId });
    expect(house.mentorOf("olga").mentees.get(reservationId as never)?.confirmed).toBe(true);
  });
  test.each([0, 1, 2, 3])(
    "of a handover, %i steps in: one of both has the newcomer, the other's place is free",
    (done) => {
      const house = new House();
      const first = house.reserve("olga", "anfisa");
      house.settleAll();
      const second = house.reserve("irina", "anfisa");
      const [from, to] = [house.on("olga", "anfisa", first), house.on("irina", "anfisa", second)];
      [to.assign, to.confirm, from.release].slice(0, done).forEach((each) => each());
      house.settleAll();
      expect(house.planOf("anfisa").plan?.mentor).toEqual({ mentorId: "irina", reservationId: second });
      expect(house.mentorOf("olga").mentees.size).toBe(0);
    },
  );
  test("when the plan was cancelled meanwhile, the place is given back", () => {
    const house = new House();
    house.reserve("olga", "anfisa");
    house.cancelPlan("anfisa");
    house.settleAll();
    expect(house.mentorOf("olga").mentees.size).toBe(0);
  });
});
