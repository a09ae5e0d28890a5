// A demonstration organisation is the same wherever and whenever it is made, and imports without a fault.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { checkFiles } from "@tabel/command-api";
import { localDate } from "@tabel/domain";
import fc from "fast-check";
import { DEFAULT_UNTIL, FEWEST_EMPLOYEES, readDemoOptions, type DemoOptions } from "./demo-options.js";
import { demoOrganisation } from "./demo-organisation.js";

const options: DemoOptions = { employees: 300, months: 12, seed: 7, until: DEFAULT_UNTIL };

const digest = (files: ReadonlyMap<string, string>): string => {
  const hash = createHash("sha256");
  for (const [name, content] of files) hash.update(name).update("\0").update(content).update("\0");
  return hash.digest("hex");
};

const csv = (files: ReadonlyMap<string, string>) => new Map([...files].filter(([name]) => name.endsWith(".csv")));

const rows = (files: ReadonlyMap<string, string>, name: string): string[][] =>
  (files.get(name) ?? "")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

describe("the same options", () => {
  test("give the same bytes, on every machine", () => {
    expect(digest(demoOrganisation(options).files)).toBe(
      "d5cd2776e0dca8a53c926970d0f9b0283dff4e1350dc495a987dc643eda88798",
    );
  });

  test.each(["Pacific/Auckland", "America/Los_Angeles"])("give the same bytes in %s and in another language", (TZ) => {
    const script = `
      import { demoOrganisation } from ${JSON.stringify(new URL("./demo-organisation.js", import.meta.url).href)};
      process.stdout.write(JSON.stringify([...demoOrganisation(${JSON.stringify(options)}).files]));`;
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { PATH: process.env["PATH"], TZ, LANG: "ru_RU.UTF-8", LC_ALL: "tr_TR.UTF-8" },
      maxBuffer: 64 * 1024 * 1024,
      encoding: "utf8",
    });
    expect(digest(new Map(JSON.parse(output) as [string, string][]))).toBe(digest(demoOrganisation(options).files));
  });

  test("but another seed another bank; more history the same people", () => {
    const { files } = demoOrganisation(options);
    expect(digest(demoOrganisation({ ...options, seed: 8 }).files)).not.toBe(digest(files));
    const longer = demoOrganisation({ ...options, months: 24 }).files;
    for (const name of ["units.csv", "employees.csv", "contracts.csv", "salaries.csv", "demo-logins.json"])
      expect(longer.get(name)).toBe(files.get(name));
  });
});

describe("a demonstration organisation", () => {
  test("imports without a fault, whatever its size, history and seed, before, on and after its day", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          employees: fc.integer({ min: FEWEST_EMPLOYEES, max: 150 }),
          months: fc.integer({ min: 0, max: 36 }),
          seed: fc.nat(),
          until: fc.constantFrom("2025-02-28", "2026-06-15", "2026-11-30", "2026-12-31").map(localDate),
        }),
        fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-11-16T09:00:00.000Z", "2029-05-05T23:30:00.000Z"),
        async (made, at) => {
          const faults = await checkFiles(csv(demoOrganisation(made).files), at);
          expect(faults).toEqual({ listed: [], total: 0 });
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  const { files, logIns, months } = demoOrganisation({ ...options, employees: 2_000 });

  test("has as many people as asked, about twenty a unit, a head in each who works there", () => {
    const employees = rows(files, "employees.csv");
    const unitOf = new Map(employees.map((row) => [row[0], row[6]]));
    expect(employees).toHaveLength(2_000);
    expect(rows(files, "units.csv")).toHaveLength(100);
    const heads = rows(files, "heads.csv");
    expect(heads).toHaveLength(100);
    expect(heads.every(([unit, head]) => unitOf.get(head) === unit)).toBe(true);
    expect(employees[0]?.slice(6, 8)).toEqual(["u0001", "Генеральный директор"]);
  });

  test("works mostly in Russia, some of it abroad, with names to match", () => {
    const countries = new Map<string, number>();
    for (const row of rows(files, "employees.csv")) countries.set(row[8] ?? "", (countries.get(row[8] ?? "") ?? 0) + 1);
    expect(countries.get("RU")).toBeGreaterThan(1_000);
    expect(countries.get("GB")).toBeGreaterThan(100);
    expect(rows(files, "employees.csv").every((row) => /^[А-ЯЁ]/.test(row[1] ?? "") === (row[8] === "RU"))).toBe(true);
  });

  test("has a history: leave of every outcome, balances, periods", () => {
    const outcomes = new Set(rows(files, "leave-history.csv").map((row) => row[4]));
    expect(outcomes).toEqual(new Set(["approved", "rejected", "withdrawn", "pending"]));
    expect(rows(files, "leave-history.csv").length).toBeGreaterThan(2_000);
    expect(rows(files, "periods.csv").flat()).toEqual(months);
    expect(months).toHaveLength(12);
  });

  test("offers log-ins that show the way of a request", () => {
    expect(logIns.map(({ persona }) => persona)).toEqual([
      "administrator",
      "hr-officer",
      "accountant",
      "auditor",
      "superior-head",
      "head",
      "employee",
      "second-employee",
    ]);
    const unitOf = new Map(rows(files, "employees.csv").map((row) => [row[0], row[6]]));
    const [superior, head, one, other] = logIns.slice(4).map(({ login }) => unitOf.get(login));
    expect(head).toBe(one);
    expect(one).toBe(other);
    const parentOf = new Map(rows(files, "units.csv").map((row) => [row[0], row.at(-2)]));
    expect(parentOf.get(head)).toBe(superior);
    expect(JSON.parse(files.get("demo-logins.json") ?? "")).toEqual(logIns);
  });

  test("of 36 months begins where the production calendar does", () => {
    const long = demoOrganisation({ ...options, months: 36 });
    expect([long.months[0], long.months.length]).toEqual(["2024-01", 35]);
  });
});

test.each([
  [{ employees: "19" }, /--employees is "19"; write a whole number from 20 to 50000/],
  [{ employees: "2e3" }, /--employees/],
  [{ months: "37" }, /--months/],
  [{ seed: "-1" }, /--seed/],
  [{ until: "30.11.2026" }, /--until is "30.11.2026"; write a day/],
])("options %j are told what would be right", (wrong, sentence) => {
  const read = readDemoOptions({ employees: "100", months: "1", seed: "1", until: "2026-11-30", ...wrong });
  expect(read).toEqual([expect.stringMatching(sentence)]);
});
