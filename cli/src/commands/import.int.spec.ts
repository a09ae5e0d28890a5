// `tabel demo-data` and `tabel import` as a person types them, beside a real store and database.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import {
  testDatabase,
  testEventStore,
  testFolder,
  type TestDatabase,
  type TestEventStore,
  type TestFolder,
} from "@tabel/test-infra";
import { typed } from "../testing/typed.js";

jest.setTimeout(120_000);

let database: TestDatabase;
let server: TestEventStore;
let folder: TestFolder;
beforeAll(async () => {
  [database, server, folder] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  folder.remove();
});

const tabel = (...commandLine: string[]) =>
  typed({
    TABEL_DATA: join(folder.path, "data"),
    EVENTSTORE_URL: server.connectionString,
    DATABASE_URL: database.connectionString,
  })(...commandLine);

test("a demonstration bank is written, refused with its faults, imported, and not imported twice", async () => {
  const bank = join(folder.path, "a bank");
  const made = await tabel("demo-data", "--employees", "40", "--months", "3", "--seed", "5", bank);
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(made.out).toMatch(/40 {2}employees\.csv/);
  expect(made.out).toMatch(/administrator/);

  const heads = readFileSync(join(bank, "heads.csv"), "utf8");
  writeFileSync(join(bank, "heads.csv"), heads.replace(",e00001,", ",e99999,"));
  const refused = await tabel("import", bank);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/heads\.csv:2 +employee_id +employee-unknown +"e99999" +there is no such employee/);
  expect(refused.out).toMatch(/1 fault: nothing was imported/);

  writeFileSync(join(bank, "heads.csv"), heads);
  const imported = await tabel("import", bank);
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.out).toMatch(/^Imported 40 employees in 3 units: \d+ events in \d+ streams in [\d.]+ s\.\n$/);
  expect(imported.err).toMatch(/Writing: (\d+) of \1 streams/);

  const again = await tabel("import", bank);
  expect(again.code).toBe(0);
  expect(again.out).toMatch(/^Nothing to add: 40 employees in 3 units are there already/);
});

test("what is wrong on the command line is a sentence and exit code 1", async () => {
  const options = await tabel("demo-data", "--employees", "3", "--seed", "x", join(folder.path, "no"));
  expect(options.code).toBe(1);
  expect(options.err).toMatch(/--employees is "3"; write a whole number from 20/);
  expect(options.err).toMatch(/--seed is "x"/);
  const missing = await tabel("import", join(folder.path, "nowhere"));
  expect(missing.code).toBe(1);
  expect(missing.out).toMatch(/there is no such folder/);
});
