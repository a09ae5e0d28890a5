// A template: words with places for typed values, in each language. What it needs is data, so that all of them can be checked when
// the program starts, and none fails at three in the morning.
import type { Language } from "../notification-settings.js";

/** How a value is written. `kind` is neutral where the reader may not know it; `person` where there is no name any more. */
export type ValueKind = "person" | "date" | "kind" | "unit" | "month" | "title" | "count" | "days" | "instant" | "code";

/** Subject, then one paragraph each. `{from}` is a value; `{count|день|дня|дней}` a number with its word. */
export type Words = readonly [subject: string, ...paragraphs: string[]];
export type InLanguages = Readonly<Record<Language, Words>>;

/** What a fact's reader is: the person whom it is about, or somebody else. Both words where they read the same. */
export interface Template {
  readonly values: Readonly<Record<string, ValueKind>>;
  readonly own?: InLanguages;
  readonly others?: InLanguages;
}

export interface Place {
  readonly name: string;
  /** Forms of the word that follows a number, in the order of the language's plural categories. */
  readonly forms: readonly string[];
}

const PLACE = /\{(\w+)((?:\|[^{}|]+)*)\}/g;

export const placesOf = (text: string): readonly Place[] =>
  [...text.matchAll(PLACE)].map(([, name = "", forms = ""]) => ({ name, forms: forms.split("|").slice(1) }));

/** The text with its places filled. */
export const fill = (text: string, write: (place: Place) => string): string =>
  text.replace(PLACE, (_, name: string, forms: string) => write({ name, forms: forms.split("|").slice(1) }));

/** What is left of a place that was written wrongly: a brace that belongs to none. */
export const strayBraces = (text: string): boolean => /[{}]/.test(text.replace(PLACE, ""));
