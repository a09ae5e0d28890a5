// What an event says in a plain sentence, in both languages of the product. A sentence is a template over the event's own
// fields: `{from}` shows a field, `{monthly:money}` shows it in a form of forms.ts, and what stands in `[…]` is left out where
// one of its fields has nothing to say. Which person acted is not in it: that is metadata, told beside it.
import type { EventDefinition } from "../kernel/event.js";

export type Language = "ru" | "en";

export interface Sentence {
  readonly ru: string;
  readonly en: string;
}

/** A sentence for each event of a list: a list that grows does not compile until its sentences do. */
export type SentencesOf<Events extends readonly EventDefinition[]> = {
  readonly [Type in Events[number]["type"]]: Sentence;
};

export interface Placeholder {
  /** The field, and the field within it: `asked.date`. */
  readonly path: readonly string[];
  /** A form of forms.ts; undefined for a value that shows itself. */
  readonly form: string | undefined;
}

const pattern = /\{([A-Za-z]+(?:\.[A-Za-z]+)*)(?::([a-z]+))?\}/g;

/** A template taken apart: texts and fields in turn, each with whether it stands in `[…]`, and in which. */
export interface Part {
  readonly text: string;
  readonly placeholder: Placeholder | undefined;
  /** Parts with the same number are shown or left out together; undefined outside of brackets. */
  readonly bracket: number | undefined;
}

const partsWithin = (template: string, bracket: number | undefined): Part[] => {
  const parts: Part[] = [];
  let end = 0;
  for (const match of template.matchAll(pattern)) {
    const [whole, path = "", form] = match;
    parts.push({ text: template.slice(end, match.index), placeholder: undefined, bracket });
    parts.push({ text: whole, placeholder: { path: path.split("."), form }, bracket });
    end = match.index + whole.length;
  }
  return [...parts, { text: template.slice(end), placeholder: undefined, bracket }].filter(({ text }) => text !== "");
};

export const partsOf = (template: string): readonly Part[] =>
  template
    .split(/(\[[^\]]*\])/)
    .flatMap((piece, index) =>
      piece.startsWith("[") ? partsWithin(piece.slice(1, -1), index) : partsWithin(piece, undefined),
    );
