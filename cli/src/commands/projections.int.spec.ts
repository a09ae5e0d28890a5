// `tabel projections` and `tabel verify` as a person types them, beside a process that keeps the views current.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { projectionNames, runProjections } from "@tabel/projections";
import { migrateReadModels } from "@tabel/read-models";
import { testDatabase, testEventStore, testFolder } from "@tabel/test-infra";
import pg from "pg";

jest.setTimeout(120_000);

const masterKey = Buffer.alloc(32, 3);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const undo: (() => unknown)[] = [];
let pool: pg.Pool;
let store: EventStore;
let environment: Readonly<Record<string, string>>;

const tabel = async (...commandLine: string[]) => {
  const script = `import { run } from ${JSON.stringify(new URL("../index.js", import.meta.url).href)};
    await run(${JSON.stringify(commandLine)});`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (text: Buffer) => (output.out += String(text)));
  child.stderr.on("data", (text: Buffer) => (output.err += String(text)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
};

beforeAll(async () => {
  const [database, server, folder] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
  undo.push(
    () => folder.remove(),
    () => database.drop(),
    () => server.stop(),
  );
  environment = {
    TABEL_DATA: join(folder.path, "data"),
    EVENTSTORE_URL: server.connectionString,
    DATABASE_URL: database.connectionString,
    TABEL_MASTER_KEY: masterKey.toString("base64"),
  };
  const bank = join(folder.path, "bank");
  await tabel("demo-data", bank, "--employees", "50", "--months", "2", "--seed", "3");
  await tabel("import", bank);
  await migrateReadModels(database.connectionString);
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString, max: 6 });
  pool.on("error", () => undefined); // the database is dropped under it
  const vault = openKeyVault({ pool, masterKey });
  store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  const runner = runProjections({ store, pool, log: silent });
  undo.push(
    () => pool.end(),
    () => store.dispose(),
    () => runner.stop(),
  );
  await runner.reached(await store.headPosition(), 60_000);
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

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
    join(environment["TABEL_DATA"] ?? "", "report.csv"),
    join(environment["TABEL_DATA"] ?? "", "report.json"),
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

test("a name that there is not is refused with those that there are", async () => {
  const { code, err } = await tabel("projections", "rebuild", "employee");
  expect(code).toBe(1);
  expect(err).toBe(`There is no projection "employee"; there are ${projectionNames.join(", ")}.\n`);
  expect((await tabel("projections", "rebuild")).err).toMatch(/^Name projections \(.*\), or say --all\.\n$/);
  expect((await tabel("projections", "discard", "--all")).out).toBe("There was nothing to throw away.\n");
});
