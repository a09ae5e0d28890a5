// The import on a real store and a real vault: complete, once, whatever happens to it in the middle.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import {
  employee,
  employeeStream,
  EmployeeHired,
  EmployeeId,
  eventCatalogue,
  headOf,
  localDate,
  organisation,
  organisationStream,
  UnitId,
  UserId,
} from "@tabel/domain";
import { connectEventStore, migrateKeyVault, openKeyVault, type EventStore, type KeyVault } from "@tabel/event-store";
import { testDatabase, testEventStore, testFolder, type TestDatabase, type TestEventStore } from "@tabel/test-infra";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { importOrganisation, type ImportOptions } from "./import-organisation.js";
import { manyEmployees } from "../testing/many-employees.js";
import { soundFiles } from "../testing/sound-organisation.js";

const EMPLOYEES = 300;
/** Each test imports them once or twice, on a machine that may have other things to do. */
jest.setTimeout(120_000);

interface Place {
  readonly server: TestEventStore;
  readonly store: EventStore;
  readonly vault: KeyVault;
}

let database: TestDatabase;
let pool: pg.Pool;
const places: Place[] = [];

/** A store of its own, empty. */
const place = async (): Promise<Place> => {
  const server = await testEventStore();
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  places.push({ server, store, vault });
  return { server, store, vault };
};

beforeAll(async () => {
  database = await testDatabase();
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
});

afterAll(async () => {
  for (const { store, server } of places) {
    await store.dispose();
    await server.stop();
  }
  await pool.end();
  await database.drop();
});

const run = ({ store, vault }: Place, files: ReadonlyMap<string, string>, more: Partial<ImportOptions> = {}) =>
  importOrganisation({
    store,
    vault,
    from: { files },
    actor: UserId.parse("system"),
    at: "2026-11-16T09:00:00.000Z",
    ...more,
  });

/** Everything that the log holds, in an order that does not depend on who was first. */
const contents = async ({ store }: Place): Promise<string[]> => {
  const events: string[] = [];
  for await (const { stream, revision, type, data } of store.readAll())
    events.push(`${stream}@${revision} ${type} ${JSON.stringify(data)}`);
  return events.sort();
};

