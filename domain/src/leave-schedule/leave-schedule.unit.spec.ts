// A unit's yearly leave schedule from the plan to the acknowledgement: each step, each refusal.
import { describe, expect, test } from "@jest/globals";
import { absence, type AbsenceEvent } from "../absence/absence.js";
import { LeaveGranted } from "../absence/ledger/ledger-events.js";
import { localDate } from "../kernel/local-date.js";
import { organisation, UnitDissolved } from "../organisation/organisation.js";
import { policy } from "../policy/policy.js";
import { employed, heads, tree } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { acknowledgePlannedLeave, AnnouncePlannedLeave, announcePlannedLeave } from "./announce-leave.js";
import {
  agreeToLeaveChange,
  AgreeToLeaveChange,
  declineLeaveChange,
  ProposeLeaveChange,
  proposeLeaveChange,
} from "./change-by-consent.js";
import {
  leaveSchedule,
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  LeaveChangeProposed,
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleApproved,
  LeaveScheduleReturned,
  LeaveScheduleSubmitted,
  MOST_PARTS_OF_ONE,
  PlannedLeaveAcknowledged,
  PlannedLeaveAnnounced,
  type LeaveScheduleEvent,
} from "./leave-schedule.js";
import {
  approveLeaveSchedule,
  returnLeaveSchedule,
  ReturnLeaveSchedule,
  submitLeaveSchedule,
  SubmitLeaveSchedule,
} from "./pass-schedule.js";
import { planLeavePart, PlanLeavePart, unplanLeavePart, UnplanLeavePart } from "./plan-leave.js";
import type { LeaveScheduleFacts } from "./planned-dates.js";

const PART = "11111111-1111-4111-8111-111111111111";
const CHANGE = "22222222-2222-4222-8222-222222222222";
const schedule = { unitId: "branch", year: 2026 };
const ofPart = { ...schedule, employeeId: "galina", partId: PART };
const june = { from: "2026-06-01", to: "2026-06-14" };
const july = { from: "2026-07-06", to: "2026-07-19" };

const facts = (more: Partial<LeaveScheduleFacts> = {}): LeaveScheduleFacts => ({
  organisation: fold(organisation, [...tree, ...heads]),
  employment: employed(),
  absences: absence.initial,
  policy,
  calendar: workCalendar,
  today: localDate("2025-12-02"),
  forEmployer: true,
  ...more,
});
const past = (...events: LeaveScheduleEvent[]): LeaveScheduleEvent[] => events;

const planned = (more: object = {}) =>
  LeavePartPlanned({ ...ofPart, ...june, counted: 1300, entitled: 8400, plannedBy: "anna", ...more });
const submitted = LeaveScheduleSubmitted({ ...schedule, submittedBy: "anna" });
const approved = LeaveScheduleApproved({ ...schedule, on: "2025-12-02", approvedBy: "hanna" });
const inForce = past(planned(), submitted, approved);

const plan = (more: object = {}, told: Partial<LeaveScheduleFacts> = {}, history: LeaveScheduleEvent[] = []) =>
  given(leaveSchedule, history).when((state) =>
    planLeavePart(
      command(PlanLeavePart.parse({ ...schedule, employeeId: "galina", ...june, ...more }), "anna", PART),
      state,
      facts(told),
    ),
  );

