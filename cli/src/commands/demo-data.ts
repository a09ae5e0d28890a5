// `tabel demo-data`: writes a demonstration organisation as a folder of files that `tabel import` reads.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import {
  DEFAULT_UNTIL,
  FEWEST_EMPLOYEES,
  MOST_EMPLOYEES,
  MOST_MONTHS,
  readDemoOptions,
} from "../demo-data/demo-options.js";

interface Options {
  readonly employees: string;
  readonly months: string;
  readonly seed: string;
  readonly until: string;
}

const write = async (folder: string, files: ReadonlyMap<string, string>): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) await writeFile(join(folder, name), content);
};

const demoData = async (folder: string, texts: Options): Promise<void> => {
  const options = readDemoOptions(texts);
  if (!("seed" in options)) throw new Error(options.join("\n"));
  // The names of many languages take a while to load; no other command needs them.
  const { demoOrganisation } = await import("../demo-data/demo-organisation.js");
  const { files, logIns, months } = demoOrganisation(options);
  await write(folder, files);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const [name, content] of files)
    if (name.endsWith(".csv")) say(`${String(content.split("\n").length - 2).padStart(8)}  ${name}`);
  if (months.length < options.months)
    say(`The history has ${months.length} months: the production calendar is loaded from ${months[0] ?? "later"} on.`);
  say("Log-ins:");
  for (const { login, persona, name, says } of logIns) say(`  ${login}  ${persona}: ${name}, ${says}`);
  say(`Bring it in with: npx tabel import ${JSON.stringify(folder)}`);
};

export const register = (program: Command): void => {
  program
    .command("demo-data")
    .description(
      "write a demonstration bank: units, people, terms, roles and months of leave; the same for the same options",
    )
    .argument("<folder>", "where to; made when it is missing, files of an earlier run are replaced")
    .option("--employees <n>", `from ${FEWEST_EMPLOYEES} to ${MOST_EMPLOYEES}`, "2000")
    .option("--months <m>", `of history, up to ${MOST_MONTHS}`, "6")
    .option("--seed <s>", "which bank of many", "1")
    .option("--until <day>", "the day on which the bank is as described", DEFAULT_UNTIL)
    .action(demoData);
};
