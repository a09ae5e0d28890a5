// A labelled set through the check: each picture read once, judged by the rules on print alone and once more beside each model, as the
// product brings the readings together, and put beside its label.
import {
  checkWith,
  kindOf,
  type PrintReader,
  readLetter,
  type ReadLetter,
  startPrintReader,
  takeFile,
  wordsInOrder,
} from "@tabel/letter-reading";
import { readFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { LabelledSet, type LetterLabel } from "../labels.js";
import { judged, writerOf, type Judged } from "./judge.js";
import type { JudgedBeside } from "./measure-model.js";
import type { EvaluatedModel } from "./models.js";

/** Pictures read at a time. */
const AT_ONCE = 2;

export const readLabels = async (folder: string): Promise<LetterLabel[]> => {
  const text = await readFile(join(folder, "labels.json"), "utf8");
  return LabelledSet.parse(JSON.parse(text)).letters;
};

/** A picture of the set itself; a label that points elsewhere is a fault of the set. */
const pictureOf = (folder: string, { file, id }: LetterLabel): string => {
  const path = normalize(file);
  if (path.startsWith("..") || path.startsWith(sep)) throw new Error(`letter ${id} names a file outside its set`);
  return join(folder, path);
};

export interface EvaluationProgress {
  (done: number, of: number): void;
}

export interface Evaluated {
  readonly print: readonly Judged[];
  /** In the order of the models. */
  readonly beside: readonly (readonly JudgedBeside[])[];
}

interface ReadOnce {
  readonly picture: Uint8Array;
  readonly read: ReadLetter;
  readonly likely: "ru" | "en";
}

const besides = async (
  label: LetterLabel,
  { picture, read, likely }: ReadOnce,
  { asked }: EvaluatedModel,
): Promise<JudgedBeside> => {
  const { evidence: print, language } = read;
  const words = wordsInOrder(read);
  // Nobody looks at a marked copy here.
  const apart = {
    read: () => Promise.resolve({ evidence: print, language, words }),
    mark: () => Promise.resolve(Buffer.alloc(0)),
  };
  const checked = await checkWith(apart, { picture, writer: writerOf(label), likely }, asked);
  const { evidence, secondReading, secondReadingMissing } = checked;
  const notes = secondReadingMissing ? "the model did not read" : `dropped: ${secondReading?.dropped.join(", ") ?? ""}`;
  return {
    ...judged(label, evidence, notes, secondReadingMissing),
    asked: checked.asked,
    fields: secondReading?.fields ?? [],
    dropped: secondReading?.dropped.length ?? 0,
    secondReadingMissing,
  };
};

const unreadBeside = (unread: Judged): JudgedBeside => ({
  ...unread,
  asked: [],
  fields: [],
  dropped: 0,
  secondReadingMissing: false,
});

export const evaluateSet = async (
  folder: string,
  labels: readonly LetterLabel[],
  models: readonly EvaluatedModel[] = [],
  progress: EvaluationProgress = () => undefined,
): Promise<Evaluated> => {
  const reader: PrintReader = startPrintReader({ atOnce: AT_ONCE });
  const print: Judged[] = [];
  const beside: JudgedBeside[][] = models.map(() => []);
  const waiting = [...labels.entries()];

  const readOnce = async (label: LetterLabel): Promise<ReadOnce> => {
    const file = await readFile(pictureOf(folder, label));
    // As it is taken in. Print alone is read of any picture alike; a model is sent the one that the product sends.
    const taken = kindOf(file) === "pdf" || models.length > 0;
    const picture = taken ? (await takeFile(file)).picture : file;
    // Not the label's language: the product knows the employee's record alone.
    const likely = /\p{Script=Cyrillic}/u.test(label.employee.fullName) ? "ru" : "en";
    return { picture, likely, read: await readLetter(picture, writerOf(label), likely, reader) };
  };

  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, label] = next;
      let once: ReadOnce | null = null;
      let notes: string;
      try {
        once = await readOnce(label);
        notes = `certainty ${once.read.certainty.toFixed(0)}; signature: ${once.read.signature.why}`;
      } catch (error) {
        notes = error instanceof Error ? error.message : String(error);
      }
      const alone = judged(label, once?.read.evidence ?? null, notes);
      print[at] = alone;
      for (const [which, model] of models.entries()) {
        const results = beside[which] ?? [];
        results[at] = once === null ? unreadBeside(alone) : await besides(label, once, model);
      }
      progress(print.filter(Boolean).length, labels.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await reader.close();
  }
  return { print, beside };
};
