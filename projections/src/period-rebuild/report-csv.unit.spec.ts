import { expect, test } from "@jest/globals";
import { differences } from "./differences.js";
import type { PeriodRebuildReport } from "./rebuild-period.js";
import { reportLines } from "./report-csv.js";

const report: PeriodRebuildReport = {
  period: "2026-03",
  unitId: null,
  position: "77",
  outcome: "dry-run",
  employees: 1,
  events: 2,
  rows: 2,
  differing: 1,
  posted: 0,
  differences: [
    {
      employeeId: "anna",
      changes: [
        { figure: "sheet / u2 / 24 / cell", before: "Я 480", after: '=HYPERLINK("x")' },
        { figure: "hours / workedMinutes", before: -60, after: null },
      ],
      because: [
        { position: "3", type: "EmployeeHired", stream: "employee-anna", recordedAt: "2026-01-12T09:00:00.000Z" },
        { position: "9", type: "SalarySet", stream: "employee-anna", recordedAt: "2026-01-12T09:01:00.000Z" },
      ],
    },
  ],
};

test("a line a figure, and nothing in it is a formula", () => {
  expect([...reportLines(report)].join("")).toBe(
    [
      "period,employee,figure,before,after,because",
      '2026-03,anna,sheet / u2 / 24 / cell,Я 480,"\'=HYPERLINK(""x"")",EmployeeHired@3 SalarySet@9',
      "2026-03,anna,hours / workedMinutes,-60,,EmployeeHired@3 SalarySet@9",
      "",
    ].join("\r\n"),
  );
});

test("a line that is added changes no figure of the lines behind it", () => {
  const line = (minor: number, minutes: number) => ({
    category: "salary",
    monthly: { minor, currency: "RUB" },
    minutes,
  });
  const changes = differences({ lines: [line(100, 60)] }, { lines: [line(90, 30), line(100, 60)] });
  expect(changes.map(({ figure }) => figure)).toEqual([
    "lines / salary 90 RUB / category",
    "lines / salary 90 RUB / monthly / minor",
    "lines / salary 90 RUB / monthly / currency",
    "lines / salary 90 RUB / minutes",
  ]);
});

test("rows that say the same have no differences; a row that is new or gone has all of its figures", () => {
  expect(differences({ a: 1, b: { c: null } }, { a: 1, b: { c: null } })).toEqual([]);
  expect(differences(undefined, { a: 1 })).toEqual([{ figure: "a", before: null, after: 1 }]);
  expect(differences({ a: 1 }, undefined)).toEqual([{ figure: "a", before: 1, after: null }]);
});
