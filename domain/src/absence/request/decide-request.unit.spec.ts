// Deciding a request: who may, once, and what it does to the reservation.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { organisation } from "../../organisation/organisation.js";
import { policy } from "../../policy/policy.js";
import { employed, facts, head, hrOf, hrOfAll, tree } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence } from "../absence.js";
import { LeaveGranted } from "../ledger/ledger-events.js";
import { AbsenceApproved, AbsenceRejected, AbsenceWithdrawn, StepApproved } from "./request-events.js";
import type { AbsenceEvent } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { ApproveRequest, approveRequest, RejectRequest, rejectRequest, withdrawRequest } from "./decide-request.js";
import { balanceOn } from "../ledger/leave-ledger.js";
import { SubmitLeave, submitLeave } from "./submit-leave.js";

const REQUEST = "11111111-1111-4111-8111-111111111111";
const grant = LeaveGranted({
  employeeId: "galina",
  ledger: "annual",
  amount: 1000,
  workingYear: null,
  effectiveOn: "2026-01-01",
  usableFrom: "2026-01-01",
  source: "opening-balance",
});
const days = [{ from: "2026-02-16", to: "2026-02-20", means: "leave" as const, counted: 100 }];

const submitted = (told: Partial<AbsenceFacts> = {}, actor = "galina"): AbsenceEvent[] => {
  const dates = { kind: "annual-leave", from: "2026-02-16", to: "2026-02-20" };
  const asked = command(SubmitLeave.parse({ employeeId: "galina", ...dates }), actor, REQUEST);
  return [grant, ...appended(submitLeave(asked, fold(absence, [grant]), facts(told)))];
};
const ids = { employeeId: "galina", requestId: REQUEST };

const approve = (actor: string, told: Partial<AbsenceFacts> = {}, history = submitted()) =>
  given(absence, history).when((state) =>
    approveRequest(command(ApproveRequest.parse(ids), actor), state, facts(told)),
  );
const reject = (actor: string, reason = "Two are away already", history = submitted()) =>
  given(absence, history).when((state) =>
    rejectRequest(command(RejectRequest.parse({ ...ids, reason }), actor), state, facts()),
  );
const withdraw = (actor: string, told: Partial<AbsenceFacts> = {}, history = submitted()) =>
  given(absence, history).when((state) =>
    withdrawRequest(command(ApproveRequest.parse(ids), actor), state, facts(told)),
  );

const approved = (approvedBy: string, step = 0) =>
  AbsenceApproved({
    ...ids,
    kind: "annual-leave",
    from: "2026-02-16",
    to: "2026-02-20",
    dayPart: "full",
    ledger: "annual",
    used: 500,
    days,
    released: days,
    step,
    approvedBy,
  });
const rejected = AbsenceRejected({
  ...ids,
  step: 0,
  rejectedBy: "anna",
  ledger: "annual",
  released: days,
  reason: "No",
});
const withdrawn = AbsenceWithdrawn({ ...ids, withdrawnBy: "galina", ledger: "annual", released: days });

const balances = (events: AbsenceEvent[]) =>
  ["2026-02-15", "2026-02-16", "2026-02-18", "2026-02-20", "2027-01-01"].map((on) =>
    balanceOn(fold(absence, events).entries, "annual", localDate(on)),
  );

describe("approving", () => {
  test("by the head of the unit turns the reservation into use, on the frozen days", () => {
    approve("anna").thenAppends(approved("anna"));
    expect(balances([...submitted(), approved("anna")])).toEqual([1000, 900, 700, 500, 500]);
    expect(balances(submitted())).toEqual([1000, 900, 700, 500, 500]);
  });
  test("by the head of any unit above is allowed", () => {
    approve("vera").thenAppends(approved("vera"));
    approve("boris").thenAppends(approved("boris"));
  });
  test.each(["zoya", "tanya", "hanna"])("by %s, who heads nothing above the employee, is refused", (stranger) =>
    approve(stranger).thenRefused("not-step-holder"),
  );
  test("by an HR officer is refused while a head is there", () =>
    approve("hanna", { roles: hrOfAll }).thenRefused("not-step-holder"));
  test("by the employee is refused, be it the head of the unit above all", () => {
    approve("galina").thenRefused("own-request");
    const organised = fold(organisation, [...tree, head("branch", "galina"), head("bank", "galina")]);
    approve("galina", { organisation: organised }).thenRefused("own-request");
    approve("galina", { roles: hrOfAll }).thenRefused("own-request");
  });
  test("by the author who asked on the employee's behalf is refused, also as head", () => {
    const history = submitted({ roles: hrOfAll }, "anna");
    approve("anna", {}, history).thenRefused("own-request");
    approve("vera", {}, history).thenAppends(approved("vera"));
  });
  test("is open to the head of the day of the decision, not of the day of asking", () => {
    const organised = fold(organisation, [...tree, head("branch", "anna"), head("branch", "yuri", "2026-02-02")]);
    approve("yuri", { organisation: organised }).thenAppends(approved("yuri"));
    approve("anna", { organisation: organised }).thenRefused("not-step-holder");
  });
  test("falls to HR of the employee's unit when every head above is gone", () => {
    const organised = fold(organisation, tree);
    approve("hanna", { organisation: organised, roles: hrOf("retail") }).thenAppends(approved("hanna"));
    approve("hanna", { organisation: organised, roles: hrOf("treasury") }).thenRefused("not-step-holder");
    approve("hanna", { organisation: organised }).thenRefused("not-step-holder");
  });
  test("twice at the same instant has one winner; the other is told", () => {
    approve("vera", {}, [...submitted(), approved("anna")]).thenRefused("request-not-pending", { status: "approved" });
  });
  test.each([
    ["rejected", rejected],
    ["withdrawn", withdrawn],
  ])("what is %s is refused", (status, event) =>
    approve("anna", {}, [...submitted(), event]).thenRefused("request-not-pending", { status }),
  );
  test("what a stranger asks about is not told to be decided", () =>
    approve("zoya", {}, [...submitted(), approved("anna")]).thenRefused("not-step-holder"));
  test("what nobody asked for is refused", () => approve("anna", {}, []).thenRefused("request-unknown"));
  test("for nobody employed is refused", () =>
    approve("anna", { employment: undefined }).thenRefused("employee-unknown"));
  test("after the employee's last day was set before the leave's end is refused", () =>
    approve("anna", { employment: employed({ lastDay: "2026-02-19" }) }).thenRefused("employee-left"));
  test("freezes the days as the schedule counts them on the day of approval", () => {
    const kinds = policy.absenceKinds("RU", localDate("2026-02-02"));
    const working = new Map([...kinds].map(([code, kind]) => [code, { ...kind, counts: "scheduled-days" as const }]));
    const inWorkingDays = { ...policy, absenceKinds: () => working };
    const told = { policy: inWorkingDays, employment: employed({ schedule: "shift-2-2-a" }) };
    const [event] = approve("anna", told).thenAppendsSome();
    if (event?.type !== "AbsenceApproved") throw new Error("not approved");
    expect(event.data.released).toEqual(days);
    expect(event.data.used).toBe(300); // crew a works on 16, 19 and 20 February
  });
});

