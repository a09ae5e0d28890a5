// The whole table, as sentences: every role, every action, somebody near and somebody far.
import { describe, expect, test } from "@jest/globals";
import {
  accessPolicy,
  type Action,
  may,
  reachesNothing,
  reachOf,
  type Standing,
  type Subject,
} from "./access-policy.js";

// root ─ bank ─┬─ desk (anna heads it; boris, vera)
//              └─ vault (gleb)
const subject = (employeeId: string, ...unitPath: string[]): Subject => ({ employeeId, unitPath });
const boris = subject("boris", "root", "bank", "desk");
const vera = subject("vera", "root", "bank", "desk");
const gleb = subject("gleb", "root", "bank", "vault");

const standing = (userId: string, more: Partial<Standing> = {}): Standing => ({
  userId,
  unitId: "desk",
  today: "2026-11-16",
  leads: [],
  grants: [],
  ...more,
});
const granted = (role: string, unitIds: string[] | null = null): Standing =>
  standing("u", { unitId: null, grants: [{ role, unitIds }] });

const actions = Object.keys(accessPolicy) as Action[]; // exactly its keys
const allowed = (who: Standing, whom: Subject): Action[] => actions.filter((action) => may(who, action, whom));

describe("an employee", () => {
  test("sees all that is their own, proposes nobody as a mentor, and is not shown what a letter was read as or which template is chosen", () => {
    const others = ["propose-mentor", "see-letter-readings", "see-template-choices"];
    expect(allowed(standing("boris"), boris)).toEqual(actions.filter((action) => !others.includes(action)));
  });
  test("sees of a colleague in the unit only that they are absent", () => {
    expect(allowed(standing("boris"), vera)).toEqual(["see-absence"]);
  });
  test("sees nothing of anybody in another unit, also one under their own", () => {
    expect(allowed(standing("boris"), gleb)).toEqual([]);
    expect(allowed(standing("boris", { unitId: "bank" }), vera)).toEqual([]);
  });
});

describe("a unit head", () => {
  const seen = [
    "see-employee",
    "see-absence",
    "see-absence-kind",
    "see-requests",
    "see-remarks",
    "see-leave-schedule",
    "see-leave-balance",
    "see-timesheet",
    "see-onboarding",
    "see-mentors",
    "propose-mentor",
    "see-training",
    "see-resignation",
  ];
  test("sees the people of the unit, without their pay and their history", () => {
    expect(allowed(standing("anna", { leads: ["desk"] }), boris)).toEqual(seen);
  });
  test("sees the people of every unit under it", () => {
    expect(allowed(standing("zoya", { unitId: "bank", leads: ["bank"] }), gleb)).toEqual(seen);
  });
  test("sees nothing beside it", () => {
    expect(allowed(standing("anna", { leads: ["desk"] }), gleb)).toEqual([]);
  });
});

/** What people wrote or confided, and what is done rather than seen: not for auditors. */
const written: readonly Action[] = [
  "see-remarks",
  "see-onboarding-feedback",
  "see-template-choices",
  "propose-mentor",
  "see-resignation",
  "see-resignation-letter",
  "see-letter-readings",
];

describe("a granted role", () => {
  test.each([
    ["hr-officer", actions],
    [
      "accountant",
      ["see-employee", "see-absence", "see-absence-kind", "see-leave-balance", "see-timesheet", "see-payroll-hours"],
    ],
    ["auditor", actions.filter((action) => !written.includes(action))],
    ["administrator", ["see-employee"]],
    ["integration-client", ["see-employee"]],
    ["gardener", []],
    ["constructor", []],
  ])("%s sees everywhere what it sees at all", (role, seen) => {
    expect(allowed(granted(role), gleb)).toEqual(seen);
  });
  test("over units reaches them and everything under them, and nothing else", () => {
    expect(may(granted("hr-officer", ["bank"]), "see-history", gleb)).toBe(true);
    expect(may(granted("hr-officer", ["vault"]), "see-history", gleb)).toBe(true);
    expect(may(granted("hr-officer", ["vault"]), "see-history", boris)).toBe(false);
  });
  test("written as a role that nobody is granted gives nothing", () => {
    expect(allowed(granted("employee"), gleb)).toEqual([]);
    expect(allowed(granted("unit-head"), gleb)).toEqual([]);
  });
});

test("a user who is no employee and holds no role reaches nothing", () => {
  for (const action of actions) expect(reachesNothing(reachOf(standing("u", { unitId: null }), action))).toBe(true);
});
