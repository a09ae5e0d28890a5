// The difference report as a table for a spreadsheet: a line a figure, with the events behind the person's figures.
import { csvLine } from "@tabel/platform";
import type { PeriodRebuildReport } from "./rebuild-period.js";

const header = ["period", "employee", "figure", "before", "after", "because"];

export function* reportLines({ period, differences }: PeriodRebuildReport): Generator<string> {
  yield csvLine(header);
  for (const { employeeId, changes, because } of differences) {
    const reasons = because.map(({ position, type }) => `${type}@${position}`).join(" ");
    for (const { figure, before, after } of changes)
      yield csvLine([period, employeeId, figure, before, after, reasons]);
  }
}
