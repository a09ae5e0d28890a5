// The route: which steps a request gets, who takes them, and when they remind and escalate.
import { describe, expect, test } from "@jest/globals";
import { UserId } from "../../kernel/identifiers.js";
import { localDate } from "../../kernel/local-date.js";
import { policy } from "../../policy/policy.js";
import { employed, facts, hrOfAll } from "../../specification/bank.js";
import { command, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import type { Presence } from "../../access/presence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { EscalateStep, escalateStep } from "./accompany-request.js";
import { ApproveRequest, approveRequest } from "./decide-request.js";
import { AbsenceRequested, StepApproved, StepEscalated } from "./request-events.js";
import { routeOf, waitsFor, type Routed, takes } from "./route.js";
import { stepPoints } from "./step-points.js";

const REQUEST = "11111111-1111-4111-8111-111111111111";
const ids = { employeeId: "galina", requestId: REQUEST };
const points = { remindAfter: 2, escalateAfter: 5 };
const branch = { holder: "unit-head" as const, unitId: "branch", ...points };

const asked = (requestedBy = "galina", kind = "unpaid-leave") =>
  AbsenceRequested({
    ...ids,
    kind,
    from: "2026-04-06",
    to: "2026-04-10",
    dayPart: "full",
    ledger: null,
    reserved: 0,
    days: [],
    comment: null,
    route: [branch],
    requestedBy,
  });

/** Who is away, and who stands in for whom, in unpaid leave or in all kinds. */
const presence = (away: readonly string[], deputies: Readonly<Record<string, string>> = {}): Presence => ({
  isAbsent: (user) => away.includes(user),
  hasLeft: () => false,
  deputyOf: (user, kind) => (kind === "unpaid-leave" && deputies[user] ? UserId.parse(deputies[user]) : undefined),
});
const approve = (actor: string, told: Partial<AbsenceFacts>, request: AbsenceEvent = asked()) =>
  given(absence, [request]).when((state) =>
    approveRequest(command(ApproveRequest.parse(ids), actor), state, facts(told)),
  );

describe("an absent head", () => {
  const away = { presence: presence(["anna"], { anna: "dmitri" }) };
  test("is replaced by the deputy, in whose decision it says so", () =>
    expect(approve("dmitri", away).thenAppendsSome()[0]?.data).toMatchObject({
      approvedBy: "dmitri",
      onBehalfOf: "anna",
    }));
  test("is replaced in no other kind, and not while present", () => {
    approve("dmitri", away, asked("galina", "business-trip")).thenRefused("not-step-holder");
    approve("dmitri", { presence: presence([], { anna: "dmitri" }) }).thenRefused("not-step-holder");
  });
  test("hands on to the head above where nobody stands in; the step waits for that one", () => {
    const told = facts({ presence: presence(["anna"]) });
    expect(waitsFor(branchStep(), parties(), employed(), told)).toEqual({ user: "vera", onBehalfOf: null });
    approve("vera", told).thenAppendsSome();
  });
  test("with all above away leaves it to HR, and only then", () => {
    approve("hanna", { roles: hrOfAll, presence: presence(["anna", "vera", "boris"]) }).thenAppendsSome();
    approve("hanna", { roles: hrOfAll, presence: presence(["anna", "vera"]) }).thenRefused("not-step-holder");
  });
  test("whose deputy is the employee or the author is passed over: nobody decides their own in another's place", () => {
    for (const own of ["galina", "hanna"]) {
      const told = facts({ presence: presence(["anna"], { anna: own }), roles: hrOfAll });
      const of = { requestedBy: UserId.parse("hanna"), kind: "unpaid-leave" };
      expect(waitsFor(branchStep(), of, employed(), told)).toEqual({ user: "vera", onBehalfOf: null });
      expect(takes(branchStep(), UserId.parse(own), of, employed(), told)).toBeUndefined();
      const toHr = { holder: "role", role: "hr-officer", remindAfter: null, escalateAfter: null } as const;
      expect(takes(toHr, UserId.parse(own), of, employed(), told)).toBeUndefined();
      approve(own, told, asked("hanna")).thenRefused("own-request");
    }
  });
  test("whose deputy is away too is passed over", () => {
    const told = facts({ presence: presence(["anna", "dmitri"], { anna: "dmitri" }) });
    expect(waitsFor(branchStep(), parties(), employed(), told)).toMatchObject({ user: "vera" });
  });
});

describe("a head who has left and is still entered", () => {
  const gone: Presence = { ...presence(["anna"], { anna: "dmitri" }), hasLeft: (user) => user === "anna" };
  test("has no deputy any more; the step waits for the head above", () => {
    const told = facts({ presence: gone });
    expect(waitsFor(branchStep(), parties(), employed(), told)).toEqual({ user: "vera", onBehalfOf: null });
    approve("dmitri", { presence: gone }).thenRefused("not-step-holder");
    approve("vera", { presence: gone }).thenAppendsSome();
  });
  test("gets no step, and the head of the head is found above the one who is there", () => {
    const unpaid = policy.absenceKind("RU", "unpaid-leave", localDate("2026-02-02"));
    if (unpaid === undefined) throw new Error("in the catalogue");
    const kind = { ...unpaid, route: ["unit-head", "head-of-head"] as const };
    const steps = (told: AbsenceFacts) =>
      routeOf(kind, { days: 1, amount: null }, employed(), UserId.parse("galina"), told).map((step) =>
        step.holder === "unit-head" ? step.unitId : step.holder,
      );
    expect(steps(facts())).toEqual(["branch", "retail"]);
    expect(steps(facts({ presence: gone }))).toEqual(["retail", "bank"]);
  });
});

const branchStep = () => asked().data.route[0] ?? StepEscalated.schema.shape.to.parse(branch);
const parties = () => ({ requestedBy: UserId.parse("galina"), kind: "unpaid-leave" });

describe("nobody decides their own", () => {
  test("as the deputy of the head", () =>
    approve("galina", { presence: presence(["anna"], { anna: "galina" }) }).thenRefused("own-request"));
  test("as the author who is the deputy", () =>
    approve("hanna", { presence: presence(["anna"], { anna: "hanna" }) }, asked("hanna")).thenRefused("own-request"));
  test("through the own deputy, where the employee is the head", () => {
    const head = { employment: employed({ employeeId: "anna" }), presence: presence(["anna"], { anna: "dmitri" }) };
    const request = AbsenceRequested({ ...asked("anna").data, employeeId: "anna" });
    const history: AbsenceEvent[] = [request];
    given(absence, history)
      .when((state) =>
        approveRequest(command(ApproveRequest.parse({ ...ids, employeeId: "anna" }), "dmitri"), state, facts(head)),
      )
      .thenRefused("not-step-holder");
  });
});

describe("a step", () => {
  test("that somebody else took is told to who comes second", () => {
    const twice = AbsenceRequested({ ...asked().data, route: [branch, { ...branch, unitId: "retail" }] });
    const taken = StepApproved({ ...ids, step: 0, approvedBy: "anna" });
    const history: AbsenceEvent[] = [twice, taken];
    given(absence, history)
      .when((state) => approveRequest(command(ApproveRequest.parse({ ...ids, step: 0 }), "vera"), state, facts()))
      .thenRefused("step-taken");
  });

  const escalate = (
    step: number,
    escalation: number,
    told: Partial<AbsenceFacts> = {},
    history: AbsenceEvent[] = [asked()],
  ) =>
    given(absence, history).when((state) =>
      escalateStep(command(EscalateStep.parse({ ...ids, step, escalation }), "system"), state, facts(told)),
    );
  const to = (unitId: string) => StepEscalated({ ...ids, step: 0, to: { ...branch, unitId }, escalatedBy: "system" });
  test("that waited too long goes to the head above, then further, then to HR, and no further", () => {
    escalate(0, 0).thenAppends(to("retail"));
    escalate(0, 1, {}, [asked(), to("retail")]).thenAppends(to("bank"));
    const hr = StepEscalated({
      ...ids,
      step: 0,
      to: { holder: "role", role: "hr-officer", ...points },
      escalatedBy: "system",
    });
    const history = [asked(), to("retail"), to("bank")];
    escalate(0, 2, {}, history).thenAppends(hr);
    escalate(0, 3, {}, [...history, hr]).thenRefused("nowhere-to-escalate");
  });
  test("goes past the head whose deputy it waited for", () =>
    escalate(0, 0, { presence: presence(["anna"], { anna: "dmitri" }) }).thenAppends(to("retail")));
  test("is escalated by nobody who is late", () => {
    escalate(0, 0, {}, [asked(), to("retail")]).thenNothing();
    escalate(1, 0).thenNothing();
  });

  test("reminds on the second and escalates on the fifth working day of its holder, from the day after it began", () => {
    const after = (beganOn: string, holder = employed()) => {
      const { remindsOn, escalatesOn } = stepPoints(points, localDate(beganOn), holder, facts().calendar);
      return [remindsOn, escalatesOn];
    };
    expect(after("2026-02-02")).toEqual(["2026-02-04", "2026-02-09"]); // Monday
    expect(after("2026-02-06")).toEqual(["2026-02-10", "2026-02-13"]); // Friday
    expect(after("2026-02-19")).toEqual(["2026-02-24", "2026-02-27"]); // 23 February is a holiday
    expect(after("2026-02-02", employed({ schedule: "shift-2-2-a" }))).not.toEqual(after("2026-02-02"));
  });
  test("without points does neither", () => {
    const none = stepPoints(
      { remindAfter: null, escalateAfter: null },
      localDate("2026-02-02"),
      employed(),
      facts().calendar,
    );
    expect(none).toEqual({ remindsOn: null, escalatesOn: null });
  });
});

describe("steps by length and amount", () => {
  const holders = (code: string, routed: Routed) => {
    const kind = policy.absenceKind("RU", code, localDate("2026-02-02"));
    if (kind === undefined) throw new Error("in the catalogue");
    return routeOf(kind, routed, employed(), UserId.parse("galina"), facts()).map((step) =>
      step.holder === "unit-head" ? step.unitId : step.holder === "role" ? step.role : step.userId,
    );
  };
  const roubles = (minor: number) => ({ minor, currency: "RUB" });
  test("add HR to 15 unpaid days and more", () => {
    expect(holders("unpaid-leave", { days: 14, amount: null })).toEqual(["branch"]);
    expect(holders("unpaid-leave", { days: 15, amount: null })).toEqual(["branch", "hr-officer"]);
  });
  test("add the head above to a trip of 30 days, and accounting to a great advance", () => {
    expect(holders("business-trip", { days: 30, amount: roubles(9_999_999) })).toEqual(["branch", "retail"]);
    expect(holders("business-trip", { days: 1, amount: roubles(10_000_000) })).toEqual(["branch", "accountant"]);
  });
});
