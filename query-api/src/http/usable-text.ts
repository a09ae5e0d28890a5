// Text that PostgreSQL can be asked with: it knows no NUL, and half a character is no UTF-8.
import type { z } from "zod";

/** Under the flag `u` a pair is one character, so this finds only unpaired halves. */
const half = /\p{Surrogate}/u;

export const usable = <Schema extends z.ZodType<string>>(schema: Schema): Schema =>
  schema.refine((text) => !text.includes("\0") && !half.test(text), "must hold whole characters, and not U+0000");
