// How values are written in each language: dates, numbers with their words, and what stands where something is not known.
import { absenceKinds } from "../../policy/absence-kinds.js";
import { localDate } from "../../kernel/local-date.js";
import type { Language } from "../notification-settings.js";
import type { Place, ValueKind } from "./template.js";

/** A value as it is read when the message is sent: text as it stands, a date as 2026-12-07, a month as 2026-12, hundredths of a day. */
export type Value = string | number | null;
export type Values = Readonly<Record<string, Value>>;

const locales: Readonly<Record<Language, string>> = { ru: "ru-RU", en: "en-GB" };

const unknown: Readonly<Record<Language, Readonly<Partial<Record<ValueKind, string>>>>> = {
  ru: { person: "сотрудник", kind: "отсутствие", unit: "подразделение", title: "без названия" },
  en: { person: "an employee", kind: "absence", unit: "unit", title: "untitled" },
};

const made = new Map<string, Intl.DateTimeFormat>();
const dateFormat = (language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${name}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locales[language], options);
  if (made.size < 1_000) made.set(key, known);
  return known;
};

const day = (date: string, language: Language): string =>
  dateFormat(language, "day", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(
    new Date(`${date}T00:00:00.000Z`),
  );

const month = (period: string, language: Language): string =>
  dateFormat(language, "month", { timeZone: "UTC", month: "long", year: "numeric" }).format(
    new Date(`${period}-01T00:00:00.000Z`),
  );

const plurals: Readonly<Record<Language, Intl.PluralRules>> = {
  ru: new Intl.PluralRules("ru-RU"),
  en: new Intl.PluralRules("en-GB"),
};
/** The forms that a language's words have, in the order in which templates write them. */
export const pluralForms: Readonly<Record<Language, readonly Intl.LDMLPluralRule[]>> = {
  ru: ["one", "few", "many"],
  en: ["one", "other"],
};

/** 3 дня, 21 день, 2,5 дня: what is not whole takes the form of the few in Russian, and of many in English. */
const counted = (value: number, forms: readonly string[], language: Language): string => {
  const category = plurals[language].select(value);
  const index = pluralForms[language].indexOf(category);
  const form = index === -1 ? (language === "ru" ? forms[1] : forms.at(-1)) : forms[index];
  const figure = new Intl.NumberFormat(locales[language], { useGrouping: false }).format(value);
  return `${figure}\u00a0${form ?? ""}`;
};

/** The name of a kind of absence, as it stands inside a sentence. */
const kindName = (code: string, country: string | null, language: Language): string | undefined => {
  const name = absenceKinds(country ?? "RU", localDate("2026-01-01")).get(code)?.name[language];
  return name === undefined ? undefined : name.slice(0, 1).toLowerCase() + name.slice(1);
};

export interface Reader {
  readonly language: Language;
  readonly timeZone: string;
  readonly country: string | null;
}

/** One value written for a reader. */
export const write = (value: Value, kind: ValueKind, { forms }: Place, reader: Reader): string => {
  const { language, timeZone, country } = reader;
  const nothing = unknown[language][kind] ?? "—";
  if (value === null) return nothing;
  const text = String(value);
  switch (kind) {
    case "person":
    case "unit":
    case "title":
    case "code":
      return text === "" ? nothing : text;
    case "kind":
      return kindName(text, country, language) ?? nothing;
    case "date":
      return day(text, language);
    case "month":
      return month(text, language);
    case "instant":
      return dateFormat(language, `instant ${timeZone}`, {
        timeZone,
        day: "numeric",
        month: "long",
        hour: "2-digit",
        minute: "2-digit",
        timeZoneName: "short",
      }).format(new Date(text));
    case "count":
      return forms.length === 0 ? text : counted(Number(value), forms, language);
    case "days":
      return counted(Number(value) / 100, forms, language);
  }
};
