// What of a model's reading counts: a field whose quote stands in what was read from the picture, and whose value follows from those
// very words by the parsers that read print. Everything else is dropped, whatever it says.
import type { EndEvidence, LocalDate } from "@tabel/domain";
import type { Writer } from "../grounding/extract.js";
import type { Language, ReadWord } from "../ocr/reader.js";
import { datesIn } from "../text/dates.js";
import { findPerson, formsOf, knownName } from "../text/names.js";
import { asWord, quoteOf, type Word } from "../text/words.js";
import { says, sentencesOf } from "../text/sentences.js";
import { english } from "../grounding/wording-english.js";
import { russian } from "../grounding/wording-russian.js";
import { align } from "./align.js";
import type { ExtractedField, Extraction } from "./extraction.js";

export interface GroundedField {
  readonly field: ExtractedField;
  /** Derived from the words of the picture, never the model's own text. */
  readonly value: string;
  /** The words of the picture. */
  readonly quote: string;
}
export interface GroundedReading {
  readonly fields: readonly GroundedField[];
  /** What was said and does not stand there, or does not follow. */
  readonly dropped: readonly ExtractedField[];
}

const derive = (
  field: ExtractedField,
  words: readonly Word[],
  claimed: string,
  language: Language,
  writer: Writer,
): string | null => {
  const wording = language === "ru" ? russian : english;
  switch (field) {
    case "lastDay":
    case "writtenOn": {
      const [found, ...more] = datesIn(words, language, writer.receivedOn);
      return found?.date !== undefined && more.length === 0 && found.date === claimed ? found.date : null;
    }
    case "writer":
      return findPerson(words, formsOf(knownName(writer.fullName, writer.gender))).is === "own" ? "own" : null;
    case "addressee":
      return findPerson(words, formsOf(knownName(writer.headName, null))).is === "own" ? "head" : null;
    case "intent":
      return sentencesOf(words, language).some((sentence) => says(sentence, wording.resign)) ? "resign" : null;
    case "ground":
      return says(words, wording.ownWish) ? "own-wish" : null;
    case "position":
      return words.length > 0 ? "position" : null;
  }
};

/** `words` in the order in which they stand on the page. */
export const groundExtraction = (
  extraction: Extraction,
  words: readonly ReadWord[],
  language: Language,
  writer: Writer,
): GroundedReading => {
  const read = words.map((word) => asWord(word, language));
  const [fields, dropped]: [GroundedField[], ExtractedField[]] = [[], []];
  for (const [name, said] of Object.entries(extraction)) {
    const field = name as ExtractedField; // the keys of an Extraction
    if (said === null) continue;
    const place = align(said.quote, read);
    const there = place === undefined ? [] : read.slice(place.from, place.to);
    const value = place === undefined ? null : derive(field, there, said.value, language, writer);
    if (value === null) dropped.push(field);
    else fields.push({ field, value, quote: quoteOf(there) });
  }
  return { fields, dropped };
};

/** A day that both readings found must be the same, and where print reading is certain that none is named there must be none. */
export const contradicts = (
  { fields }: GroundedReading,
  print: { readonly end: EndEvidence; readonly writtenOn: LocalDate | null },
): boolean => {
  const { end, writtenOn } = print;
  if (end.says !== "last-day" && end.says !== "nothing") return false; // a doubt already
  const last = fields.find(({ field }) => field === "lastDay")?.value;
  return last !== undefined && last !== writtenOn && (end.says === "nothing" || last !== end.date);
};
