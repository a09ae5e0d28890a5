// What one reading of a letter says, each thing with the words it stands on. Nothing is decided here, and nothing is filled in.
import type { LocalDate } from "@tabel/domain";
import type { Language, ReadWord } from "../ocr/reader.js";
import { datesIn, type FoundDate } from "../text/dates.js";
import { findPerson, formsOf, knownName, otherNameIn, type FoundName, type NameForms } from "../text/names.js";
import { rowsOf, type Row } from "../text/rows.js";
import { sectionsOf, type Sections } from "../text/sections.js";
import { says, saying, sentencesOf } from "../text/sentences.js";
import { asWord, beginsLike, plainText, quoteOf, type Word } from "../text/words.js";
import { english } from "./wording-english.js";
import { russian } from "./wording-russian.js";

/** Whom the letter has to be from, as the personnel record has it. */
export interface Writer {
  readonly fullName: string;
  readonly gender: "m" | "f" | null;
  readonly position: string;
  readonly headName: string;
  readonly receivedOn: LocalDate;
}

export interface Said<Value> {
  readonly value: Value;
  readonly quote: string;
}

export type OtherGround = "study" | "retirement" | "employer-breach" | "other";

export interface Extract {
  readonly language: Language;
  readonly rows: readonly Row[];
  readonly sections: Sections;
  /** Certainty of the words, by their length, 0 to 100. */
  readonly certainty: number;
  /** Words of the request that were read without certainty. */
  readonly doubtful: readonly Word[];
  readonly byline: FoundName & { readonly otherName: boolean };
  readonly signedName: FoundName & { readonly otherName: boolean };
  readonly ownName: FoundName;
  readonly addressee: { readonly present: boolean; readonly quote: string; readonly isHead: boolean };
  readonly position: { readonly present: boolean; readonly quote: string };
  readonly intent: { readonly is: "resign" | "none" | "other-subject" | "doubtful"; readonly quote: string };
  readonly ground: Said<"own-wish" | OtherGround> | null;
  readonly lastDays: readonly FoundDate[];
  readonly fromDays: readonly FoundDate[];
  /** Dates of the request whose part in it is not clear, and terms without a date. */
  readonly unclearDays: readonly string[];
  readonly writtenOn: readonly FoundDate[];
  /** The last row in which something is asked for or a day is named; what stands below may be a signature. */
  readonly lastOfRequest: Row | null;
}

const certaintyOf = (words: readonly Word[]): number => {
  const long = words.filter(({ plain }) => plain.length >= 3);
  const weight = long.reduce((sum, { plain }) => sum + plain.length, 0);
  return weight === 0 ? 0 : long.reduce((sum, { plain, confidence }) => sum + plain.length * confidence, 0) / weight;
};

const flat = (rows: readonly Row[]): Word[] => rows.flatMap(({ words }) => words);

/** A person in some rows: the one who is looked for, or surely another. */
const personIn = (
  rows: readonly (readonly Word[])[],
  forms: NameForms,
): FoundName & { readonly otherName: boolean } => {
  const found = findPerson(rows.flat(), forms);
  if (found.is !== "none") return { ...found, otherName: false };
  const other = rows.map((row) => otherNameIn(row, forms)).find((words) => words.length > 0) ?? [];
  return { is: "none", otherName: other.length > 0, quote: quoteOf(other), words: other };
};

/** What a day stands for, by the words before it in its sentence. */
const roleOf = (
  sentence: readonly Word[],
  date: FoundDate,
  language: Language,
  receivedOn: LocalDate,
): "last-day" | "from" | "plain" | "unclear" | "of-contract" => {
  const wording = language === "ru" ? russian : english;
  const before = sentence.slice(0, date.from);
  const isOfContract = says(before.slice(-5), wording.contract) && date.date !== null && date.date < receivedOn;
  if (isOfContract && ["от", "dated", "of"].includes(before.at(-1)?.plain ?? "")) return "of-contract";
  const lead = before.slice(-2).map(({ plain }) => plain);
  if (language === "ru" && lead.at(-1) === "года") return "unclear";
  const last = lead.at(-1) ?? "";
  const lastDaySaid = says(before.slice(-9), wording.lastDay);
  if (wording.otherDay.includes(last)) return "unclear";
  if (wording.fromDay.includes(last) || (last === "the" && wording.fromDay.includes(lead[0] ?? ""))) return "from";
  if (last === "effective" || lead[0] === "effective") return "from";
  if (lastDaySaid) return "last-day";
  return "plain";
};

