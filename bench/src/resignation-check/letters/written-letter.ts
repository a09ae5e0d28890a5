// A letter as words on a page, before it is drawn, with what it truly says and where.
import type { FieldName } from "../labels.js";

export interface SignatureSlot {
  readonly date: string | null;
  readonly name: string | null;
  readonly signed: boolean;
  /** A ruled line to sign on, with or without a small “(подпись)” under it. */
  readonly ruled: boolean;
  readonly caption: string | null;
  /** “date … sign … name” in one line; each in a line of its own; or sign over name, as English letters have it. */
  readonly arrangement: "one-line" | "lines" | "over-name";
}

export type Block =
  | { readonly kind: "head"; readonly lines: readonly string[] }
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | ({ readonly kind: "signature" } & SignatureSlot);

export type Truth = Readonly<Record<FieldName, { readonly value: string; readonly quote: string } | null>>;

export interface WrittenLetter {
  readonly blocks: readonly Block[];
  readonly truth: Truth;
}

export const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
