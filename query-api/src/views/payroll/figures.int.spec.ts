// Figures and facts as views show them: balances, pay, history, units, who one is.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { employeeHistoryTable, leaveEntryTable, payrollHoursTable, payrollPeriodTable } from "@tabel/read-models";
import { entryRow, historyRow, hoursRow, periodRow } from "../../testing/rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { person, smallHouse, writePerson } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(payrollPeriodTable, periodRow("2026-10"), periodRow("2026-11", "2026-10-28T06:00:00.000Z"));
}, 30_000);
afterAll(() => views.close());

describe("a leave balance", () => {
  beforeEach(() => views.sql("truncate views.leave_entry"));
  const ledgerOn = async (on?: string) => {
    const { body } = await views.as("anna")(`leave-balance/anna${on === undefined ? "" : `?effective=${on}`}`);
    const [ledger] = body.ledgers;
    if (ledger === undefined) return undefined;
    const { granted, used, reserved, balance, usable, available } = ledger;
    return { granted, used, reserved, balance, usable, available };
  };
  const leave = (kind: "reservation" | "release" | "use", amount: number, position: bigint) =>
    entryRow({
      kind,
      amount,
      position,
      source: "r1",
      effectiveOn: "2026-12-07",
      effectiveTo: "2026-12-11",
      requestId: "r1",
    });

  test("is nothing where nothing was posted", async () => {
    expect(await ledgerOn()).toBeUndefined();
  });

  test("of a grant whose right has not begun is a balance and not usable", async () => {
    await views.write(
      leaveEntryTable,
      entryRow({ effectiveOn: "2026-11-01", effectiveTo: "2026-11-01", usableFrom: "2027-05-01" }),
    );
    expect(await ledgerOn()).toEqual({ granted: 28, used: 0, reserved: 0, balance: 28, usable: 0, available: 0 });
    expect(await ledgerOn("2027-05-01")).toMatchObject({ balance: 28, usable: 28 });
    expect(await ledgerOn("2026-10-31")).toMatchObject({ granted: 0, balance: 0 });
  });

  test("shows what a request reserves, today and day by day while it runs", async () => {
    await views.write(leaveEntryTable, entryRow({}), leave("reservation", -500, 2n));
    expect(await ledgerOn()).toEqual({ granted: 28, used: 0, reserved: 5, balance: 28, usable: 28, available: 23 });
    expect(await ledgerOn("2026-12-08")).toMatchObject({ balance: 26, available: 23 });
    expect(await ledgerOn("2026-12-31")).toMatchObject({ balance: 23, available: 23 });
  });

  test("shows use in place of the reservation once it is approved", async () => {
    await views.write(
      leaveEntryTable,
      entryRow({}),
      leave("reservation", -500, 2n),
      leave("release", 500, 3n),
      leave("use", -500, 4n),
    );
    expect(await ledgerOn()).toEqual({ granted: 28, used: 0, reserved: 0, balance: 28, usable: 28, available: 23 });
    expect(await ledgerOn("2026-12-09")).toMatchObject({ used: 3, balance: 25 });
    expect(await ledgerOn("2026-12-11")).toMatchObject({ used: 5, balance: 23 });
  });

  const lastYear = entryRow({
    position: 2n,
    source: "last-year",
    amount: 1_000,
    effectiveOn: "2026-01-01",
    effectiveTo: "2026-01-01",
    usableFrom: "2026-01-01",
    expiresOn: "2026-12-31",
    carries: { until: "2027-03-31", most: 600 },
  });

  test("counts what is carried over and what expires before anybody has recorded it", async () => {
    await views.write(leaveEntryTable, lastYear);
    const shown = async (on: string) => (await views.as("anna")(`leave-balance/anna?effective=${on}`)).body.ledgers[0];
    expect(await shown("2026-12-31")).toMatchObject({ balance: 10, usable: 10, available: 10 });
    expect(await shown("2027-01-01")).toMatchObject({ balance: 6, totals: { grant: 10, "carry-over": 0, expiry: -4 } });
    expect(await shown("2027-04-01")).toMatchObject({ balance: 0, usable: 0, available: 0 });
    const { entries } = await shown("2026-12-31");
    expect(entries.slice(1)).toMatchObject([
      { position: null, kind: "carry-over", amount: -6, effectiveOn: "2027-01-01", concerns: "last-year" },
      { position: null, kind: "carry-over", amount: 6, effectiveOn: "2027-01-01", expiresOn: "2027-03-31" },
      { position: null, kind: "expiry", amount: -4, effectiveOn: "2027-01-01" },
      { position: null, kind: "expiry", amount: -6, effectiveOn: "2027-04-01" },
    ]);
  });

  test("is shown as it was known at an instant, whatever was recorded since about the same days", async () => {
    await views.write(
      leaveEntryTable,
      entryRow({ recordedAt: "2026-01-09T08:00:00.000Z" }),
      entryRow({
        position: 2n,
        kind: "adjustment",
        source: "a1",
        amount: -300,
        recordedAt: "2026-05-09T08:00:00.000Z",
      }),
    );
    const known = async (at: string) =>
      (await views.as("anna")(`leave-balance/anna?effective=2026-02-01&known=${at}`)).body.ledgers[0]?.balance;
    expect(await known("2026-01-09T07:59:59.999Z")).toBeUndefined();
    expect(await known("2026-01-09T08:00:00.000Z")).toBe(28);
    expect(await known("2026-05-09T08:00:00.000Z")).toBe(25);
    expect((await views.as("anna")("leave-balance/anna?known=yesterday")).status).toBe(400);
  });

  test("shows why it was adjusted to whom remarks are shown", async () => {
    await views.write(leaveEntryTable, entryRow({ kind: "adjustment", source: "a1", reason: "Entered twice" }));
    const reasonFor = async (userId: string) =>
      (await views.as(userId)("leave-balance/anna")).body.ledgers[0].entries[0].reason;
    expect(await reasonFor("anna")).toBe("Entered twice");
    expect(await reasonFor("hr")).toBe("Entered twice");
    expect(await reasonFor("aud")).toBeNull();
  });

  test("is explained line by line, with the sum after each and the events behind", async () => {
    await views.write(
      leaveEntryTable,
      entryRow({}),
      leave("use", -500, 4n),
      entryRow({
        position: 6n,
        kind: "adjustment",
        source: "a1",
        amount: 100,
        effectiveOn: "2026-05-01",
        effectiveTo: "2026-05-01",
      }),
    );
    await views.write(employeeHistoryTable, historyRow("anna", 1n), historyRow("anna", 4n), historyRow("boris", 6n));
    const asked = async (userId: string, query = "") => views.as(userId)(`leave-balance/anna/explain${query}`);
    const { body } = await asked("anna", "?effective=2026-12-09");
    expect(body.ledgers).toEqual([
      {
        ledger: "annual",
        unit: "days",
        balance: 26,
        lines: [
          expect.objectContaining({
            date: "2026-01-09",
            kind: "grant",
            amount: 28,
            counted: 28,
            sum: 28,
            facts: ["1"],
          }),
          expect.objectContaining({ date: "2026-05-01", kind: "adjustment", amount: 1, sum: 29, facts: ["6"] }),
          {
            date: "2026-12-07",
            until: "2026-12-11",
            kind: "use",
            source: "r1",
            amount: -5,
            counted: -3,
            sum: 26,
            requestId: "r1",
            facts: ["4"],
          },
        ],
      },
    ]);
    expect(body.facts.map(({ position }: { position: string }) => position)).toEqual(["1", "4"]);
    const shown = (await views.as("anna")("leave-balance/anna?effective=2026-12-09")).body.ledgers[0].balance;
    expect(body.ledgers[0].balance).toBe(shown);
    expect((await asked("anna", "?known=2026-01-01T00:00:00.000Z")).body.ledgers).toEqual([]);
    expect((await asked("boris")).status).toBe(404);
    expect((await asked("anna", "?effective=today")).status).toBe(400);
    await views.sql("truncate views.employee_history");
  });

  test("lists its entries in order, ledger by ledger", async () => {
    await views.write(
      leaveEntryTable,
      entryRow({ ledger: "extra", amount: 300, position: 9n }),
      leave("use", -450, 2n),
    );
    const { body } = await views.as("anna")("leave-balance/anna?effective=2026-12-31");
    expect(body).toEqual({
      employeeId: "anna",
      on: "2026-12-31",
      known: null,
      ledgers: [
        expect.objectContaining({
          ledger: "annual",
          entries: [
            {
              position: "2",
              recordedAt: "2026-01-09T08:00:00.000Z",
              kind: "use",
              source: "r1",
              amount: -4.5,
              effectiveOn: "2026-12-07",
              effectiveTo: "2026-12-11",
              usableFrom: null,
              expiresOn: null,
              concerns: null,
              requestId: "r1",
              reason: null,
            },
          ],
        }),
        expect.objectContaining({ ledger: "extra", balance: 3 }),
      ],
    });
  });
});

