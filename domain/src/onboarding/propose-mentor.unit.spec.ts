// Who is proposed to a newcomer as a mentor: same unit, then same position, the one with the fewest mentees first.
import { describe, test } from "@jest/globals";
import type { Employment } from "../employee/employee.js";
import { employed } from "../specification/bank.js";
import { command, given } from "../specification/given-when-then.js";
import { appointed, mentorOf, PLAN, planned, RESERVATION, reserved, told } from "../specification/newcomers.js";
import { MentorAwayRecorded, MentorStoodDown, type MentorEvent } from "../mentor/mentor.js";
import { MentorAssigned, MentorProposed, onboarding, type OnboardingEvent } from "./onboarding.js";
import { type MayMentor, ProposeMentor, proposeMentor, type ProposalFacts } from "./propose-mentor.js";

const who = (employeeId: string, more: Parameters<typeof employed>[0] = {}): Employment =>
  employed({ employeeId, hiredOn: "2020-01-09", ...more });
const may = (employment: Employment, ...events: MentorEvent[]): MayMentor => ({
  employment,
  mentor: mentorOf(appointed(null, employment.employeeId), ...events),
});
const olga = may(who("olga"));
const busy = may(who("anton"), reserved("vera", "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a12"));
const beside = may(who("zoya", { unitId: "bank" }));
const yuri = who("yuri", { unitId: "bank" });
const elsewhere = may({ ...yuri, assignments: yuri.assignments.map((each) => ({ ...each, position: "Director" })) });

const propose = (
  history: OnboardingEvent[],
  near: readonly MayMentor[],
  wish: object = {},
  of: Partial<ProposalFacts> = {},
) =>
  given(onboarding, history).when((state) =>
    proposeMentor(command(ProposeMentor.parse({ employeeId: "galina", ...wish })), state, { ...told(), near, ...of }),
  );
const proposal = (candidates: string[], replaces: string | null = null) =>
  MentorProposed({ employeeId: "galina", planId: PLAN, candidates, from: "2026-02-02", replaces });
const assigned = MentorAssigned({
  employeeId: "galina",
  mentorId: "olga",
  reservationId: RESERVATION,
  planId: PLAN,
  from: "2026-02-02",
  replaces: null,
});

describe("a proposal", () => {
  test("names the unit's mentors with the fewest mentees first, then those of the same position elsewhere", () =>
    propose([planned], [elsewhere, beside, busy, olga]).thenAppends(proposal(["olga", "anton", "zoya"])));
  test("leaves out who is full, away, stood down or leaves, and the newcomer", () => {
    const full = may(
      who("full"),
      ...["a", "b", "c"].map((id, place) => reserved(id, `${RESERVATION.slice(0, -1)}${place}`)),
    );
    const away = MentorAwayRecorded({ mentorId: "away", awayId: RESERVATION, from: "2026-01-26", to: "2026-02-08" });
    const near = [
      full,
      may(who("away"), away),
      may(who("done"), MentorStoodDown({ mentorId: "done", on: "2026-02-01" })),
      may(who("gone", { lastDay: "2026-02-01" })),
      may(who("galina")),
    ];
    propose([planned], near).thenRefused("no-mentor-free");
    propose([planned], [...near, olga]).thenAppends(proposal(["olga"]));
  });
  test("is made for whom a mentor hands over, without that mentor, and for nobody else who has one", () => {
    propose([planned, assigned], [olga, busy], { replaces: "olga" }).thenAppends(proposal(["anton"], "olga"));
    propose([planned, assigned], [busy]).thenNothing();
    propose([planned], [busy], { replaces: "olga" }).thenNothing();
  });
  test("needs an open plan", () => {
    propose([], [olga]).thenRefused("onboarding-unknown");
    propose([planned], [olga], {}, { employment: undefined }).thenRefused("employee-unknown");
  });
});
