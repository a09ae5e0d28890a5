// Rebuilding beside a running system, against a real event store and a real PostgreSQL: nobody who reads notices but by the
// rows, whatever is stopped, killed or wrong meanwhile.
import { describe, expect, jest, test } from "@jest/globals";
import { EmployeeTransferred, PeriodOpened } from "@tabel/domain";
import { viewsSchema } from "@tabel/read-models";
import pg from "pg";
import { allProjections } from "../../all-projections.js";
import { employees } from "../../employee/employees.js";
import { payrollPeriods } from "../../payroll/payroll-periods.js";
import { longHistory } from "../../testing/histories.js";
import { projectingSystem, silent } from "../../testing/projecting-system.js";
import { timeAccounts } from "../../timesheet/time-accounts.js";
import { openSession } from "../ownership/ownership.js";
import { type Projection, tablesOf } from "../projection.js";
import { rebuildProjections, type RebuildProjectionsOptions } from "./rebuild-projections.js";
import { dropRetired } from "./retired.js";

jest.setTimeout(90_000);

const soon = 20_000;
const within = { query_timeout: 5_000 };

const system = projectingSystem();

const rebuild = (projections: readonly Projection[], more: Partial<RebuildProjectionsOptions> = {}) =>
  rebuildProjections({
    store: system.log.store,
    pool: system.views.pool,
    log: silent,
    projections,
    signal: new AbortController().signal,
    ...more,
  });

const schemas = async (): Promise<string[]> =>
  (
    await system.views.rows<{ name: string }>(
      "select nspname as name from pg_namespace where nspname ~ '^(rebuild|verify|retired)' order by 1",
    )
  ).map(({ name }) => name);

/** Everything about the tables that is not their rows. */
const shape = async (): Promise<unknown[]> =>
  system.views.rows(`
    select relname, relkind, reloptions, relpersistence, relacl::text,
           case relkind when 'i' then pg_get_indexdef(oid) end as index,
           (select array_agg(pg_get_constraintdef(con.oid) order by conname) from pg_constraint con where conrelid = pg_class.oid) as constraints
    from pg_class where relnamespace = 'views'::regnamespace and relkind in ('r', 'i') order by relname`);

/** All projections at the end of a history, their runner stopped. */
const standing = async (length: number, projections = allProjections): Promise<bigint> => {
  const position = await system.log.append(longHistory(length));
  const runner = system.run(projections);
  await runner.reached(position, soon);
  await runner.stop();
  return position;
};

const nextVersion = employees.version + 1;

const spoil = () => system.views.pool.query("update views.employee set country = 'XX'");
const countries = async () =>
  (await system.views.rows<{ country: string }>("select distinct country from views.employee order by 1")).map(
    (row) => row.country,
  );

test("rebuilt tables have the rows of a rebuild from nothing, and every index, setting and right of the old ones", async () => {
  const position = await standing(150);
  await system.views.pool.query("grant select on views.employee to public");
  const before = await shape();
  for (const table of allProjections.flatMap(tablesOf)) await system.views.pool.query(`truncate views.${table.name}`);
  const outcome = await rebuild(allProjections, { eventsAtOnce: 40 });
  expect(outcome.exchanged).toEqual(allProjections.map(({ name }) => name));
  expect(await system.views.dump(allProjections)).toEqual(await system.fromNothing(allProjections, position));
  expect(await shape()).toEqual(before);
});

test("however many events are filled in at once, the rows are the same", async () => {
  const position = await standing(70);
  const expected = await system.fromNothing(allProjections, position);
  for (const eventsAtOnce of [9, 64, 100_000]) {
    await rebuild(allProjections, { eventsAtOnce });
    expect(await system.views.dump(allProjections)).toEqual(expected);
  }
});

