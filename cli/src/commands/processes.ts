// tabel processes: how the processes stand, the story of an instance, and what a person decides about dead letters.
import { userInfo } from "node:os";
import { systemClock } from "@tabel/platform";
import { allProcesses, deadLettersOf, settleDeadLetters, standingOfProcesses, storyOf } from "@tabel/process-managers";
import type { Command } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import { some } from "../terminal/figures.js";
import { jsonText } from "../terminal/json-text.js";
import { deadLetterTable, processTable, storyText } from "../terminal/process-report.js";

const say = (text: string): void => void process.stdout.write(text);

/** No more dead letters are shown at once. */
const MOST = 200;

const names = allProcesses.map(({ name }) => name);

const known = (name: string): string => {
  if (names.includes(name)) return name;
  throw new StartFault(`There is no process ${JSON.stringify(name)}; there are ${names.join(", ")}.`);
};

interface Output {
  readonly json?: boolean;
}

const list = ({ json }: Output): Promise<void> =>
  withParts(async ({ pool }) => {
    const processes = await standingOfProcesses(pool, allProcesses, systemClock().toISOString());
    const deadLetters = await deadLettersOf(pool, undefined, MOST);
    if (json === true) return say(jsonText({ processes, deadLetters }));
    say(processTable(processes));
    say(`\n${deadLetterTable(deadLetters)}`);
  });

const show = async (name: string, instance: string | undefined, { json }: Output): Promise<void> => {
  known(name);
  await withParts(async ({ pool }) => {
    if (instance === undefined) {
      const deadLetters = await deadLettersOf(pool, name, MOST);
      return say(json === true ? jsonText({ deadLetters }) : deadLetterTable(deadLetters));
    }
    const story = await storyOf(pool, name, instance);
    if (story === undefined) throw new StartFault(`${name} knows nothing of ${JSON.stringify(instance)}.`);
    say(json === true ? jsonText(story) : storyText(story));
  });
};

interface Chosen {
  readonly all?: boolean;
  readonly process?: string;
  readonly by?: string;
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const whoever = (): string => {
  try {
    return userInfo().username;
  } catch {
    return "somebody without a name on this machine"; // a container's user need not have one
  }
};

const settle =
  (decision: "retry" | "skip") =>
  async (id: string | undefined, { all, process: name, by }: Chosen): Promise<void> => {
    if (id === undefined && all !== true && name === undefined)
      throw new StartFault("Name a dead letter by its id (tabel processes list), or say --process NAME, or --all.");
    if (id !== undefined && !idPattern.test(id))
      throw new StartFault(`${JSON.stringify(id)} is no id of a dead letter.`);
    if (name !== undefined) known(name);
    const of = { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { process: name }) };
    const count = await withParts(({ pool }) => settleDeadLetters(pool, { decision, by: by ?? whoever(), ...of }));
    const done = decision === "retry" ? "tried again by the program that works, or when it next runs" : "passed over";
    say(count === 0 ? "There is no such dead letter.\n" : `${some(count, "dead letter")}: ${done}.\n`);
    if (count === 0) process.exitCode = 1;
  };

const asJson = ["--json", "JSON, for other programs"] as const;

export const register = (program: Command): void => {
  const processes = program
    .command("processes")
    .description("how the process managers stand, what they did, and what waits for a person");
  processes
    .command("list")
    .description("each process, and the dead letters of all")
    .option(...asJson)
    .action(list);
  processes
    .command("show <process> [instance]")
    .description("the story of an instance: facts seen, intents, outcomes; without one, the process' dead letters")
    .option(...asJson)
    .action(show);
  const decisions = [
    ["retry", "carry a dead letter out again, or give a parked fact another try, after the fault was mended"],
    ["skip", "pass a dead letter over for good; it stays in the story"],
  ] as const;
  for (const [decision, description] of decisions)
    processes
      .command(`${decision} [id]`)
      .description(description)
      .option("--process <name>", "every dead letter of a process")
      .option("--all", "every dead letter")
      .option("--by <who>", "who decides, for the record; the user of this machine unless given")
      .action(settle(decision));
};
