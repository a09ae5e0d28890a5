// Dates as people write them, in Russian and English, found in a run of words and turned into days of the calendar.
import { isLocalDate, type LocalDate } from "@tabel/domain";
import { distance } from "fastest-levenshtein";
import type { Language } from "../ocr/reader.js";
import { quoteOf, type Word } from "./words.js";

export interface FoundDate {
  /** Null where something stands that looks like a date and is none that can be relied on. */
  readonly date: LocalDate | null;
  readonly quote: string;
  /** Words from … up to, not including. */
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
}

const months: Readonly<Record<Language, readonly string[]>> = {
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "january february march april may june july august september october november december".split(" "),
};
const shortMonths = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const nominative = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" ");

/** 1 to 12; 0 where the word is not a month; NaN where it may be one and cannot be told which. */
export const monthOf = (word: string, language: Language): number => {
  if (language === "en" && word.length >= 3 && word.length <= 4) {
    const short = shortMonths.indexOf(word.slice(0, 3));
    if (short >= 0 && (word.length === 3 || word === "sept" || word === "june" || word === "july")) return short + 1;
  }
  if (language === "ru" && nominative.includes(word)) return nominative.indexOf(word) + 1;
  const names = months[language];
  const exact = names.indexOf(word);
  if (exact >= 0) return exact + 1;
  if (word.length < 4) return 0;
  const near = names.filter((name) => name.length >= 4 && distance(name, word) <= (name.length >= 6 ? 2 : 1));
  const [only] = near;
  return near.length === 0 || only === undefined ? 0 : near.length === 1 ? names.indexOf(only) + 1 : Number.NaN;
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");
const dayOf = (year: number, month: number, day: number): LocalDate | null => {
  const text = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  return isLocalDate(text) ? text : null;
};
/** The year that was left out: the one in which the day is nearest to the receipt, mostly ahead of it. */
const withoutYear = (month: number, day: number, near: LocalDate): LocalDate | null => {
  const year = Number(near.slice(0, 4));
  const candidates = [year - 1, year, year + 1].map((each) => dayOf(each, month, day)).filter((each) => each !== null);
  const before = dayOf(year - 1, Number(near.slice(5, 7)), 1) ?? near;
  const since = Number(near.slice(5, 7)) > 2 ? `${year}-${twoDigits(Number(near.slice(5, 7)) - 2)}-01` : before;
  return candidates.find((each) => each >= since) ?? null;
};
const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

const numeric = /^[«"'(]*(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:г|r|года)?$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Something numbered like a date that is none: digits and marks as in one, damaged. */
const dateLike = /^\d{1,2}[.,/-]\d{1,2}[.,/-]?\d{0,4}$|^\d{2}[.,/]?\d{2}[.,/]?(19|20)\d{2}$/;

const trimmed = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[«»“”„"'()[\]|]/g, "")
    .replaceAll(/[,;:!]+$/g, "")
    .replaceAll(/\.+$/g, "");

const fromNumbers = (text: string, language: Language): { readonly date: LocalDate | null } | undefined => {
  const isoParts = iso.exec(text);
  if (isoParts !== null) return { date: dayOf(Number(isoParts[1]), Number(isoParts[2]), Number(isoParts[3])) };
  const parts = numeric.exec(text);
  if (parts === null) return undefined;
  const [first, second, year] = [Number(parts[1]), Number(parts[2]), fullYear(parts[3] ?? "")];
  // English letters write 03/04 for the 3rd of April and for the 4th of March: nobody can tell.
  if (language === "en" && first <= 12 && second <= 12 && first !== second && !text.includes("."))
    return { date: null };
  if (language === "en" && first <= 12 && second > 12) return { date: dayOf(year, first, second) };
  return { date: dayOf(year, second, first) };
};

const dayNumberOf = (word: string): number => {
  const match = /^(\d{1,2})(?:st|nd|rd|th|го|ого|ое)?$/.exec(word);
  const day = match === null ? 0 : Number(match[1]);
  return day >= 1 && day <= 31 ? day : 0;
};
const yearOf = (word: string): number => {
  const match = /^((?:19|20)\d{2})(?:г|года|r)?$/.exec(word);
  return match === null ? 0 : Number(match[1]);
};

/** Every date in a run of words, and what may be one. */
export const datesIn = (words: readonly Word[], language: Language, near: LocalDate): FoundDate[] => {
  const found: FoundDate[] = [];
  const add = (date: LocalDate | null, from: number, to: number) => {
    const part = words.slice(from, to);
    const confidence = Math.min(...part.map((word) => word.confidence));
    found.push({ date, quote: quoteOf(part), from, to, confidence });
  };
  const plainAt = (at: number): string => trimmed(words[at]?.text ?? "");
  for (let at = 0; at < words.length; at += 1) {
    const text = plainAt(at);
    const numbers = fromNumbers(text, language);
    if (numbers !== undefined) {
      add(numbers.date, at, at + 1);
      continue;
    }
    // “15. 03. 2026”, read as three words
    const joined = fromNumbers([text, plainAt(at + 1), plainAt(at + 2)].join("."), language);
    if (joined !== undefined && /^\d{1,2}$/.test(text)) {
      add(joined.date, at, at + 3);
      at += 2;
      continue;
    }
    if (dateLike.test(text)) {
      add(null, at, at + 1);
      continue;
    }
    const month = monthOf(words[at]?.plain ?? "", language);
    if (month === 0) continue;
    const linked = /^(of|day)$/.test(plainAt(at - 1)) ? 2 : 1;
    const before = dayNumberOf(plainAt(at - linked));
    const after = language === "en" ? dayNumberOf(plainAt(at + 1)) : 0;
    if (before === 0 && after === 0) {
      // “may” is a verb as well
      const isVerb = language === "en" && ["may", "march"].includes(words[at]?.plain ?? "");
      const exact = months[language].includes(words[at]?.plain ?? "");
      if (!isVerb && (exact || Number.isNaN(month))) add(null, at, at + 1);
      continue;
    }
    const from = before === 0 ? at : at - linked;
    const yearAt = before === 0 ? at + 2 : at + 1;
    const year = yearOf(plainAt(yearAt));
    const brokenYear = year === 0 && /^[«]?\d{3,}/.test(plainAt(yearAt));
    const to = year === 0 && !brokenYear ? yearAt : yearAt + 1;
    const day = before === 0 ? after : before;
    const date =
      Number.isNaN(month) || brokenYear ? null : year === 0 ? withoutYear(month, day, near) : dayOf(year, month, day);
    add(date, Math.max(0, from), to);
    at = to - 1;
  }
  return found;
};
