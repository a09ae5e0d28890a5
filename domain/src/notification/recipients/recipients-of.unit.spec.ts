// Whom each fact reaches, in the small bank: boris heads it, vera retail, anna the branch; galina and egor work there.
import { describe, expect, test } from "@jest/globals";
import { everybodyPresent, type Presence } from "../../access/presence.js";
import { localDate } from "../../kernel/local-date.js";
import { UnitId, UserId } from "../../kernel/identifiers.js";
import { organisation } from "../../organisation/organisation.js";
import { fold } from "../../specification/given-when-then.js";
import { heads, tree } from "../../specification/bank.js";
import { notificationPolicy, rulesFor } from "../../policy/notification-policy.js";
import { factNames, type NotificationFact, parseFact } from "../facts/notification-fact.js";
import { type Directory, type HeldRole, type PersonOfDirectory } from "./directory.js";
import { recipientsOf } from "./recipients-of.js";

const person = (unitId: string, employment: PersonOfDirectory["employment"] = "employed"): PersonOfDirectory => ({
  unitId: UnitId.parse(unitId),
  employment,
  erased: false,
});
const role = (userId: string, name: string, ...unitIds: string[]): HeldRole => ({
  userId: UserId.parse(userId),
  role: name,
  scope: unitIds.length === 0 ? { over: "all" } : { over: "units", unitIds: unitIds.map((id) => UnitId.parse(id)) },
});

const house = (more: Partial<Directory> = {}): Directory => ({
  today: localDate("2026-11-16"),
  organisation: fold(organisation, [...tree, ...heads]),
  people: new Map([
    ["boris", person("bank")],
    ["vera", person("retail")],
    ["anna", person("branch")],
    ["galina", person("branch")],
    ["egor", person("branch")],
    ["zoya", person("branch")],
    ["tanya", person("treasury")],
    ["lev", person("bank")],
    ["olga", person("treasury")],
    ["nina", person("branch", "to-begin")],
    ["gone", person("branch", "left")],
  ]),
  presence: everybodyPresent,
  roles: [role("lev", "hr-officer"), role("olga", "accountant", "retail"), role("admin", "it-officer")],
  mentors: new Map([["nina", "egor"]]),
  kinds: new Map([["r1", "annual-leave"]]),
  sessions: new Map([["s1", { trainerId: "tanya", people: ["galina", "gone", "egor"] }]]),
  subscribers: new Map([["p1", ["zoya", "gone"]]]),
  ...more,
});

const request = { employeeId: "galina", requestId: "r1", from: "2026-12-07", to: "2026-12-20" };
const step = (holder: object, requestedBy = "galina") => ({ ...request, step: holder, requestedBy });
const branchHead = { holder: "unit-head", unitId: "branch" };
const part = { employeeId: "galina", unitId: "branch", year: 2027, partId: "x" };
const sheet = { unitId: "branch", period: "2026-11" };
const plan = { employeeId: "nina", planId: "p" };
const task = { ...plan, taskId: "t", on: "2026-11-20" };
const place = { sessionId: "s1", employeeId: "galina" };
const moved = { employeeId: "galina", unitId: "retail", from: "2026-12-01" };
const letter = { employeeId: "galina", number: 1 };
const deputy = { userId: "anna", deputy: "egor", from: "2026-12-01", until: null };

