// A period calculated again on a real store and database: what differs is told and mended, what does not is left alone.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceRequested,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  period,
  PeriodCalculated,
  PeriodClosed,
  PeriodOpened,
  SalarySet,
  UnitEstablished,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { createLogger } from "@tabel/platform";
import { allProjections } from "../all-projections.js";
import { runProjections } from "../product.js";
import type { ProjectionRunner } from "../engine/following/run-projections.js";
import { recalculatePeriod } from "./recalculate-period.js";
import { type TestLog, testLog } from "../testing/log.js";
import { testViews, type TestViews } from "../testing/views.js";
import { rebuildPeriod, type PeriodRebuildReport, type RebuildPeriodOptions } from "./rebuild-period.js";

let views: TestViews;
let log: TestLog;
let running: ProjectionRunner;

const hired = (employeeId: string, unitId: string) =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Canary", first: employeeId, middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId,
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const paid = (employeeId: string, minor: number) =>
  SalarySet({ employeeId, from: "2026-01-12", monthly: { minor, currency: "RUB" } });
const span = { dayPart: "full", ledger: null, kind: "sick-leave" } as const;
const ill = (employeeId: string, requestId: string, from: string, to: string): DomainEvent[] => [
  AbsenceRequested({
    employeeId,
    requestId,
    ...span,
    from,
    to,
    reserved: 0,
    days: [],
    comment: null,
    route: [{ holder: "role", role: "hr-officer" }],
    requestedBy: employeeId,
  }),
  AbsenceApproved({
    employeeId,
    requestId,
    ...span,
    from,
    to,
    used: 0,
    days: [],
    released: [],
    step: 0,
    approvedBy: "head",
  }),
];
const unit = (unitId: string, parentId: string | null) =>
  UnitEstablished({ unitId, name: unitId, parentId, on: "2020-01-01" });

const PERIOD = period("2026-03");
const people = ["anna", "boris", "vera"];

beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(async () => {
  await views.empty(allProjections);
  log = await testLog(views.pool, views.connectionString);
  running = runProjections({
    store: log.store,
    pool: views.pool,
    log: createLogger({ level: "silent", name: "spec" }),
  });
  await happened(
    unit("u1", null),
    unit("u2", "u1"),
    unit("u3", "u1"),
    hired("anna", "u2"),
    hired("boris", "u2"),
    hired("vera", "u3"),
    ...people.map((each) => paid(each, 10_000_000)),
    ...ill("anna", "r1", "2026-03-16", "2026-03-20"),
    PeriodOpened({ period: "2026-03" }),
    PeriodOpened({ period: "2026-04" }),
  );
});
afterEach(async () => {
  await running.stop();
  await log.close();
});

const happened = async (...events: DomainEvent[]): Promise<void> => running.reached(await log.append(events), 10_000);

const rebuild = (more: Partial<RebuildPeriodOptions> = {}): Promise<PeriodRebuildReport> =>
  rebuildPeriod({
    store: log.store,
    pool: views.pool,
    scope: { period: PERIOD },
    recalculate: recalculatePeriod,
    statusOf: () => Promise.resolve({ is: "open" }),
    signal: new AbortController().signal,
    ...more,
  });

const rowsOfPeriod = async (): Promise<string> =>
  JSON.stringify([
    await views.rows("select * from views.timesheet_month order by 1, 2, 3"),
    await views.rows("select * from views.payroll_hours order by 1, 2"),
  ]);

/** A row that no event explains. */
const plant = () =>
  views.rows(
    "update views.payroll_hours set worked_minutes = worked_minutes + 60 where employee_id = 'boris' and period = '2026-03'",
  );

describe("a period whose rows are right", () => {
  test("is the same afterwards, and nothing is written", async () => {
    const before = await rowsOfPeriod();
    const [{ generation } = { generation: -1 }] = await views.rows<{ generation: number }>(
      "select generation from views.checkpoint where projection = 'time-accounts'",
    );
    expect(await rebuild()).toMatchObject({ outcome: "same", employees: 3, differing: 0, rows: 6 });
    expect(await rowsOfPeriod()).toBe(before);
    expect(await views.rows("select generation from views.checkpoint where projection = 'time-accounts'")).toEqual([
      { generation },
    ]);
  });
});