const requestOf = (sentences: readonly (readonly Word[])[], language: Language, namesSomebodyElse: boolean) => {
  const wording = language === "ru" ? russian : english;
  const core = sentences.filter((sentence) => says(sentence, wording.core));
  const stems = sentences.flatMap((sentence) =>
    wording.resign.map((set) => ({ sentence, words: saying(sentence, set) })),
  );
  const said = stems.find(({ words }) => words.length > 0);
  const asking = sentences.filter((sentence) => says(sentence, wording.asks));
  const harmless = (sentence: readonly Word[]) => says(sentence, wording.harmlessRequests);
  const notOfOneself =
    namesSomebodyElse ||
    (said !== undefined && !says(said.sentence, wording.ownVoice) && !says(said.sentence, wording.ownWish));
  const doubtful =
    notOfOneself ||
    sentences.some((sentence) => says(sentence, wording.doubts)) ||
    core.some((sentence) => says(sentence, wording.doubtsInCore));
  const otherSubject =
    said === undefined
      ? sentences.some((sentence) => says(sentence, wording.otherSubjects)) || asking.some((each) => !harmless(each))
      : core.some((each) => says(each, wording.resign) && says(each, wording.otherSubjects)) ||
        asking.some((each) => !harmless(each) && says(each, wording.otherSubjects));
  const quote = said === undefined ? "" : quoteOf(said.sentence);
  if (otherSubject) return { is: "other-subject", quote } as const;
  if (doubtful) return { is: "doubtful", quote } as const;
  return said === undefined ? ({ is: "none", quote } as const) : ({ is: "resign", quote } as const);
};

const groundOf = (sentences: readonly (readonly Word[])[], language: Language): Extract["ground"] => {
  const wording = language === "ru" ? russian : english;
  const core = sentences.filter((sentence) => says(sentence, wording.core));
  for (const kind of ["study", "retirement", "employer-breach", "other"] as const)
    for (const sentence of sentences)
      if (says(sentence, wording.otherGrounds[kind])) return { value: kind, quote: quoteOf(sentence) };
  const beside = core.find((sentence) => says(sentence, wording.groundsInCore));
  if (beside !== undefined) return { value: "other", quote: quoteOf(beside) };
  for (const sentence of sentences)
    for (const stems of wording.ownWish) {
      const words = saying(sentence, stems);
      if (words.length > 0) return { value: "own-wish", quote: quoteOf(words) };
    }
  return null;
};

const positionIn = (words: readonly Word[], position: string, language: Language): Word[] => {
  const wanted = position
    .split(/[\s-]+/)
    .map((part) => plainText(part, language))
    .filter((part) => part.length >= 3);
  if (wanted.length === 0) return [];
  const found = wanted.map((part) => {
    const stem = part.slice(0, Math.max(3, part.length - 3));
    return words.find(({ plain }) => beginsLike(plain, stem) || (part.length > 6 && plain.includes(stem)));
  });
  return found.filter((word) => word !== undefined).length * 3 >= wanted.length * 2
    ? found.filter((word) => word !== undefined)
    : [];
};

