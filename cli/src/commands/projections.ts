// tabel projections, tabel verify: how the views stand, and making them anew, beside a running system or by itself.
import {
  discardRebuilds,
  FrozenRowsDiffer,
  parkedInViews,
  projectionNames,
  rebuildViews,
  redriveView,
  standingOfViews,
  verifyViews,
} from "@tabel/projections";
import type { Command } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import {
  closedStays,
  outcomeSentences,
  parkedTable,
  rebuildReport,
  redriveSentence,
  standingTable,
  verdictLines,
} from "../terminal/projection-report.js";

const say = (text: string): void => void process.stdout.write(text);

const known = (names: readonly string[]): readonly string[] => {
  const unknown = names.find((name) => !projectionNames.includes(name));
  if (unknown === undefined) return names;
  throw new StartFault(`There is no projection ${JSON.stringify(unknown)}; there are ${projectionNames.join(", ")}.`);
};

const list = (): Promise<void> => withParts(async ({ pool }) => say(standingTable(await standingOfViews(pool))));

const parked = async (name: string | undefined): Promise<void> => {
  if (name !== undefined) known([name]);
  await withParts(async ({ pool }) => say(parkedTable(await parkedInViews(pool, name))));
};

const redrive = async (name: string, { changeClosed = false }: { changeClosed?: boolean }): Promise<void> => {
  known([name]);
  const redriven = await withParts(({ store, pool }) =>
    redriveView({ store, pool, name, changeFrozen: changeClosed }).catch((error: unknown) => {
      if (!(error instanceof FrozenRowsDiffer)) throw error;
      throw new StartFault([`Nothing was taken in: ${error.message}.`, ...closedStays("redrive")].join("\n"), {
        cause: error,
      });
    }),
  );
  if (redriven === undefined) return;
  say(`${redriveSentence(name, redriven)}\n`);
  if (redriven.parked > 0) process.exitCode = 1;
};

const chosen = (names: readonly string[], all: boolean | undefined): readonly string[] => {
  if (all === true) return projectionNames;
  if (names.length === 0) throw new StartFault(`Name projections (${projectionNames.join(", ")}), or say --all.`);
  return known(names);
};

interface RebuildChoice {
  readonly all?: boolean;
  readonly changeClosed?: boolean;
}

const rebuild = async (some: readonly string[], { all, changeClosed = false }: RebuildChoice): Promise<void> => {
  const names = chosen(some, all);
  const began = performance.now();
  const report = rebuildReport(process.stderr);
  const outcome = await withParts(({ store, pool, log, signal }) =>
    rebuildViews({
      store,
      pool,
      log,
      signal,
      names,
      changeFrozen: changeClosed,
      onProgress: (progress) => report.show(progress),
    }).finally(() => report.end()),
  );
  for (const sentence of outcomeSentences(outcome, (performance.now() - began) / 1_000)) say(`${sentence}\n`);
  if (outcome.exchanged.length < names.length) process.exitCode = 1;
};

const discard = async (some: readonly string[], { all }: { all?: boolean }): Promise<void> => {
  const names = chosen(some, all);
  const { discarded, busy } = await withParts(({ pool }) => discardRebuilds(pool, names));
  say(discarded.length === 0 ? "There was nothing to throw away.\n" : `Thrown away: ${discarded.join(", ")}.\n`);
  for (const name of busy) say(`${name} is being rebuilt at this moment; stop that first.\n`);
  if (busy.length > 0) process.exitCode = 1;
};

const verify = async (some: readonly string[]): Promise<void> => {
  const names = some.length === 0 ? projectionNames : known(some);
  const report = rebuildReport(process.stderr);
  const verdicts = await withParts(async ({ store, pool, signal }) => {
    try {
      return await verifyViews({ store, pool, signal, names, onProgress: (progress) => report.show(progress) });
    } catch (error) {
      throw signal.aborted ? new StartFault("Stopped; nothing is left of the comparison.", { cause: error }) : error;
    } finally {
      report.end();
    }
  });
  for (const verdict of verdicts) say(verdictLines(verdict));
  if (verdicts.some(({ is }) => is !== "sound")) process.exitCode = 1;
};

export const register = (program: Command): void => {
  const projections = program.command("projections").description("how the views stand, and making them anew");
  projections.command("list").description("each projection with its version and position").action(list);
  projections
    .command("parked [projection]")
    .description("events that could not be taken in, and those that wait behind them")
    .action(parked);
  projections
    .command("redrive <projection>")
    .description("give what is parked another try, in order, after a fault was mended")
    .option("--change-closed", "let figures of closed periods change: nobody was paid by those that stand")
    .action(redrive);
  projections
    .command("rebuild [projections...]")
    .description(
      "make tables anew from the events, while the old ones are read; Ctrl-C stops, the same command goes on",
    )
    .option("--all", "every projection")
    .option("--change-closed", "let figures of closed periods change: nobody was paid by those that stand")
    .action(rebuild);
  projections
    .command("discard [projections...]")
    .description("throw away what a stopped rebuild has filled; the tables that are read stay as they are")
    .option("--all", "every projection")
    .action(discard);
  program
    .command("verify [projections...]")
    .description("recompute views from the events and name the first row that differs; all of them unless named")
    .action(verify);
};