/** Every fact once at least; who is told, as `role user`. */
const cases: readonly (readonly [fact: string, data: object, told: readonly string[]])[] = [
  ["leave-submitted", request, ["subject galina"]],
  ["step-waits", step(branchHead), ["step-holder anna"]],
  ["step-waits", step({ holder: "role", role: "hr-officer" }), ["step-holder lev"]],
  ["step-waits", step({ holder: "person", userId: "tanya" }), ["step-holder tanya"]],
  ["step-waits", step(branchHead, "anna"), ["step-holder vera"]],
  ["step-reminder", step(branchHead), ["step-holder anna"]],
  ["step-escalated", step({ holder: "unit-head", unitId: "retail" }), ["step-holder vera", "subject galina"]],
  ["leave-approved", request, ["subject galina", "head anna"]],
  ["leave-approved", { ...request, employeeId: "anna" }, ["subject anna", "head vera"]],
  ["leave-rejected", request, ["subject galina"]],
  ["leave-withdrawn", step(branchHead), ["step-holder anna"]],
  ["cancellation-asked", step(branchHead), ["step-holder anna"]],
  ["cancellation-declined", request, ["subject galina"]],
  ["leave-cancelled", request, ["subject galina", "head anna"]],
  ["recall-proposed", request, ["subject galina"]],
  ["recall-declined", { ...request, proposedBy: "anna" }, ["proposer anna"]],
  ["recall-declined", { ...request, proposedBy: "zoya" }, ["head anna"]],
  ["employee-recalled", request, ["subject galina", "head anna"]],
  ["absence-corrected", request, ["subject galina", "head anna"]],
  ["sick-leave-opened", request, ["subject galina", "head anna", "hr lev"]],
  ["leave-moved-by-sickness", request, ["subject galina", "head anna", "accountant olga"]],
  ["leave-interrupted", request, ["subject galina"]],
  ["sickness-choice-due", { employeeId: "galina", requestId: "r1", on: "2026-12-20" }, ["subject galina"]],
  ["leave-days-returned", request, ["subject galina", "head anna", "accountant olga"]],
  ["unit-changed", { ...moved, headId: "vera" }, ["subject galina"]],
  ["unit-changed", { ...moved, headId: null }, ["subject galina"]],
  ["unit-changed", { ...moved, headId: "gone" }, []],
  ["probation-ends", { employeeId: "galina", on: "2026-12-20" }, ["head anna", "hr lev"]],
  ["probation-ends", { employeeId: "anna", on: "2026-12-20" }, ["head vera", "hr lev"]],
  ["deputy-appointed", deputy, ["deputy egor", "subject anna"]],
  ["deputy-ended", { userId: "anna", deputy: "egor" }, ["deputy egor", "subject anna"]],
  [
    "leave-announced",
    { ...part, from: "2027-06-01", to: "2027-06-14" },
    ["subject galina", "head anna", "accountant olga"],
  ],
  ["leave-change-proposed", { ...part, side: "employer" }, ["subject galina"]],
  ["leave-change-proposed", { ...part, side: "employee" }, ["head anna"]],
  ["leave-change-answered", { ...part, side: "employer", agreed: true }, ["subject galina"]],
  ["carry-over-expires", { employeeId: "galina", ledger: "annual", days: 300, on: "2026-12-31" }, ["subject galina"]],
  ["timesheet-due", { ...sheet, on: "2026-11-30" }, ["head anna"]],
  ["timesheet-overdue", { ...sheet, on: "2026-11-30" }, ["head anna"]],
  ["timesheet-escalated", { ...sheet, on: "2026-11-30" }, ["head vera"]],
  ["timesheet-escalated", { ...sheet, unitId: "bank", on: "2026-11-30" }, []],
  ["timesheet-late", { ...sheet, on: "2026-11-30" }, ["accountant olga"]],
  ["timesheet-outdated", { ...sheet, employeeId: "galina", status: "submitted" }, ["head anna"]],
  ["timesheet-outdated", { ...sheet, employeeId: "galina", status: "accepted" }, ["head anna", "accountant olga"]],
  ["timesheet-outdated", { ...sheet, employeeId: null, status: "closed" }, ["head anna", "accountant olga"]],
  ["timesheet-submitted", sheet, ["accountant olga"]],
  ["timesheet-submitted", { ...sheet, unitId: "treasury" }, []],
  ["timesheet-returned", sheet, ["head anna"]],
  ["timesheet-accepted", sheet, ["head anna"]],
  ["period-close-near", { period: "2026-11", on: "2026-12-09", count: 2 }, []],
  ["period-close-overdue", { period: "2026-11", on: "2026-12-09", count: 2 }, []],
  ["month-closed", sheet, ["head anna"]],
  ["period-closed", { period: "2026-11" }, ["workspace workspace"]],
  ["correction-posted", { ...sheet, employeeId: "galina" }, ["subject galina", "head anna", "accountant olga"]],
  ["onboarding-welcome", { ...plan, on: "2026-12-01" }, ["subject nina"]],
  ["onboarding-planned", { ...plan, on: "2026-12-01" }, ["head anna"]],
  ["task-due", { ...task, owner: "newcomer" }, ["subject nina"]],
  ["task-due", { ...task, owner: "mentor" }, ["mentor egor"]],
  ["task-due", { ...task, owner: "it" }, ["it admin"]],
  ["task-overdue", { ...task, owner: "hr" }, ["hr lev", "head anna"]],
  ["mentor-assigned", { ...plan, mentorId: "egor", from: "2026-12-01" }, ["subject nina", "mentor egor", "head anna"]],
  ["mentor-missing", plan, ["hr lev", "head anna"]],
  ["mentorship-ended", { ...plan, mentorId: "egor", on: "2026-12-01" }, ["subject nina", "mentor egor"]],
  ["feedback-asked", { ...plan, milestone: 7, giver: "mentor" }, ["mentor egor"]],
  ["feedback-asked", { ...plan, milestone: 7, giver: "newcomer" }, ["subject nina"]],
  ["feedback-asked", { ...plan, milestone: 7, giver: "head" }, ["head anna"]],
  ["training-published", { sessionId: "s1", programmeId: "p1" }, ["subscriber zoya"]],
  ["training-booked", place, ["subject galina"]],
  ["training-waitlisted", place, ["subject galina"]],
  ["training-moved-up", place, ["subject galina"]],
  ["training-booking-cancelled", place, ["subject galina"]],
  ["training-cut-off-near", { ...place, on: "2026-12-02" }, ["subject galina"]],
  ["training-no-place", place, ["subject galina"]],
  ["training-starts-soon", place, ["subject galina"]],
  ["training-attendance-due", { sessionId: "s1" }, ["trainer tanya"]],
  ["training-session-changed", { sessionId: "s1" }, ["participant galina", "participant egor", "trainer tanya"]],
  ["training-session-cancelled", { sessionId: "s1" }, ["participant galina", "participant egor", "trainer tanya"]],
  ["resignation-received", letter, ["subject galina", "head anna", "hr lev"]],
  ["letter-identity-mismatch", letter, ["subject galina"]],
  ["letter-intent-missing", letter, ["subject galina"]],
  ["letter-signature-missing", letter, ["subject galina"]],
  ["letter-ready", letter, ["subject galina", "hr lev"]],
  ["letter-to-review", letter, ["hr lev"]],
  ["resignation-corrections-asked", { ...letter, count: 2 }, ["subject galina"]],
  ["resignation-accepted", { ...letter, lastDay: "2026-12-01" }, ["subject galina", "head anna", "hr lev"]],
  ["resignation-withdrawn", letter, ["subject galina", "head anna", "hr lev"]],
  ["last-day-near", { ...letter, lastDay: "2026-12-01" }, ["subject galina", "head anna", "hr lev"]],
  ["execution-missing", { ...letter, lastDay: "2026-12-01" }, ["hr lev"]],
  ["exit-item-due", { ...letter, item: "badge", owner: "employee", on: "2026-12-01" }, ["subject galina"]],
  ["exit-item-due", { ...letter, item: "accounts", owner: "it", on: "2026-12-01" }, ["it admin"]],
  ["hand-over", { to: "vera", what: "approvals", count: 3 }, ["successor vera"]],
  ["announcement", { announcementId: "a1" }, ["workspace workspace"]],
];

