// The difference report as a table for a spreadsheet: a line a figure, with the events behind the person's figures.
import type { PeriodRebuildReport } from "./rebuild-period.js";
import type { Figure } from "./differences.js";

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (value: Figure): string => {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const header = ["period", "employee", "figure", "before", "after", "because"];

export function* reportLines({ period, differences }: PeriodRebuildReport): Generator<string> {
  yield `${header.join(",")}\r\n`;
  for (const { employeeId, changes, because } of differences) {
    const reasons = because.map(({ position, type }) => `${type}@${position}`).join(" ");
    for (const { figure, before, after } of changes)
      yield `${[period, employeeId, figure, before, after, reasons].map(cell).join(",")}\r\n`;
  }
}
