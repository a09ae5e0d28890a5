// The runner against a real event store and a real PostgreSQL: following, taking over, joining late, starting again.
import { expect, test } from "@jest/globals";
import { type DomainEvent, EmployeeHired, UnitEstablished } from "@tabel/domain";
import { viewsSchema } from "@tabel/read-models";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { allProjections } from "../../all-projections.js";
import { employeeHistory } from "../../employee/employee-history.js";
import { employees } from "../../employee/employees.js";
import { organisation } from "../../organisation/organisation.js";
import { longHistory } from "../../testing/histories.js";
import { projectingSystem } from "../../testing/projecting-system.js";
import { lagsOf } from "../standing/lag.js";

const soon = 10_000;

const system = projectingSystem();

const hired = (employeeId: string): DomainEvent =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Иванова", first: "Анна", middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position: "Кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const unit = (unitId: string): DomainEvent =>
  UnitEstablished({ unitId, name: "Отдел", parentId: null, on: "2026-01-01" });

const count = async (table: string): Promise<number> =>
  (await system.views.rows<{ count: number }>(`select count(*)::integer as count from views.${table}`))[0]?.count ?? -1;

const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

test("what is appended is in the rows, with the names readable, once its position is reached", async () => {
  const runner = system.run(allProjections);
  const first = await system.log.append([unit("u1"), hired("e1")]);
  await runner.reached(first, soon);
  expect(await system.views.rows("select last_name, first_name from views.employee")).toEqual([
    { last_name: "Иванова", first_name: "Анна" },
  ]);
  const second = await system.log.append([hired("e2")]);
  await runner.reached(second, soon);
  expect(await count("employee")).toBe(2);
  expect(runner.status()).toEqual([
    expect.objectContaining({ position: expect.any(BigInt), lagSeconds: expect.any(Number), eventsTaken: 3 }),
  ]);
});

test("each event of one append has a position of its own", async () => {
  const runner = system.run([employeeHistory]);
  await runner.reached(await system.log.append(longHistory(40)), soon);
  expect(
    await system.views.rows(
      "select 1 from views.employee_history group by position having count(distinct event_id) > 1",
    ),
  ).toEqual([]);
});

test("every view equals a rebuild from nothing", async () => {
  const runner = system.run(allProjections);
  await runner.reached(await system.log.append(longHistory(120)), soon);
  const standing = runner.position();
  const dump = await system.views.dump(allProjections);
  expect(dump["employee_history"]).not.toBe("");
  expect(await system.fromNothing(allProjections, standing)).toEqual(dump);
});

test("a process that starts again goes on where its rows are", async () => {
  const first = system.run(allProjections);
  await first.reached(await system.log.append([unit("u1"), hired("e1")]), soon);
  await first.stop();
  const position = await system.log.append([hired("e2")]);
  const second = system.run(allProjections);
  await second.reached(position, soon);
  expect(second.status()[0]?.eventsTaken).toBe(1);
  expect(await count("employee_history")).toBe(2);
});

test("the lag of each projection is told in events and seconds, also where nobody works on it", async () => {
  const lags = () =>
    lagsOf(
      { pool: system.views.pool, store: system.log.store },
      [employees, organisation],
      viewsSchema,
      Date.now() + 5_000,
    );
  expect(await lags()).toEqual(
    ["employees", "organisation"].map((projection) => ({
      projection,
      position: -1n,
      events: 0,
      seconds: 0,
      parked: 0,
    })),
  );
  const runner = system.run([employees, organisation]);
  const position = await system.log.append([unit("u1"), hired("e1")]);
  await runner.reached(position, soon);
  expect((await lags())[0]).toEqual({ projection: "employees", position, events: 0, seconds: 0, parked: 0 });
  await runner.stop();
  await system.log.append([hired("e2"), hired("e3")]);
  for (const lag of await lags()) {
    expect(lag).toMatchObject({ position, events: 2, parked: 0 });
    expect(lag.seconds).toBeGreaterThan(4);
  }
});

