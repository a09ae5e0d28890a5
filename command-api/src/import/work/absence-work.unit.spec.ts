// The history of leave goes through the domain's own decisions: what they refuse is a fault of its row.
import { describe, expect, test } from "@jest/globals";
import { headOf, localDate, UnitId, UserId, type EmployeeId, type Employment } from "@tabel/domain";
import { absenceWork, leaveFacts } from "./absence-work.js";
import { checkOrganisation } from "../checks/check-organisation.js";
import { contentIds } from "./content-id.js";
import { historyRoles } from "./deciders.js";
import { employeeWork } from "./employee-work.js";
import { nothingExists } from "../checks/organisation-plan.js";
import { headsWork, unitsWork } from "./organisation-work.js";
import { refusalFault } from "./refusal-fault.js";
import { filesWith } from "../../testing/sound-organisation.js";
import { settle } from "./stream-work.js";

const at = "2026-11-16T09:00:00.000Z";
const ids = contentIds(Buffer.alloc(32, 1));
const meta = { actor: UserId.parse("system"), at };

/** The leave of one employee of the sound organisation, settled on nothing. */
const leaveOf = (employeeId: string, files: { history?: string; balances?: string }) => {
  const source = filesWith({
    "leave-history.csv": `employee_id,kind,from,to,outcome,decided_by,reason\n${files.history ?? ""}`,
    "opening-balances.csv": `employee_id,ledger,days,on\n${files.balances ?? ""}`,
  });
  const { plan, faults } = checkOrganisation(source, nothingExists, { skipFaulty: false });
  if (plan === undefined) throw new Error(JSON.stringify(faults));
  const units = settle(unitsWork(plan.units), { units: new Map(), rootId: null }, ids, meta).state;
  const employments = new Map<EmployeeId, Employment>();
  for (const each of plan.employees) {
    const { state } = settle(employeeWork(each, units), undefined, ids, meta);
    if (state !== undefined) employments.set(each.employeeId, state);
  }
  const { state: organisation } = settle(headsWork(plan.heads, employments), units, ids, meta);
  expect(headOf(organisation, UnitId.parse("u2"), localDate("2025-01-01"))).toBe("e2");
  const found = plan.employees.find((each) => each.employeeId === employeeId);
  const employment = employments.get(employeeId as EmployeeId); // one of the sound organisation's
  if (found === undefined || employment === undefined) throw new Error(`no employee ${employeeId}`);
  const work = absenceWork(
    found,
    leaveFacts({ roles: historyRoles(plan, nothingExists), at }, organisation, employment),
  );
  const settled = settle(work, work.fold.initial, ids, meta);
  return { ...settled, work, faults: settled.refused.map(refusalFault) };
};

const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe("grants", () => {
  test("of the working years begun by the day of the import make the balance visible", () => {
    const { events, faults } = leaveOf("e3", {});
    expect(faults).toEqual([]);
    expect(events.map(({ type, data }) => (type === "LeaveGranted" ? [data.effectiveOn, data.amount] : data))).toEqual([
      ["2022-06-01", 2800],
      ["2023-06-01", 2800],
      ["2024-06-01", 2800],
      ["2025-06-01", 2800],
      ["2026-06-01", 2800],
    ]);
  });

  test("before an opening balance are in it; later working years are granted", () => {
    const { events } = leaveOf("e3", { balances: "e3,annual,9.5,2025-12-31\n" });
    expect(
      events.map(({ type, data }) => (type === "LeaveGranted" ? [data.source, data.effectiveOn, data.amount] : data)),
    ).toEqual([
      ["opening-balance", "2025-12-31", 950],
      ["working-year", "2026-06-01", 2800],
    ]);
  });

  test("for a ledger that there is not are refused on the row", () => {
    const { faults } = leaveOf("e3", { balances: "e3,beer,9.5,2025-12-31\n" });
    expect(faults).toEqual([
      expect.objectContaining({
        file: "opening-balances.csv",
        line: 2,
        column: "ledger",
        code: "refused",
        found: "beer",
      }),
    ]);
  });
});

