// What was read of a letter, as evidence: each statement with the words it rests on. Readers give evidence, rules decide on it.
// Whatever is not certain is said to be unsure, never guessed.
import { z } from "zod";
import { LocalDate } from "../../kernel/local-date.js";

/** Verbatim words of the letter. */
export const Quote = z.string().max(1000);

const said = <Values extends readonly [string, ...string[]]>(values: Values) =>
  z.object({ is: z.enum(values), quote: Quote });

export const Seen = z.enum(["present", "absent", "unsure"]);
export type Seen = z.output<typeof Seen>;

export const EndEvidence = z.discriminatedUnion("says", [
  z.object({ says: z.literal("last-day"), date: LocalDate, quote: Quote }),
  /** “с 15 марта”: nobody knows whether the 15th is still worked. */
  z.object({ says: z.literal("from"), date: LocalDate, quote: Quote }),
  z.object({ says: z.literal("nothing"), quote: Quote }),
  z.object({ says: z.literal("unsure"), quote: Quote }),
]);
export type EndEvidence = z.output<typeof EndEvidence>;

export const LetterEvidence = z.object({
  /** Whether it was read at all: handwriting and blurred scans are not. */
  legible: z.boolean(),
  writer: said(["own", "other", "unsure"]),
  intent: said(["resign", "absent", "other-subject", "unsure"]),
  ground: said(["own-wish", "not-said", "study", "retirement", "employer-breach", "other", "unsure"]),
  end: EndEvidence,
  signature: Seen,
  position: z.object({ is: Seen, quote: Quote }),
  addressee: z.object({ is: Seen, quote: Quote }),
  writtenOn: z.object({ is: Seen, date: LocalDate.nullable(), quote: Quote }),
});
export type LetterEvidence = z.output<typeof LetterEvidence>;
