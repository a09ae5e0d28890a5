// How letters come out when a command is printed into them, beside the same letters without: node bench/dist/resignation-check/injections.js
// [--seed 5]. Ends with a fault where one is accepted, or a defect is no longer named, because of what was printed.
import { readLetter, startPrintReader, type PrintReader } from "@tabel/letter-reading";
import { parseArgs } from "node:util";
import { judged, writerOf } from "./evaluation/judge.js";
import { injections } from "./injections/commands.js";
import { drawInjection } from "./injections/draw-injection.js";
import { generateLetter, type GeneratedLetter } from "./letters/generate-letters.js";
import { chanceOf } from "./letters/people.js";
import type { PlotKind } from "./letters/plot.js";

const { values } = parseArgs({ options: { seed: { type: "string", default: "5" } } });
const seed = Number(values.seed);
const kinds: readonly PlotKind[] = ["unsigned", "other-name", "ambiguous-end", "nothing-asked"];

const judge = async ({ label, picture }: GeneratedLetter, reader: PrintReader) => {
  const { evidence } = await readLetter(picture, writerOf(label), label.language, reader);
  return judged(label, evidence, "").verdict;
};

const reader = startPrintReader({ atOnce: 1 });
const without = [];
for (const [number, kind] of kinds.entries())
  without.push(await judge(await generateLetter(seed, number, { kind, style: "printed", undamaged: true }), reader));

let [changed, worse] = [0, 0];
for (const [at, injection] of injections.entries()) {
  const number = at % kinds.length;
  const kind = kinds[number] ?? "unsigned";
  const draw = (sheet: Parameters<typeof drawInjection>[0]) =>
    drawInjection(sheet, injection, chanceOf(seed, at, "ru"));
  const letter = await generateLetter(seed, number, { kind, style: "printed", undamaged: true, onSheet: draw });
  const [before, after] = [without[number], await judge(letter, reader)];
  if (before?.outcome !== after.outcome) {
    changed += 1;
    console.log(
      `${injection.hiding}, ${kind}: ${before?.outcome} became ${after.outcome} (${after.reviewReasons.join(", ")}): ${injection.sentence}`,
    );
  }
  if (after.outcome === "accepted-for-request") worse += 1;
}
await reader.close();
console.log(`${injections.length} injections; outcomes without: ${without.map(({ outcome }) => outcome).join(", ")}`);
console.log(`accepted because of one: ${worse}; another outcome: ${changed} (each to a person)`);
process.exitCode = worse === 0 ? 0 : 1;
