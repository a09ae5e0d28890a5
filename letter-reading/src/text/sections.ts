// The parts of a letter: what stands above the request, the request itself, and the closing with date, signature and name.
import type { LocalDate } from "@tabel/domain";
import type { Language } from "../ocr/reader.js";
import { datesIn } from "./dates.js";
import { findPerson, type NameForms } from "./names.js";
import { textOf, type Row } from "./rows.js";
import { reads } from "./words.js";

export interface Sections {
  readonly head: readonly Row[];
  readonly title: Row | null;
  readonly body: readonly Row[];
  readonly closing: readonly Row[];
  /** Whether it is certain where the request ends: a date on the border could belong to either. */
  readonly borderCertain: boolean;
}

const titles: Readonly<Record<Language, readonly string[]>> = {
  ru: ["заявление", "заявлениеобувольнении", "заявлениенаувольнение", "заявлениеорасторжениитрудовогодоговора"],
  en: ["letterofresignation", "resignationletter", "resignation", "noticeofresignation", "noticeofleaving"],
};
const beginnings: Readonly<Record<Language, RegExp>> = {
  ru: /^(прошу|уведомляю|настоящим|довожу|сообщаю|заявляю|намерен|решил|всвязисо?|наосновании|всоответствии|я[а-я]|увольня|благодар)/,
  en: /^(please|iam|iwrit|ihereby|iwould|iwish|iresign|ihave|imwriting|inaccordance|thisletter|itis|with|after|as|effective|kindly|followthis)/,
};
const asking: Readonly<Record<Language, RegExp>> = {
  ru: /^(прошу|уволить|расторгнуть|увольн)/,
  en: /^(resign|notice$|tender|writing$)/,
};
const farewells =
  /^(yours|sincerely|faithfully|kindregards|bestregards|regards|warmregards|respectfully|bestwishes|withbest|withkind|cordially|manythanks|thankyouregards)/;
const russianFarewells = /^(суважением|подпись|дата(?!увол))/;

const isFarewell = (text: string, language: Language): boolean =>
  language === "en" ? farewells.test(text) && text.length < 26 : russianFarewells.test(text) && text.length < 60;

/** Words of the end of work: a row with one of them belongs to the request, however short it is. */
const ofTheEnd = /^(увол|последн|рабоч|работы|расторж|прекращ|last|final|leaving|terminat|effective)/;
const bareWords = /^(подпись|дата|числ|г|года|год|signature|signed|date|name|расшифровка|фио|инициалы|ф|и|о|от)$/;

/** A row that only dates, signs or names. */
const closes = (row: Row, language: Language, names: NameForms, near: LocalDate): boolean => {
  if (row.words.some(({ plain }) => ofTheEnd.test(plain))) return false;
  const dates = datesIn(row.words, language, near);
  const dated = new Set(dates.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
  const person = new Set(findPerson(row.words, names).words);
  const rest = row.words.filter((word, at) => {
    if (dated.has(at) || person.has(word) || bareWords.test(word.plain) || reads(word.plain, "подпись")) return false;
    // What a signature is read as has no certainty, or no letters; initials and single signs say nothing.
    return word.plain.length > 2 && word.confidence >= 70 && /\p{L}{2}/u.test(word.plain);
  });
  // Another person's name: two or three capitalised words at the most.
  return rest.length === 0 || (rest.length <= 3 && rest.every(({ text }) => /^\p{Lu}/u.test(text)));
};

/** Distance from one row to the next where text runs on: of the closest rows, but for a small caption under a line. */
const pitchOf = (rows: readonly Row[]): number => {
  const gaps = rows.slice(1).map((row, at) => row.box.y0 - (rows[at]?.box.y0 ?? 0));
  const ordered = gaps.filter((gap) => gap > 8).toSorted((a, b) => a - b);
  return ordered[ordered.length > 4 ? 1 : 0] ?? 40;
};

const endsSentence = (row: Row | undefined): boolean => /[.!?…]["»)]?$/.test(row?.words.at(-1)?.text ?? "");

export const sectionsOf = (rows: readonly Row[], language: Language, names: NameForms, near: LocalDate): Sections => {
  const texts = rows.map(textOf);
  const titleAt = texts.findIndex((text) => titles[language].some((title) => reads(text, title)));
  const greetingAt =
    language === "en"
      ? texts.findIndex((text) => /^(dear|tothe|towhom|hello|hi)\w/.test(text) && text.length < 60)
      : -1;
  const startAfter = Math.max(titleAt, greetingAt);
  const asks = (at: number): boolean =>
    beginnings[language].test(texts[at] ?? "") ||
    (rows[at]?.words ?? []).some(({ plain }) => asking[language].test(plain));
  const firstAsking = texts.findIndex((_, at) => at > startAfter && asks(at));
  const bodyAt = startAfter >= 0 ? startAfter + 1 : Math.max(0, firstAsking);
  const pitch = pitchOf(rows);
  const farewell = texts.findIndex((text, at) => at >= bodyAt && isFarewell(text, language));
  let closingAt = farewell < 0 ? rows.length : farewell;
  if (farewell < 0 || language === "ru")
    while (closingAt > bodyAt) {
      const row = rows[closingAt - 1];
      if (row === undefined || !closes(row, language, names, near)) break;
      closingAt -= 1;
    }
  // A date on a row of its own may be the last words of the request, wrapped: it stands close, and no sentence ended before it.
  const borderAt = (at: number): { readonly continues: boolean; readonly certain: boolean } => {
    const [before, first] = [rows[at - 1], rows[at]];
    const hasDate = first !== undefined && datesIn(first.words, language, near).length > 0;
    if (!hasDate || at === bodyAt || before === undefined) return { continues: false, certain: true };
    const gap = first.box.y0 - before.box.y0;
    const ended = endsSentence(before);
    if (!ended && gap <= pitch * 1.35) return { continues: true, certain: true };
    return { continues: false, certain: gap > pitch * 1.45 && (ended || gap > pitch * 1.9) };
  };
  while (borderAt(closingAt).continues) closingAt += 1;
  const borderCertain = borderAt(closingAt).certain;
  return {
    head: rows.slice(0, titleAt < 0 && greetingAt < 0 ? bodyAt : startAfter),
    title: titleAt < 0 ? null : (rows[titleAt] ?? null),
    body: rows.slice(bodyAt, closingAt),
    closing: rows.slice(closingAt),
    borderCertain,
  };
};
