// tabel rebuild payroll: one period calculated again from its events, beside a running system or by itself.
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { correctionPoster } from "@tabel/command-api";
import { Period, UnitId, UserId } from "@tabel/domain";
import { type PeriodRebuildReport, periodRebuilder } from "@tabel/projections";
import { type Command, InvalidArgumentError } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import { differenceText, periodProgress, periodSentence } from "../terminal/period-report.js";

interface Options {
  readonly period: Period;
  readonly unit?: UnitId;
  readonly dryRun?: boolean;
  readonly csv?: string;
  readonly json?: string;
  readonly postCorrections?: boolean;
  readonly by?: UserId;
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

const user = (text: string): UserId => {
  const parsed = UserId.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError("Write a personnel number, e00017 for example.");
  return parsed.data;
};

/** Who posts is named and must have the right: it stands in the log. */
const posting = (options: Options, parts: Parameters<typeof correctionPoster>[0]) => {
  if (options.postCorrections !== true) return undefined;
  if (options.dryRun === true)
    throw new StartFault("A dry run posts nothing: leave --dry-run or --post-corrections out.");
  if (options.by === undefined)
    throw new StartFault("Say with --by which accountant posts the corrections, a personnel number.");
  return correctionPoster(parts).by(options.by, randomUUID());
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
  await withParts(async ({ store, pool, vault, signal }) => {
    const rebuilder = periodRebuilder({ store, pool });
    const postCorrection = posting(options, { store, vault, clock: () => new Date().toISOString() });
    const scope = {
      period: options.period,
      dryRun: options.dryRun === true,
      ...(options.unit === undefined ? {} : { unitId: options.unit }),
    };
    const report = await rebuilder
      .rebuild(scope, { signal, postCorrection, onProgress: (state) => progress.show(state) })
      .finally(() => progress.end());
    say(differenceText(report));
    say(`${periodSentence(report, (performance.now() - began) / 1_000)}\n`);
    await save(report, rebuilder.csv(report), options);
    const right =
      report.outcome === "same" ||
      report.outcome === "exchanged" ||
      (report.outcome === "corrected" && report.posted === report.differing);
    if (!right) process.exitCode = 1;
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
    .option("--post-corrections", "of a closed period: post what differs into the next open one")
    .option("--by <accountant>", "who posts the corrections; needs the right", user)
    .option("--csv <file>", "write the difference report as a table")
    .option("--json <file>", "write the difference report as JSON")
    .action(rebuildPayroll);
};
