// Requests and leave ledgers as rows, through the life of a request.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  type DomainEvent,
  LeaveGranted,
  StepApproved,
} from "@tabel/domain";
import { absenceRequests } from "./absence-requests.js";
import { leaveEntries } from "./leave-entries.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";

const both = [absenceRequests, leaveEntries];

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty(both));

const request = { employeeId: "e1", requestId: "r1" };
const days = [
  { from: "2026-05-04", to: "2026-05-08", means: "leave" as const, counted: 100 },
  { from: "2026-05-09", to: "2026-05-09", means: "holiday" as const, counted: 0 },
  { from: "2026-05-10", to: "2026-05-11", means: "leave" as const, counted: 100 },
];
const counting = days.filter(({ counted }) => counted > 0);
const span = { kind: "annual-leave", from: "2026-05-04", to: "2026-05-11", dayPart: "full" as const, ledger: "annual" };

const granted = LeaveGranted({
  employeeId: "e1",
  ledger: "annual",
  amount: 2800,
  workingYear: { from: "2026-01-12", to: "2027-01-11" },
  effectiveOn: "2026-01-12",
  usableFrom: "2026-07-12",
  source: "working-year",
});
const requested = AbsenceRequested({
  ...request,
  ...span,
  reserved: 700,
  days,
  comment: "К морю",
  route: [
    { holder: "unit-head", unitId: "u1" },
    { holder: "role", role: "hr-officer" },
  ],
  requestedBy: "e1",
});
const stepApproved = StepApproved({ ...request, step: 0, approvedBy: "e2" });
const approved = AbsenceApproved({
  ...request,
  ...span,
  used: 700,
  days,
  released: counting,
  step: 1,
  approvedBy: "h1",
});
const rejected = AbsenceRejected({
  ...request,
  step: 1,
  rejectedBy: "h1",
  ledger: "annual",
  released: counting,
  reason: "Мало людей",
});
const withdrawn = AbsenceWithdrawn({ ...request, withdrawnBy: "e1", ledger: "annual", released: counting });

const after = async (...events: DomainEvent[]): Promise<void> =>
  takeIn(await views.train(both), recorded(events), [...events.keys()]);

describe("a request", () => {
  const state = async () =>
    (
      await views.rows(
        "select status, step, holder_unit_id, holder_role, used, reason, steps, revision from views.absence_request",
      )
    )[0];
  const taken = (step: number, outcome: string, by: string, minute: number) => ({
    step,
    outcome,
    by,
    onBehalfOf: null,
    at: `2026-01-01T00:0${minute}:00.000Z`,
  });

  test("waits for its first step", async () => {
    await after(requested);
    expect(await state()).toEqual({
      status: "submitted",
      step: 0,
      holder_unit_id: "u1",
      holder_role: null,
      used: null,
      reason: null,
      steps: [],
      revision: "0",
    });
  });

  test("waits for the next step when one is approved", async () => {
    await after(requested, stepApproved);
    expect(await state()).toMatchObject({
      status: "submitted",
      step: 1,
      holder_unit_id: null,
      holder_role: "hr-officer",
    });
  });

  test("waits for nobody once it is approved, and says who decided", async () => {
    await after(requested, stepApproved, approved);
    expect(await state()).toEqual({
      status: "approved",
      step: null,
      holder_unit_id: null,
      holder_role: null,
      used: 700,
      reason: null,
      steps: [taken(0, "approved", "e2", 2), taken(1, "approved", "h1", 3)],
      revision: "2",
    });
  });

  test("carries the reason of its rejection", async () => {
    await after(requested, stepApproved, rejected);
    expect(await state()).toMatchObject({
      status: "rejected",
      step: null,
      reason: "Мало людей",
      steps: [{}, taken(1, "rejected", "h1", 3)],
    });
  });

  test("can be withdrawn", async () => {
    await after(requested, withdrawn);
    expect(await state()).toMatchObject({ status: "withdrawn", step: null, steps: [taken(0, "withdrawn", "e1", 2)] });
  });

  test("names whose behalf a step was taken on", async () => {
    const [made, decided] = recorded([requested, stepApproved]);
    if (made === undefined || decided === undefined) throw new Error("two events give two");
    const deputy = { ...decided, metadata: { ...decided.metadata, onBehalfOf: "e9" } };
    await takeIn(await views.train(both), [made, deputy]);
    expect(await state()).toMatchObject({ steps: [{ by: "e2", onBehalfOf: "e9" }] });
  });
});

describe("a ledger", () => {
  const entries = () =>
    views.rows(
      `select position::integer, sequence, kind, amount, effective_on::text as from, effective_to::text as to,
              usable_from::text as usable, request_id
       from views.leave_entry order by position, sequence`,
    );
  const entry = (position: number, sequence: number, kind: string, amount: number, from: string, to: string) => ({
    position,
    sequence,
    kind,
    amount,
    from,
    to,
    usable: null,
    request_id: "r1",
  });
  const grant = { ...entry(100, 0, "grant", 2800, "2026-01-12", "2026-01-12"), usable: "2026-07-12", request_id: null };
  const reservation = [
    entry(200, 0, "reservation", -500, "2026-05-04", "2026-05-08"),
    entry(200, 1, "reservation", -200, "2026-05-10", "2026-05-11"),
  ];

  test("has the grant and the reservation, without the holiday between", async () => {
    await after(granted, requested);
    expect(await entries()).toEqual([grant, ...reservation]);
  });

  test("gives a reservation back and books the use when the request is approved", async () => {
    await after(granted, requested, stepApproved, approved);
    expect(await entries()).toEqual([
      grant,
      ...reservation,
      entry(400, 0, "release", 500, "2026-05-04", "2026-05-08"),
      entry(400, 1, "release", 200, "2026-05-10", "2026-05-11"),
      entry(400, 2, "use", -500, "2026-05-04", "2026-05-08"),
      entry(400, 3, "use", -200, "2026-05-10", "2026-05-11"),
    ]);
  });

  test.each([
    ["rejected", rejected],
    ["withdrawn", withdrawn],
  ])("is as before when the request is %s", async (_, event) => {
    await after(granted, requested, event);
    expect(await views.rows("select sum(amount)::integer as left from views.leave_entry")).toEqual([{ left: 2800 }]);
  });
});
