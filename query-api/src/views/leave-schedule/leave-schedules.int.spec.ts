// Yearly leave schedules as heads, HR and people see them: parts, warnings, deadlines.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import {
  absenceSpanTable,
  type LeaveChangeRow,
  leaveChangeTable,
  type LeaveScheduleRow,
  leaveScheduleTable,
  type PlannedLeaveRow,
  plannedLeaveTable,
  teamRulesTable,
} from "@tabel/read-models";
import { spanRow } from "../../testing/rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews({ clock: () => new Date("2026-12-18T09:00:00.000Z") });
  await smallHouse(views);
}, 60_000);
afterAll(() => views.close());
afterEach(() => views.sql("truncate views.leave_schedule, views.planned_leave, views.leave_change, views.team_rules"));

const schedule = (unitId: string, more: Partial<LeaveScheduleRow> = {}): LeaveScheduleRow => ({
  scheduleId: `${unitId}_2027`,
  unitId,
  year: 2027,
  status: "open",
  submittedBy: null,
  returnReason: null,
  approvedOn: null,
  approvedBy: null,
  ...more,
});
const approved = { status: "approved", approvedOn: "2026-12-10", approvedBy: "hr" } as const;
const part = (employeeId: string, from: string, to: string, more: Partial<PlannedLeaveRow> = {}): PlannedLeaveRow => ({
  partId: `${employeeId}-${from}`,
  scheduleId: "desk_2027",
  unitId: "desk",
  year: 2027,
  employeeId,
  fromDate: from,
  toDate: to,
  counted: 1400,
  entitled: 2800,
  announcedOn: null,
  acknowledgedOn: null,
  ...more,
});
const change: LeaveChangeRow = {
  changeId: "c1",
  scheduleId: "desk_2027",
  unitId: "desk",
  year: 2027,
  employeeId: "anna",
  partId: "anna-2027-06-01",
  fromDate: "2027-08-02",
  toDate: "2027-08-15",
  side: "employee",
  status: "open",
  proposedBy: "anna",
  proposedAt: "2026-12-12T08:00:00.000Z",
  reason: "Учёба",
};
const write = async (status: Partial<LeaveScheduleRow>, ...parts: PlannedLeaveRow[]): Promise<void> => {
  await views.write(leaveScheduleTable, schedule("desk", status));
  await views.write(plannedLeaveTable, ...parts);
};

describe("a unit's schedule", () => {
  test("has its parts, who has none, its changes and what warns", async () => {
    await write(
      {},
      part("anna", "2027-06-01", "2027-06-14"),
      part("boris", "2027-06-10", "2027-06-20", { counted: null }),
    );
    await views.write(leaveChangeTable, change);
    await views.write(teamRulesTable, {
      unitId: "desk",
      minimums: [{ position: null, dated: [{ from: "2026-01-01", minimum: 3, effect: "warn" }] }],
      blackOuts: [
        { blackOutId: "b", from: "2027-06-14", to: "2027-06-14", kinds: null, effect: "warn", reason: "Audit" },
      ],
    });
    const { body } = await views.as("dan")("leave-schedules/desk/2027");
    expect(body).toMatchObject({ status: "open", approveBy: "2026-12-17" });
    expect(body.parts[0]).toEqual({
      partId: "anna-2027-06-01",
      employeeId: "anna",
      name: "Anna Анна",
      from: "2027-06-01",
      to: "2027-06-14",
      countedDays: 14,
      announceBy: "2027-05-17",
      announcedOn: null,
      acknowledgedOn: null,
      requestId: null,
    });
    expect(body.changes).toMatchObject([
      { changeId: "c1", from: "2027-08-02", reason: "Учёба", proposedAt: change.proposedAt },
    ]);
    expect(body.unplanned.map(({ employeeId }: { employeeId: string }) => employeeId)).toEqual(["dan", "next"]);
    // Of anna, boris, dan and next three are to be there: from the 10th on two are.
    expect(body.warnings).toEqual([
      { code: "less-than-entitled", employeeId: "anna", planned: 1400, entitled: 2800 },
      { code: "black-out", employeeId: "anna", partId: "anna-2027-06-01", from: "2027-06-14", to: "2027-06-14" },
      {
        code: "below-minimum",
        employeeId: "anna",
        partId: "anna-2027-06-01",
        on: "2027-06-10",
        minimum: 3,
        present: 2,
      },
      { code: "not-countable", employeeId: "boris" },
      { code: "no-long-part", employeeId: "boris" },
      { code: "black-out", employeeId: "boris", partId: "boris-2027-06-10", from: "2027-06-14", to: "2027-06-14" },
      {
        code: "below-minimum",
        employeeId: "boris",
        partId: "boris-2027-06-10",
        on: "2027-06-10",
        minimum: 3,
        present: 2,
      },
    ]);
  });

  test("that nobody began is open and empty; of a unit that there is not it is 404, of a year that is none 400", async () => {
    expect((await views.as("hr")("leave-schedules/desk/2028")).body).toMatchObject({ status: "open", parts: [] });
    expect((await views.as("hr")("leave-schedules/nowhere/2027")).status).toBe(404);
    for (const year of ["1999", "20270", "2027.5", "x"])
      expect((await views.as("hr")(`leave-schedules/desk/${year}`)).status).toBe(400);
  });

  test("is shown to heads, HR and auditors, and to no colleague", async () => {
    await write({}, part("anna", "2027-06-01", "2027-06-14"));
    for (const userId of ["dan", "nora", "dora", "hr", "aud"])
      expect([userId, (await views.as(userId)("leave-schedules/desk/2027")).status]).toEqual([userId, 200]);
    for (const userId of ["anna", "boris", "vera", "sam", "hrs", "acc", "adm"])
      expect([userId, (await views.as(userId)("leave-schedules/desk/2027")).status]).toEqual([userId, 403]);
  });
});

