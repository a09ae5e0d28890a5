// What holds of absences with the count of its changes, rules of teams, leave schedules and feeds as rows.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceInterrupted,
  AbsenceRejected,
  AbsenceRequested,
  type DomainEvent,
  EmployeeRecalled,
  MinimumStaffingSet,
} from "@tabel/domain";
import { absenceSpans } from "../absence/absence-spans.js";
import { calendarFeeds } from "./calendar-feeds.js";
import { leaveChanges, leaveSchedules, plannedLeave } from "../leave-schedule/leave-schedules.js";
import { teamRules } from "./team-rules.js";
import { recorded } from "../testing/recorded.js";
import { ofFeed, ofSchedule, ofTeam } from "../testing/happenings/team-happenings.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";

const all = [absenceSpans, teamRules, leaveSchedules, plannedLeave, leaveChanges, calendarFeeds];

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty(all));

const after = async (...events: DomainEvent[]): Promise<void> =>
  takeIn(await views.train(all), recorded(events), [...events.keys()]);
const always = (number: number) => () => number;

const request = { employeeId: "e1", requestId: "r1" };
const days = { from: "2026-06-01", to: "2026-06-14" };
const ledgerless = { ledger: null, days: [], dayPart: "full" as const };
const requested = AbsenceRequested({
  ...request,
  ...days,
  ...ledgerless,
  kind: "unpaid-leave",
  reserved: 0,
  comment: null,
  route: [{ holder: "role", role: "hr-officer" }],
  requestedBy: "e1",
});
const approved = AbsenceApproved({
  ...request,
  ...days,
  ...ledgerless,
  kind: "unpaid-leave",
  used: 0,
  released: [],
  step: 0,
  approvedBy: "h1",
});
const recalled = EmployeeRecalled({
  ...request,
  from: "2026-06-05",
  to: "2026-06-06",
  ledger: null,
  returned: [],
  consentedBy: "e1",
});
const cancelled = AbsenceCancelled({ ...request, ledger: null, returned: [], cancelledBy: "h1", onBehalfOf: null });

describe("what holds of an absence", () => {
  interface Span {
    readonly from: string;
    readonly to: string;
    readonly state: string;
    readonly sequence: number;
    readonly changedAt: string;
  }
  const spans = async () => {
    const [row] = await views.rows<{ spans: Span[]; from_date: string; to_date: string }>(
      "select spans, from_date::text, to_date::text from views.absence_span",
    );
    return (
      row && [
        row.from_date,
        row.to_date,
        ...row.spans.map(({ from, to, state, sequence }) => [from, to, state, sequence]),
      ]
    );
  };

  test("is asked for, then approved, and gone without a trace where it was rejected", async () => {
    await after(requested);
    expect(await spans()).toEqual(["2026-06-01", "2026-06-14", ["2026-06-01", "2026-06-14", "requested", 0]]);
    await views.empty(all);
    await after(requested, approved);
    expect(await spans()).toEqual(["2026-06-01", "2026-06-14", ["2026-06-01", "2026-06-14", "approved", 0]]);
    await views.empty(all);
    await after(
      requested,
      AbsenceRejected({ ...request, step: 0, rejectedBy: "h1", ledger: null, released: [], reason: "No" }),
    );
    expect(await spans()).toBeUndefined();
  });

  test("is cut in two by a recall: the first place changes, the second is new", async () => {
    await after(requested, approved, recalled);
    expect((await spans())?.slice(2)).toEqual([
      ["2026-06-01", "2026-06-04", "approved", 1],
      ["2026-06-07", "2026-06-14", "approved", 0],
    ]);
  });

  test("is kept as cancelled, place by place, and changes once", async () => {
    await after(requested, approved, recalled, cancelled);
    expect((await spans())?.slice(2)).toEqual([
      ["2026-06-01", "2026-06-04", "cancelled", 2],
      ["2026-06-07", "2026-06-14", "cancelled", 1],
    ]);
  });

  test("changes only where an event concerns it: sickness on the last days leaves the first place's moment", async () => {
    const interrupted = AbsenceInterrupted({
      ...request,
      sickLeaveId: "s1",
      from: "2026-06-10",
      to: "2026-06-14",
      ledger: null,
      returned: [],
      extends: false,
    });
    await after(requested, approved, recalled, interrupted);
    const [row] = await views.rows<{ spans: Span[] }>("select spans from views.absence_span");
    expect(row?.spans.map(({ to, sequence, changedAt }) => [to, sequence, changedAt])).toEqual([
      ["2026-06-04", 1, "2026-01-01T00:03:00.000Z"],
      ["2026-06-09", 1, "2026-01-01T00:04:00.000Z"],
    ]);
  });
});

test("a unit's rules are kept as they are dated; a lifted black-out is gone", async () => {
  await after(...ofTeam("u1", "b1", always(0)), ...ofTeam("u2", "b2", always(1)));
  await after(
    MinimumStaffingSet({
      unitId: "u2",
      position: "Кассир",
      from: "2026-05-01",
      minimum: 3,
      effect: "warn",
      setBy: "e1",
    }),
  );
  const rows = await views.rows<{ unit_id: string; minimums: { dated: object[] }[]; black_outs: object[] }>(
    "select * from views.team_rules order by unit_id",
  );
  expect(rows.map(({ unit_id, black_outs }) => [unit_id, black_outs.length])).toEqual([
    ["u1", 0],
    ["u2", 1],
  ]);
  expect(rows[1]?.minimums).toHaveLength(1);
});

test("a schedule goes its way: approved, its part moved by consent and announced anew, the change answered", async () => {
  await after(...ofSchedule("u1", "e1", "p1", always(1)).slice(0, -1));
  const part = async () =>
    (await views.rows("select part_id, from_date::text, announced_on::text as said from views.planned_leave"))[0];
  expect(await part()).toEqual({ part_id: "p1", from_date: "2026-01-11", said: "2025-12-21" });
  const [schedule] = await views.rows(
    "select status, submitted_by, return_reason, approved_by from views.leave_schedule",
  );
  expect(schedule).toEqual({ status: "approved", submitted_by: "e1", return_reason: "Июнь", approved_by: "e1" });
  expect(await views.rows("select status, reason from views.leave_change")).toEqual([
    { status: "open", reason: "Учёба" },
  ]);

  await views.empty(all);
  await after(...ofSchedule("u1", "e1", "p1", always(0)));
  expect(await part()).toBeUndefined(); // it was agreed to take it out
  expect(await views.rows("select status from views.leave_change")).toEqual([{ status: "agreed" }]);
});

test("a feed is found by its hash, and says when it was revoked", async () => {
  await after(...ofFeed("e1", "f1", "u1", always(1)), ...ofFeed("e2", "f2", "u1", always(0)));
  const rows = await views.rows(
    "select feed_id, unit_id, token_hash, revoked_at is null as open from views.calendar_feed order by feed_id",
  );
  expect(rows).toEqual([
    { feed_id: "f1", unit_id: "u1", token_hash: "1".repeat(64), open: false },
    { feed_id: "f2", unit_id: null, token_hash: "0".repeat(64), open: true },
  ]);
});
