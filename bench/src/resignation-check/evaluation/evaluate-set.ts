// A labelled set through the check with print reading alone: each picture read, judged by the rules, put beside its label.
import type { LetterEvidence } from "@tabel/domain";
import { kindOf, readLetter, startPrintReader, takeFile } from "@tabel/letter-reading";
import { readFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { LabelledSet, type LetterLabel } from "../labels.js";
import { judged, writerOf, type Judged } from "./judge.js";

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

export const evaluateSet = async (
  folder: string,
  labels: readonly LetterLabel[],
  progress: EvaluationProgress = () => undefined,
): Promise<Judged[]> => {
  const reader = startPrintReader({ atOnce: AT_ONCE });
  const results: Judged[] = [];
  const waiting = [...labels.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, label] = next;
      let evidence: LetterEvidence | null = null;
      let notes: string;
      try {
        const file = await readFile(pictureOf(folder, label));
        // As it is taken in; pictures are opened alike by both, and need no process of their own here.
        const picture = kindOf(file) === "pdf" ? (await takeFile(file)).picture : file;
        // Not the label's language: the product knows the employee's record alone.
        const likely = /\p{Script=Cyrillic}/u.test(label.employee.fullName) ? "ru" : "en";
        const read = await readLetter(picture, writerOf(label), likely, reader);
        evidence = read.evidence;
        notes = `certainty ${read.certainty.toFixed(0)}; signature: ${read.signature.why}`;
      } catch (error) {
        notes = error instanceof Error ? error.message : String(error);
      }
      results[at] = judged(label, evidence, notes);
      progress(results.filter(Boolean).length, labels.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await reader.close();
  }
  return results;
};
