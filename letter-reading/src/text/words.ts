// Words as they were read, brought into a form in which they can be compared: case, ё and look-alike letters make no difference.
import { distance } from "fastest-levenshtein";
import type { Language, ReadWord } from "../ocr/reader.js";
import type { Box } from "../picture/ink.js";

export interface Word extends ReadWord {
  /** Small letters and digits only. */
  readonly plain: string;
}

/** Latin letters that a reader takes Cyrillic ones for, and the other way round. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: "а",
  b: "в",
  c: "с",
  e: "е",
  h: "н",
  k: "к",
  m: "м",
  n: "п",
  o: "о",
  p: "р",
  t: "т",
  u: "и",
  x: "х",
  y: "у",
};

const isNumber = (text: string): boolean => /^\d[\d.,/-]*$/.test(text);

export const plainText = (text: string, language: Language): string => {
  const small = text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
  const kept = small.replaceAll(/[^\p{L}\p{N}]/gu, "");
  if (language === "en" || isNumber(kept) || !/\p{Script=Cyrillic}/u.test(kept)) return kept;
  return kept.replaceAll(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter);
};

/** A capital I is often read as a bar. */
const letterOf = (text: string, language: Language): string => (language === "en" && /^[|l]$/.test(text) ? "I" : text);

export const asWord = (read: ReadWord, language: Language): Word => {
  const text = letterOf(read.text, language);
  return { ...read, text, plain: plainText(text, language) };
};

/** How many letters may differ before two words are no longer taken for the same. */
export const slack = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

/** Whether a word was read where another stands: exactly when it is short, with a letter or two amiss when it is long. */
export const reads = (word: string, as: string): boolean =>
  word === as || (Math.abs(word.length - as.length) <= 2 && distance(word, as) <= slack(as.length));

/** Whether a word begins like a stem: "увольнению" like "увольнен". */
export const beginsLike = (word: string, stem: string): boolean => {
  if (word.startsWith(stem)) return true;
  if (stem.length < 6 || word.length < stem.length - 1) return false;
  return distance(word.slice(0, stem.length), stem) <= 1;
};

export const boxOf = (words: readonly { readonly box: Box }[]): Box => ({
  x0: Math.min(...words.map(({ box }) => box.x0)),
  y0: Math.min(...words.map(({ box }) => box.y0)),
  x1: Math.max(...words.map(({ box }) => box.x1)),
  y1: Math.max(...words.map(({ box }) => box.y1)),
});

export const quoteOf = (words: readonly ReadWord[]): string => words.map(({ text }) => text).join(" ");
