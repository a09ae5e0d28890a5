// A list that is read page by page is the whole list, each item once, in the same order.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  absenceRequestTable,
  employeeHistoryTable,
  payrollHoursTable,
  payrollPeriodTable,
  timesheetMonthTable,
} from "@tabel/read-models";
import { forHr, historyRow, hoursRow, periodRow, requestRow, sheetRow } from "../testing/rows.js";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { person, smallHouse, writePerson } from "../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(payrollPeriodTable, periodRow("2026-10"));
  for (let index = 0; index < 12; index += 1) {
    const employeeId = `p${String(index).padStart(2, "0")}`;
    // Two of each name, and two requests of each first day: an order must not rest on what is not unique.
    const nameKey = `иванов ${Math.floor(index / 2)}`;
    await writePerson(views, person(employeeId, [["2024-01-09", "desk"]], { nameKey }));
    await views.write(timesheetMonthTable, sheetRow(employeeId, "desk"));
    await views.write(payrollHoursTable, hoursRow(employeeId, "desk"));
    await views.write(employeeHistoryTable, historyRow("anna", BigInt(index + 1)));
    const fromDate = `2026-12-${String(1 + Math.floor(index / 2)).padStart(2, "0")}`;
    await views.write(
      absenceRequestTable,
      requestRow({ requestId: `a${index}`, fromDate, toDate: fromDate }),
      requestRow({ requestId: `b${index}`, fromDate, toDate: fromDate, employeeId, requestedBy: employeeId, ...forHr }),
    );
  }
}, 30_000);
afterAll(() => views.close());

test.each([
  ["employees", "hr", "employees?under=north", 18],
  ["employees by name", "dan", "employees?name=иван", 12],
  ["units", "anna", "units", 5],
  ["a history", "aud", "employees/anna/history", 12],
  ["requests", "anna", "requests", 12],
  ["a head's inbox", "dan", "inbox", 12],
  ["HR's inbox", "hr", "inbox", 12],
  ["a calendar", "dan", "calendar?unitId=desk&from=2026-12-01&to=2026-12-31", 16],
  ["a timesheet", "dan", "timesheets/desk/2026-10", 12],
  ["payroll hours", "acc", "payroll-hours/2026-10", 12],
])("%s", async (_, userId, path, count) => {
  const join = path.includes("?") ? "&" : "?";
  const whole = (await views.as(userId)(encodeURI(path))).body;
  expect([whole.items.length, whole.next]).toEqual([count, null]);
  for (const limit of [1, 5, count]) {
    const items: unknown[] = [];
    let next: string | null = "";
    while (next !== null) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`;
      const { body } = await views.as(userId)(encodeURI(`${path}${join}limit=${limit}${cursor}`));
      expect(body.items.length).toBeLessThanOrEqual(limit);
      items.push(...body.items);
      next = body.next;
    }
    expect(items).toEqual(whole.items);
  }
});
