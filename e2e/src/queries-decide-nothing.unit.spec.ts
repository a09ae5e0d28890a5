// DESIGN lets query-api take types and codes from the domain, ADR 4 the pure functions that sum; never what decides. A name is
// known for a decision by the house's convention: its command's schema has the same name with a capital letter.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as domain from "@tabel/domain";
import { expect, test } from "@jest/globals";

const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(domain));

const has = (value: unknown, ...names: readonly string[]): boolean =>
  value !== null && (typeof value === "object" || typeof value === "function") && names.every((name) => name in value);

/** Why a view may not take this from the domain; undefined where it may. */
const decides = (name: string): string | undefined => {
  const value = exported.get(name);
  if (has(value, "initial", "evolve")) return "is an aggregate";
  if (has(value, "type", "version", "schema")) return "is an event";
  const schema = name.slice(0, 1).toUpperCase() + name.slice(1);
  const decision = name.slice(0, 1).toLowerCase() + name.slice(1);
  const isCommand = has(exported.get(schema), "safeParse") && typeof exported.get(decision) === "function";
  // `LocalDate` and `Period` have makers of the same name that only brand a text.
  return isCommand && !brands.has(decision) ? "is a command or its decision" : undefined;
};
const brands: ReadonlySet<string> = new Set(["localDate", "period"]);

const taken = (text: string): string[] =>
  [...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*"@tabel\/domain"/g)]
    .flatMap((match) => (match[1] ?? "").split(","))
    .map((name) => name.trim().split(/\s+as\s+/)[0] ?? "")
    .filter((name) => name !== "" && !name.startsWith("type "));

test("views take no aggregate, event, command or decision from the domain", () => {
  const source = fileURLToPath(new URL("../../query-api/src/", import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".spec.ts") && !/(^|\/)testing\//.test(file),
  );
  const names = files.flatMap((file) =>
    taken(readFileSync(join(source, file), "utf8")).map((name) => ({ file, name })),
  );
  expect(names.length).toBeGreaterThan(10);
  const faults = names.flatMap(({ file, name }) => {
    const why = decides(name);
    return why === undefined ? [] : [`${file} takes ${name}, which ${why}`];
  });
  expect(faults).toEqual([]);
});

test.each(["employee", "AbsenceApproved", "SubmitLeave", "submitLeave"])("%s would be a fault", (name) => {
  expect(decides(name)).toBeDefined();
});

test.each(["balanceOn", "EmployeeId", "localDate", "absenceKind"])("%s is none", (name) => {
  expect(exported.has(name)).toBe(true);
  expect(decides(name)).toBeUndefined();
});