test("of two processes one works, and the other takes over when it stops", async () => {
  const first = system.run(allProjections);
  await until(() => first.role() === "owner");
  const second = system.run(allProjections);
  await first.reached(await system.log.append([hired("e1")]), soon);
  expect(second.role()).toBe("standby");
  await first.stop();
  await second.reached(await system.log.append([hired("e2")]), soon);
  expect(second.role()).toBe("owner");
  expect(await count("employee_history")).toBe(2);
});

test("connections cut while it writes cost nothing but time", async () => {
  const runner = system.run(allProjections);
  const appending = system.log.append(longHistory(250));
  for (let cuts = 0; cuts < 5; cuts += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await system.views.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'tabel projections'`,
    );
  }
  const position = await appending;
  await until(() => runner.position() >= position);
  expect(await system.fromNothing(allProjections, runner.position())).toEqual(await system.views.dump(allProjections));
}, 60_000);

test("a projection added later catches up from the start and then moves with the others", async () => {
  const first = system.run([employees]);
  await first.reached(await system.log.append(longHistory(60)), soon);
  await first.stop();

  const second = system.run([employees, organisation, employeeHistory]);
  const position = await system.log.append([unit("u900"), hired("e900")]);
  await second.reached(position, soon);
  await until(() => second.status().length === 1);
  await second.reached(await system.log.append([hired("e901")]), soon);
  expect(
    new Set(
      (await system.views.rows<{ position: string }>("select position from views.checkpoint")).map(
        (row) => row.position,
      ),
    ).size,
  ).toBe(1);
  const together = [employees, organisation, employeeHistory];
  expect(await system.fromNothing(together, second.position())).toEqual(await system.views.dump(together));
});

test("a projection of a new version starts over; one of an older version does not touch the newer rows", async () => {
  const position = await system.log.append(longHistory(30));
  const first = system.run([employees]);
  await first.reached(position, soon);
  const rows = await system.views.dump([employees]);
  await first.stop();

  await system.views.pool.query("update views.employee set country = 'XX'");
  const second = system.run([{ ...employees, version: employees.version + 1 }]);
  await second.reached(position, soon);
  expect(await system.views.dump([employees])).toEqual(rows);
  await second.stop();

  await system.views.pool.query("update views.employee set country = 'XX'");
  const old = system.run([employees]);
  await expect(old.reached(position, 1_000)).rejects.toThrow(/did not reach/);
  expect(await system.views.rows("select distinct country from views.employee")).toEqual([{ country: "XX" }]);
});

test("an owner that is paused loses its place to the next one within 10 seconds", async () => {
  const child = fork(
    fileURLToPath(new URL("../../testing/owner-process.js", import.meta.url)),
    [system.views.connectionString],
    {
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: "" },
    },
  );
  const [said] = await once(child, "message");
  expect(said).toBe("owner");
  const runner = system.run(allProjections);
  await system.log.append([hired("e1")]);
  expect(runner.role()).toBe("standby");

  child.kill("SIGSTOP");
  const paused = performance.now();
  await until(() => runner.role() === "owner");
  expect(performance.now() - paused).toBeLessThan(10_000);

  child.kill("SIGCONT");
  expect(await once(child, "message")).toEqual(["lost", undefined]);
  await runner.reached(await system.log.append([hired("e2")]), soon);
  expect(await count("employee")).toBe(2);
}, 40_000);

test("stop ends a transaction that would take too long, and nothing of it stands", async () => {
  const runner = system.run([employees]);
  await runner.reached(await system.log.append([hired("e1")]), soon);
  const blocker = await system.views.pool.connect();
  await blocker.query("begin");
  await blocker.query(`lock table ${viewsSchema}.employee in access exclusive mode`);
  await system.log.append([hired("e2")]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = performance.now();
  await runner.stop();
  expect(performance.now() - began).toBeLessThan(8_000);
  await blocker.query("rollback");
  blocker.release();
  expect(await count("employee")).toBe(1);
}, 20_000);
