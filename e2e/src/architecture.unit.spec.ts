// The house stands as it is drawn: no import that ARCHITECTURE.md has no arrow for. And the guard itself bites.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { faultsOf, mayImport, type SourceFile } from "./import-rules.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

const sources: SourceFile[] = Object.keys(mayImport).flatMap((name) =>
  readdirSync(join(root, name, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("architecture.unit.spec.ts")) // this file quotes faults
    .map((file) => join(root, name, "src", file))
    .map((file) => ({ path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8") })),
);

test("every package of the workspace has an import rule, and every rule a package", () => {
  const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const packages = [...workspace.matchAll(/^ {2}- ([a-z0-9-]+)$/gm)].map((match) => match[1]);
  expect(new Set(packages)).toEqual(new Set(Object.keys(mayImport)));
});

test("no file imports what its package may not", () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.flatMap(faultsOf)).toEqual([]);
});

test("no file only re-exports inside a package, and no folder is a dumping ground", () => {
  const dumps = sources.filter(({ path }) => /(^|\/)(utils?|helpers?|common|managers?|misc)(\/|\.ts$)/.test(path));
  const relays = sources.filter(
    ({ path, text }) =>
      !/^[a-z-]+\/src\/index\.ts$/.test(path) &&
      text
        .replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "")
        .split(";")
        .filter((part) => part.trim() !== "")
        .every((part) => /^\s*export\s[^=]*\sfrom\s/.test(part)),
  );
  expect([...dumps, ...relays].map(({ path }) => path)).toEqual([]);
});

describe("the guard bites", () => {
  test.each([
    ["domain/src/a.ts", 'import { x } from "@tabel/platform";'],
    ["query-api/src/a.ts", 'import { x } from "@tabel/event-store";'],
    ["command-api/src/a.ts", 'import type { x } from "@tabel/read-models";'],
    ["projections/src/deep/a.ts", 'const x = await import("@tabel/command-api");'],
    ["process-managers/src/a.ts", 'import { x } from "@tabel/command-api";'],
    ["process-managers/src/a.ts", 'import { x } from "@tabel/projections";'],
    ["projections/src/a.ts", 'import { x } from "pg-boss";'],
    ["platform/src/a.ts", 'import { x } from "@tabel/test-infra";'],
    ["domain/src/a.ts", 'import { x } from "../../platform/src/index.js";'],
    ["cli/src/a.ts", 'import { x } from "@tabel/domain/dist/absence/absence.js";'],
    ["command-api/src/a.ts", 'import { x } from "@eventstore/db-client";'],
    ["domain/src/a.ts", "const now = Date.now();"],
    ["integration/src/a.ts", 'import { x } from "@tabel/read-models";'],
    ["integration/src/a.ts", 'import { x } from "@tabel/integration-consumer";'],
    ["integration-contracts/src/a.ts", 'import { x } from "@tabel/domain";'],
    ["integration-consumer/src/a.ts", 'import { x } from "@tabel/integration";'],
    ["cli/src/a.ts", 'import { x } from "kafkajs";'],
    ["stray/src/a.ts", ""],
  ])("%s with %s is a fault", (path, text) => {
    expect(faultsOf({ path, text })).toHaveLength(1);
  });

  test("what is allowed passes", () => {
    expect(faultsOf({ path: "projections/src/a.ts", text: 'import { x } from "@tabel/domain";' })).toEqual([]);
    expect(faultsOf({ path: "platform/src/a.int.spec.ts", text: 'import { x } from "@tabel/test-infra";' })).toEqual(
      [],
    );
  });
});
