// Writes a labelled set of letters: node bench/dist/resignation-check/generate.js --out FOLDER [--seed 1] [--count 400]
//   --clean KIND --received-on DATE   only letters of a kind, in clean print, received on a day
import { parseArgs } from "node:util";
import { LocalDate } from "@tabel/domain";
import { type Wished, writeSet } from "./letters/generate-letters.js";
import { plotKinds } from "./letters/plot.js";

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "400" },
    clean: { type: "string" },
    "received-on": { type: "string" },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
if (values.out === undefined || !Number.isInteger(seed) || !Number.isInteger(count) || count < 1) {
  console.error("generate.js --out FOLDER [--seed whole number] [--count whole number from 1]");
  process.exit(2);
}
const kind = plotKinds.find((each) => each === values.clean);
const wished: Wished = {
  ...(kind === undefined ? {} : { kind, style: "printed", undamaged: true }),
  ...(values["received-on"] === undefined ? {} : { receivedOn: LocalDate.parse(values["received-on"]) }),
};
await writeSet(values.out, seed, count, wished);
console.log(`${count} letters of seed ${seed} in ${values.out}`);
