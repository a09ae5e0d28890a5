// Redriving what is parked, against a real event store and a real PostgreSQL: afterwards the rows are as if nothing had ever
// failed.
import { expect, jest, test } from "@jest/globals";
import {
  type DomainEvent,
  EmployeeHired,
  EmployeeTransferred,
  PeriodCalculated,
  PeriodClosed,
  PeriodOpened,
  SalarySet,
  UnitEstablished,
} from "@tabel/domain";
import { employeeHistory } from "../../employee/employee-history.js";
import { employees } from "../../employee/employees.js";
import { historyOf, longHistory } from "../../testing/histories.js";
import { projectingSystem } from "../../testing/projecting-system.js";
import { timeAccounts } from "../../timesheet/time-accounts.js";
import type { Journal, Keyed, Projection } from "../projection.js";
import { redrive } from "./redrive.js";

jest.setTimeout(90_000);

const soon = 20_000;

const system = projectingSystem();

/** The projection as it was before its fault was mended: it refuses some events. */
const withFault = (mended: Keyed, refuses: (event: { type: string; data: unknown; id: string }) => boolean): Keyed => ({
  ...mended,
  project: (row, event, at) => {
    if (refuses(event)) throw new Error("a fault");
    return mended.project(row, event, at);
  },
});

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
const moved = (employeeId: string, from: string, unitId: string): DomainEvent =>
  EmployeeTransferred({ employeeId, from, unitId, position: "Кассир" });

const expectAsFromNothing = async (projections: readonly Projection[], upTo: bigint): Promise<void> => {
  expect(await system.views.dump(projections)).toEqual(await system.fromNothing(projections, upTo));
  expect(await system.views.rows("select * from views.parked_event")).toEqual([]);
};

test("what waited behind a parked event is taken in behind it, in order, beside the owner who goes on", async () => {
  const faulty = system.run([withFault(employees, (event) => JSON.stringify(event.data).includes("u-bad"))]);
  await faulty.reached(
    await system.log.append([
      UnitEstablished({ unitId: "u1", name: "Отдел", parentId: null, on: "2026-01-01" }),
      hired("e1"),
      hired("e2"),
      moved("e1", "2026-02-01", "u-bad"),
      moved("e1", "2026-03-01", "u3"),
      moved("e2", "2026-03-01", "u3"),
      moved("e1", "2026-02-01", "u4"), // the order counts: it takes the place of the first one
    ]),
    soon,
  );
  expect(await system.views.rows("select behind is null as failed from views.parked_event order by position")).toEqual([
    { failed: true },
    { failed: false },
    { failed: false },
  ]);
  await faulty.stop();

  const owner = system.run([employees]);
  const redriven = await redrive({ store: system.log.store, pool: system.views.pool, projection: employees });
  expect(redriven).toEqual({ tried: 3, parked: 0 });
  const position = await system.log.append([moved("e1", "2026-05-01", "u5")]);
  await owner.reached(position, soon);
  expect(
    await system.views.rows("select unit_id from views.employee_unit where employee_id = 'e1' order by from_date"),
  ).toEqual(["u1", "u4", "u3", "u5"].map((unit_id) => ({ unit_id })));
  await expectAsFromNothing([employees], position);
});

test("what still fails is parked again, and everything behind it waits again", async () => {
  const faulty = withFault(employees, (event) => JSON.stringify(event.data).includes("u-bad"));
  const runner = system.run([faulty]);
  await runner.reached(
    await system.log.append([hired("e1"), moved("e1", "2026-02-01", "u-bad"), moved("e1", "2026-03-01", "u3")]),
    soon,
  );
  await runner.stop();
  const before = await system.views.rows("select * from views.parked_event order by position");
  const told: unknown[] = [];
  const redriven = await redrive({
    store: system.log.store,
    pool: system.views.pool,
    projection: faulty,
    onParked: (parked) => told.push(parked),
  });
  expect(redriven).toEqual({ tried: 2, parked: 2 });
  expect(await system.views.rows("select * from views.parked_event order by position")).toEqual(before);
  expect(told).toHaveLength(1);
});

