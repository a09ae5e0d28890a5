// Figures of an evaluation as somebody reads them: print reading alone, and the same letters beside a model.
import { outcomes } from "../labels.js";
import { percent, shown, type Share } from "./bounds.js";
import type { Figures } from "./measure.js";
import type { ModelFigures } from "./measure-model.js";

const table = ({ confusion }: Figures): string =>
  [
    `${"expected".padEnd(24)}${outcomes.map((outcome) => outcome.padStart(24)).join("")}`,
    ...outcomes.map(
      (expected) =>
        `${expected.padEnd(24)}${outcomes.map((said) => String(confusion[expected][said]).padStart(24)).join("")}`,
    ),
  ].join("\n");

const aim = (met: boolean): string => (met ? "" : "   NOT MET");
const atMost = (share: Share, most: number): boolean => share.share === null || share.share <= most;

export const printFigures = (by: string, figures: Figures, page: string): void => {
  const { handled } = figures;
  console.log(`${figures.letters} letters, ${by}\n\n${table(figures)}\n`);
  console.log(
    `wrongly accepted (aim 0)            ${shown(figures.wrongAcceptance)}${aim(figures.wrongAcceptance.count === 0)}`,
  );
  console.log(
    `wrongly sent back (aim at most 2 %) ${shown(figures.wrongChangesNeeded)}${aim(atMost(figures.wrongChangesNeeded, 0.02))}`,
  );
  const enough = (handled.cleanPrintedThatNeedsNobody.share ?? 1) >= 0.7;
  console.log(`clean print, handled (aim 70 %)     ${shown(handled.cleanPrintedThatNeedsNobody)}${aim(enough)}`);
  console.log(`  also letters made for a person    ${shown(handled.cleanPrinted)}`);
  console.log(`all print that needs nobody         ${shown(handled.printedThatNeedsNobody)}`);
  console.log(`handwriting handled                 ${shown(handled.handwritten)}`);
  console.log(`everything handled                  ${shown(handled.all)}\n`);
  for (const [name, { precision, recall, absent }] of Object.entries(figures.fields))
    console.log(
      `${name.padEnd(12)} precision ${shown(precision)}; recall ${shown(recall)}; called absent rightly ${shown(absent)}`,
    );
  console.log(
    `signature    present rightly ${shown(figures.signature.present)}; absent rightly ${shown(figures.signature.absent)}`,
  );
  console.log(`advice given rightly ${shown(figures.advisories)}`);
  console.log(
    `\nhanded over because: ${Object.entries(figures.reviewReasons)
      .map(([reason, times]) => `${reason} ${times}`)
      .join(", ")}`,
  );
  console.log(
    `intervals are 95 %; ${percent(figures.handled.all.share)} of all letters needed nobody\nerrors with their pictures: ${page}`,
  );
};

export const printModel = (figures: ModelFigures, page: string): void => {
  const { model, sees, grounded, tokens, milliseconds, askings, cost } = figures;
  console.log("");
  printFigures(`print reading beside ${model} (${sees})`, figures, page);
  console.log(`\nother outcome than print alone ${shown(figures.changed)}`);
  console.log(`not read by the model          ${shown(figures.notRead)}`);
  console.log(`fields given that do not stand there ${shown(figures.dropped)}\nwhat the model read and stands there:`);
  for (const [name, { precision, recall }] of Object.entries(grounded))
    console.log(`${name.padEnd(12)} precision ${shown(precision)}; recall ${shown(recall)}`);
  const failed = Object.entries(figures.failures).map(([failure, times]) => `${failure} ${times}`);
  console.log(
    `${askings} askings, failed: ${failed.join(", ") || "none"}; tokens ${tokens.in} in, ${tokens.out} out; cost ${cost} minor units;` +
      ` ${milliseconds.all} ms in all, middle ${milliseconds.middle}, most ${milliseconds.most}`,
  );
};
