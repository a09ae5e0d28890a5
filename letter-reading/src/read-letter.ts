// Reads a letter: the sheet laid flat, read twice, looked at for a signature; evidence comes out. A page that cannot be read is tried
// upside down, and in the other language, before it is called illegible.
import { extract, type Extract, type Writer } from "./grounding/extract.js";
import { evidenceOf, LEAST_CERTAINTY, type Found } from "./grounding/evidence-of.js";
import type { Language, PrintReader, ReadWord } from "./ocr/reader.js";
import { readSharp, readSoft } from "./ocr/two-readings.js";
import { layFlat, type Sheet } from "./picture/sheet.js";
import { rowsOf } from "./text/rows.js";
import { asWord } from "./text/words.js";

/** Raised with whatever changes what is read: preparation, trained data, parsers, word lists. */
export const READING_VERSION = "print-1";

export interface ReadLetter extends Found {
  readonly sheet: Sheet;
  readonly language: Language;
  readonly words: readonly ReadWord[];
}

/** As they stand on the page, row after row. */
export const wordsInOrder = ({ words, language, sheet }: ReadLetter): readonly ReadWord[] =>
  rowsOf(
    words.map((word) => asWord(word, language)),
    sheet.letterHeight,
  ).flatMap((row) => row.words.map(({ text, confidence, box }) => ({ text, confidence, box })));

interface Reading {
  readonly sheet: Sheet;
  readonly words: readonly ReadWord[];
  readonly found: Extract;
}

const reading = (sheet: Sheet, words: readonly ReadWord[], language: Language, writer: Writer): Reading => ({
  sheet,
  words,
  found: extract(words, sheet.letterHeight, language, writer),
});

const better = (a: Reading, b: Reading): Reading => (b.found.certainty > a.found.certainty ? b : a);

export const readLetter = async (
  picture: Uint8Array,
  writer: Writer,
  /** The language that is likely: of the employee's record. */
  likely: Language,
  reader: PrintReader,
): Promise<ReadLetter> => {
  const sheet = await layFlat(picture);
  const first = reading(sheet, await readSoft(sheet, likely, reader), likely, writer);
  let best = first;
  if (first.found.certainty < LEAST_CERTAINTY) {
    const other = likely === "ru" ? "en" : "ru";
    best = better(best, reading(sheet, await readSoft(sheet, other, reader), other, writer));
    if (best.found.certainty < LEAST_CERTAINTY) {
      const turned = await layFlat(picture, 2);
      best = better(best, reading(turned, await readSoft(turned, likely, reader), likely, writer));
    }
  }
  const language = best.found.language;
  const again = await readSharp(best.sheet, language, reader);
  const second = extract(again, best.sheet.letterHeight, language, writer);
  const found = evidenceOf(best.sheet, best.found, second, [best.words, again]);
  return { ...found, sheet: best.sheet, language, words: best.words };
};
