// Who sees what, over HTTP, on a real database: every role against every view.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  absenceRequestTable,
  employeeHistoryTable,
  leaveEntryTable,
  payrollHoursTable,
  payrollPeriodTable,
  timesheetMonthTable,
  userAccessTable,
} from "@tabel/read-models";
import { entryRow, historyRow, hoursRow, periodRow, requestRow, sheetRow } from "./testing/rows.js";
import { serveViews, type ServedViews } from "./testing/served-views.js";
import { smallHouse } from "./testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(payrollPeriodTable, periodRow("2026-10"));
  const where = { anna: "desk", boris: "desk", gone: "desk", vera: "vault", semyon: "south", moved: "south" };
  let position = 10n;
  for (const [employeeId, unitId] of Object.entries(where)) {
    await views.write(timesheetMonthTable, sheetRow(employeeId, unitId));
    await views.write(payrollHoursTable, hoursRow(employeeId, unitId));
    await views.write(leaveEntryTable, entryRow({ employeeId, position }));
    await views.write(employeeHistoryTable, historyRow(employeeId, position));
    await views.write(
      absenceRequestTable,
      requestRow({ requestId: `r-${employeeId}`, employeeId, holderUnitId: unitId }),
    );
    position += 1n;
  }
  await views.write(employeeHistoryTable, historyRow("adm", position));
}, 30_000);
afterAll(() => views.close());

const everybody = [
  "anna",
  "boris",
  "dan",
  "nora",
  "dora",
  "vera",
  "semyon",
  "sam",
  "hr",
  "hrs",
  "acc",
  "aud",
  "adm",
  "nobody",
];

/** Who of everybody gets the view; all others get the status. */
const shownTo = async (path: string, otherwise: number): Promise<string[]> => {
  const shown: string[] = [];
  for (const userId of everybody) {
    const { status } = await views.as(userId)(path);
    if (status === 200) shown.push(userId);
    else expect([userId, status]).toEqual([userId, otherwise]);
  }
  return shown;
};

describe("of anna, who is in desk,", () => {
  test("the person is shown to herself, her heads and the officers", async () => {
    expect(await shownTo("employees/anna", 404)).toEqual(["anna", "dan", "nora", "dora", "hr", "acc", "aud", "adm"]);
  });
  test("the history is shown to herself, HR and auditors, and to no head", async () => {
    expect(await shownTo("employees/anna/history", 404)).toEqual(["anna", "hr", "aud"]);
  });
  test("the requests are shown to herself, her heads, HR and auditors", async () => {
    expect(await shownTo("requests?employeeId=anna", 404)).toEqual(["anna", "dan", "nora", "dora", "hr", "aud"]);
    expect(await shownTo("requests/r-anna", 404)).toEqual(["anna", "dan", "nora", "dora", "hr", "aud"]);
  });
  test("the leave balance is shown to those and to accounting", async () => {
    const seers = ["anna", "dan", "nora", "dora", "hr", "acc", "aud"];
    expect(await shownTo("leave-balance/anna", 404)).toEqual(seers);
    expect(await shownTo("leave-balance/anna/explain", 404)).toEqual(seers);
  });
  test("why a day's cell says what it says is shown to whom her sheet is", async () => {
    const seers = await shownTo("employees/anna/months/2026-10", 404);
    expect(seers).toEqual(["anna", "dan", "nora", "dora", "hr", "acc", "aud"]);
    expect(await shownTo("employees/anna/days/2026-10-05/explain", 404)).toEqual(seers);
  });
  test("the pay is shown to herself, accounting, HR and auditors, and to no head", async () => {
    expect(await shownTo("payroll-hours/anna/2026-10", 404)).toEqual(["anna", "hr", "acc", "aud"]);
  });
});

