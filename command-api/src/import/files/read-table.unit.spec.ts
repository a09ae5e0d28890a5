// Hostile files end in one clear fault, and in bounded time.
import { describe, expect, test } from "@jest/globals";
import { FaultList } from "./import-fault.js";
import { organisationFiles } from "./organisation-files.js";
import { readTable } from "./read-table.js";

const read = (text: string) => {
  const faults = new FaultList();
  const table = readTable(organisationFiles.periods, text, faults);
  return { table, faults: faults.list([]) };
};

describe("a file", () => {
  test("with more rows than there can be is not read to its end", () => {
    const { table, faults } = read(`period\n${"2026-10\n".repeat(organisationFiles.periods.mostRows * 3)}`);
    expect(table).toBeUndefined();
    expect(faults.listed).toEqual([expect.objectContaining({ code: "rows-too-many", line: null })]);
  });

  test("with thousands of columns is one fault", () => {
    const { faults } = read(`${Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(",")}\n`);
    expect(faults.total).toBe(1);
    expect(faults.listed[0]).toMatchObject({ code: "column-unknown", line: 1, found: "10000 columns" });
  });

  test("whose quote is never closed is a fault on that line, and the rest is read", () => {
    const { table, faults } = read(`period\n"2026-10\n${"2026-09\n".repeat(40_000)}`);
    expect(faults.listed).toEqual([expect.objectContaining({ code: "quotes-wrong", line: 2 })]);
    expect(table?.rows).toHaveLength(40_000);
  });

  test("whose header is broken is that one fault: no row is taken for the header", () => {
    const { table, faults } = read(`"peri"od\n2026-10\n`);
    expect(table).toBeUndefined();
    expect(faults.listed).toEqual([expect.objectContaining({ code: "quotes-wrong", line: 1 })]);
  });

  test("full of broken quotes ends after a hundred", () => {
    const { faults } = read(`period\n${'"2026-10"x\n'.repeat(5_000)}`);
    expect(faults.total).toBe(100);
  });

  test("of megabytes on one line is a fault", () => {
    const { faults } = read(`period\n${"x".repeat(5_000_000)}\n2026-10\n`);
    expect(faults.listed).toEqual([expect.objectContaining({ code: "quotes-wrong", line: 2 })]);
    expect(faults.listed[0]?.right).toMatch(/more than 100000 characters/);
  });
});