describe("planning a part", () => {
  test("says what it counts, the holiday left out, and what the ledger gives by the year's end", () => {
    // Hired on 1 March 2024: three working years of 28 days have begun by the end of 2026. 12 June is a holiday.
    plan().thenAppends(planned());
  });
  test("takes what was used in years before off what is given, and not what the year itself uses", () => {
    const opening: AbsenceEvent = LeaveGranted({
      employeeId: "galina",
      ledger: "annual",
      amount: 1000,
      workingYear: null,
      effectiveOn: "2025-12-01",
      usableFrom: "2025-12-01",
      source: "opening-balance",
    });
    const [event] = plan({}, { absences: fold(absence, [opening]) }).thenAppendsSome();
    expect(event?.data).toMatchObject({ entitled: 1000 + 2800 }); // the balance, and the year that begins on 1 March 2026
  });
  test("whose calendar is not loaded is not counted, and stands", () => {
    const [event] = plan({ from: "2026-12-28", to: "2027-01-10" }).thenAppendsSome();
    expect(event?.data).toMatchObject({ counted: null });
  });
  test("that stands already is nothing to do", () => plan({}, {}, [planned({ partId: "other" })]).thenNothing());
  test.each<
    [code: Parameters<ReturnType<typeof plan>["thenRefused"]>[0], more: object, told?: Partial<LeaveScheduleFacts>]
  >([
    ["dates-reversed", { to: "2026-05-31" }],
    ["span-too-long", { to: "2027-06-02" }],
    ["outside-year", { from: "2027-01-01", to: "2027-01-10" }],
    ["outside-year", { year: 2027 }],
    ["before-hire", { from: "2024-02-29", to: "2024-03-10", year: 2024 }],
    ["employee-left", {}, { employment: employed({ lastDay: "2026-06-13" }) }],
    ["employee-unknown", {}, { employment: undefined }],
    ["not-in-unit", {}, { employment: employed({ unitId: "treasury" }) }],
    ["unit-unknown", { unitId: "nowhere" }],
    [
      "unit-dissolved",
      {},
      {
        organisation: fold(organisation, [
          ...tree,
          UnitDissolved({ unitId: "branch", on: "2026-06-01", successorId: "retail" }),
        ]),
      },
    ],
  ])("is refused as %s", (code, more, told = {}) => plan(more, told).thenRefused(code));
  test("over another part of the same person is refused; beside it and over somebody else's it is not", () => {
    const other = planned({ partId: "p2", from: "2026-06-14", to: "2026-06-20" });
    plan({}, {}, [other]).thenRefused("planned-part-overlaps");
    plan({ to: "2026-06-13" }, {}, [other]).thenAppendsSome();
    plan({}, {}, [planned({ partId: "p2", employeeId: "yuri" })]).thenAppendsSome();
  });
  test("of one person too many is refused", () => {
    const many = Array.from({ length: MOST_PARTS_OF_ONE }, (_, index) =>
      planned({ partId: `p${index}`, from: `2026-01-${index + 10}`, to: `2026-01-${index + 10}` }),
    );
    plan({}, {}, many).thenRefused("too-many-parts");
  });
  test("is refused once the schedule is submitted or approved", () => {
    const other = planned({ partId: "p2" });
    plan(july, {}, [other, submitted]).thenRefused("schedule-not-open", { status: "submitted" });
    plan(july, {}, [other, submitted, approved]).thenRefused("schedule-not-open", { status: "approved" });
  });
  test.each([
    ["29 February of a common year", { from: "2027-02-29", to: "2027-03-01" }],
    ["a year that is a text", { year: "2026" }],
    ["a year of five digits", { year: 20_260 }],
    ["a unit with a lone surrogate", { unitId: "\ud800" }],
  ])("with %s is no plan", (_, more) =>
    expect(PlanLeavePart.safeParse({ ...schedule, employeeId: "galina", ...june, ...more }).success).toBe(false),
  );
});

describe("taking a part out", () => {
  const unplan = (history: LeaveScheduleEvent[]) =>
    given(leaveSchedule, history).when((state) =>
      unplanLeavePart(command(UnplanLeavePart.parse({ ...schedule, partId: PART }), "anna"), state),
    );
  test("is done while the plan is open", () =>
    unplan(past(planned())).thenAppends(LeavePartUnplanned({ ...ofPart, unplannedBy: "anna" })));
  test("is refused of an unknown part and of a schedule on its way", () => {
    unplan([]).thenRefused("planned-part-unknown");
    unplan(inForce).thenRefused("schedule-not-open");
  });
});

