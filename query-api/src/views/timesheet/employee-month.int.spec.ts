// A month as it was known: what came later does not show, a closing freezes, and pay is for those who may see it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { employeeHistoryTable, payrollHoursTable, payrollPeriodTable, timesheetMonthTable } from "@tabel/read-models";
import { historyRow, hoursRow, periodRow, sheetRow } from "../../testing/rows.js";
import { type ServedViews, serveViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
let position = 100n;

/** An event of anna's history, recorded on a day of 2026. */
const recorded = (type: string, on: string, data: object) =>
  views.write(employeeHistoryTable, {
    ...historyRow("anna", (position += 1n)),
    type,
    recordedAt: `2026-${on}T08:00:00.000Z`,
    data: { employeeId: "anna", ...data },
  });
const ill = (on: string, requestId: string, from: string, to: string) =>
  recorded("AbsenceApproved", on, {
    requestId,
    kind: "sick-leave",
    from,
    to,
    dayPart: "full",
    time: null,
    compensation: null,
    ledger: null,
    used: 0,
    days: [],
    released: [],
    step: 0,
    approvedBy: "dan",
  });

beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(payrollPeriodTable, {
    ...periodRow("2026-03"),
    status: "closed",
    openedAt: "2026-03-01T08:00:00.000Z",
    closedAt: "2026-04-10T08:00:00.000Z",
  });
  await views.write(payrollPeriodTable, { ...periodRow("2026-04"), openedAt: "2026-04-01T08:00:00.000Z" });
  await recorded("EmployeeHired", "01-12", {
    fullName: { last: "Canary", first: "Anna", middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "desk",
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
  await recorded("SalarySet", "01-13", { from: "2026-01-12", monthly: { minor: 16_800_000, currency: "RUB" } });
  await ill("03-20", "r1", "2026-03-16", "2026-03-17");
  await ill("04-20", "r2", "2026-03-24", "2026-03-25"); // after the closing
}, 30_000);
afterAll(() => views.close());

const month = async (userId: string, period: string, known?: string) => {
  const query = known === undefined ? "" : `?known=2026-${known}T00:00:00.000Z`;
  const { status, body } = await views.as(userId)(`employees/anna/months/${period}${query}`);
  expect(status).toBe(200);
  return body;
};

describe("March", () => {
  test("was not open in February", async () => {
    expect(await month("acc", "2026-03", "02-15")).toMatchObject({ status: "not-open", sheets: [], hours: null });
  });

  test("had no illness before the note came, and has it afterwards", async () => {
    const before = await month("acc", "2026-03", "03-19");
    expect(before).toMatchObject({
      status: "open",
      hours: { workedMinutes: 10_080, lines: [{ amountMinor: 16_800_000 }] },
    });
    expect(before.sheets[0].total.days).toEqual({ Я: 21, В: 10 });
    const after = await month("acc", "2026-03", "03-21");
    expect(after).toMatchObject({
      status: "open",
      hours: { workedMinutes: 9_120, lines: [{ amountMinor: 15_200_000 }] },
    });
    expect(after.sheets[0].total.days).toEqual({ Я: 19, В: 10, Б: 2 });
  });

  test("is what it was at its closing, whatever came later; the difference stands in April", async () => {
    expect(await month("acc", "2026-03")).toMatchObject({
      status: "closed",
      hours: { workedMinutes: 9_120, deltas: [] },
    });
    const april = await month("acc", "2026-04");
    expect(april.hours.deltas).toMatchObject([
      { of: "2026-03", workedMinutes: -960, lines: [{ minutes: -960, amountMinor: -1_600_000 }] },
    ]);
    expect((await month("acc", "2026-04", "04-19")).hours.deltas).toEqual([]);
  });
});

describe("a day's cell", () => {
  const explained = async (userId: string, date: string, known?: string) => {
    const query = known === undefined ? "" : `?known=2026-${known}T00:00:00.000Z`;
    const { status, body } = await views.as(userId)(`employees/anna/days/${date}/explain${query}`);
    expect(status).toBe(200);
    return body;
  };
  const positionsOf = (body: { facts: { position: string; type: string }[] }) =>
    body.facts.map(({ position: at, type }) => [at, type]);

  test("is the absence's, with its event", async () => {
    const body = await explained("dan", "2026-03-16");
    expect(body).toMatchObject({
      status: "closed",
      cell: { plannedMinutes: 480, codes: [{ code: "Б", minutes: 0, from: "absence", facts: ["103"] }] },
    });
    expect(positionsOf(body)).toEqual([
      ["101", "EmployeeHired"],
      ["103", "AbsenceApproved"],
    ]);
  });
  test("was the schedule's before the note was known", async () =>
    expect((await explained("anna", "2026-03-16", "03-19")).cell.codes).toEqual([
      { code: "Я", minutes: 480, from: "schedule", facts: ["101"] },
    ]));
  test("is the calendar's on a transferred day off", async () =>
    expect((await explained("acc", "2026-03-09")).cell).toMatchObject({
      dayKind: "transferred-day-off",
      codes: [{ code: "В", from: "calendar" }],
    }));
  test("of a closed period is what it was at the closing", async () =>
    expect((await explained("acc", "2026-03-24")).cell.codes).toMatchObject([{ code: "Я", from: "schedule" }]));
  test("is none before the period is opened, whatever its year, and on a day without employment", async () => {
    expect(await explained("acc", "2077-05-04")).toMatchObject({ status: "not-open", cell: null, facts: [] });
    expect(await explained("acc", "2026-03-16", "01-05")).toMatchObject({ status: "not-open", cell: null });
  });
  test("is for those who see her sheet", async () => {
    for (const userId of ["boris", "adm"])
      expect((await views.as(userId)("employees/anna/days/2026-03-16/explain")).status).toBe(404);
    expect((await views.as("acc")("employees/anna/days/2026-02-30/explain")).status).toBe(400);
  });
});

describe("as known and as true", () => {
  const asked = async (userId: string, path: string) => {
    const { status, body } = await views.as(userId)(path);
    return { status, ...body };
  };
  const at = (day: string) => `known=2026-${day}T00:00:00.000Z`;

  beforeAll(async () => {
    for (const period of ["2026-03", "2026-04"]) {
      await views.write(timesheetMonthTable, sheetRow("anna", "desk", period));
      await views.write(payrollHoursTable, hoursRow("anna", "desk", period));
    }
    await recorded("EmployeeTransferred", "05-20", { from: "2026-05-01", unitId: "vault", position: "Cashier" });
    await recorded("SalarySet", "05-21", { from: "2026-03-01", monthly: { minor: 20_000_000, currency: "RUB" } });
  });

  test("a payroll line is what it was, and shown to whom it is shown now", async () => {
    const path = "payroll-hours/anna/2026-03";
    expect(await asked("acc", `${path}?${at("03-19")}`)).toMatchObject({
      employeeId: "anna",
      unitId: "desk",
      workedMinutes: 10_080,
      lines: [{ amountMinor: 16_800_000 }],
    });
    expect(await asked("acc", `${path}?${at("03-21")}`)).toMatchObject({ lines: [{ amountMinor: 15_200_000 }] });
    expect(await asked("acc", `${path}?${at("05-30")}`)).toMatchObject({ lines: [{ amountMinor: 15_200_000 }] });
    expect(await asked("acc", `${path}?${at("02-15")}`)).toMatchObject({ status: 404, code: "period-not-open" });
    for (const userId of ["dan", "boris"]) expect((await asked(userId, `${path}?${at("03-19")}`)).status).toBe(404);
  });

  test("a unit's sheet is what it was", async () => {
    const sheetAt = async (day: string) => asked("dan", `timesheets/desk/2026-03?${at(day)}`);
    const totalAt = async (day: string) => (await sheetAt(day)).items.map(({ total }: { total: object }) => total);
    expect(await totalAt("03-19")).toMatchObject([{ days: { Я: 21, В: 10 } }]);
    expect(await totalAt("03-21")).toMatchObject([{ days: { Я: 19, В: 10, Б: 2 } }]);
    expect(await totalAt("05-30")).toMatchObject([{ days: { Я: 19, В: 10, Б: 2 } }]);
    expect(await totalAt("02-15")).toEqual([]);
    expect((await sheetAt("03-19")).items[0].form.lines).toHaveLength(4);
    expect((await asked("sam", `timesheets/desk/2026-03?${at("03-19")}`)).status).toBe(403);
    expect((await asked("dan", "timesheets/desk/2026-03?known=March")).status).toBe(400);
  });

  test("an employment is what it was: unit, position, schedule, and pay for those who see it now", async () => {
    const path = "employees/anna/employment?effective=2026-05-10";
    expect((await asked("acc", `${path}&${at("05-19")}`)).effective).toMatchObject({
      assignment: { unitId: "desk", position: "Teller" },
      salary: { from: "2026-01-12", monthly: { minor: 16_800_000 } },
    });
    expect((await asked("acc", `${path}&${at("05-30")}`)).effective).toMatchObject({
      assignment: { unitId: "vault", position: "Cashier" },
      salary: { from: "2026-03-01", monthly: { minor: 20_000_000 } },
    });
    expect(
      (await asked("acc", `employees/anna/employment?effective=2026-02-01&${at("05-30")}`)).effective,
    ).toMatchObject({ assignment: { unitId: "desk" }, salary: { monthly: { minor: 16_800_000 } } });
    const head = await asked("dan", `${path}&${at("05-30")}`);
    expect([head.salaries, head.effective.salary]).toEqual([null, null]);
    expect(await asked("acc", `employees/anna/employment?${at("01-05")}`)).toMatchObject({
      status: 404,
      detail: expect.stringContaining("was recorded by"),
    });
    expect((await asked("boris", `employees/anna/employment?${at("05-30")}`)).status).toBe(404);
    expect((await asked("acc", "employees/anna/employment?known=soon")).status).toBe(400);
  });

  test("an employee stands where the day and the instant say", async () => {
    const standing = async (query: string) => {
      const { unitId, position } = await asked("hr", `employees/anna?${query}`);
      return [unitId, position];
    };
    expect(await standing(`effective=2026-05-10&${at("05-30")}`)).toEqual(["vault", "Cashier"]);
    expect(await standing(`effective=2026-04-30&${at("05-30")}`)).toEqual(["desk", "Teller"]);
    expect(await standing(`effective=2026-05-10&${at("05-19")}`)).toEqual(["desk", "Teller"]);
    expect((await asked("boris", `employees/anna?${at("05-30")}`)).status).toBe(404);
  });
});

test("her heads see the sheet and no pay, she and accounting both, a colleague nothing", async () => {
  for (const userId of ["anna", "acc", "hr", "aud"]) expect((await month(userId, "2026-03")).hours).not.toBeNull();
  const { sheets, hours } = await month("dan", "2026-03");
  expect([sheets.length, hours]).toEqual([1, null]);
  expect((await views.as("boris")("employees/anna/months/2026-03")).status).toBe(404);
  expect((await views.as("boris")("employees/nobody/months/2026-03")).status).toBe(404);
});

test("an instant that there is not is told", async () => {
  const { status, body } = await views.as("acc")("employees/anna/months/2026-03?known=yesterday");
  expect([status, body.errors?.[0]?.path]).toEqual([400, "/known"]);
});

test("an erased person's months have no pay and no absences, and are no fault", async () => {
  await views.sql(`update views.employee_history set data = (data::jsonb || '{"kind": null, "monthly": null}')::json
    where employee_id = 'anna'`);
  expect((await month("acc", "2026-03", "03-21")).hours.lines).toEqual([]);
});
