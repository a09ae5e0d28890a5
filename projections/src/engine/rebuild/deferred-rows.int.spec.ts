// Rows that follow from others while nobody reads them yet: written once, at last, and to the byte what they are live.
import { beforeEach, expect, jest, test } from "@jest/globals";
import { PeriodOpened } from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { longHistory } from "../../testing/histories.js";
import { projectingSystem, silent } from "../../testing/projecting-system.js";
import { timeAccounts } from "../../timesheet/time-accounts.js";
import type { Keyed } from "../projection.js";
import { verifyProjections } from "../verify/verify-projections.js";
import { rebuildProjections, type RebuildProjectionsOptions } from "./rebuild-projections.js";

jest.setTimeout(90_000);
const soon = 20_000;

const system = projectingSystem();
let position: bigint;
beforeEach(async () => {
  const history = longHistory(220);
  const types = history.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(["PeriodClosed", "PayrollCorrectionPosted"]));
  position = await system.log.append(history);
});

const rebuild = (projection: Keyed, more: Partial<RebuildProjectionsOptions> = {}) =>
  rebuildProjections({
    store: system.log.store,
    pool: system.views.pool,
    log: silent,
    projections: [projection],
    signal: new AbortController().signal,
    eventsAtOnce: 25,
    parkIn: () => true,
    ...more,
  });

const parkedIn = (schema: string) =>
  system.views.rows(`select projection, position, key, behind, type from ${schema}.parked_event order by 2, 3`);

/** As the live path makes them, batch by batch. */
const asLive = async (projection: Keyed) => {
  const rows = await system.fromNothing([projection], position);
  return { rows, parked: await parkedIn("again") };
};
const asRebuilt = async (projection: Keyed) => ({
  rows: await system.views.dump([projection]),
  parked: await parkedIn("views"),
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
  const [standing] = await system.views.rows<{ count: number }>(
    "select ((select count(*) from views.timesheet_month) + (select count(*) from views.payroll_hours))::integer as count",
  );
  expect(put).toBe(standing?.count);
  expect(await asRebuilt(timeAccounts)).toEqual(await asLive(timeAccounts));
});

test("those of a month lie together in the table, as they are read", async () => {
  await system.log.append(["2026-10", "2026-11", "2026-12"].map((period) => PeriodOpened({ period })));
  await rebuild(timeAccounts);
  const [found] = await system.views.rows<{ months: number; turns: number }>(`
    select count(distinct period)::integer as months, count(*) filter (where period is distinct from before)::integer as turns
    from (select period, lag(period) over (order by ctid) as before from views.timesheet_month) rows`);
  expect(found?.months).toBeGreaterThan(2);
  expect(found?.turns).toBe(found?.months);
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
  const runner = system.run([timeAccounts]);
  await runner.reached(position, soon);
  await runner.stop();
  const verify = async () => {
    const { signal } = new AbortController();
    return verifyProjections({ store: system.log.store, pool: system.views.pool, projections: [timeAccounts], signal });
  };
  expect(await verify()).toMatchObject([{ is: "sound" }]);
  await system.views.pool.query(
    "update views.timesheet_month set totals = '[]' where ctid = (select min(ctid) from views.timesheet_month)",
  );
  expect(await verify()).toMatchObject([{ is: "different" }]);
});
