// Sentences of a run of words, and whether one of them says something: stems compared with words as they were read.
import type { Language } from "../ocr/reader.js";
import { beginsLike, type Word } from "./words.js";
import type { Stems } from "../grounding/wording.js";

const abbreviations: Readonly<Record<Language, RegExp>> = {
  ru: /^["«(]?(г|ст|п|ч|тк|рф|руб|им|т|д|ул|тел|№|\p{L})\.$/iu,
  en: /^(mr|mrs|ms|dr|st|no|ltd|inc|\p{L})\.$/iu,
};

export const sentencesOf = (words: readonly Word[], language: Language): Word[][] => {
  const sentences: Word[][] = [[]];
  for (const [at, word] of words.entries()) {
    sentences.at(-1)?.push(word);
    const ends = /[.!?…]["»”)]?$/.test(word.text);
    const next = words[at + 1];
    if (!ends || next === undefined) continue;
    const starts = /^["«“(]?\p{Lu}/u.test(next.text);
    const abbreviation = abbreviations[language].test(word.text);
    // “2026 г. Прошу” ends a sentence, “ст. 80” and “Иванов И. И. прошу” do not.
    const year = /^[гГ]/.test(word.text) && starts;
    if ((starts && !abbreviation) || year) sentences.push([]);
  }
  return sentences.filter((sentence) => sentence.length > 0);
};

const standsFor = (word: string, stem: string): boolean => (stem.length <= 4 ? word === stem : beginsLike(word, stem));

/** The words of a sentence that stand for all stems; none where one of them is missing. */
export const saying = (sentence: readonly Word[], stems: Stems): Word[] => {
  const found = stems.map((stem) => sentence.find(({ plain }) => standsFor(plain, stem)));
  return found.every((word) => word !== undefined) ? found : [];
};

export const says = (sentence: readonly Word[], any: readonly Stems[]): boolean =>
  any.some((stems) => saying(sentence, stems).length > 0);
