// docs/import.md describes the format that is read: every file, column, word and code.
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { ContractKind, Role, ScheduleCode } from "@tabel/domain";
import { importFaultCodes } from "./import-fault.js";
import { organisationFiles } from "./organisation-files.js";

const text = readFileSync(new URL("../../../../docs/import.md", import.meta.url), "utf8");

test.each(Object.values(organisationFiles))("the document has the columns of $file", ({ file, columns }) => {
  const row = text.split("\n").find((line) => line.startsWith(`| \`${file}\` |`));
  const named = [...(row ?? "").matchAll(/`([^`]+)`/g)].map(([, word]) => word);
  for (const column of Object.keys(columns)) expect(named).toContain(column);
});

test("the document has every code and every word that a cell may hold", () => {
  const words = [...importFaultCodes, ...ContractKind.options, ...Role.options, ...ScheduleCode.options];
  for (const word of words) expect(text).toContain(`\`${word}\``);
});
