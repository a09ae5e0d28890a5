// What becomes of a request, and whom it is told to: the step that still waits, and the employee.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  type DomainEvent,
  RecallDeclined,
  RecallProposed,
  type RouteStep,
  SickLeaveOpened,
  StepApproved,
  StepEscalated,
} from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { happened, intentsOf } from "../../specification/given-then.js";
import { whenARequestMovesThenTell as theProcess } from "./when-a-request-moves-then-tell.js";

type Read = Parameters<typeof theProcess.evolve>[1];

const points = { remindAfter: 2, escalateAfter: 5 };
const branch: RouteStep = { holder: "unit-head", unitId: "branch" as never, ...points }; // a unit's id, as in the bank
const hr: RouteStep = { holder: "role", role: "hr-officer", ...points };
const ids = { employeeId: "galina", requestId: "r1" };
const span = { from: "2026-06-01", to: "2026-06-05" };
const of = { ...ids, ...span };
const days = { dayPart: "full" as const, ledger: null, days: [] };
const asked = AbsenceRequested({
  ...of,
  ...days,
  kind: "unpaid-leave",
  reserved: 0,
  comment: null,
  route: [branch, hr],
  requestedBy: "galina",
});
const firstStep = StepApproved({ ...ids, step: 0, approvedBy: "anna", onBehalfOf: null });
const approved = AbsenceApproved({
  ...of,
  ...days,
  kind: "unpaid-leave",
  used: 0,
  released: [],
  step: 1,
  approvedBy: "hr",
});
const rejected = AbsenceRejected({ ...ids, step: 0, rejectedBy: "anna", ledger: null, released: [], reason: "No" });
const withdrawn = AbsenceWithdrawn({ ...ids, withdrawnBy: "galina", ledger: null, released: [] });

/** What the last event leads to, with the stream as it stands by then, or later. */
const told = async (history: readonly Read[], since: readonly DomainEvent[] = []) => {
  const inquiry = bankAt("2026-05-04T09:00:00.000Z", { "absence-galina": [...history, ...since] });
  const intents = await intentsOf(
    theProcess,
    history.map((event) => happened(event)),
    inquiry,
  );
  return intents.map((intent) => (intent.do === "notify" ? intent.fact : intent));
};

describe("a request", () => {
  test("that was made is told to whom its first step waits for, and confirmed to the employee", async () =>
    expect(await told([asked])).toEqual([
      { is: "leave-submitted", ...of },
      { is: "step-waits", ...of, requestedBy: "galina", step: branch },
    ]));
  test("waits for the next after a step, and for nobody where that is taken already", async () => {
    expect(await told([asked, firstStep])).toEqual([{ is: "step-waits", ...of, requestedBy: "galina", step: hr }]);
    expect(await told([asked, firstStep], [approved])).toEqual([]);
  });
  test("that was escalated is told to whom it went", async () => {
    const escalated = StepEscalated({ ...ids, step: 0, to: hr, escalatedBy: "system" });
    expect(await told([asked, escalated])).toEqual([{ is: "step-escalated", ...of, requestedBy: "galina", step: hr }]);
  });
  test.each([
    ["approved", [asked, firstStep, approved], [{ is: "leave-approved", ...of }]],
    ["rejected", [asked, rejected], [{ is: "leave-rejected", ...of }]],
    ["withdrawn", [asked, withdrawn], [{ is: "leave-withdrawn", ...of, requestedBy: "galina", step: branch }]],
  ] as [string, Read[], object[]][])("that was %s is told", async (_, history, expected) =>
    expect(await told(history)).toEqual(expected),
  );
});

test("a recall that is declined is told to whoever proposed it", async () => {
  const recall = { ...ids, from: "2026-06-03", to: "2026-06-04" };
  const proposed = RecallProposed({ ...recall, reason: "An inspection", proposedBy: "boris" });
  const history = [asked, firstStep, approved, proposed];
  expect(await told(history)).toEqual([{ is: "recall-proposed", ...recall }]);
  const declined = RecallDeclined({ ...ids, declinedBy: "galina" });
  expect(await told([...history, declined])).toEqual([{ is: "recall-declined", ...of, proposedBy: "boris" }]);
});

test("a sick leave is told, and of somebody whose key is destroyed nothing", async () => {
  const sick = SickLeaveOpened({ ...of, kind: "sick-leave", certificate: "91", holds: [], openedBy: "galina" });
  expect(await told([sick])).toEqual([{ is: "sick-leave-opened", ...of }]);
  const erased = { ...happened<Read>(sick), erased: true };
  expect(await intentsOf(theProcess, [erased], bankAt("2026-05-04T09:00:00.000Z"))).toEqual([]);
});
