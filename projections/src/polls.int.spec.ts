// What is asked again and again, whether anything has happened or not: lag, parked events, ownership; and of a period, some people's rows. However much there is in the
// tables, none of it is read from end to end.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { period, UnitEstablished } from "@tabel/domain";
import { tablesReadWhole } from "@tabel/test-infra";
import type pg from "pg";
import { allProjections } from "./all-projections.js";
import { readStanding } from "./engine/following/bring-up.js";
import { becomeOwner } from "./engine/ownership/ownership.js";
import { withPicture } from "./period-rebuild/picture.js";
import { lagsOfViews, parkedInViews } from "./product.js";
import { type TestLog, testLog } from "./testing/log.js";
import { testViews, type TestViews } from "./testing/views.js";

let views: TestViews;
let log: TestLog;

beforeAll(async () => {
  views = await testViews();
  log = await testLog(views.pool, views.connectionString);
  const head = await log.append([UnitEstablished({ unitId: "u1", name: "Bank", parentId: null, on: "2020-01-01" })]);
  for (const { name, version } of allProjections)
    await views.pool.query("insert into views.checkpoint (projection, version, position) values ($1, $2, $3)", [
      name,
      version,
      String(head),
    ]);
  for (const projection of ["employees", "time-accounts"])
    await views.pool.query(
      `insert into views.parked_event
       select $1, n, 'e' || n, 'employee-e' || n, 'SalarySet', null, 3, 'Error', 'at x.ts:1' from generate_series(1, 30000) n`,
      [projection],
    );
  await views.rows(`insert into views.employee
    select 'e' || n, 'Ф', 'И', null, 'ф и', null, 'RU', 'Europe/Moscow', '2024-01-09', null, '[]', '[]', '[]'
    from generate_series(1, 12000) n`);
  await views.rows("insert into views.time_account select 'e' || n, '{}' from generate_series(1, 12000) n");
  await views.rows(`insert into views.payroll_hours
    select '2026-0' || m, 'e' || n, 'u1', 0, 0, '{}', '{}', '[]' from generate_series(1, 12000) n, generate_series(1, 3) m`);
  await views.rows(`insert into views.timesheet_month
    select '2026-0' || m, 'u1', 'e' || n, '[]', '[]' from generate_series(1, 12000) n, generate_series(1, 3) m`);
  await views.rows("analyze");
}, 120_000);
afterAll(async () => {
  await log.close();
  await views.close();
});

/** Tables with a row a projection; the others may have one a person, an event or a month. */
const bounded = new Set(["checkpoint", "retired_schema"]);

/** What the work reads from end to end. */
const readWhole = async (work: (pool: pg.Pool) => Promise<unknown>): Promise<string[]> =>
  (await tablesReadWhole({ connectionString: views.connectionString, schemas: ["views"] }, work)).filter(
    (name) => !bounded.has(name),
  );

test("a query that has no index is noticed here", async () => {
  expect(await readWhole((pool) => pool.query("select count(*) from views.employee where last_name = 'x'"))).toEqual([
    "employee",
  ]);
});

test("lag for metrics and health", async () => {
  expect(await readWhole((pool) => lagsOfViews({ store: log.store, pool }))).toEqual([]);
});

test("parked events, of all projections and of one", async () => {
  expect(await readWhole((pool) => parkedInViews(pool))).toEqual([]);
  expect(await readWhole((pool) => parkedInViews(pool, "time-accounts"))).toEqual([]);
});

test("what a period's comparison asks for some people, whatever the other periods hold", async () => {
  const people = Array.from({ length: 250 }, (_, index) => `e${index + 1}`);
  const asked = readWhole((pool) =>
    withPicture(pool, period("2026-01"), async (picture) => {
      expect((await picture.rowsOf(people)).size).toBe(people.length);
      expect((await picture.postedFor(people)).size).toBe(0);
      expect((await picture.correctionsWaiting()).size).toBe(0);
    }),
  );
  expect(await asked).toEqual([]);
});

test("who waits to work on the projections", async () => {
  const asked = readWhole(async (pool) => {
    const owner = await becomeOwner(pool, new AbortController().signal);
    await readStanding(pool, "views");
    owner?.release();
  });
  expect(await asked).toEqual([]);
});