const fact = (name: string, data: object): NotificationFact => parseFact({ is: name, ...data });
const told = (of: NotificationFact, directory = house()): string[] =>
  recipientsOf(of, directory).map(({ role: as, userId }) => `${as} ${userId}`);

describe("reached by", () => {
  test.each(cases)("%s %j", (name, data, expected) => expect(told(fact(name, data))).toEqual(expected));
  test("every fact is tried", () =>
    expect([...new Set(cases.map(([name]) => name))].toSorted()).toEqual([...factNames].toSorted()));
  test("every role that is reached stands in the matrix, and the common channel in no row about somebody", () => {
    const policy = notificationPolicy(localDate("2026-11-16"));
    for (const [name, data] of cases)
      for (const { role: as } of recipientsOf(fact(name, data), house()))
        expect([name, as, Object.keys(rulesFor(policy, fact(name, data).is, as)).length > 0]).toEqual([name, as, true]);
  });
});

test("an approved leave reaches the employee and the head, and nobody else of the department", () =>
  expect(told(fact("leave-approved", request))).toEqual(["subject galina", "head anna"]));

describe("a head who is absent", () => {
  const away: Presence = {
    isAbsent: (user) => user === "anna",
    hasLeft: () => false,
    deputyOf: (user, kind) => (user === "anna" && kind === "annual-leave" ? UserId.parse("egor") : undefined),
  };
  test("is replaced by the deputy for the kind", () =>
    expect(told(fact("step-waits", step(branchHead)), house({ presence: away }))).toEqual(["step-holder egor"]));
  test("is passed over where the deputy stands in for other kinds", () =>
    expect(
      told(fact("step-waits", step(branchHead)), house({ presence: away, kinds: new Map([["r1", "unpaid-leave"]]) })),
    ).toEqual(["step-holder vera"]));
  test("is passed over where the deputy is the one who asks", () =>
    expect(
      told(fact("step-waits", { ...step(branchHead, "egor"), employeeId: "egor" }), house({ presence: away })),
    ).toEqual(["step-holder vera"]));
});