test("payroll hours carry the lines with their amounts in minor units", async () => {
  await views.write(payrollHoursTable, hoursRow("anna", "desk"));
  const { body } = await views.as("anna")("payroll-hours/anna/2026-10");
  const { absentFacts: _absentFacts, lines, ...row } = hoursRow("anna", "desk");
  const shown = lines.map(({ facts: _facts, ...line }) => line);
  expect(body).toEqual({ ...row, lines: shown, name: "Anna Анна" });
});

test("each figure of payroll is explained by its calculation and the events behind it", async () => {
  await views.sql("truncate views.payroll_hours, views.employee_history");
  await views.write(payrollHoursTable, {
    ...hoursRow("anna", "desk"),
    deltas: [
      {
        of: "2026-08",
        fact: "30",
        workedMinutes: -480,
        nightMinutes: 0,
        overtimeFirstMinutes: 0,
        overtimeFurtherMinutes: 0,
        dayOffMinutes: 0,
        absentMinutes: { Б: 480 },
        lines: [{ ...hoursRow("anna", "desk").lines[0], minutes: -480, amountMinor: -363_636 } as never], // a line of the row
      },
    ],
  });
  const hired = {
    ...historyRow("anna", 5n),
    type: "EmployeeHired",
    data: { employeeId: "anna", hiredOn: "2024-01-09", unitId: "desk", country: "RU", timeZone: "Europe/Moscow" },
  };
  await views.write(
    employeeHistoryTable,
    hired,
    historyRow("anna", 10n),
    historyRow("anna", 30n),
    historyRow("boris", 31n),
  );
  const { body } = await views.as("anna")("payroll-hours/anna/2026-10/explain");
  expect(body.figures).toEqual([
    { figure: "normMinutes", calculation: "schedule five-day-40, calendar of RU: 10560 min", facts: ["5"] },
    { figure: "workedMinutes", calculation: "as it was posted = 480 min", facts: ["5"] },
    { figure: "salary", calculation: "8000000 × 100 % × 480 min ÷ 10560 min = 363636", facts: ["10", "30"] },
    { figure: "absent ОТ", calculation: "planned and not worked: 480 min", facts: ["30"] },
    { figure: "2026-08 workedMinutes", calculation: "recalculated less posted before: -480 min", facts: ["30"] },
    { figure: "2026-08 salary", calculation: "recalculated less posted before: -480 min, -363636", facts: ["30"] },
    { figure: "2026-08 absent Б", calculation: "recalculated less posted before: 480 min", facts: ["30"] },
  ]);
  expect(body.facts.map(({ position, type }: { position: string; type: string }) => [position, type])).toEqual([
    ["5", "EmployeeHired"],
    ["10", "SalarySet"],
    ["30", "SalarySet"],
  ]);
  expect((await views.as("boris")("payroll-hours/anna/2026-10/explain")).status).toBe(404);
  await views.sql("truncate views.employee_history");
});

