// `tabel import`: brings an organisation in from a folder of CSV files, or says what is wrong with them.
import { importOrganisation } from "@tabel/command-api";
import { UserId } from "@tabel/domain";
import { systemClock } from "@tabel/platform";
import type { Command } from "commander";
import { withParts } from "../composition/with-parts.js";
import { faultTable, importProgress, resultSentence } from "../terminal/import-report.js";

interface Options {
  readonly skipFaulty?: boolean;
}

const runImport = async (folder: string, { skipFaulty = false }: Options): Promise<void> => {
  const began = performance.now();
  const progress = importProgress(process.stderr);
  const result = await withParts(({ store, vault, signal }) =>
    importOrganisation({
      store,
      vault,
      from: { folder },
      skipFaulty,
      actor: UserId.parse("system"),
      at: systemClock().toISOString(),
      onProgress: (current) => progress.show(current),
      signal,
    }).finally(() => progress.end()),
  );
  if (result.faults.total > 0) process.stdout.write(faultTable(result.faults));
  process.stdout.write(`${resultSentence(result, (performance.now() - began) / 1000)}\n`);
  if (result.faults.total > 0 || result.outcome === "stopped") process.exitCode = 1;
};

export const register = (program: Command): void => {
  program
    .command("import")
    .description(
      "bring an organisation in from CSV files (docs/import.md); nothing unless all is right; twice adds nothing",
    )
    .argument("<folder>", "holds units.csv, employees.csv and the others")
    .option("--skip-faulty", "leave out faulty rows and whatever stands on them, each reported, and import the rest")
    .action(runImport);
};
