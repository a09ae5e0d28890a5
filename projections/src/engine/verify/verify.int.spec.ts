// Verifying beside a running system, against a real event store and a real PostgreSQL: sound views are sound, and a row that
// no event has made is found and named, without a word of what is personal.
import { beforeEach, describe, expect, jest, test } from "@jest/globals";
import { SalarySet } from "@tabel/domain";
import { allProjections } from "../../all-projections.js";
import { employees } from "../../employee/employees.js";
import { longHistory } from "../../testing/histories.js";
import { projectingSystem } from "../../testing/projecting-system.js";
import { timeAccounts } from "../../timesheet/time-accounts.js";
import type { Projection } from "../projection.js";
import type { ProjectionRunner } from "../following/run-projections.js";
import { type Verdict, verifyProjections } from "./verify-projections.js";

jest.setTimeout(90_000);

const system = projectingSystem();
let runner: ProjectionRunner;
let position: bigint;

beforeEach(async () => {
  runner = system.run(allProjections);
  position = await system.log.append(longHistory(120));
  await runner.reached(position, 20_000);
});

const verify = (projections: readonly Projection[], eventsAtOnce = 50): Promise<readonly Verdict[]> =>
  verifyProjections({
    store: system.log.store,
    pool: system.views.pool,
    projections,
    signal: new AbortController().signal,
    eventsAtOnce,
  });

const leftOver = () => system.views.rows("select nspname from pg_namespace where nspname like 'verify%'");

test("views that follow from the events are sound, and nothing is left of the recomputation", async () => {
  const verdicts = await verify(allProjections);
  expect(verdicts.map(({ projection, is }) => [projection, is])).toEqual(
    allProjections.map(({ name }) => [name, "sound"]),
  );
  expect(await leftOver()).toEqual([]);
});

test("views are sound while events go on coming in", async () => {
  const raise = (salary: number) =>
    system.log.append([
      SalarySet({ employeeId: `w${salary}`, from: "2026-03-01", monthly: { minor: salary, currency: "RUB" } }),
    ]);
  // The first of them is in the views before verifying begins, however slow the machine is: what is found sound is later than the history.
  await runner.reached(await raise(0), 20_000);
  let writing = true;
  const writer = (async () => {
    for (let salary = 1; writing; salary += 1) await raise(salary);
  })();
  const verdicts = await verify([employees, ...allProjections.filter(({ name }) => name === "employee-history")]);
  writing = false;
  await writer;
  expect(verdicts.map(({ is }) => is)).toEqual(["sound", "sound"]);
  expect(verdicts.every((verdict) => verdict.is === "sound" && verdict.position > position)).toBe(true);
});

describe("a row that no event has made", () => {
  const differenceOf = (verdicts: readonly Verdict[]) =>
    verdicts.flatMap((verdict) => (verdict.is === "different" ? [verdict.difference] : []));

  test("is named with its key, and with both values of what may be shown", async () => {
    await system.views.pool.query(
      `update views.payroll_hours set worked_minutes = worked_minutes + 1, lines = '[{"minutes": 5}]'
       where (period, employee_id) = (select period, employee_id from views.payroll_hours order by 1, 2 limit 1)`,
    );
    const [difference] = differenceOf(await verify([employees, timeAccounts]));
    expect(difference).toEqual({
      table: "payroll_hours",
      key: { period: expect.any(String), employee_id: expect.any(String) },
      is: "different",
      columns: [
        { column: "worked_minutes", stands: expect.stringMatching(/^\d+$/), follows: expect.stringMatching(/^\d+$/) },
        {
          column: expect.stringMatching(/^lines/),
          stands: expect.stringMatching(/^#[0-9a-f]{12}$/),
          follows: expect.stringMatching(/^#[0-9a-f]{12}$/),
        },
      ],
    });
    const [worked] = difference?.columns ?? [];
    expect(Number(worked?.stands)).toBe(Number(worked?.follows) + 1);
    expect(await leftOver()).toEqual([]);
  });

  test("shows marks in place of what is personal, and different ones for different values", async () => {
    await system.views.pool.query(
      "update views.employee set last_name = 'Тайнова', email = 'x@y' where employee_id = 'e1'",
    );
    const [difference] = differenceOf(await verify([employees]));
    expect(JSON.stringify(difference)).not.toMatch(/Тайнова|x@y|Фамилия|example/);
    expect(difference?.columns.map(({ column }) => column).sort()).toEqual(["email", "last_name"]);
    for (const { stands, follows } of difference?.columns ?? []) expect(stands).not.toBe(follows);
  });

  test("that is too much, or is missing, is named too", async () => {
    await system.views.pool.query(
      `insert into views.employee_unit values ('e0', '2026-01-01', 'u1', 'x', 'infinity', '-infinity')`,
    );
    expect(differenceOf(await verify([employees]))).toEqual([
      { table: "employee_unit", key: { employee_id: "e0", from_date: "2026-01-01" }, is: "extra", columns: [] },
    ]);
    await system.views.pool.query("delete from views.employee where employee_id = 'e1'");
    expect(differenceOf(await verify([employees]))).toEqual([
      { table: "employee", key: { employee_id: "e1" }, is: "missing", columns: [] },
    ]);
  });
});

test("a projection of another version is not compared with rows that mean something else", async () => {
  const verdicts = await verify([{ ...employees, version: employees.version + 1 }]);
  expect(verdicts).toEqual([
    expect.objectContaining({
      is: "unknown",
      why: expect.stringMatching(/^its rows are of version \d+, this program knows \d+$/),
    }),
  ]);
});