test("a log that is long fills the tables of a new installation the same way, and goes on live", async () => {
  const position = await system.log.append(longHistory(100));
  const runner = system.run(allProjections, { shortLog: 10 });
  await runner.reached(position, soon);
  const next = await system.log.append([PeriodOpened({ period: "2031-01" })]);
  await runner.reached(next, soon);
  expect(await system.views.dump(allProjections)).toEqual(await system.fromNothing(allProjections, next));
  const generations = await system.views.rows("select distinct generation from views.checkpoint");
  expect(generations).toEqual([{ generation: 1 }]);
});

describe("while a projection of a new version is built", () => {
  test("every reader finds the old rows or the new ones, whole, in prepared statements too", async () => {
    await standing(200);
    await spoil();
    const reader = new pg.Client({ connectionString: system.views.connectionString });
    await reader.connect();
    const seen = new Set<string>();
    const read = (async () => {
      while (![...seen].some((rows) => rows.includes("RU"))) {
        const { rows } = await reader.query<{ countries: string; all: number }>({
          name: "prepared before",
          text: `select string_agg(distinct country, ',') as countries,
                   (select count(*)::integer from views.employee_unit) as all from views.employee`,
        });
        seen.add(JSON.stringify(rows));
      }
    })();
    const second = system.run([{ ...employees, version: nextVersion }]);
    await second.reached(0n, soon);
    await read; // until it has seen the new ones
    await reader.end();
    expect(await countries()).toEqual(["RU"]);
    const units = await system.views.rows("select count(*)::integer as all from views.employee_unit");
    const all = (units[0] as { all: number }).all;
    expect([...seen]).toEqual(["XX", "RU"].map((found) => JSON.stringify([{ countries: found, all }])));
  });

  test("the other projections go on", async () => {
    await standing(60);
    const runner = system.run([
      ...allProjections.filter((one) => one !== employees),
      { ...employees, version: nextVersion },
    ]);
    await runner.reached(await system.log.append([PeriodOpened({ period: "2031-02" })]), soon);
    expect(await system.views.rows("select 1 from views.payroll_period where period = '2031-02'")).toHaveLength(1);
    const versions = await system.views.rows("select version from views.checkpoint where projection = 'employees'");
    expect(versions).toEqual([{ version: nextVersion }]);
  });

  test("an event that it cannot take in ends it: the old version stays, and nothing of the new one is left", async () => {
    const position = await standing(80);
    const before = await system.views.dump([employees]);
    const faulty: Projection = {
      ...employees,
      version: nextVersion,
      project: (row, event, at) => {
        if (event.type === "EmployeeHired") throw new Error("a fault of the new version");
        return employees.project(row, event, at);
      },
    } as Projection; // the same types as the one that it is made from
    const errors: object[] = [];
    const outcome = await rebuild([faulty, timeAccounts], { log: { ...silent, error: (o: object) => errors.push(o) } });
    expect(outcome.failed.map(({ projection }) => projection)).toEqual(["employees"]);
    expect(outcome.exchanged).toEqual(["time-accounts"]);
    expect(errors).toEqual([expect.objectContaining({ projection: "employees", type: "EmployeeHired" })]);
    expect(await system.views.dump([employees])).toEqual(before);
    expect((await schemas()).filter((name) => !name.startsWith("retired_rebuild_time"))).toEqual([]);
    expect(
      await system.views.rows("select version, position from views.checkpoint where projection = 'employees'"),
    ).toEqual([{ version: employees.version, position: String(position) }]);

    const runner = system.run([...allProjections.filter((one) => one !== employees), faulty]);
    await expect(runner.reached(position, 3_000)).rejects.toThrow(/did not reach/);
    expect(runner.building()).toEqual({ waiting: ["employees"], failed: ["employees"] });
  });
});

