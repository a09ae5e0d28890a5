// A month as it was known: what came later does not show, a closing freezes, and pay is for those who may see it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { employeeHistoryTable, payrollPeriodTable } from "@tabel/read-models";
import { historyRow, periodRow } from "../../testing/rows.js";
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