test("a person whose hiring was parked gets the sheets of the periods that were opened meanwhile", async () => {
  const faulty = system.run([withFault(timeAccounts, ({ type }) => type === "EmployeeHired")]);
  const position = await system.log.append([
    PeriodOpened({ period: "2026-01" }),
    hired("e1"),
    PeriodOpened({ period: "2026-02" }),
    SalarySet({ employeeId: "e1", from: "2026-01-12", monthly: { minor: 9_000_000, currency: "RUB" } }),
    PeriodOpened({ period: "2026-03" }),
  ]);
  await faulty.reached(position, soon);
  expect(await system.views.rows("select * from views.timesheet_month")).toEqual([]);
  await faulty.stop();
  await redrive({ store: system.log.store, pool: system.views.pool, projection: timeAccounts });
  expect(await system.views.rows("select period from views.timesheet_month order by 1")).toEqual(
    ["2026-01", "2026-02", "2026-03"].map((period) => ({ period })),
  );
  await expectAsFromNothing([timeAccounts], position);
});

test("a person who was hired into a closed period has no hours there that count as paid, unless that was asked for", async () => {
  const faulty = system.run([withFault(timeAccounts, ({ type }) => type === "EmployeeHired")]);
  const position = await system.log.append([
    PeriodOpened({ period: "2026-01" }),
    hired("e1"),
    PeriodCalculated({ period: "2026-01" }),
    PeriodClosed({ period: "2026-01" }),
    PeriodOpened({ period: "2026-02" }),
  ]);
  await faulty.reached(position, soon);
  await faulty.stop();
  const options = { store: system.log.store, pool: system.views.pool, projection: timeAccounts };
  await expect(redrive(options)).rejects.toThrow(
    "time-accounts would change payroll_hours, period 2026-01, employee_id e1, which is closed",
  );
  expect(await system.views.rows("select * from views.payroll_hours")).toEqual([]);
  expect(await system.views.rows("select * from views.parked_event")).toHaveLength(1);
  expect(await redrive({ ...options, changeFrozen: true })).toEqual({ tried: 1, parked: 0 });
  await expectAsFromNothing([timeAccounts], position);
});

test("entries of a journal are made up for", async () => {
  const mended = employeeHistory as Journal; // it is declared as one
  const faulty = system.run([
    {
      ...mended,
      entries: (event) => {
        if (event.type === "SalarySet") throw new Error("a fault");
        return mended.entries(event);
      },
    } as Projection,
  ]);
  const position = await system.log.append(historyOf(Array.from({ length: 40 }, (_, index) => index * 7)));
  await faulty.reached(position, soon);
  await faulty.stop();
  const redriven = await redrive({ store: system.log.store, pool: system.views.pool, projection: employeeHistory });
  expect(redriven.tried).toBeGreaterThan(0);
  await expectAsFromNothing([employeeHistory], position);
});

test("whatever had failed in a long history, redriven it is as if it had not", async () => {
  const history = longHistory(150);
  const faulty = [employees, timeAccounts].map((mended) =>
    withFault(mended as Keyed, ({ type, id }) => type !== "PeriodOpened" && id.startsWith("1")),
  );
  const runner = system.run(faulty);
  const position = await system.log.append(history);
  await runner.reached(position, 60_000);
  await runner.stop();
  expect((await system.views.rows("select 1 from views.parked_event")).length).toBeGreaterThan(0);
  for (const projection of [employees, timeAccounts])
    // Among them are facts from before a closing.
    await redrive({ store: system.log.store, pool: system.views.pool, projection, changeFrozen: true });
  await expectAsFromNothing([employees, timeAccounts], position);
}, 90_000);