describe("a schedule on its way", () => {
  const wish = (actor: string) => command(SubmitLeaveSchedule.parse(schedule), actor);
  test("is submitted by the head and approved by HR", () => {
    given(leaveSchedule, past(planned()))
      .when((state) => submitLeaveSchedule(wish("anna"), state))
      .thenAppends(submitted);
    given(leaveSchedule, past(planned(), submitted))
      .when((state) => approveLeaveSchedule(wish("hanna"), state, facts()))
      .thenAppends(approved);
  });
  test("without a part is not submitted, and not approved before it is", () => {
    given(leaveSchedule, past())
      .when((state) => submitLeaveSchedule(wish("anna"), state))
      .thenRefused("schedule-empty");
    given(leaveSchedule, past(planned()))
      .when((state) => approveLeaveSchedule(wish("hanna"), state, facts()))
      .thenRefused("schedule-not-submitted");
  });
  test("is not approved by who submitted it, nor submitted twice", () => {
    given(leaveSchedule, past(planned(), submitted))
      .when((state) => approveLeaveSchedule(wish("anna"), state, facts()))
      .thenRefused("own-schedule");
    given(leaveSchedule, inForce)
      .when((state) => submitLeaveSchedule(wish("anna"), state))
      .thenRefused("schedule-not-open");
  });
  test("is returned with a reason and planned anew; not once it is approved", () => {
    const back = command(ReturnLeaveSchedule.parse({ ...schedule, reason: "Too many in June" }), "hanna");
    const returned = LeaveScheduleReturned({ ...schedule, returnedBy: "hanna", reason: "Too many in June" });
    given(leaveSchedule, past(planned(), submitted))
      .when((state) => returnLeaveSchedule(back, state))
      .thenAppends(returned);
    plan(july, {}, [planned({ partId: "p2" }), submitted, returned]).thenAppendsSome();
    given(leaveSchedule, inForce)
      .when((state) => returnLeaveSchedule(back, state))
      .thenRefused("schedule-not-submitted");
  });
});