describe("a period with a row that no event explains", () => {
  test("is told with both figures and the events behind the right one, and mended", async () => {
    const right = await rowsOfPeriod();
    await plant();
    const report = await rebuild();
    expect(report).toMatchObject({ outcome: "exchanged", differing: 1 });
    const [difference] = report.differences;
    expect(difference?.employeeId).toBe("boris");
    expect(difference?.changes).toEqual([{ figure: "hours / workedMinutes", before: 10_140, after: 10_080 }]);
    expect(difference?.because.map(({ type }) => type)).toEqual(["EmployeeHired", "SalarySet"]);
    expect(await rowsOfPeriod()).toBe(right);
  });

  test("is only told by a dry run", async () => {
    await plant();
    const planted = await rowsOfPeriod();
    expect(await rebuild({ dryRun: true })).toMatchObject({ outcome: "dry-run", differing: 1 });
    expect(await rowsOfPeriod()).toBe(planted);
  });

  test("is left alone where another unit is rebuilt, and mended with its own", async () => {
    const right = await rowsOfPeriod();
    await plant();
    expect(await rebuild({ scope: { period: PERIOD, unitId: "u3" } })).toMatchObject({ outcome: "same", employees: 1 });
    expect(await rebuild({ scope: { period: PERIOD, unitId: "u1" } })).toMatchObject({
      outcome: "exchanged",
      employees: 3,
    });
    expect(await rowsOfPeriod()).toBe(right);
  });

  test("changes nothing when it is stopped on the way", async () => {
    await plant();
    const planted = await rowsOfPeriod();
    const stop = new AbortController();
    const report = await rebuild({ signal: stop.signal, onProgress: () => stop.abort() });
    expect(report.outcome).toBe("stopped");
    expect(await rowsOfPeriod()).toBe(planted);
  });
});

test("rows of somebody who is not employed in the period vanish, rows that are missing come back", async () => {
  const right = await rowsOfPeriod();
  await views.rows("delete from views.timesheet_month where employee_id = 'anna' and period = '2026-03'");
  await views.rows(
    `insert into views.payroll_hours select period, 'nobody', unit_id, norm_minutes, worked_minutes, absent_minutes, days, lines
     from views.payroll_hours where employee_id = 'vera' and period = '2026-03'`,
  );
  const report = await rebuild();
  expect(report.differences.map(({ employeeId }) => employeeId)).toEqual(["anna", "nobody"]);
  expect(await rowsOfPeriod()).toBe(right);
});

test("sums of a sheet that its days do not give are told and mended", async () => {
  const right = await rowsOfPeriod();
  await views.rows(
    `update views.timesheet_month set totals = jsonb_set(totals::jsonb, '{2,0,2}', '60')::json
     where employee_id = 'boris' and period = '2026-03'`,
  );
  const report = await rebuild();
  expect(report).toMatchObject({ outcome: "exchanged", differing: 1 });
  expect(report.differences[0]?.changes).toEqual([
    { figure: "sheet / u2 / sums / month / В / minutes", before: 60, after: 0 },
  ]);
  expect(await rowsOfPeriod()).toBe(right);
});

test("a row that says the same in another order, as an earlier program wrote it, differs in nothing", async () => {
  await views.rows(
    `update views.payroll_hours set lines = (select json_agg(json_build_object(
         'facts', l->'facts', 'amountMinor', l->'amountMinor', 'minutes', l->'minutes', 'percent', l->'percent',
         'normMinutes', l->'normMinutes', 'monthly', l->'monthly', 'code', l->'code', 'category', l->'category'))
       from json_array_elements(lines) l) where period = '2026-03'`,
  );
  const before = await rowsOfPeriod();
  expect(await rebuild()).toMatchObject({ outcome: "same", differing: 0 });
  expect(await rowsOfPeriod()).toBe(before);
});

test("what is posted for a closed period between the picture and the exchange stays in the exchanged rows", async () => {
  await happened(
    PeriodOpened({ period: "2026-02" }),
    PeriodCalculated({ period: "2026-02" }),
    PeriodClosed({ period: "2026-02" }),
  );
  await plant();
  let asked = 0;
  const report = await rebuild({
    statusOf: async () => {
      // Asked before anything is read, and once more after the comparison, before the exchange.
      if ((asked += 1) === 2) await happened(...ill("boris", "r2", "2026-02-24", "2026-02-25"));
      return { is: "open" };
    },
  });
  expect(report.outcome).toBe("exchanged");
  const [row] = await views.rows<{ worked_minutes: number; deltas: { of: string; workedMinutes: number }[] }>(
    "select worked_minutes, deltas from views.payroll_hours where employee_id = 'boris' and period = '2026-03'",
  );
  expect(row?.worked_minutes).toBe(10_080);
  expect(row?.deltas.map(({ of, workedMinutes }) => [of, workedMinutes])).toEqual([["2026-02", -2 * 480]]);
});

