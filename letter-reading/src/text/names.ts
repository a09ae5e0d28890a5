// A person's name as letters write it: any Russian case, full or with initials, either order; found among words that were read.
import decline from "petrovich";
import { distance } from "fastest-levenshtein";
import { quoteOf, reads, type Word } from "./words.js";

export interface KnownName {
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly gender: "m" | "f" | null;
}

const cases = ["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"] as const;
const small = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^\p{L}]/gu, "");

/** “Иванова Анна Сергеевна” is last name first; “Anna Smith” is not. */
export const knownName = (fullName: string, gender: "m" | "f" | null): KnownName => {
  const parts = fullName.trim().split(/\s+/);
  const cyrillic = /\p{Script=Cyrillic}/u.test(fullName);
  const patronymic = parts.findIndex((part) => /(вич|вна|ична|инична|оглы|кызы)$/iu.test(part));
  if (!cyrillic)
    return {
      last: parts.at(-1) ?? "",
      first: parts[0] ?? "",
      middle: parts.length > 2 ? (parts[1] ?? "") : null,
      gender,
    };
  // “Анна Сергеевна Иванова”
  if (patronymic === 1 && parts.length === 3)
    return { last: parts[2] ?? "", first: parts[0] ?? "", middle: parts[1] ?? "", gender };
  return { last: parts[0] ?? "", first: parts[1] ?? "", middle: parts[2] ?? null, gender };
};

export interface NameForms {
  readonly last: ReadonlySet<string>;
  readonly first: ReadonlySet<string>;
  readonly middle: ReadonlySet<string>;
  readonly initials: readonly string[];
}

export const formsOf = ({ last, first, middle, gender }: KnownName): NameForms => {
  const cyrillic = /\p{Script=Cyrillic}/u.test(last);
  const whole = { last, first, ...(middle === null ? {} : { middle }) };
  const inflected = cyrillic
    ? cases.flatMap((wanted) =>
        // Where the sex is not known, the patronymic tells it; without one, both are tried.
        (gender === null
          ? (["male", "female"] as const)
          : [gender === "m" ? ("male" as const) : ("female" as const)]
        ).map((sex) => decline({ ...whole, gender: sex }, wanted)),
      )
    : [];
  const all = (part: "last" | "first" | "middle"): Set<string> =>
    new Set([whole, ...inflected].map((form) => small(form[part] ?? "")).filter((form) => form !== ""));
  const initials = [first, middle].filter((name) => name !== null).map((name) => small(name).slice(0, 1));
  return { last: all("last"), first: all("first"), middle: all("middle"), initials };
};

/** How far a word is from the nearest of some forms, as a part of its length. */
const farFrom = (word: string, forms: ReadonlySet<string>): number =>
  Math.min(...[...forms].map((form) => distance(word, form) / Math.max(word.length, form.length)));

const isOneOf = (word: string, forms: ReadonlySet<string>): boolean => [...forms].some((form) => reads(word, form));

const patronymic = /(вич|вича|вичу|вна|вны|вне|ична|ичны|ичне|ьича|ьичу)$/;

/** Letters that stand as initials in a run of words: “А. С.”, “А.С.”, “AC”. */
const initialsIn = (word: Word): string[] => {
  const bare = word.text.replaceAll(/[^\p{L}.]/gu, "");
  if (/^\p{Lu}\.?$/u.test(bare)) return [word.plain];
  if (/^\p{Lu}\.\p{Lu}\.?$/u.test(bare) || /^\p{Lu}{2}\.?$/u.test(bare)) return word.plain.split("");
  return [];
};

/** Initials that touch a last name, from the nearest outwards: two at the most, in the order in which they are read. */
const initialsBeside = (nearestFirst: readonly Word[], backwards: boolean): { letters: string[]; words: Word[] } => {
  const words: Word[] = [];
  let letters: string[] = [];
  for (const word of nearestFirst) {
    const here = initialsIn(word);
    if (here.length === 0 || letters.length + here.length > 2) break;
    letters = backwards ? [...here, ...letters] : [...letters, ...here];
    words.push(word);
  }
  return { letters, words };
};

