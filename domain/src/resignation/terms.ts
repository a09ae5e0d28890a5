// The words in which resignations and their letters are spoken of: what events, state and commands share.
import { z } from "zod";
import { LocalDate } from "../kernel/local-date.js";

/** Counts the resignations of an employee from 1; the next one comes only after the one before is closed. */
export const ResignationNumber = z.int().min(1).max(99);
export const LetterForm = z.enum(["scan", "e-document", "qualified-signature", "original"]);
export type LetterForm = z.output<typeof LetterForm>;

export const ResignationGround = z.enum(["own-wish", "study", "retirement", "employer-breach"]);
export type ResignationGround = z.output<typeof ResignationGround>;

/** What the letter says of the end. `from`: “с 15 марта”, of which nobody knows whether the 15th is still worked. */
export const AskedEnd = z.discriminatedUnion("says", [
  z.object({ says: z.literal("last-day"), date: LocalDate }),
  z.object({ says: z.literal("from"), date: LocalDate }),
  z.object({ says: z.literal("nothing") }),
]);
export type AskedEnd = z.output<typeof AskedEnd>;

/** What the letter as it stands leaves open; found by rules, whoever received it. */
export const OpenQuestion = z.enum([
  "last-day-ambiguous",
  "last-day-before-receipt",
  "notice-too-short",
  "proof-missing",
  "original-missing",
]);
export type OpenQuestion = z.output<typeof OpenQuestion>;

/** What a check of the letter found missing or unclear. It answers the employee and decides nothing. */
export const Finding = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  note: z.string().trim().min(1).max(1000).nullable(),
});
export type Finding = z.output<typeof Finding>;