describe("a request of the history", () => {
  const grants = Array.from({ length: 5 }, () => "LeaveGranted");

  test("is asked for by the employee and decided by whom the file names", () => {
    const { events, faults } = leaveOf("e3", { history: "e3,annual-leave,2025-05-12,2025-05-25,approved,e2,Sea\n" });
    expect(faults).toEqual([]);
    expect(types(events)).toEqual([...grants, "AbsenceRequested", "AbsenceApproved"]);
    expect(events.at(-2)?.data).toMatchObject({ requestedBy: "e3", comment: "Sea", reserved: 1400 });
    expect(events.at(-1)?.data).toMatchObject({ approvedBy: "e2", used: 1400 });
  });

  test("without a decider was decided by the nearest head above who is not its author", () => {
    const { events } = leaveOf("e2", { history: "e2,sick-leave,2025-05-12,2025-05-25,approved,,\n" });
    expect(events.at(-1)?.data).toMatchObject({ approvedBy: "e1" });
  });

  test("has its outcome: rejected with the reason, withdrawn by the employee, or waiting", () => {
    const history = [
      "e3,annual-leave,2025-05-12,2025-05-25,rejected,e2,Too many are away",
      "e3,annual-leave,2025-05-12,2025-05-25,approved,e1,",
      "e3,annual-leave,2025-07-07,2025-07-13,withdrawn,,",
      "e3,annual-leave,2026-12-07,2026-12-13,pending,,Winter",
    ].join("\n");
    const { events, faults } = leaveOf("e3", { history });
    expect(faults).toEqual([]);
    expect(types(events.slice(5))).toEqual([
      "AbsenceRequested",
      "AbsenceRejected",
      "AbsenceRequested",
      "AbsenceApproved",
      "AbsenceRequested",
      "AbsenceWithdrawn",
      "AbsenceRequested",
    ]);
    const requests = events.flatMap(({ type, data }) => (type === "AbsenceRequested" ? [data.requestId] : []));
    expect(new Set(requests).size).toBe(4);
  });

  test.each([
    ["beyond the balance", "e3,annual-leave,2024-01-09,2024-04-30,approved,e2,", "to", /days, of which 56/],
    [
      "of a kind that there is not",
      "e3,holiday,2025-07-11,2025-07-17,approved,e2,",
      "kind",
      /no kind of absence holiday/,
    ],
    [
      "in a year without a calendar",
      "e3,sick-leave,2023-07-11,2023-07-17,approved,e2,",
      "from",
      /for 2023 is not loaded/,
    ],
    ["decided by a stranger", "e2,sick-leave,2025-07-11,2025-07-17,approved,e3,", null, /head of unit u1/],
    [
      "at the top, with no HR officer but the author",
      "e1,sick-leave,2025-07-11,2025-07-17,approved,,",
      null,
      /hr-officer/,
    ],
  ])("%s is refused on its row, and nothing of it is kept", (_, row, column, right) => {
    const { faults, events } = leaveOf(row.slice(0, 2), { history: `${row}\n` });
    expect(faults).toEqual([expect.objectContaining({ file: "leave-history.csv", line: 2, column, code: "refused" })]);
    expect(faults[0]?.right).toMatch(right);
    expect(types(events).filter((type) => type !== "LeaveGranted")).toEqual([]);
  });

  test("settles to nothing a second time, also when it was pending and has been decided since", () => {
    const pending = leaveOf("e3", { history: "e3,annual-leave,2026-12-07,2026-12-13,pending,,Winter\n" });
    expect(settle(pending.work, pending.state, ids, meta)).toMatchObject({ events: [], refused: [] });
    const decided = leaveOf("e3", { history: "e3,annual-leave,2026-12-07,2026-12-13,approved,e2,Winter\n" });
    expect(types(settle(decided.work, pending.state, ids, meta).events)).toEqual(["AbsenceApproved"]);
    expect(settle(pending.work, decided.state, ids, meta)).toMatchObject({ events: [], refused: [] });
  });
});