describe("after approval", () => {
  const propose = (
    actor: string,
    more: object = {},
    history: LeaveScheduleEvent[] = inForce,
    told: Partial<LeaveScheduleFacts> = {},
  ) =>
    given(leaveSchedule, history).when((state) => {
      const data = { ...schedule, employeeId: "galina", partId: PART, to: july, reason: "School", ...more };
      return proposeLeaveChange(command(ProposeLeaveChange.parse(data), actor, CHANGE), state, facts(told));
    });
  const to = { ...july, counted: 1400 };
  const proposed = (side: "employee" | "employer", proposedBy: string, more: object = {}) =>
    LeaveChangeProposed({ ...ofPart, changeId: CHANGE, to, side, proposedBy, reason: "School", ...more });
  const answer = (
    decide: typeof agreeToLeaveChange | typeof declineLeaveChange,
    actor: string,
    history: LeaveScheduleEvent[],
    forEmployer = true,
  ) =>
    given(leaveSchedule, history).when((state) =>
      decide(
        command(AgreeToLeaveChange.parse({ ...schedule, employeeId: "galina", changeId: CHANGE }), actor),
        state,
        facts({ forEmployer }),
      ),
    );
  const asked = past(...inForce, proposed("employee", "galina"));
  const agreed = LeaveChangeAgreed({ ...ofPart, changeId: CHANGE, to, agreedBy: "anna" });
  const declined = LeaveChangeDeclined({ ...ofPart, changeId: CHANGE, declinedBy: "anna" });

  test("the employee proposes and the employer agrees, or the other way round", () => {
    propose("galina", {}, inForce, { forEmployer: false }).thenAppends(proposed("employee", "galina"));
    propose("anna").thenAppends(proposed("employer", "anna"));
    answer(agreeToLeaveChange, "anna", asked).thenAppends(agreed);
    answer(agreeToLeaveChange, "galina", [...inForce, proposed("employer", "anna")], false).thenAppends(
      LeaveChangeAgreed({ ...agreed.data, agreedBy: "galina" }),
    );
  });
  test("the part stands as agreed, and is to be announced anew", () => {
    const announced = PlannedLeaveAnnounced({ ...ofPart, on: "2026-05-04", announcedBy: "anna" });
    const state = fold(leaveSchedule, [...inForce, announced, proposed("employee", "galina"), agreed]);
    expect(state.parts.get(PART)).toMatchObject({ ...july, announcedOn: null });
  });
  test("a part is taken out, and a new one comes, by the same consent", () => {
    const out = past(...inForce, proposed("employee", "galina", { to: null }));
    const [gone] = answer(agreeToLeaveChange, "anna", out).thenAppendsSome();
    expect(fold(leaveSchedule, gone === undefined ? [] : [...out, gone]).parts.size).toBe(0);
    const [fresh] = propose("galina", { partId: null }).thenAppendsSome();
    expect(fresh?.data).toMatchObject({ partId: CHANGE });
  });
  test("a declined change leaves the part as it was", () => {
    answer(declineLeaveChange, "anna", asked).thenAppends(declined);
    expect(fold(leaveSchedule, [...asked, declined]).parts.get(PART)).toMatchObject(june);
    answer(agreeToLeaveChange, "anna", [...asked, declined]).thenRefused("change-answered");
    answer(declineLeaveChange, "anna", [...asked, agreed]).thenRefused("change-answered");
  });
  test("nobody answers the own proposal, for others' leave or for another's change", () => {
    answer(agreeToLeaveChange, "galina", asked).thenRefused("own-proposal");
    answer(agreeToLeaveChange, "boris", [...inForce, proposed("employer", "anna")]).thenRefused("own-proposal");
    answer(agreeToLeaveChange, "yuri", asked, false).thenRefused("not-own-leave");
    answer(agreeToLeaveChange, "anna", inForce).thenRefused("change-unknown");
  });
  test("what was taken meanwhile is not agreed to", () => {
    const other = planned({ partId: "p2", from: "2026-07-10", to: "2026-07-12" });
    answer(agreeToLeaveChange, "anna", [...asked, other]).thenRefused("planned-part-overlaps");
  });
  test("a proposal is refused before approval, of nothing, of another's part, and while one is open", () => {
    propose("galina", {}, past(planned(), submitted)).thenRefused("schedule-not-approved");
    propose("galina", { to: june }).thenRefused("nothing-to-change");
    propose("galina", { partId: null, to: null }).thenRefused("nothing-to-change");
    propose("galina", { partId: "unheard-of" }).thenRefused("planned-part-unknown");
    propose("galina", {}, [...inForce, planned({ partId: "x", employeeId: "yuri" })]).thenAppendsSome();
    propose("galina", { partId: "x" }, [...inForce, planned({ partId: "x", employeeId: "yuri" })]).thenRefused(
      "planned-part-unknown",
    );
    propose("galina", {}, [...inForce, proposed("employer", "anna", { changeId: "c0" })]).thenRefused("change-is-open");
    propose("yuri", {}, inForce, { forEmployer: false }).thenRefused("not-own-leave");
    propose("galina", { to: { from: july.to, to: july.from } }).thenRefused("dates-reversed");
  });
});

describe("a leave", () => {
  const wish = (actor: string) => command(AnnouncePlannedLeave.parse({ ...schedule, partId: PART }), actor);
  const told = { today: localDate("2026-05-04") };
  const announced = PlannedLeaveAnnounced({ ...ofPart, on: "2026-05-04", announcedBy: "anna" });
  const acknowledge = (actor: string, history: LeaveScheduleEvent[]) =>
    given(leaveSchedule, history).when((state) => acknowledgePlannedLeave(wish(actor), state, told));
  test("is announced, and acknowledged by the person alone", () => {
    given(leaveSchedule, inForce)
      .when((state) => announcePlannedLeave(wish("anna"), state, told))
      .thenAppends(announced);
    acknowledge("galina", [...inForce, announced]).thenAppends(
      PlannedLeaveAcknowledged({ ...ofPart, on: "2026-05-04" }),
    );
    acknowledge("anna", [...inForce, announced]).thenRefused("not-own-leave");
  });
  test("is not announced from a plan, nor acknowledged before it is announced", () => {
    given(leaveSchedule, past(planned()))
      .when((state) => announcePlannedLeave(wish("anna"), state, told))
      .thenRefused("schedule-not-approved");
    given(leaveSchedule, past(submitted, approved))
      .when((state) => announcePlannedLeave(wish("anna"), state, told))
      .thenRefused("planned-part-unknown");
    acknowledge("galina", inForce).thenRefused("leave-not-announced");
  });
});