test("whoever may not see somebody gets the same answer as for somebody who does not exist", async () => {
  for (const view of [
    "employees/%",
    "employees/%/history",
    "requests?employeeId=%",
    "leave-balance/%",
    "leave-balance/%/explain",
    "employees/%/days/2026-10-05/explain",
    "requests/r-%",
  ]) {
    const there = await views.as("semyon")(view.replace("%", "vera"));
    const notThere = await views.as("semyon")(view.replace("%", "stranger"));
    expect([view, there.status]).toEqual([view, 404]);
    const told = (body: { detail: string; code: string }, id: string) => [body.code, body.detail.replaceAll(id, "%")];
    expect(told(there.body, "vera")).toEqual(told(notThere.body, "stranger"));
  }
});

describe("an officer over south", () => {
  test("sees who is there, and nobody of the north", async () => {
    const { body } = await views.as("hrs")("employees");
    expect(body.items.map(({ employeeId }: { employeeId: string }) => employeeId)).toEqual([
      "hrs",
      "moved",
      "sam",
      "semyon",
    ]);
    expect((await views.as("hrs")("employees/semyon/history")).status).toBe(200);
    expect((await views.as("hrs")("employees/vera/history")).status).toBe(404);
  });
});

describe("a list of people", () => {
  const ids = async (userId: string, query = "") =>
    (await views.as(userId)(`employees${query}`)).body.items.map(
      ({ employeeId }: { employeeId: string }) => employeeId,
    );

  test("shows an employee the own line only", async () => {
    expect(await ids("anna")).toEqual(["anna"]);
  });
  test("shows a head everybody under them, those who have not started among them", async () => {
    expect(await ids("nora")).toEqual(["anna", "boris", "dan", "next", "nora", "vera"]);
  });
  test("shows who left on demand", async () => {
    expect(await ids("nora", "?who=left")).toEqual(["gone"]);
    expect(await ids("nora", "?who=all&unitId=desk")).toEqual(["anna", "boris", "dan", "gone", "next"]);
  });
  test("is narrowed by a unit, a subtree and the beginning of a name in any case", async () => {
    expect(await ids("hr", "?unitId=north")).toEqual(["nora"]);
    expect(await ids("hr", "?under=north")).toEqual(["anna", "boris", "dan", "next", "nora", "vera"]);
    expect(await ids("hr", "?name=SE")).toEqual(["semyon"]);
    expect(await ids("hr", "?name=%25")).toEqual([]);
  });
  test("is refused to a user who is nobody", async () => {
    const { status, body } = await views.as("nobody")("employees");
    expect([status, body.code]).toEqual([403, "forbidden"]);
  });
});

describe("a unit's timesheet", () => {
  test("is whole for its heads and officers", async () => {
    for (const userId of ["dan", "nora", "dora", "hr", "acc", "aud"]) {
      const { body } = await views.as(userId)("timesheets/desk/2026-10");
      expect([userId, body.items.map(({ employeeId }: { employeeId: string }) => employeeId)]).toEqual([
        userId,
        ["anna", "boris", "gone"],
      ]);
    }
  });
  test("shows an employee the own line", async () => {
    const { body } = await views.as("anna")("timesheets/desk/2026-10");
    expect(body.items).toEqual([
      {
        employeeId: "anna",
        name: "Anna Анна",
        position: "в desk",
        days: [{ day: 1, plannedMinutes: 480, codes: [{ code: "Я", minutes: 480 }] }],
        halves: [
          { days: { Я: 1 }, minutes: { Я: 480 } },
          { days: {}, minutes: {} },
        ],
        total: { days: { Я: 1 }, minutes: { Я: 480 } },
        form: {
          lines: [
            ["Я", ...Array.from({ length: 14 }, () => "")],
            ["8", ...Array.from({ length: 14 }, () => "")],
            Array.from({ length: 16 }, () => ""),
            Array.from({ length: 16 }, () => ""),
          ],
          halves: [
            { days: 1, minutes: 480 },
            { days: 0, minutes: 0 },
          ],
          month: { days: 1, minutes: 480 },
        },
      },
    ]);
    expect(body).toMatchObject({
      norms: [
        { weeklyHours: 40, minutes: 176 * 60 },
        { weeklyHours: 36, minutes: 158 * 60 + 24 },
        { weeklyHours: 24, minutes: 105 * 60 + 36 },
      ],
      sheet: { status: "open", returnReason: null },
      corrections: [],
    });
  });
  test("stays with the unit when somebody has moved on since", async () => {
    await views.write(timesheetMonthTable, sheetRow("moved", "desk", "2026-05"));
    await views.write(payrollPeriodTable, periodRow("2026-05", "2026-04-28T06:00:00.000Z"));
    expect((await views.as("dan")("timesheets/desk/2026-05")).body.items).toHaveLength(1);
    expect((await views.as("sam")("timesheets/desk/2026-05")).status).toBe(403);
  });
  test("is forbidden to everybody else", async () => {
    expect(await shownTo("timesheets/vault/2026-10", 403)).toEqual(["nora", "dora", "vera", "hr", "acc", "aud"]);
  });
  test("of a unit or a period that does not exist is 404, and says which", async () => {
    expect((await views.as("hr")("timesheets/nowhere/2026-10")).body.code).toBe("not-found");
    expect((await views.as("hr")("timesheets/desk/2026-11")).body.code).toBe("period-not-open");
  });
});