describe("an organisation of 300", () => {
  let clean: Place;
  beforeAll(async () => {
    clean = await place();
    const result = await run(clean, manyEmployees(EMPLOYEES));
    expect(result).toMatchObject({
      outcome: "imported",
      faults: { total: 0 },
      found: { employees: EMPLOYEES, units: 15 },
    });
  });

  test("stands in the log with its units, heads, contracts, schedules, salaries and roles", async () => {
    const types = new Map<string, number>();
    for await (const { type } of clean.store.readAll()) types.set(type, (types.get(type) ?? 0) + 1);
    expect(Object.fromEntries(types)).toMatchObject({
      UnitEstablished: 15,
      UnitHeadAppointed: 15,
      EmployeeHired: EMPLOYEES,
      ContractConcluded: EMPLOYEES,
      ScheduleAssigned: EMPLOYEES,
      SalarySet: EMPLOYEES,
      RoleGranted: 1,
      LeaveGranted: 3 * EMPLOYEES,
    });
    const { state } = await clean.store.load(employeeStream(EmployeeId.parse("e00007")), employee);
    expect(state?.hired.fullName).toEqual({ last: "Last7", first: "First", middle: null });
    expect(state?.salaries[0]?.monthly).toEqual({ minor: 10_000_750, currency: "RUB" });
    const units = (await clean.store.load(organisationStream, organisation)).state;
    expect(headOf(units, UnitId.parse("u00003"), localDate("2026-11-16"))).toBe("e00060");
  });

  test("imported again adds nothing and says so", async () => {
    const before = await clean.store.headPosition();
    const again = await run(clean, manyEmployees(EMPLOYEES));
    expect(again).toMatchObject({ outcome: "nothing-new", written: { streams: 0, events: 0 }, faults: { total: 0 } });
    expect(await clean.store.headPosition()).toBe(before);
  });

  test("killed in the middle and imported again is what it is after one import", async () => {
    const killed = await place();
    const script = fileURLToPath(new URL("../testing/killed-import.js", import.meta.url));
    const parameters = [killed.server.connectionString, database.connectionString, String(EMPLOYEES), "150"];
    const child = spawn(process.execPath, [script, ...parameters], { stdio: "inherit" });
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    expect(signal).toBe("SIGKILL");
    const half = (await contents(killed)).length;
    expect(half).toBeGreaterThan(100);
    expect(half).toBeLessThan(EMPLOYEES * 4);
    expect(await run(killed, manyEmployees(EMPLOYEES))).toMatchObject({ outcome: "imported", faults: { total: 0 } });
    expect(await contents(killed)).toEqual(await contents(clean));
  });

  test("stopped in the middle says so, and goes on from there", async () => {
    const stopped = await place();
    const stop = new AbortController();
    const result = await run(stopped, manyEmployees(EMPLOYEES), {
      signal: stop.signal,
      atOnce: 4,
      onProgress: ({ phase, done }) => {
        if (phase === "writing" && done === 100) stop.abort();
      },
    });
    expect(result.outcome).toBe("stopped");
    expect(result.written.streams).toBeGreaterThanOrEqual(100);
    expect(result.written.streams).toBeLessThan(120);
    await run(stopped, manyEmployees(EMPLOYEES));
    expect(await contents(stopped)).toEqual(await contents(clean));
  });

  test("goes on as well when somebody hired one of them meanwhile", async () => {
    const other = await place();
    const hired = EmployeeHired({
      employeeId: "e00005",
      fullName: { last: "Last5", first: "First", middle: null },
      email: null,
      hiredOn: "2024-03-06",
      unitId: "u00000",
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    });
    const metadata = { $correlationId: "c", $causationId: "c", commandId: "c", commandHash: "h", actor: "e1" };
    await other.store.append("employee-e00005", [hired], { expected: "no-stream", metadata });
    expect((await run(other, manyEmployees(EMPLOYEES))).outcome).toBe("imported");
    expect(await contents(other)).toEqual(await contents(clean));
  });

  test("with one more salary appends that salary", async () => {
    const files = manyEmployees(EMPLOYEES);
    files.set("salaries.csv", `${files.get("salaries.csv")}e00007,2026-12-01,200000,RUB\n`);
    expect(await run(clean, files)).toMatchObject({ outcome: "imported", written: { streams: 1, events: 1 } });
  });

  test("takes a new head, salary and request for people who are there, from files that hold nothing else", async () => {
    const empty = [...manyEmployees(1)].map(([file, text]): [string, string] => [
      file,
      text.slice(0, text.indexOf("\n") + 1),
    ]);
    const files = new Map(empty)
      .set("heads.csv", "unit_id,employee_id,from\nu00003,e00061,2026-12-01\n")
      .set(
        "leave-history.csv",
        "employee_id,kind,from,to,outcome\ne00062,annual-leave,2025-06-02,2025-06-15,approved\n",
      );
    expect(await run(clean, files)).toMatchObject({
      outcome: "imported",
      written: { events: 3 },
      faults: { total: 0 },
    });
    const units = (await clean.store.load(organisationStream, organisation, { fresh: true })).state;
    expect(headOf(units, UnitId.parse("u00003"), localDate("2026-12-01"))).toBe("e00061");
    expect(await run(clean, files)).toMatchObject({ outcome: "nothing-new" });
  });

  test("with another name for somebody who is there is refused on that line, and nothing is written", async () => {
    const files = manyEmployees(EMPLOYEES + 1);
    files.set("employees.csv", (files.get("employees.csv") ?? "").replace("Last7,", "Other7,"));
    const before = await clean.store.headPosition();
    const { outcome, faults } = await run(clean, files);
    expect(outcome).toBe("faulty");
    expect(faults.listed).toEqual([
      {
        file: "employees.csv",
        line: 9,
        column: "employee_id",
        code: "refused",
        found: "e00007",
        right: "Employee e00007 is already employed with other data.",
      },
    ]);
    expect(await clean.store.headPosition()).toBe(before);
  });
});

