// Lists are read by key, not by page number: the cursor names the last item's key, so that a list does not shift under its
// reader and its cost does not grow with how far it was read.
import { platformProblems, Problem } from "@tabel/platform";
import { z } from "zod";
import { usable } from "./usable-text.js";

export const MOST_ITEMS = 500;

/** Query parameters of every list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(MOST_ITEMS).default(100).meta({ type: "integer", example: 100 }),
  cursor: z
    .string()
    .max(1_000)
    .optional()
    .meta({ description: "`next` of the answer before; the first items without it", example: "WyJlMDAwMTciXQ" }),
};

export const nextCursor = z.string().nullable().meta({ description: "Null at the end of the list", example: null });

/** What a cursor may name: a text, or a day. */
export const keyText = usable(z.string().max(500));
export const keyDate = z.iso.date();

/** The key that a cursor names; nothing at the beginning. Throws Problem 400 for one that we did not make. */
export const keyOf = <Key extends readonly z.ZodType[]>(
  cursor: string | undefined,
  ...parts: Key
): { readonly [Index in keyof Key]: z.output<Key[Index]> | undefined } => {
  type Parsed = { readonly [Index in keyof Key]: z.output<Key[Index]> | undefined };
  if (cursor === undefined) return parts.map(() => undefined) as unknown as Parsed; // one for each part
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(key) && key.length === parts.length)
      return parts.map((part, index) => part.parse(key[index])) as unknown as Parsed; // one for each part
  } catch {
    // Not base64url of JSON, or not of these parts: refused below like every other foreign cursor.
  }
  throw new Problem(platformProblems["invalid-input"], "The cursor is none that this list gave.", {
    errors: [{ path: "/cursor", in: "query", message: "must be `next` of an earlier answer", code: "invalid" }],
  });
};

/** The cursor that names a key. */
export const cursorOf = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** Cuts the one item that was read too many and answers where to go on. */
export const page = <Item>(
  items: readonly Item[],
  limit: number,
  key: (item: Item) => readonly string[],
): { items: Item[]; next: string | null } => {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const next = items.length > limit && last !== undefined ? cursorOf(key(last)) : null;
  return { items: shown, next };
};