describe("payroll hours of a period", () => {
  const ids = async (userId: string, query = "") =>
    (await views.as(userId)(`payroll-hours/2026-10${query}`)).body.items.map(
      ({ employeeId }: { employeeId: string }) => employeeId,
    );

  test("are shown of everybody to accounting, of one unit on demand", async () => {
    expect(await ids("acc")).toEqual(["anna", "boris", "gone", "moved", "semyon", "vera"]);
    expect(await ids("acc", "?unitId=south")).toEqual(["moved", "semyon"]);
  });
  test("are shown of the own units to an officer over units, and of oneself to an employee or a head", async () => {
    expect(await ids("hrs")).toEqual(["moved", "semyon"]);
    expect(await ids("anna")).toEqual(["anna"]);
    expect(await ids("dan")).toEqual([]);
  });
  test("of a period that was not opened are 404", async () => {
    expect((await views.as("acc")("payroll-hours/2027-01")).body.code).toBe("period-not-open");
    expect((await views.as("acc")("payroll-hours/anna/2027-01")).body.code).toBe("period-not-open");
  });
});

describe("rights hold on the caller's own day", () => {
  test("who has left sees nothing any more, not even the own data", async () => {
    for (const path of ["me", "employees/gone", "leave-balance/gone"])
      expect((await views.as("gone")(path)).body.code).toBe("forbidden");
  });
  test("a role that was revoked counts no more on the next request, one that begins tomorrow not yet", async () => {
    const revoke = (until: string, from: string) =>
      views.write(userAccessTable, {
        userId: "temp",
        grants: [{ role: "auditor", scope: { over: "all" }, from, until }],
      });
    await revoke("2026-11-16", "2026-01-01");
    expect((await views.as("temp")("employees/anna/history")).status).toBe(200);
    await views.sql("delete from views.user_access where user_id = 'temp'");
    await revoke("2026-11-15", "2026-01-01");
    expect((await views.as("temp")("employees/anna/history")).status).toBe(404);
    await views.sql("delete from views.user_access where user_id = 'temp'");
    await revoke("2026-12-31", "2026-11-17");
    expect((await views.as("temp")("employees/anna/history")).status).toBe(404);
  });
  test("a user who was never an employee has a history for auditors", async () => {
    expect((await views.as("aud")("employees/adm/history")).body.items).toHaveLength(1);
    expect((await views.as("adm")("employees/adm/history")).status).toBe(404);
  });
});

test("without a token, or with a wrong one, nothing is answered", async () => {
  expect((await views.anonymous("me")).body.code).toBe("unauthenticated");
  expect((await views.as("anna")("me", { authorization: "Bearer a.b.c" })).body.code).toBe("invalid-token");
});
