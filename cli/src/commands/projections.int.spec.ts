// `tabel projections` and `tabel verify` as a person types them, beside a process that keeps the views current.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type DomainEvent, PeriodCalculated, PeriodClosed, RoleGranted } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { projectionNames, type ProjectionRunner, runProjections } from "@tabel/projections";
import { migrateReadModels } from "@tabel/read-models";
import type pg from "pg";
import { type ServersBeside, serversBeside } from "../testing/servers-beside.js";

jest.setTimeout(120_000);

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let beside: ServersBeside;
let pool: pg.Pool;
let store: EventStore;
let runner: ProjectionRunner;

const begin = (...commandLine: string[]) => beside.begin(...commandLine);
const tabel = (...commandLine: string[]) => beside.tabel(...commandLine);

/** Keeps something locked, so that a command is in the midst of its work until it is let go. */
const holding = async (lock: string) => {
  const client = await pool.connect();
  await client.query(`begin; ${lock}`);
  return async (): Promise<void> => {
    await client.query("rollback");
    client.release();
  };
};

/** Until somebody waits for what is held. */
const somebodyWaits = async (forTable: string): Promise<void> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%' || $1 || '%'`,
      [forTable],
    );
    if (rowCount !== 0) return;
    if (Date.now() > deadline) throw new Error(`nobody waits for ${forTable}`);
  }
};

beforeAll(async () => {
  beside = await serversBeside();
  ({ pool } = beside);
  const bank = join(beside.folder, "bank");
  await tabel("demo-data", bank, "--employees", "50", "--months", "2", "--seed", "3");
  await tabel("import", bank);
  await migrateReadModels(beside.databaseUrl);
  store = await beside.openStore();
  runner = runProjections({ store, pool, log: silent });
  beside.afterwards(() => runner.stop());
  await runner.reached(await store.headPosition(), 60_000);
});
afterAll(() => beside.stop());

test("list shows where each projection stands, and parked that nothing is", async () => {
  const { code, out, err } = await tabel("projections", "list");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const lines = out.split("\n").slice(1, -1);
  expect(lines.map((line) => line.split(" ")[0])).toEqual(projectionNames);
  for (const line of lines) expect(line).toMatch(/^\S+ +\d+ {2,}\d+ {2,}20\S+Z$/);
  expect(await tabel("projections", "parked")).toEqual({ code: 0, out: "Nothing is parked.\n", err: "" });
  expect((await tabel("projections", "redrive", "employees")).out).toBe("Nothing of employees is parked.\n");
});

test("verify finds sound views sound, names a planted row and ends with 1; a rebuild mends it", async () => {
  expect(await tabel("verify")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^employees: .* as the events say/m),
  });

  await pool.query(
    `update views.employee set hired_on = '1999-01-01', last_name = 'Никто'
     where employee_id = (select min(employee_id) from views.employee)`,
  );
  const found = await tabel("verify", "employees", "organisation");
  expect(found.code).toBe(1);
  expect(found.out).toMatch(/^organisation: .* as the events say/m);
  expect(found.out).toMatch(
    /^employees differs at position \d+; the first row:\n {2}employee, employee_id \S+:\n {4}last_name: #\w+ stands in the views, #\w+ follows from the events\n {4}hired_on: 1999-01-01 stands in the views, \d{4}-\d\d-\d\d follows from the events\n/m,
  );
  expect(found.out).not.toMatch(/Никто/);

  const rebuilt = await tabel("projections", "rebuild", "employees");
  expect(rebuilt).toMatchObject({ code: 0, out: expect.stringMatching(/^Rebuilt in .*: employees\.\n$/) });
  expect(rebuilt.err).toMatch(/Filling: [\d,]+ events, [\d,]+ rows, [\d,]+ events\/s/);
  expect((await tabel("verify", "employees")).code).toBe(0);
  expect((await tabel("projections", "rebuild", "--all")).code).toBe(0);
});

test("rebuild payroll tells a planted figure with the events behind it, writes it as files, and puts it right", async () => {
  const planted = await pool.query<{ period: string; employee_id: string; unit_id: string }>(
    `update views.payroll_hours set worked_minutes = worked_minutes + 60
     where (period, employee_id) = (select max(period), min(employee_id) from views.payroll_hours
                                    where period = (select max(period) from views.payroll_hours))
     returning period, employee_id, unit_id`,
  );
  const [{ period, employee_id: employeeId, unit_id: unitId } = { period: "", employee_id: "", unit_id: "" }] =
    planted.rows;
  const [csv, json] = [
    join(beside.environment["TABEL_DATA"] ?? "", "report.csv"),
    join(beside.environment["TABEL_DATA"] ?? "", "report.json"),
  ];
  const dry = await tabel("rebuild", "payroll", "--period", period, "--dry-run", "--csv", csv, "--json", json);
  expect(dry.code).toBe(1);
  expect(dry.err).toMatch(/Calculating: [\d,]+ events, [\d,]+ rows, [\d,]+ events\/s/);
  expect(dry.out).toMatch(
    new RegExp(`^${employeeId}:\n {2}hours / workedMinutes: \\d+ → \\d+\n {2}follows from EmployeeHired`, "m"),
  );
  expect(dry.out).toMatch(/The figures of 1 employee differ; nothing was changed \(dry run\)\.\n$/);
  expect(readFileSync(csv, "utf8")).toMatch(
    new RegExp(`^${period},${employeeId},hours / workedMinutes,\\d+,\\d+,EmployeeHired@`, "m"),
  );
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ outcome: "dry-run", differing: 1 });
  expect((await tabel("rebuild", "payroll", "--period", period, "--unit", unitId)).out).toMatch(
    /readers see the right ones now\.\n$/,
  );
  const sound = await tabel("rebuild", "payroll", "--period", period);
  expect(sound).toMatchObject({ code: 0, out: expect.stringMatching(/Every figure is what the events say/) });
  expect(await tabel("rebuild", "payroll", "--period", "1999-01")).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Period 1999-01 was not opened/),
  });
  expect((await tabel("rebuild", "payroll", "--period", "October")).err).toMatch(/Write a month as 2026-10\./);
});

