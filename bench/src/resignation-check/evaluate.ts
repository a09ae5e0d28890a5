// npm run eval:resignation: how well letters of resignation are checked, on a labelled set.
//   --set FOLDER     a folder with pictures and labels.json; unset: letters of a seed that nothing was tuned on
//   --count, --seed  how many letters of which seed, where no set is given
//   --model FILE     one more model to measure beside print reading: LLM_BASE_URL, LLM_MODEL and so on as JSON; may be repeated.
//                    The first is that of the environment, where it is configured there
//   --json           figures as JSON on the standard output
//   --report FOLDER  where the page with the errors goes
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeErrorPage } from "./evaluation/error-page.js";
import { evaluateSet, readLabels } from "./evaluation/evaluate-set.js";
import type { Judged } from "./evaluation/judge.js";
import { measure } from "./evaluation/measure.js";
import { measureModel } from "./evaluation/measure-model.js";
import { configuredModels } from "./evaluation/models.js";
import { printFigures, printModel } from "./evaluation/print-figures.js";
import { writeSet } from "./letters/generate-letters.js";

/** Looked at only to measure: rules and readers are tuned on other seeds. */
const HELD_BACK_SEED = 20_260;

const { values } = parseArgs({
  options: {
    set: { type: "string" },
    count: { type: "string", default: "400" },
    seed: { type: "string", default: String(HELD_BACK_SEED) },
    json: { type: "boolean", default: false },
    report: { type: "string" },
    model: { type: "string", multiple: true, default: [] },
  },
});

const number = (text: string, name: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  console.error(`--${name} has to be a whole number from 1`);
  process.exit(2);
};

const [count, seed] = [number(values.count, "count"), number(values.seed, "seed")];
const models = await configuredModels(process.env, values.model);
const report = values.report ?? (await mkdtemp(join(tmpdir(), "resignation-letters-")));
const folder = values.set ?? join(report, "set");
if (values.set === undefined) {
  console.error(`making ${count} letters of seed ${seed}`);
  await writeSet(folder, seed, count);
}
const labels = await readLabels(folder);
const { print, beside } = await evaluateSet(folder, labels, models, (done, of) => {
  if (done % 20 === 0 || done === of) console.error(`${done} of ${of} read`);
});
const figures = measure(print);
const page = await writeErrorPage(report, folder, print);
const ofModels = await Promise.all(
  models.map(async (model, at) => {
    const results = beside[at] ?? [];
    const errors = await writeErrorPage(join(report, `model-${at + 1}`), folder, results);
    return { figures: measureModel(model, results, print), results, errors };
  }),
);

const told = ({ label, verdict, evidence, notes }: Judged) => ({
  id: label.id,
  expected: label.expected.outcome,
  verdict,
  evidence,
  notes,
});
if (values.json) {
  const set = values.set ?? `seed ${seed}`;
  const besideModels = ofModels.map((each) => ({
    ...each.figures,
    results: each.results.map((result) => ({ ...told(result), asked: result.asked })),
  }));
  console.log(
    JSON.stringify({ reader: "print", set, ...figures, results: print.map(told), models: besideModels }, null, 1),
  );
} else {
  printFigures("print reading alone", figures, page);
  for (const each of ofModels) printModel(each.figures, each.errors);
}
