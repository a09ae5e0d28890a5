// What people were paid by stays: a rebuild that would change figures of a closed period never goes live by itself.
import { expect, jest, test } from "@jest/globals";
import { EmployeeHired, PeriodCalculated, PeriodClosed, PeriodOpened, SalarySet, UnitEstablished } from "@tabel/domain";
import { type PayrollHoursRow, payrollHoursTable } from "@tabel/read-models";
import { projectingSystem, silent } from "../../testing/projecting-system.js";
import { timeAccounts } from "../../timesheet/time-accounts.js";
import { type Keyed, type RowPut } from "../projection.js";
import { rebuildProjections, type RebuildProjectionsOptions } from "./rebuild-projections.js";

jest.setTimeout(90_000);

const soon = 30_000;
const system = projectingSystem();
const people = ["anna", "boris"];

const hired = (employeeId: string) => [
  EmployeeHired({
    employeeId,
    fullName: { last: "Canary", first: employeeId, middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  }),
  SalarySet({ employeeId, from: "2026-01-12", monthly: { minor: 10_000_000, currency: "RUB" } }),
];

/** March is closed, April open; the runner has stopped. */
const aClosedMarch = async (): Promise<void> => {
  const position = await system.log.append([
    UnitEstablished({ unitId: "u1", name: "Bank", parentId: null, on: "2020-01-01" }),
    ...people.flatMap(hired),
    PeriodOpened({ period: "2026-03" }),
    PeriodOpened({ period: "2026-04" }),
    PeriodCalculated({ period: "2026-03" }),
    PeriodClosed({ period: "2026-03" }),
  ]);
  const runner = system.run([timeAccounts]);
  await runner.reached(position, soon);
  await runner.stop();
};

const rebuild = (projection: Keyed, more: Partial<RebuildProjectionsOptions> = {}) =>
  rebuildProjections({
    store: system.log.store,
    pool: system.views.pool,
    log: silent,
    projections: [projection],
    signal: new AbortController().signal,
    ...more,
  });

const isHours = (put: object): put is PayrollHoursRow => "workedMinutes" in put;
const anHourMore =
  (months: readonly string[]) =>
  <Change extends object>(change: Change): Change | RowPut =>
    "put" in change && isHours(change.put as object) && months.includes((change.put as PayrollHoursRow).period)
      ? { table: payrollHoursTable, put: moreOf(change.put as PayrollHoursRow) }
      : change;
const moreOf = (row: PayrollHoursRow) => ({ ...row, workedMinutes: row.workedMinutes + 60 });

/** The next version counts an hour more for everybody. */
const nextVersion = (months: readonly string[] = ["2026-03", "2026-04"]): Keyed => {
  const more = anHourMore(months);
  const { settle } = timeAccounts;
  if (settle === undefined) throw new Error("time-accounts derives its hours");
  return {
    ...timeAccounts,
    version: timeAccounts.version + 1,
    settle: { ...settle, rows: (standing) => settle.rows(standing).map(more) as RowPut[] }, // puts stay puts
    derive: (change) => (timeAccounts.derive?.(change) ?? []).map(more),
  };
};

const worked = (month: string) =>
  system.views.rows(
    `select employee_id, worked_minutes from views.payroll_hours where period = '${month}' order by employee_id`,
  );
const schemas = () => system.views.rows("select nspname from pg_namespace where nspname ~ '^rebuild'");

test("a calculation that would change a closed period does not go live, and says which row", async () => {
  await aClosedMarch();
  const before = await system.views.dump([timeAccounts]);
  const told: object[] = [];
  const outcome = await rebuild(nextVersion(), { log: { ...silent, error: (about: object) => told.push(about) } });
  expect(outcome.exchanged).toEqual([]);
  expect(outcome.failed.map(({ error }) => error.message)).toEqual([
    "time-accounts would change payroll_hours, period 2026-03, employee_id anna, which is closed",
  ]);
  expect(told).toEqual([
    { projection: "time-accounts", table: "payroll_hours", period: "2026-03", employee_id: "anna" },
  ]);
  expect(await system.views.dump([timeAccounts])).toEqual(before);
  expect(await schemas()).toEqual([]);
  const versions = await system.views.rows("select version from views.checkpoint");
  expect(versions).toEqual([{ version: timeAccounts.version }]);
});

test("neither does it when a process of the next program brings it up; what failed is forgotten once it was taken on", async () => {
  await aClosedMarch();
  const march = await worked("2026-03");
  const runner = system.run([nextVersion()], { shortLog: 1 });
  const until = async (failed: readonly string[]): Promise<void> => {
    const deadline = Date.now() + soon;
    while (runner.building().failed.join() !== failed.join()) {
      if (Date.now() > deadline) throw new Error(`it is told: ${JSON.stringify(runner.building())}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await until(["time-accounts"]);
  expect(await worked("2026-03")).toEqual(march);
  expect((await rebuild(nextVersion(), { changeFrozen: true })).exchanged).toEqual(["time-accounts"]);
  await until([]);
  expect(await worked("2026-03")).not.toEqual(march);
});

test("rows of an open period change, and rows of a closed one that were lost come back", async () => {
  await aClosedMarch();
  const right = await system.views.dump([timeAccounts]);
  await system.views.pool.query("update views.payroll_hours set worked_minutes = 7 where period = '2026-04'");
  await system.views.pool.query("delete from views.payroll_hours where period = '2026-03' and employee_id = 'anna'");
  expect((await rebuild(timeAccounts)).exchanged).toEqual(["time-accounts"]);
  expect(await system.views.dump([timeAccounts])).toEqual(right);
});

test("a period that is closed between the comparison and the exchange keeps its rows too", async () => {
  await aClosedMarch();
  const owner = system.run([timeAccounts]);
  const reader = await system.views.pool.connect();
  try {
    await reader.query("begin; select from views.payroll_hours limit 1"); // as long as it reads, nothing is exchanged
    const rebuilding = rebuild(nextVersion(["2026-04"]));
    const exchangeWaits = async (): Promise<boolean> =>
      (await system.views.rows("select from pg_locks where mode = 'AccessExclusiveLock' and not granted")).length > 0;
    for (const deadline = Date.now() + soon; !(await exchangeWaits());)
      if (Date.now() > deadline) throw new Error("the rebuild did not come to its exchange");
    // Everything is compared by now.
    const position = await system.log.append([
      PeriodCalculated({ period: "2026-04" }),
      PeriodClosed({ period: "2026-04" }),
    ]);
    await owner.reached(position, soon);
    const april = await worked("2026-04");
    await reader.query("commit");
    expect((await rebuilding).failed.map(({ error }) => error.message)).toEqual([
      "time-accounts would change payroll_hours, period 2026-04, employee_id anna, which is closed",
    ]);
    expect(await worked("2026-04")).toEqual(april);
  } finally {
    reader.release(true);
  }
});

test.each([
  ["a figure", "update views.payroll_hours set worked_minutes = 7 where period = '2026-03' and employee_id = 'boris'"],
  ["a cell", "update views.timesheet_month set days = '[]' where period = '2026-03' and employee_id = 'boris'"],
  [
    "a row too many",
    "insert into views.payroll_hours select '2026-03', 'ghost', unit_id, norm_minutes, worked_minutes, absent_minutes, days, lines from views.payroll_hours where period = '2026-03' and employee_id = 'boris'",
  ],
])("%s of a closed period is not put right unless that was asked for", async (_, spoil) => {
  await aClosedMarch();
  const right = await system.views.dump([timeAccounts]);
  await system.views.pool.query(spoil);
  const before = await system.views.dump([timeAccounts]);
  expect((await rebuild(timeAccounts)).failed).toHaveLength(1);
  expect(await system.views.dump([timeAccounts])).toEqual(before);
  expect((await rebuild(timeAccounts, { changeFrozen: true })).exchanged).toEqual(["time-accounts"]);
  expect(await system.views.dump([timeAccounts])).toEqual(right);
});

test("of somebody whose data are erased nothing is kept: what is left of the figures goes live", async () => {
  await aClosedMarch();
  await system.views.pool.query(
    "update views.payroll_hours set worked_minutes = 7 where period = '2026-03' and employee_id = 'boris'",
  );
  const withoutPay: Keyed = {
    ...timeAccounts,
    project: (row, event, at) =>
      timeAccounts.project(
        row,
        event.type === "SalarySet" && at.key === "boris"
          ? { ...event, data: { ...(event.data as object), monthly: null } }
          : event,
        at,
      ),
  };
  expect((await rebuild(withoutPay)).exchanged).toEqual(["time-accounts"]);
});