test("a history is in the order of the log and says who, when and why", async () => {
  await views.write(
    employeeHistoryTable,
    historyRow("anna", 300n),
    historyRow("anna", 9_007_199_254_740_993n),
    historyRow("anna", 100n),
  );
  const { body } = await views.as("aud")("employees/anna/history");
  expect(body.items.map(({ position }: { position: string }) => position)).toEqual(["100", "300", "9007199254740993"]);
  expect(body.items[0]).toEqual({
    position: "100",
    eventId: "event-100",
    type: "SalarySet",
    stream: "employee-anna",
    revision: "1",
    recordedAt: "2026-01-12T08:00:00.000Z",
    effectiveOn: "2026-01-12",
    actor: "hr",
    onBehalfOf: null,
    commandId: "c",
    causationId: "c",
    causedBy: null,
    depth: 0,
    correlationId: "c",
    data: { employeeId: "anna", from: "2026-01-12" },
    sentence: "С 12.01.2026 установлен оклад ‹скрыто› в месяц.",
    balances: [],
    erased: false,
  });
});

test("what people wrote is left out of a history for whom remarks are not shown", async () => {
  const data = { employeeId: "anna", kind: "annual-leave", comment: "К морю", reason: "Мало людей" };
  await views.write(employeeHistoryTable, { ...historyRow("anna", 1n), type: "AbsenceRequested", data });
  const dataFor = async (userId: string) => (await views.as(userId)("employees/anna/history")).body.items[0].data;
  expect(await dataFor("anna")).toEqual(data);
  expect(await dataFor("aud")).toEqual({ employeeId: "anna", kind: "annual-leave" });
});

