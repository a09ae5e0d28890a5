// Rows that follow from others while nobody reads them yet: written once, at last, and to the byte what they are live.
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import type { Recorded } from "@tabel/event-store";
import { historyOf } from "../../testing/histories.js";
import { type TestLog, testLog } from "../../testing/log.js";
import { testViews, type TestViews } from "../../testing/views.js";
import { timeAccounts } from "../../timesheet/time-accounts.js";
import { runProjectionEngine } from "../following/run-projections.js";
import { type Keyed, tablesOf } from "../projection.js";
import { dumpTables } from "../verify/dump-tables.js";
import { verifyProjections } from "../verify/verify-projections.js";
import { rebuildInto } from "./from-nothing.js";
import { rebuildProjections, type RebuildProjectionsOptions } from "./rebuild-projections.js";

jest.setTimeout(90_000);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const soon = 20_000;

let views: TestViews;
let log: TestLog;
let position: bigint;
beforeEach(async () => {
  views = await testViews();
  log = await testLog(views.pool, views.connectionString);
  const history = historyOf(Array.from({ length: 220 }, (_, index) => (index * 2_654_435_761) % 1_000_003));
  const types = history.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(["PeriodClosed", "PayrollCorrectionPosted"]));
  position = await log.append(history);
});
afterEach(async () => {
  await log.close();
  await views.close();
});

const rebuild = (projection: Keyed, more: Partial<RebuildProjectionsOptions> = {}) =>
  rebuildProjections({
    store: log.store,
    pool: views.pool,
    log: silent,
    projections: [projection],
    signal: new AbortController().signal,
    eventsAtOnce: 25,
    parkIn: () => true,
    ...more,
  });

/** As the live path makes them, batch by batch. */
const asLive = async (projection: Keyed) => {
  await rebuildInto({ store: log.store, pool: views.pool, projections: [projection], schema: "again", upTo: position });
  const tables = tablesOf(projection);
  const parked = await views.rows(
    "select projection, position, key, behind, type from again.parked_event order by 2, 3",
  );
  return { rows: await dumpTables(views.pool, "again", tables), parked };
};
const asRebuilt = async (projection: Keyed) => ({
  rows: await views.dump([projection]),
  parked: await views.rows("select projection, position, key, behind, type from views.parked_event order by 2, 3"),
});

const never = (): never => {
  throw new Error("this is not to be called");
};
const { settle } = timeAccounts;
if (settle === undefined) throw new Error("the projection of sheets and hours has rows that can be deferred");

test("none is derived batch by batch, and each is written once", async () => {
  let put = 0;
  const rows: typeof settle.rows = (standing) => {
    const some = settle.rows(standing);
    put += some.length;
    return some;
  };
  const outcome = await rebuild({ ...timeAccounts, derive: never, settle: { ...settle, rows } });
  expect(outcome.exchanged).toEqual([timeAccounts.name]);
  const [standing] = await views.rows<{ count: number }>(
    "select ((select count(*) from views.timesheet_month) + (select count(*) from views.payroll_hours))::integer as count",
  );
  expect(put).toBe(standing?.count);
  expect(await asRebuilt(timeAccounts)).toEqual(await asLive(timeAccounts));
});

test("a rebuild that is stopped goes on without writing any of them twice", async () => {
  const stopping = new AbortController();
  const stopped = await rebuild(timeAccounts, {
    signal: stopping.signal,
    onProgress: ({ events }) => events > 100 && stopping.abort(),
  });
  expect(stopped.stopped).toEqual([timeAccounts.name]);
  expect((await rebuild(timeAccounts)).exchanged).toEqual([timeAccounts.name]);
  expect(await asRebuilt(timeAccounts)).toEqual(await asLive(timeAccounts));
});

test("where they cannot be worked out at last, the tables are filled again batch by batch", async () => {
  const outcome = await rebuild({ ...timeAccounts, settle: { ...settle, rows: never } });
  expect(outcome.exchanged).toEqual([timeAccounts.name]);
  expect(await asRebuilt(timeAccounts)).toEqual(await asLive(timeAccounts));
});

test("an event that is refused is parked with what follows it for its key, as live", async () => {
  const refusing: Keyed = {
    ...timeAccounts,
    project: (row, event: Recorded, at) => {
      const { employeeId } = event.data as { employeeId?: string }; // declared events name whom they are about
      if (event.type === "SalarySet" && employeeId === "e2") throw new Error("no salary for this one");
      return timeAccounts.project(row, event, at);
    },
  };
  await rebuild(refusing);
  const live = await asLive(refusing);
  expect(live.parked).not.toEqual([]);
  expect(await asRebuilt(refusing)).toEqual(live);
});

test("verify compares them with what stands", async () => {
  const runner = runProjectionEngine({ store: log.store, pool: views.pool, log: silent, projections: [timeAccounts] });
  await runner.reached(position, soon);
  await runner.stop();
  const verify = async () => {
    const { signal } = new AbortController();
    return verifyProjections({ store: log.store, pool: views.pool, projections: [timeAccounts], signal });
  };
  expect(await verify()).toMatchObject([{ is: "sound" }]);
  await views.pool.query(
    "update views.timesheet_month set totals = '[]' where ctid = (select min(ctid) from views.timesheet_month)",
  );
  expect(await verify()).toMatchObject([{ is: "different" }]);
});
