// Writes a labelled set of letters: node bench/dist/resignation-check/generate.js --out FOLDER [--seed 1] [--count 400]
import { parseArgs } from "node:util";
import { writeSet } from "./letters/generate-letters.js";

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "400" },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
if (values.out === undefined || !Number.isInteger(seed) || !Number.isInteger(count) || count < 1) {
  console.error("generate.js --out FOLDER [--seed whole number] [--count whole number from 1]");
  process.exit(2);
}
await writeSet(values.out, seed, count);
console.log(`${count} letters of seed ${seed} in ${values.out}`);
