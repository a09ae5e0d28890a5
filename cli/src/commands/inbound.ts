// tabel inbound: whose commands come from topics, and what the numbers of another system are here.
import { readFile } from "node:fs/promises";
import { EmployeeId, UnitId } from "@tabel/domain";
import { idsOf, kindsOfIds, type KnownAs, mapIds } from "@tabel/integration";
import type { Command } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import { some } from "../terminal/figures.js";

const say = (text: string): void => void process.stdout.write(text);

/** No more are shown at once. */
const MOST_SHOWN = 10_000;
const MOST_LINES = 500_000;

const checkedSource = (source: string): string => {
  if (/^[a-z][a-z0-9-]{0,49}$/.test(source)) return source;
  throw new StartFault(`${JSON.stringify(source)} cannot be the name of a source.`);
};

const readLine = (line: string): KnownAs | undefined => {
  const [kind, theirs, ours, ...more] = line.split(",").map((part) => part.trim());
  const known = kindsOfIds.find((each) => each === kind);
  if (known === undefined || theirs === undefined || theirs === "" || theirs.length > 64 || more.length > 0)
    return undefined;
  const own = (known === "employee" ? EmployeeId : UnitId).safeParse(ours);
  return own.success ? { kind: known, theirs, ours: own.data } : undefined;
};

const map = async (source: string, file: string): Promise<void> => {
  checkedSource(source);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new StartFault(`${file} cannot be read.`, { cause });
  });
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ line, at: at + 1 }))
    .filter(({ line }) => line.trim() !== "");
  if (lines.length > MOST_LINES)
    throw new StartFault(`${file} has ${lines.length} lines; at most ${MOST_LINES} are taken.`);
  const read = lines.map(({ line, at }) => ({ at, known: readLine(line) }));
  const wrong = read.filter(({ known }) => known === undefined).map(({ at }) => at);
  if (wrong.length > 0)
    throw new StartFault(
      `${file}: nothing was taken. Write kind,theirs,ours a line, such as employee,00-017,e00017 (kinds: ${kindsOfIds.join(", ")}). Not so: line ${wrong.slice(0, 20).join(", ")}.`,
    );
  const all = read.flatMap(({ known }) => known ?? []);
  const places = new Map(all.map((each) => [`${each.kind} ${each.theirs}`, each]));
  if (places.size < all.length) throw new StartFault(`${file}: nothing was taken. A number stands there twice.`);
  await withParts(({ pool }) => mapIds(pool, source, all));
  say(`${some(all.length, "number")} of ${source}: known.\n`);
};

const list = (source: string): Promise<void> =>
  withParts(async ({ pool }) => {
    const known = await idsOf(pool, checkedSource(source), MOST_SHOWN);
    for (const { kind, theirs, ours } of known) say(`${kind},${theirs},${ours}\n`);
    if (known.length === MOST_SHOWN) say(`(the first ${MOST_SHOWN})\n`);
  });

export const register = (program: Command): void => {
  const inbound = program
    .command("inbound")
    .description("commands that other systems send over Kafka: what their numbers are here");
  inbound.command("list <source>").description("the numbers of a source, as `map` reads them").action(list);
  inbound
    .command("map <source> <file>")
    .description(
      "take numbers from a file: kind,theirs,ours a line, such as employee,00-017,e00017; all of them or none",
    )
    .action(map);
};