test("units are shown with today's heads to whoever belongs to the house", async () => {
  const { body } = await views.as("anna")("units?under=north");
  expect(body.items).toEqual([
    { unitId: "desk", name: "Отдел desk", parentId: "north", path: ["bank", "north", "desk"], headId: "dan" },
    { unitId: "north", name: "Отдел north", parentId: "bank", path: ["bank", "north"], headId: "nora" },
    { unitId: "vault", name: "Отдел vault", parentId: "north", path: ["bank", "north", "vault"], headId: null },
  ]);
  expect((await views.as("adm")("units")).body.items).toHaveLength(5);
  expect((await views.as("nobody")("units")).status).toBe(403);
  expect((await views.as("nobody")("periods")).status).toBe(403);
});

test("opened periods are shown, the latest first", async () => {
  const { body } = await views.as("anna")("periods");
  expect(body.items.map(({ period }: { period: string }) => period)).toEqual(["2026-11", "2026-10"]);
});

describe("who one is", () => {
  test("of a head", async () => {
    expect((await views.as("dan")("me")).body).toEqual({
      userId: "dan",
      name: "Dan Анна",
      unitId: "desk",
      position: "в desk",
      roles: [],
      headedUnitIds: ["desk"],
      deputies: [],
      deputyFor: [],
      sees: expect.arrayContaining(["see-employee", "see-history"]),
      today: "2026-11-16",
    });
  });
  test("of a user who is no employee", async () => {
    expect((await views.as("adm")("me")).body).toEqual({
      userId: "adm",
      name: null,
      unitId: null,
      position: null,
      roles: ["administrator"],
      headedUnitIds: [],
      deputies: [],
      deputyFor: [],
      sees: ["see-employee"],
      today: "2026-11-16",
    });
  });
  test("of somebody on the other side of the date line it is another day", async () => {
    await writePerson(views, person("auckland", [["2024-01-09", "desk"]], { timeZone: "Pacific/Kiritimati" }));
    expect((await views.as("auckland")("me")).body.today).toBe("2026-11-16");
    await writePerson(views, person("hawaii", [["2024-01-09", "desk"]], { timeZone: "Pacific/Pago_Pago" }));
    expect((await views.as("hawaii")("me")).body.today).toBe("2026-11-15");
  });
  test("of somebody whose data are erased has no name", async () => {
    await writePerson(
      views,
      person("erased", [["2024-01-09", "desk"]], { lastName: null, firstName: null, nameKey: "" }),
    );
    expect((await views.as("hr")("employees/erased")).body).toMatchObject({ name: null, unitId: "desk" });
  });
});