export interface FoundName {
  /** `own`: last name and all that stands beside it agree. `near`: part of it does. `none`: no such last name. */
  readonly is: "own" | "near" | "none";
  readonly quote: string;
  readonly words: readonly Word[];
}

/** Looks for a person among words. First names or initials must stand beside the last name, and agree. */
export const findPerson = (words: readonly Word[], forms: NameForms): FoundName => {
  let near: FoundName | undefined;
  for (const [at, word] of words.entries()) {
    if (!isOneOf(word.plain, forms.last)) {
      if (word.plain.length >= 4 && farFrom(word.plain, forms.last) < 0.34)
        near ??= { is: "near", quote: word.text, words: [word] };
      continue;
    }
    const sides = [
      { beside: words.slice(at + 1, at + 3), backwards: false },
      { beside: words.slice(Math.max(0, at - 2), at).toReversed(), backwards: true },
    ];
    const asFound = (some: readonly Word[]): FoundName => {
      const run = [word, ...some].toSorted((a, b) => words.indexOf(a) - words.indexOf(b));
      return { is: "own", quote: quoteOf(run), words: run };
    };
    for (const { beside, backwards } of sides) {
      const first = beside.find(({ plain }) => isOneOf(plain, forms.first));
      const middle = beside.find(({ plain }) => isOneOf(plain, forms.middle));
      if (first !== undefined && middle !== undefined) return asFound([first, middle]);
      const { letters, words: initialed } = initialsBeside(beside, backwards);
      if (letters.length > 0 && letters.every((letter, place) => letter === forms.initials[place]))
        return asFound(initialed);
      // The first name alone, as English letters and some Russian ones have it.
      if (
        first !== undefined &&
        letters.length === 0 &&
        (forms.middle.size === 0 || !beside.some((each) => patronymic.test(each.plain)))
      )
        return asFound([first]);
    }
    near ??= { is: "near", quote: word.text, words: [word] };
  }
  return near ?? { is: "none", quote: "", words: [] };
};

const capitalised = (word: Word | undefined): boolean =>
  word !== undefined && /^\p{Lu}\p{L}+/u.test(word.text.replaceAll(/[^\p{L}]/gu, ""));

/**
 * A name that is surely somebody else's: shaped like a name (initials or a patronymic beside a capitalised word; in English two
 * capitalised words alone in their row), read with certainty, and far from every form of this one.
 */
export const otherNameIn = (row: readonly Word[], forms: NameForms): readonly Word[] => {
  const far = (word: Word): boolean =>
    word.plain.length >= 3 &&
    word.confidence >= 75 &&
    [forms.last, forms.first].every((each) => farFrom(word.plain, each) > 0.4);
  for (const [at, word] of row.entries()) {
    if (!capitalised(word) || !far(word) || initialsIn(word).length > 0) continue;
    const beside = [row[at - 1], row[at + 1], row[at + 2], row[at - 2]].filter((each) => each !== undefined);
    const initialed = [row[at - 1], row[at + 1]].find(
      (each) => each !== undefined && /^\p{Lu}\.(\p{Lu}\.)?[,;]?$/u.test(each.text),
    );
    if (initialed !== undefined) return [word, initialed];
    const fathers = beside.find((each) => patronymic.test(each.plain) && each.plain.length > 5 && capitalised(each));
    if (fathers !== undefined && !patronymic.test(word.plain)) return [word, fathers];
  }
  // “Anna Smith, Senior Accountant”
  const comma = row.findIndex(({ text }) => text.endsWith(","));
  const latin = (comma < 0 ? row : row.slice(0, comma + 1)).filter(({ plain }) => plain.length > 1);
  const alone =
    latin.length >= 2 &&
    latin.length <= 3 &&
    latin.every((word) => /^[A-Z][a-z'’-]+/.test(word.text) && word.confidence >= 75);
  return alone && latin.every(far) ? latin : [];
};