describe("a request that counts more when it is approved than when it was made", () => {
  // Leave in working days: 16–20 February are 3 of crew a's shifts, and 5 days of a week of five days.
  const shifts = { employment: employed({ country: "DE", schedule: "shift-2-2-a" }) };
  const week = { employment: employed({ country: "DE", schedule: "five-day-40" }) };
  const history = (amount: number) => [
    { ...grant, data: { ...grant.data, amount } },
    ...submitted(shifts).filter(({ type }) => type === "AbsenceRequested"),
  ];

  test("is refused where the balance does not reach", () => {
    approve("anna", shifts, history(300)).thenAppendsSome();
    approve("anna", week, history(499)).thenRefused("balance-exceeded", { asked: 5, available: 4.99 });
  });
  test("uses what it counts then, and releases what it had reserved", () => {
    const events = approve("anna", week, history(500)).thenAppendsSome();
    expect(balances([...history(500), ...events]).at(-1)).toBe(0);
  });
});

describe("a route of two steps", () => {
  const HR_STEP = { holder: "role" as const, role: "hr-officer", remindAfter: null, escalateAfter: null };
  const twoSteps = (event: AbsenceEvent): AbsenceEvent =>
    event.type === "AbsenceRequested"
      ? { ...event, data: { ...event.data, route: [...event.data.route, HR_STEP] } }
      : event;
  const history = submitted().map(twoSteps);
  const first = StepApproved({ ...ids, step: 0, approvedBy: "anna" });

  test("is walked step by step, and each step by its holder", () => {
    approve("anna", {}, history).thenAppends(first);
    approve("anna", {}, [...history, first]).thenRefused("not-step-holder", {
      holder: "a holder of the role hr-officer",
    });
    approve("hanna", { roles: hrOfAll }, [...history, first]).thenAppends(approved("hanna", 1));
  });
  test("keeps the reservation between the steps", () =>
    expect(balances([...history, first])).toEqual(balances(history)));
  test("can be rejected at each step", () => {
    reject("anna", "No", history).thenAppendsSome();
    reject("anna", "No", [...history, first]).thenRefused("not-step-holder");
  });
});

describe("rejecting", () => {
  test("gives its reason and releases the reservation", () => {
    reject("anna", "No").thenAppends(rejected);
    expect(balances([...submitted(), rejected])).toEqual([1000, 1000, 1000, 1000, 1000]);
  });
  test.each(["", "   "])("without a reason (%j) is refused", (reason) =>
    reject("anna", reason).thenRefused("reason-required"),
  );
  test("by a stranger is refused", () => reject("zoya").thenRefused("not-step-holder"));
  test("one's own request is refused", () => reject("galina").thenRefused("own-request"));
  test("what is decided is refused", () =>
    reject("anna", "No", [...submitted(), approved("anna")]).thenRefused("request-not-pending"));
});

describe("withdrawing", () => {
  test("by the employee releases the reservation", () => {
    withdraw("galina").thenAppends(withdrawn);
    expect(balances([...submitted(), withdrawn])).toEqual([1000, 1000, 1000, 1000, 1000]);
  });
  test("by HR for the employee is allowed", () => {
    withdraw("hanna", { roles: hrOf("bank") }).thenAppendsSome();
  });
  test("by the head or a stranger is refused", () => {
    withdraw("anna").thenRefused("not-own-request");
    withdraw("zoya", { roles: hrOf("treasury") }).thenRefused("not-own-request");
  });
  test("after the decision is refused", () =>
    withdraw("galina", {}, [...submitted(), approved("anna")]).thenRefused("request-not-pending"));
  test("leaves the days free for another request", () => {
    const again = command(
      SubmitLeave.parse({ employeeId: "galina", kind: "annual-leave", from: "2026-02-16", to: "2026-02-20" }),
      "galina",
    );
    given(absence, [...submitted(), withdrawn])
      .when((state) => submitLeave(again, state, facts()))
      .thenAppendsSome();
  });
});
