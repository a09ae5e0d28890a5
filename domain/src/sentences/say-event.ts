// An event as a plain sentence: the template of its type, filled from its data.
import { eventCatalogue } from "../catalogue.js";
import { sentences } from "./all-sentences.js";
import { forms, plain, type Showing, type Shown } from "./forms.js";
import { type Language, type Part, partsOf, type Placeholder } from "./sentence.js";

export interface Told {
  readonly type: string;
  /** As the reader may see it: fields that are kept from the reader are not in it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The person's key is gone: personal fields are null because nobody can read them any more. */
  readonly erased: boolean;
}

/** What is said in the place of a value that cannot be shown. */
const instead = {
  erased: { ru: "‹стёрто›", en: "‹erased›" },
  withheld: { ru: "‹скрыто›", en: "‹withheld›" },
  nothing: { ru: "нет", en: "none" },
} as const;

const personalFields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  eventCatalogue.map(({ type, personal }) => [type, new Set(personal)]),
);

interface Found {
  readonly why: keyof typeof instead | "shown";
  readonly value: unknown;
}

const find = ({ type, data, erased }: Told, { path }: Placeholder): Found => {
  const [field = "", ...within] = path;
  const own = personalFields.get(type)?.has(field) === true;
  // What an event of an older shape could not say is null after lifting, so what is not there was taken out for the reader.
  if (!Object.hasOwn(data, field)) return { why: erased && own ? "erased" : "withheld", value: undefined };
  let value: unknown = data[field];
  for (const name of within)
    value = typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : null;
  if (value !== null && value !== undefined) return { why: "shown", value };
  return { why: erased && own ? "erased" : "nothing", value: undefined };
};

const say = (told: Told, placeholder: Placeholder, showing: Showing): string => {
  const { why, value } = find(told, placeholder);
  if (why !== "shown") return instead[why][showing.language];
  const form = placeholder.form === undefined ? plain : (forms[placeholder.form] ?? plain);
  return form(value, showing);
};

const parsed = new Map<string, readonly Part[]>();

const partsOnce = (template: string): readonly Part[] => {
  const parts = parsed.get(template) ?? partsOf(template);
  parsed.set(template, parts);
  return parts;
};

/** The sentence of an event; its bare type for one that only a newer program knows. */
export const sayEvent = (told: Told, language: Language, shown: Shown = {}): string => {
  const template = sentences[told.type]?.[language];
  if (template === undefined) return told.type;
  const parts = partsOnce(template);
  const silent = new Set(
    parts
      .filter(({ placeholder }) => placeholder !== undefined && find(told, placeholder).why === "nothing")
      .map(({ bracket }) => bracket),
  );
  const showing = { ...shown, language, data: told.data };
  return parts
    .filter(({ bracket }) => bracket === undefined || !silent.has(bracket))
    .map(({ text, placeholder }) => (placeholder === undefined ? text : say(told, placeholder, showing)))
    .join("");
};