test("Ctrl-C stops a period's rebuild, which has changed nothing; the same command then does it", async () => {
  const { rows } = await pool.query<{ period: string; employee_id: string }>(
    `update views.payroll_hours set worked_minutes = 7
     where (period, employee_id) = (select max(period), min(employee_id) from views.payroll_hours
                                    where period = (select max(period) from views.payroll_hours))
     returning period, employee_id`,
  );
  const { period = "", employee_id: employeeId = "" } = rows[0] ?? {};
  const worked = async () =>
    (
      await pool.query<{ worked: number }>(
        "select worked_minutes as worked from views.payroll_hours where period = $1 and employee_id = $2",
        [period, employeeId],
      )
    ).rows[0]?.worked;
  const letGo = await holding("lock table views.employee_unit in access exclusive mode");
  const { interrupt, ended } = begin("rebuild", "payroll", "--period", period);
  await somebodyWaits("employee_unit");
  interrupt();
  await letGo();
  expect(await ended).toMatchObject({ code: 1, out: expect.stringMatching(/Stopped; nothing was changed\.\n$/) });
  expect(await worked()).toBe(7);
  expect((await tabel("rebuild", "payroll", "--period", period)).code).toBe(0);
  expect(await worked()).not.toBe(7);
});

test("Ctrl-C stops a full rebuild before its exchange: the live tables stand, and the same command goes on", async () => {
  const standing = async () =>
    (
      await pool.query(
        `select generation, (select md5(string_agg(each::text, '' order by employee_id)) from views.employee each) as rows
         from views.checkpoint where projection = 'employees'`,
      )
    ).rows as unknown;
  const before = await standing();
  // A reader who takes long: the exchange steps back and tries again.
  const letGo = await holding("select from views.employee limit 1");
  const { interrupt, ended } = begin("projections", "rebuild", "employees");
  await somebodyWaits("access exclusive mode");
  interrupt();
  const stopped = await ended; // it steps back by itself: nothing has to be let go for that
  await letGo();
  expect(stopped.code).toBe(1);
  expect(stopped.out).toMatch(/[Ss]topped/);
  expect(await standing()).toEqual(before);
  expect((await tabel("projections", "list")).out).toMatch(/^employees .* rebuilt up to \d+$/m);
  expect(await tabel("projections", "rebuild", "employees")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Rebuilt in .*: employees\.\n$/),
  });
  expect((await tabel("verify", "employees")).code).toBe(0);
});

test("corrections of a closed period are posted by an accountant who is named, once", async () => {
  const { rows } = await pool.query<{ period: string }>("select min(period) as period from views.payroll_period");
  const period = rows[0]?.period ?? "";
  const append = async (stream: string, expected: bigint | "no-stream", ...events: DomainEvent[]): Promise<bigint> => {
    const commandId = randomUUID();
    const cause = { $correlationId: commandId, $causationId: commandId, commandId };
    const metadata = { ...cause, commandHash: "0", actor: "e1" };
    return (await store.append(stream, events, { expected, metadata })).position;
  };
  const everywhere = { over: "all" } as const;
  const granted = { userId: "acc", role: "accountant", scope: everywhere, from: "2020-01-01", until: null } as const;
  await append("access-acc", "no-stream", RoleGranted(granted));
  const closing = [PeriodCalculated({ period }), PeriodClosed({ period })];
  await runner.reached(await append(`payrollPeriod-${period}`, 0n, ...closing), 60_000);
  await pool.query(
    `update views.payroll_hours set night_minutes = night_minutes + 30
     where period = $1 and employee_id = (select min(employee_id) from views.payroll_hours where period = $1)`,
    [period],
  );

  const post = (...more: string[]) => tabel("rebuild", "payroll", "--period", period, "--post-corrections", ...more);
  expect((await post()).err).toMatch(/^Say with --by which accountant posts the corrections/);
  expect((await post("--dry-run", "--by", "acc")).err).toMatch(/^A dry run posts nothing/);
  expect(await post("--by", "stranger")).toMatchObject({ code: 1 });
  expect(await post("--by", "acc")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Corrections of 1 employee were posted into the next open period\.\n$/),
  });
  await runner.reached(await store.headPosition(), 60_000);
  expect(await post("--by", "acc")).toMatchObject({ code: 0, out: expect.stringMatching(/Every figure is what/) });
  const { rows: deltas } = await pool.query(
    `select each->>'nightMinutes' as night from views.payroll_hours, json_array_elements(deltas) each where each->>'of' = $1`,
    [period],
  );
  expect(deltas).toEqual([{ night: "-30" }]);
});

test("a name that there is not is refused with those that there are", async () => {
  const { code, err } = await tabel("projections", "rebuild", "employee");
  expect(code).toBe(1);
  expect(err).toBe(`There is no projection "employee"; there are ${projectionNames.join(", ")}.\n`);
  expect((await tabel("projections", "rebuild")).err).toMatch(/^Name projections \(.*\), or say --all\.\n$/);
  expect((await tabel("projections", "discard", "--all")).out).toBe("There was nothing to throw away.\n");
});
