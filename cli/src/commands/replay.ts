// tabel replay: everything that happened to a person, told in order, beside a running system or by itself.
import { EmployeeId, type Language, LocalDate, localDate } from "@tabel/domain";
import { historyCsvHeader, historyCsvLine, historyJsonLine, type ReplayedEntry, replayHistory } from "@tabel/query-api";
import { lagsOfViews } from "@tabel/projections";
import { type Command, InvalidArgumentError, Option } from "commander";
import { withParts } from "../composition/with-parts.js";
import { entryText, treeText } from "../terminal/history-text.js";

interface Options {
  readonly asOf?: LocalDate;
  readonly known?: string;
  readonly follow?: boolean;
  readonly language: Language;
  readonly type?: readonly string[];
  readonly actor?: string;
  readonly correlation?: string;
  readonly search?: string;
  readonly tree?: boolean;
  readonly format: "text" | "jsonl" | "csv";
}

const say = (text: string): void => void process.stdout.write(text);

const employee = (text: string): EmployeeId => {
  const parsed = EmployeeId.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError("Write a personnel number, e00017 for example.");
  return parsed.data;
};

const day = (text: string): LocalDate => {
  const parsed = LocalDate.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError("Write a date as 2026-10-31.");
  return parsed.data;
};

const instant = (text: string): string => {
  const value = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(value.getTime()))
    throw new InvalidArgumentError("Write an instant as 2026-10-31T08:00:00Z.");
  return value.toISOString();
};

/** What is told of a filter that lets nothing through is told on the other channel: the first is the export. */
const hint = (text: string): void => void process.stderr.write(`${text}\n`);

const lateness = async (parts: Parameters<typeof lagsOfViews>[0]): Promise<void> => {
  const lag = (await lagsOfViews(parts)).find(({ projection }) => projection === "employee-history");
  if (lag !== undefined && lag.events > 0)
    hint(`The history is ${lag.events} events behind the log; a running system (npm start) brings it up to date.`);
};

const lineOf = (options: Options): ((entry: ReplayedEntry) => string) => {
  if (options.format === "csv") return historyCsvLine;
  if (options.format === "jsonl") return historyJsonLine;
  return (entry) => entryText(entry, options.language);
};

const replayEmployee = async (employeeId: EmployeeId, options: Options): Promise<void> => {
  await withParts(async ({ store, pool, log, signal }) => {
    await lateness({ store, pool });
    const entries = replayHistory(pool, log, {
      employeeId,
      filter: {
        known: options.known,
        asOf: options.asOf,
        types: options.type,
        actor: options.actor,
        correlationId: options.correlation,
      },
      language: options.language,
      search: options.search,
      on: options.asOf ?? localDate(new Date().toISOString().slice(0, 10)),
      follow: options.follow === true,
      signal,
    });
    if (options.format === "csv") say(historyCsvHeader);
    const line = lineOf(options);
    const kept: ReplayedEntry[] = [];
    let count = 0;
    for await (const entry of entries) {
      count += 1;
      if (options.tree === true) kept.push(entry);
      else say(line(entry));
    }
    if (options.tree === true) say(treeText(kept, options.language));
    if (count === 0) {
      hint(`Nothing was found of ${employeeId}.`);
      process.exitCode = 1;
    }
  });
};

export const register = (program: Command): void => {
  program
    .command("replay")
    .description("tell what happened, event by event")
    .command("employee")
    .description("a person's history: every event of any stream, with who, why, and the balances after it")
    .argument("<employee>", "a personnel number, such as e00017", employee)
    .option("--as-of <date>", "only what had taken effect by the end of this day, with its balances", day)
    .option("--known <instant>", "only what was recorded by then", instant)
    .option("--follow", "go on with what comes in, until Ctrl-C")
    .addOption(new Option("--language <language>", "of the sentences").choices(["ru", "en"]).default("ru"))
    .option("--type <names...>", "only events of these types")
    .option("--actor <user>", "only what this user or process did")
    .option("--correlation <id>", "only one request from outside, with all that followed from it")
    .option("--search <text>", "only entries whose sentence holds this")
    .addOption(new Option("--tree", "what followed from a fact stands under it").conflicts("follow"))
    .addOption(new Option("--format <format>", "text, or a file").choices(["text", "jsonl", "csv"]).default("text"))
    .action(replayEmployee);
};
