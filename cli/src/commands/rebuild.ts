// tabel rebuild payroll: one period calculated again from its events, beside a running system or by itself.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Period, UnitId } from "@tabel/domain";
import { type PeriodRebuildReport, periodRebuilder } from "@tabel/projections";
import { type Command, InvalidArgumentError } from "commander";
import { withParts } from "../composition/with-parts.js";
import { differenceText, periodProgress, periodSentence } from "../terminal/period-report.js";

interface Options {
  readonly period: Period;
  readonly unit?: UnitId;
  readonly dryRun?: boolean;
  readonly csv?: string;
  readonly json?: string;
}

const say = (text: string): void => void process.stdout.write(text);

const period = (text: string): Period => {
  const parsed = Period.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError("Write a month as 2026-10.");
  return parsed.data;
};

const unit = (text: string): UnitId => {
  const parsed = UnitId.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError("Write a unit's number, u0042 for example.");
  return parsed.data;
};

/** The report names pay: readable by its owner only. */
const write = (file: string, text: Iterable<string>): Promise<void> =>
  pipeline(Readable.from(text), createWriteStream(file, { mode: 0o600 }));

const save = async (report: PeriodRebuildReport, csv: Iterable<string>, options: Options): Promise<void> => {
  if (options.csv !== undefined) await write(options.csv, csv);
  if (options.json !== undefined) await write(options.json, [`${JSON.stringify(report, undefined, 2)}\n`]);
};

/** Exits with 1 where figures differ and were not put right: a script that checks a period sees it. */
const rebuildPayroll = async (options: Options): Promise<void> => {
  const began = performance.now();
  const progress = periodProgress(process.stderr);
  await withParts(async ({ store, pool, signal }) => {
    const rebuilder = periodRebuilder({ store, pool });
    const scope = {
      period: options.period,
      dryRun: options.dryRun === true,
      ...(options.unit === undefined ? {} : { unitId: options.unit }),
    };
    const report = await rebuilder
      .rebuild(scope, { signal, onProgress: (state) => progress.show(state) })
      .finally(() => progress.end());
    say(differenceText(report));
    say(`${periodSentence(report, (performance.now() - began) / 1_000)}\n`);
    await save(report, rebuilder.csv(report), options);
    if (report.outcome !== "same" && report.outcome !== "exchanged") process.exitCode = 1;
  });
};

export const register = (program: Command): void => {
  program
    .command("rebuild")
    .description("calculate one period again from its events, and tell what changed")
    .command("payroll")
    .description("timesheets and payroll hours of a month; readers see the old figures until all are exchanged at once")
    .requiredOption("--period <month>", "such as 2026-10", period)
    .option("--unit <unit>", "only this unit and all below it", unit)
    .option("--dry-run", "only compare")
    .option("--csv <file>", "write the difference report as a table")
    .option("--json <file>", "write the difference report as JSON")
    .action(rebuildPayroll);
};