test("what is recorded between the picture and the exchange is in the exchanged rows", async () => {
  await plant();
  let asked = 0;
  await rebuild({
    statusOf: async () => {
      // Asked before anything is read, and once more after the comparison, before the exchange.
      if ((asked += 1) === 2) await happened(...ill("boris", "r2", "2026-03-23", "2026-03-24"));
      return { is: "open" };
    },
  });
  const [row] = await views.rows<{ worked_minutes: number }>(
    "select worked_minutes from views.payroll_hours where employee_id = 'boris' and period = '2026-03'",
  );
  expect(row?.worked_minutes).toBe(10_080 - 2 * 480);
});

test("the projection goes on from the exchanged rows", async () => {
  await plant();
  await rebuild();
  await happened(
    ...ill("boris", "r2", "2026-03-23", "2026-03-24"),
    EmployeeTransferred({ employeeId: "vera", from: "2026-03-10", unitId: "u2", position: "Teller" }),
  );
  expect(await rebuild()).toMatchObject({ outcome: "same", rows: 7 });
});

test("a unit's rebuild takes in what those who moved have elsewhere, and calculates nobody else by halves", async () => {
  await happened(
    EmployeeTransferred({ employeeId: "boris", from: "2026-03-10", unitId: "u3", position: "Teller" }),
    ...ill("boris", "r2", "2026-03-03", "2026-03-04"),
  );
  const right = await rowsOfPeriod();
  await plant();
  expect(await rebuild({ scope: { period: PERIOD, unitId: "u3" } })).toMatchObject({
    outcome: "exchanged",
    employees: 2,
    differing: 1,
  });
  expect(await rowsOfPeriod()).toBe(right);
});

test("a period that was not opened gets no rows, and a unit that there is not is told", async () => {
  const right = await rowsOfPeriod();
  expect(await rebuild({ statusOf: () => Promise.resolve({ is: "not-open" }) })).toMatchObject({
    outcome: "not-open",
    events: 0,
  });
  expect(await rebuild({ scope: { period: PERIOD, unitId: "u9" } })).toMatchObject({
    outcome: "no-such-unit",
    events: 0,
  });
  expect(await rowsOfPeriod()).toBe(right);
});

test("absences are read out of the log since the first of them, and of somebody who leaves from the beginning: the rows are those of the live path", async () => {
  await happened(
    ...ill("boris", "r2", "2026-03-23", "2026-03-24"),
    AbsenceCancelled({
      employeeId: "anna",
      requestId: "r1",
      ledger: null,
      returned: [],
      cancelledBy: "anna",
      onBehalfOf: null,
    }),
    ...ill("anna", "r3", "2026-03-11", "2026-03-12"),
    ...ill("vera", "r4", "2026-02-02", "2026-02-03"),
    EmployeeLeft({ employeeId: "vera", lastDay: "2026-03-27" }),
  );
  const right = await rowsOfPeriod();
  await views.rows("delete from views.timesheet_month where period = '2026-03'");
  await views.rows("delete from views.payroll_hours where period = '2026-03'");
  const streams: string[] = [];
  const store: RebuildPeriodOptions["store"] = {
    subscribeToAll: (options) => log.store.subscribeToAll(options),
    readAll: (options) => log.store.readAll(options),
    readStream: (stream, options) => {
      streams.push(stream);
      return log.store.readStream(stream, options);
    },
  };
  expect(await rebuild({ store })).toMatchObject({ outcome: "exchanged", differing: 3 });
  expect(await rowsOfPeriod()).toBe(right);
  expect(streams.filter((stream) => stream.startsWith("absence-")).toSorted()).toEqual([
    "absence-anna",
    "absence-vera",
  ]);
});

test("reads nothing of what cannot touch the period", async () => {
  await happened(...ill("vera", "r3", "2026-05-04", "2026-05-08"), ...ill("anna", "r4", "2026-06-01", "2026-06-05"));
  const streams: string[] = [];
  const store: Pick<EventStore, "readStream" | "subscribeToAll" | "readAll"> = {
    subscribeToAll: (options) => log.store.subscribeToAll(options),
    readAll: (options) => log.store.readAll(options),
    readStream: (stream, options) => {
      streams.push(stream);
      return log.store.readStream(stream, options);
    },
  };
  await rebuild({ store });
  expect(streams.filter((stream) => stream.startsWith("absence-"))).toEqual(["absence-anna"]);
});