describe("somebody who has left", () => {
  test.each(cases.filter(([, data]) => "employeeId" in data && data.employeeId !== null))(
    "is the subject of no message: %s %j",
    (name, data) => expect(told(fact(name, { ...data, employeeId: "gone" }))).toEqual([]),
  );
  test("is spoken of to nobody, as deputy, mentor or subject", () => {
    expect(told(fact("deputy-appointed", { ...deputy, deputy: "gone" }))).toEqual([]);
    expect(told(fact("mentor-assigned", { ...plan, mentorId: "gone", from: "2026-12-01" }))).toEqual([]);
  });
  test("is told nothing, whatever role is still entered", () => {
    expect(told(fact("hand-over", { to: "gone", what: "absences", count: 1 }))).toEqual([]);
    const stale = house({ roles: [role("gone", "hr-officer")] });
    expect(told(fact("resignation-received", letter), stale)).toEqual(["subject galina", "head anna"]);
  });
});

describe("an officer", () => {
  test("is not told of themselves as one of those who see to it", () => {
    const officers = house({ roles: [role("lev", "hr-officer"), role("galina", "hr-officer")] });
    const aboutGalina = { employeeId: "galina", on: "2026-12-20" };
    expect(told(fact("probation-ends", aboutGalina), officers)).toEqual(["head anna", "hr lev"]);
    expect(told(fact("letter-to-review", letter), officers)).toEqual(["hr lev"]);
  });
  // Accounting pays for the days; why somebody is away concerns the person and whoever plans without them.
  test("of accounting is told the days of an absence in every fact, and its kind in none", () => {
    const seen = cases.flatMap(([name, data]) =>
      recipientsOf(fact(name, data), house()).filter((each) => each.role === "accountant"),
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ mayKnow }) => mayKnow.includes("see-absence-kind"))).toEqual([]);
  });
});

test("accounting over all is told of the months as a whole", () => {
  const closing = fact("period-close-near", { period: "2026-11", on: "2026-12-09", count: 2 });
  expect(told(closing, house({ roles: [role("olga", "accountant")] }))).toEqual(["accountant olga"]);
});

test("nothing is said of somebody whose key is destroyed", () => {
  const people = new Map(house().people).set("galina", { ...person("branch"), erased: true });
  expect(told(fact("leave-approved", request), house({ people }))).toEqual([]);
});
