// How values of events are shown to a reader: dates, people, money, amounts of leave, codes in words.
import { absenceKindNames } from "../policy/absence-catalogue.js";
import type { Language } from "./sentence.js";
import { words } from "./words.js";

/** What a sentence cannot know by itself: what people, units and ledgers are to the reader. Ids are shown without it. */
export interface Shown {
  readonly person?: (id: string) => string | undefined;
  readonly unit?: (id: string) => string | undefined;
  /** Whether a ledger is kept in minutes; days unless said. */
  readonly inMinutes?: (ledger: string) => boolean;
}

export interface Showing extends Shown {
  readonly language: Language;
  /** The event's data, for amounts whose ledger stands beside them. */
  readonly data: Readonly<Record<string, unknown>>;
}

type Form = (value: unknown, showing: Showing) => string;

const two = (value: number): string => String(value).padStart(2, "0");

/** 2026-12-07 as it is written in the language. */
export const dateIn = (language: Language, date: string): string =>
  language === "ru" ? date.replace(/^(\d+)-(\d\d)-(\d\d)$/, "$3.$2.$1") : date;

const clock = (minutes: number): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : ""}${Math.floor(size / 60)}:${two(size % 60)}`;
};

/** Hundredths as a decimal number without needless noughts; integers only. */
const hundredths = (amount: number, point: string): string => {
  const size = Math.abs(amount);
  const rest = size % 100 === 0 ? "" : `${point}${two(size % 100).replace(/0$/, "")}`;
  return `${amount < 0 ? "-" : ""}${Math.floor(size / 100)}${rest}`;
};

/** Amounts of a ledger: 2800 as “28 days”, minutes as “7:30 h”. */
export const amountIn = (language: Language, amount: number, inMinutes: boolean): string => {
  if (inMinutes) return `${clock(amount)} ${language === "ru" ? "ч" : "h"}`;
  return language === "ru" ? `${hundredths(amount, ",")} дн.` : `${hundredths(amount, ".")} days`;
};

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const spans: Form = (value, { language }) =>
  (Array.isArray(value) ? value : [value])
    .map(
      (span) => `${dateIn(language, textOf(fieldOf(span, "from")))}–${dateIn(language, textOf(fieldOf(span, "to")))}`,
    )
    .join(", ");

const moneyOf = (minor: number, currency: unknown, language: Language): string =>
  `${hundredths(minor, language === "ru" ? "," : ".")} ${textOf(currency)}`;

/** Each says for which values it is meant; the test of the sentences holds fields and forms together. */
export const forms: Readonly<Record<string, Form>> = {
  // a personnel number, or several
  who: (value, { person }) =>
    (Array.isArray(value) ? value : [value])
      .map((each) => {
        const id = textOf(each);
        const name = person?.(id);
        return name === undefined ? id : `${name} (${id})`;
      })
      .join(", "),
  // a unit's number, or several
  unit: (value, { unit }) =>
    (Array.isArray(value) ? value : [value])
      .map((each) => {
        const id = textOf(each);
        const name = unit?.(id);
        return name === undefined ? id : `${name} (${id})`;
      })
      .join(", "),
  // the code of a kind of absence, or several
  kind: (value, { language }) =>
    (Array.isArray(value) ? value : [value])
      .map((each) => absenceKindNames.get(textOf(each))?.[language] ?? textOf(each))
      .join(", "),
  // a code of words.ts, or several
  word: (value, { language }) =>
    (Array.isArray(value) ? value : [value]).map((each) => words[textOf(each)]?.[language] ?? textOf(each)).join(", "),
  // integer hundredths or minutes of the ledger that stands beside it
  amount: (value, { language, data, inMinutes }) =>
    amountIn(language, numberOf(value), typeof data["ledger"] === "string" && (inMinutes?.(data["ledger"]) ?? false)),
  // integer hundredths of a day
  days: (value, { language }) => amountIn(language, numberOf(value), false),
  // { minor, currency }
  money: (value, { language }) => moneyOf(numberOf(fieldOf(value, "minor")), fieldOf(value, "currency"), language),
  // integer minor units of the currency that stands beside it
  minor: (value, { language, data }) => moneyOf(numberOf(value), data["currency"], language),
  // { ru, en }
  title: (value, { language }) => textOf(fieldOf(value, language)),
  // { from, to }, or several
  spans,
  // a list, of which the number is told
  count: (value) => String(Array.isArray(value) ? value.length : 0),
  // { last, first, middle }
  name: (value) =>
    ["last", "first", "middle"]
      .map((name) => fieldOf(value, name))
      .filter((part) => typeof part === "string" && part !== "")
      .join(" "),
  // entries of a timesheet's cell: { code, minutes }
  cell: (value) =>
    (Array.isArray(value) ? value : [])
      .map((entry) => `${textOf(fieldOf(entry, "code"))} ${clock(numberOf(fieldOf(entry, "minutes")))}`)
      .join(", "),
  // cells of a corrective sheet: { date, entries }
  cells: (value, showing) =>
    (Array.isArray(value) ? value : [])
      .map((each) => `${dateIn(showing.language, textOf(fieldOf(each, "date")))}: ${entriesOf(each, showing)}`)
      .join("; "),
  // findings of a check: { code, note }
  findings: (value) => (Array.isArray(value) ? value : []).map((each) => textOf(fieldOf(each, "code"))).join(", "),
  // feedback: { question, score, text }
  answers: (value) =>
    (Array.isArray(value) ? value : [])
      .map((each) => {
        const given = [fieldOf(each, "score"), fieldOf(each, "text")].filter((part) => part !== null);
        return `${textOf(fieldOf(each, "question"))}: ${given.map(String).join(", ")}`;
      })
      .join("; "),
};

const entriesOf = (cell: unknown, showing: Showing): string => forms["cell"]?.(fieldOf(cell, "entries"), showing) ?? "";

const isDate = /^\d{4}-\d\d-\d\d$/;
const isInstant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/;

/** A value that shows itself: text, number, date, instant, yes or no. */
export const plain = (value: unknown, { language }: Showing): string => {
  if (typeof value === "boolean") return words[value ? "yes" : "no"]?.[language] ?? String(value);
  if (typeof value !== "string") return textOf(value);
  if (isDate.test(value)) return dateIn(language, value);
  const [, day, time] = isInstant.exec(value) ?? [];
  return day === undefined || time === undefined ? value : `${dateIn(language, day)} ${time} UTC`;
};