test("a part names the request of the same person that takes its days up", async () => {
  await write(approved, part("anna", "2027-06-01", "2027-06-14"), part("anna", "2027-09-01", "2027-09-14"));
  await views.write(
    absenceSpanTable,
    spanRow({ requestId: "r1", from: "2027-06-14", to: "2027-06-20", state: "requested" }),
    spanRow({ requestId: "r2", from: "2027-09-01", to: "2027-09-14", state: "cancelled" }),
    spanRow({ requestId: "r3", from: "2027-09-01", to: "2027-09-14", kind: "sick-leave" }),
    spanRow({ requestId: "r4", from: "2027-09-01", to: "2027-09-14", employeeId: "boris" }),
  );
  const { body } = await views.as("anna")("my-leave-schedule?year=2027");
  expect(body.parts.map(({ requestId }: { requestId: string | null }) => requestId)).toEqual(["r1", null]);
  await views.sql("truncate views.absence_span");
});

test("one's own parts are shown with where their schedule stands, and nobody else's", async () => {
  await write(approved, part("anna", "2027-06-01", "2027-06-14"), part("boris", "2027-06-10", "2027-06-20"));
  await views.write(leaveChangeTable, change, {
    ...change,
    changeId: "c2",
    employeeId: "boris",
    partId: "boris-2027-06-10",
  });
  const { body } = await views.as("anna")("my-leave-schedule?year=2027");
  expect(body.parts).toMatchObject([{ partId: "anna-2027-06-01", unitId: "desk", status: "approved" }]);
  expect(body.changes).toMatchObject([{ changeId: "c1", status: "open" }]);
  expect((await views.as("anna")("my-leave-schedule?year=2026")).body.parts).toEqual([]);
});

describe("the deadlines of 2027 on 18 December", () => {
  interface Item {
    unitId: string;
    deadlines: { what: string; state: string; days: number; dueBy: string; employeeId: string | null }[];
  }
  const items = async (userId: string, more = ""): Promise<Item[]> =>
    (await views.as(userId)(`leave-schedule-deadlines?year=2027${more}`)).body.items;

  test("are overdue for every unit with people whose schedule is not approved, also where nobody planned", async () => {
    await write({ status: "submitted" }, part("anna", "2027-06-01", "2027-06-14"));
    const found = await items("hr", "&state=overdue");
    expect(found.map(({ unitId }) => unitId)).toEqual(["bank", "desk", "north", "south", "vault"]);
    expect(found[1]?.deadlines).toEqual([
      { what: "approve-schedule", dueBy: "2026-12-17", state: "overdue", days: -1, partId: null, employeeId: null },
    ]);
  });

  test("are those of leaves to announce once it is approved, the most urgent first", async () => {
    await write(
      approved,
      part("anna", "2027-01-11", "2027-01-24"),
      part("boris", "2027-01-01", "2027-01-10"),
      part("dan", "2027-01-11", "2027-01-12", { announcedOn: "2026-12-12" }),
      part("next", "2027-06-01", "2027-06-14"),
    );
    const desk = (await items("dan"))[0];
    expect(desk?.deadlines.map(({ what, state, days, employeeId }) => [what, state, days, employeeId])).toEqual([
      ["announce-leave", "overdue", -1, "boris"],
      ["announce-leave", "due", 9, "anna"],
    ]);
  });

  test("are told of the units that are led or in scope, and not at all to an employee", async () => {
    expect((await items("nora")).map(({ unitId }) => unitId)).toEqual(["desk", "north", "vault"]);
    expect((await items("hrs")).map(({ unitId }) => unitId)).toEqual(["south"]);
    for (const userId of ["anna", "acc", "adm"])
      expect((await views.as(userId)("leave-schedule-deadlines?year=2027")).status).toBe(403);
  });

  test("come page by page", async () => {
    const { body } = await views.as("hr")("leave-schedule-deadlines?year=2027&limit=2");
    expect(body.items.map(({ unitId }: Item) => unitId)).toEqual(["bank", "desk"]);
    expect((await items("hr", `&limit=2&cursor=${body.next}`)).map(({ unitId }) => unitId)).toEqual(["north", "south"]);
  });
});