describe("a rebuild", () => {
  test("that was stopped goes on where it was, and ends with the same rows", async () => {
    const position = await standing(150);
    const stopping = new AbortController();
    const first = await rebuild([employees, timeAccounts], {
      eventsAtOnce: 20,
      signal: stopping.signal,
      onProgress: ({ events }) => events >= 60 && stopping.abort(),
    });
    expect(first).toEqual({ exchanged: [], failed: [], busy: [], stopped: ["employees", "time-accounts"] });
    expect(await schemas()).toEqual(["rebuild_employees", "rebuild_time_accounts"]);
    let events = 0;
    await rebuild([employees, timeAccounts], { onProgress: (progress) => (events = progress.events) });
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(longHistory(150).length - 50);
    expect(await system.views.dump([employees, timeAccounts])).toEqual(
      await system.fromNothing([employees, timeAccounts], position),
    );
  });

  test("of tables that were migrated since it was stopped begins again", async () => {
    await standing(60);
    const stopping = new AbortController();
    await rebuild([employees], {
      eventsAtOnce: 10,
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });
    await system.views.pool.query("alter table views.employee add column note text not null default ''");
    await rebuild([employees]);
    expect(await countries()).toEqual(["RU"]);
    expect(await system.views.rows("select distinct note from views.employee")).toEqual([{ note: "" }]);
  });

  test("of the same projection is left to who began it", async () => {
    await standing(40);
    const both = await Promise.all([rebuild([employees]), rebuild([employees])]);
    expect(both.flatMap(({ exchanged }) => exchanged).length + both.flatMap(({ busy }) => busy).length).toBe(2);
    expect(both.flatMap(({ exchanged }) => exchanged).length).toBeGreaterThan(0);
  });

  test("beside the owner makes it forget what it knew: a row that was wrong does not come back from its memory", async () => {
    const runner = system.run(allProjections);
    await runner.reached(await system.log.append(longHistory(60)), soon);
    const [someone] = await system.views.rows<{ id: string }>("select employee_id as id from views.employee limit 1");
    const employeeId = someone?.id ?? "";
    const moved = (from: string) => EmployeeTransferred({ employeeId, from, unitId: "u1", position: "Кассир" });
    await spoil();
    await runner.reached(await system.log.append([moved("2026-11-01")]), soon); // may read the wrong row, and remember it
    await rebuild([employees]);
    await runner.reached(await system.log.append([moved("2026-12-01")]), soon);
    expect(await countries()).toEqual(["RU"]);
    expect(await system.views.dump(allProjections)).toEqual(
      await system.fromNothing(allProjections, runner.position()),
    );
  });

  test("waits for a reader who takes long, and lets nobody else wait with it", async () => {
    await standing(40);
    const slow = await system.views.pool.connect();
    await slow.query("begin; select count(*) from views.employee");
    const rebuilding = rebuild([employees]);
    for (let asked = 0; asked < 50; asked += 1) {
      // Were the exchange to wait for the slow reader without an end, so would this, and fail.
      const answer = await system.views.pool.query({ text: "select 1 from views.employee limit 1", ...within });
      expect(answer.rows).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await slow.query("commit");
    slow.release();
    expect((await rebuilding).exchanged).toEqual(["employees"]);
  });
});

test("a rebuild of one that reads few types takes in these events alone, however many others the log has", async () => {
  const history = longHistory(150);
  const wanted = history.filter(({ type }) => payrollPeriods.reads.some((definition) => definition.type === type));
  await system.log.append(history);
  let events = 0;
  await rebuild([payrollPeriods], { onProgress: (progress) => (events = progress.events) });
  expect(events).toBe(wanted.length);
  expect(wanted.length).toBeLessThan(history.length / 10);
});

test("replaced tables are kept for a while, and then dropped", async () => {
  await standing(30);
  await rebuild([employees]);
  expect(await schemas()).toEqual(["retired_rebuild_employees_1"]);
  const own = await openSession(system.views.pool);
  expect(await dropRetired(own.session, viewsSchema, 600)).toEqual([]);
  expect(await dropRetired(own.session, viewsSchema, 0)).toEqual(["retired_rebuild_employees_1"]);
  own.release();
  expect(await schemas()).toEqual([]);
});