test("a faulty row writes nothing; with skip-faulty everything but it and what stands on it", async () => {
  const here = await place();
  const files = manyEmployees(60);
  files.set("employees.csv", (files.get("employees.csv") ?? "").replace("2024-03-08,u00001", "soon,u00001"));
  expect(await run(here, files)).toMatchObject({ outcome: "faulty", faults: { total: 1 } });
  expect(await contents(here)).toEqual([]);
  const result = await run(here, files, { skipFaulty: true });
  expect(result).toMatchObject({ outcome: "imported", found: { employees: 59, units: 3 } });
  expect(result.faults.listed.map(({ file, code }) => `${file} ${code}`)).toEqual([
    "employees.csv date-wrong",
    "contracts.csv depends-on-faulty",
    "schedules.csv depends-on-faulty",
    "salaries.csv depends-on-faulty",
  ]);
  expect(await run(here, files, { skipFaulty: true })).toMatchObject({ outcome: "nothing-new" });
});

test("with skip-faulty a request that the domain refuses is left out alone, and reported each time", async () => {
  const here = await place();
  const history = "employee_id,kind,from,to,outcome\n";
  const files = new Map(Object.entries(soundFiles)).set(
    "leave-history.csv",
    `${history}e3,annual-leave,2024-01-09,2024-04-30,approved\ne3,annual-leave,2025-05-12,2025-05-25,approved\n`,
  );
  expect(await run(here, files)).toMatchObject({ outcome: "faulty", written: { events: 0 } });
  const refused = [expect.objectContaining({ file: "leave-history.csv", line: 2, code: "refused" })];
  expect(await run(here, files, { skipFaulty: true })).toMatchObject({
    outcome: "imported",
    faults: { listed: refused },
  });
  const approved = (await contents(here)).filter((event) => event.includes("AbsenceApproved"));
  expect(approved).toEqual([expect.stringContaining('"from":"2025-05-12"')]);
  expect(await run(here, files, { skipFaulty: true })).toMatchObject({
    outcome: "nothing-new",
    faults: { listed: refused },
  });
});

test("somebody whose key was destroyed does not come back: said before anything is written", async () => {
  const here = await place();
  await pool.query(
    `insert into vault.subject_key (subject, wrapped_key, master_key_id) values ('e2', null, 'gone')
     on conflict (subject) do update set wrapped_key = null`,
  );
  const { outcome, faults } = await run(here, new Map(Object.entries(soundFiles)));
  expect(outcome).toBe("faulty");
  expect(faults.listed).toEqual([expect.objectContaining({ file: "employees.csv", line: 3, code: "employee-erased" })]);
  expect(await contents(here)).toEqual([]);
});

describe("a folder", () => {
  test("is read file by file; what cannot be read is a sentence", async () => {
    const here = await place();
    const folder = await testFolder();
    for (const [name, content] of Object.entries(soundFiles)) writeFileSync(join(folder.path, name), content);
    mkdirSync(join(folder.path, "periods.csv"));
    writeFileSync(join(folder.path, "leave-history.csv"), "");
    truncateSync(join(folder.path, "leave-history.csv"), 2 * 1024 ** 3);
    writeFileSync(join(folder.path, "notes.txt"), "not ours");
    const { outcome, faults } = await run(here, new Map(), { from: { folder: folder.path } });
    expect(outcome).toBe("faulty");
    expect(faults.listed.map(({ file, code }) => `${file} ${code}`)).toEqual([
      "leave-history.csv file-too-large",
      "periods.csv file-unreadable",
    ]);
    const none = await run(here, new Map(), { from: { folder: join(folder.path, "none") } });
    expect(none.faults.listed[0]?.right).toBe("there is no such folder");
    folder.remove();
  });
});