export const extract = (
  read: readonly ReadWord[],
  letterHeight: number,
  language: Language,
  writer: Writer,
): Extract => {
  const forms = formsOf(knownName(writer.fullName, writer.gender));
  const headForms = formsOf(knownName(writer.headName, null));
  const rows = rowsOf(
    read.map((word) => asWord(word, language)).filter(({ plain, text }) => plain !== "" || /[.!?]/.test(text)),
    letterHeight,
  );
  const sections = sectionsOf(rows, language, forms, writer.receivedOn);
  const [head, body, closing] = [flat(sections.head), flat(sections.body), flat(sections.closing)];
  const sentences = sentencesOf(body, language);
  // “от” divides whom it is to from whom it is from.
  const fromAt = language === "ru" ? head.findIndex(({ plain }) => plain === "от" || plain === "oт") : -1;
  const byline = fromAt >= 0 ? head.slice(fromAt + 1) : head;
  // In an English letter the writer's own name stands first, alone in its row, unless it is the addressee's.
  const isAddressee = ({ words }: Row): boolean =>
    /^(mr|mrs|ms|miss|dr|to|attn|the|hr|human)$/.test(words[0]?.plain ?? "") ||
    findPerson(words, headForms).is !== "none";
  const bylineRows =
    language === "ru"
      ? [byline]
      : sections.head
          .slice(0, 3)
          .filter((row) => !isAddressee(row))
          .slice(0, 1)
          .map(({ words }) => words);
  const signedRows = language === "en" ? sections.closing.slice(0, 4) : sections.closing;
  const to = fromAt >= 0 ? head.slice(0, fromAt) : head;
  const toHead = findPerson(to, headForms);
  const dear = language === "en" ? rows.find(({ words }) => words[0]?.plain === "dear") : undefined;
  const addressed = fromAt > 1 || toHead.is === "own" || (dear !== undefined && dear.words.length > 1);
  const positionWords = positionIn([...byline, ...body, ...closing], writer.position, language);

  const [lastDays, fromDays]: [FoundDate[], FoundDate[]] = [[], []];
  const [unclearDays, terms]: [string[], string[]] = [[], []];
  const wording = language === "ru" ? russian : english;
  for (const sentence of sentences) {
    const dates = datesIn(sentence, language, writer.receivedOn);
    const isCore = says(sentence, wording.core) || sentences.length === 1;
    for (const date of dates) {
      const role = roleOf(sentence, date, language, writer.receivedOn);
      if (role === "of-contract") continue;
      if (date.date === null) unclearDays.push(date.quote);
      else if (role === "last-day") lastDays.push(date);
      else if (role === "from") fromDays.push(date);
      else if (role === "plain" && language === "ru" && isCore) lastDays.push(date);
      else unclearDays.push(date.quote);
    }
    if (dates.length === 0 && isCore && says(sentence, wording.terms)) terms.push(quoteOf(sentence));
  }
  // “Two weeks' notice” says nothing more where the day itself is named.
  if (lastDays.length === 0 && fromDays.length === 0) unclearDays.push(...terms);
  // “Я, Иванова Анна Сергеевна, прошу” names the writer; any other name in the request is of whom it is about.
  const ofOthers = sections.body.map(({ words }) => words).filter((row) => !row.some(({ plain }) => plain === "я"));
  const outside = [...(language === "en" ? sections.head : []), ...sections.closing];
  return {
    language,
    rows,
    sections,
    certainty: certaintyOf(flat(rows)),
    doubtful: body.filter(({ plain, confidence }) => plain.length >= 2 && confidence < 60),
    byline: personIn(bylineRows, forms),
    signedName: personIn(
      signedRows.map(({ words }) => words),
      forms,
    ),
    ownName: findPerson(body, forms),
    addressee: { present: addressed, quote: toHead.quote, isHead: toHead.is === "own" },
    position: { present: positionWords.length > 0, quote: quoteOf(positionWords) },
    intent: requestOf(sentences, language, personIn(ofOthers, forms).otherName),
    ground: groundOf(sentences, language),
    lastDays,
    fromDays,
    unclearDays,
    writtenOn: outside.flatMap(({ words }) => datesIn(words, language, writer.receivedOn)),
    lastOfRequest:
      sections.body.findLast(
        ({ words }) =>
          says(words, wording.core) ||
          says(words, wording.ownWish) ||
          datesIn(words, language, writer.receivedOn).length > 0,
      ) ?? null,
  };
};
