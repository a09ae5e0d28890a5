// What a person at the terminal sees of the rebuild of a period: how far it is, which figures changed, and why.
import type { PeriodRebuildProgress, PeriodRebuildReport, PersonDifference } from "@tabel/projections";
import { duration, some, whole } from "./figures.js";
import { progressReport, type ProgressReport } from "./progress.js";

const phases = {
  reading: "Reading events",
  calculating: "Calculating",
  exchanging: "Exchanging",
  posting: "Posting",
} as const;

export const periodProgress = (stream: NodeJS.WriteStream): ProgressReport<PeriodRebuildProgress> => {
  const began = performance.now();
  return progressReport(stream, ({ phase, events, rows, done, total }) => {
    const seconds = (performance.now() - began) / 1_000;
    const rate = `${whole.format(events)} events, ${whole.format(rows)} rows, ${whole.format(Math.round(events / Math.max(seconds, 0.001)))} events/s`;
    const left = done > 0 && done < total ? `, about ${duration((seconds / done) * (total - done))} left` : "";
    return { phase: phases[phase], share: total === 0 ? undefined : done / total, line: `${rate}${left}` };
  });
};

/** People whose figures are printed one by one; the files that `--json` and `--csv` write have them all. */
const PRINTED = 20;

const differenceLines = ({ employeeId, changes, because }: PersonDifference): string[] => [
  `${employeeId}:`,
  ...changes.map(({ figure, before, after }) => `  ${figure}: ${before ?? "nothing"} → ${after ?? "nothing"}`),
  `  follows from ${because.length === 0 ? "no event" : because.map(({ type, position }) => `${type} (${position})`).join(", ")}`,
];

export const differenceText = ({ differences, differing }: PeriodRebuildReport): string => {
  const shown = differences.slice(0, PRINTED).flatMap(differenceLines);
  const left = differing - Math.min(PRINTED, differences.length);
  if (left > 0) shown.push(`… and ${some(left, "employee")} more; --csv FILE or --json FILE writes them.`);
  return shown.map((line) => `${line}\n`).join("");
};

const ends: Readonly<Record<PeriodRebuildReport["outcome"], (report: PeriodRebuildReport) => string>> = {
  same: () => "Every figure is what the events say; nothing was changed.",
  exchanged: ({ differing }) =>
    `The figures of ${some(differing, "employee")} were wrong; readers see the right ones now.`,
  "dry-run": ({ differing }) => `The figures of ${some(differing, "employee")} differ; nothing was changed (dry run).`,
  closed: ({ differing }) =>
    `The period is closed and stays as it is; the figures of ${some(differing, "employee")} differ from what the events say.`,
  corrected: ({ differing, posted }) =>
    `The period is closed and stays as it is. Corrections of ${some(posted, "employee")} were posted into the next open period` +
    (posted === differing ? "." : `; ${some(differing, "employee")} differ: run it again for the others.`),
  stopped: () => "Stopped; nothing was changed.",
  "not-open": ({ period }) =>
    `Period ${period} was not opened: it has no figures. Open it with the command open-period.`,
  "no-such-unit": ({ unitId }) => `There is no unit ${unitId}.`,
};

export const periodSentence = (report: PeriodRebuildReport, seconds: number): string => {
  if (report.outcome === "not-open" || report.outcome === "no-such-unit") return ends[report.outcome](report);
  const { period, employees, events, rows, position, outcome } = report;
  const work = `${period}: ${some(employees, "employee")}, ${some(events, "event")}, ${some(rows, "row")} in ${duration(seconds)}, up to position ${position}.`;
  return `${work} ${ends[outcome](report)}`;
};
