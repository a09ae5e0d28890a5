// A labelled set of letters: a folder with pictures and labels.json. Made by the generator here, or by anybody else: a field that
// somebody left out is read as "nothing said", so that a foreign set is measured for what it does say.
import { z } from "zod";
import { LocalDate } from "@tabel/domain";

const date = LocalDate.nullable().default(null).catch(null);
const Field = z
  .object({ value: z.string().nullable().default(null), quote: z.string().nullable().default(null) })
  .nullable()
  .default(null)
  .catch(null);

export const outcomes = ["accepted-for-request", "changes-needed", "human-review"] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.output<typeof Outcome>;

export const fields = ["addressee", "fromName", "position", "intent", "ground", "lastDay", "writtenOn"] as const;
export type FieldName = (typeof fields)[number];

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? "");
const ordinary = { kind: "ordinary" as const, until: null };

export const EmployeeLabel = z.object({
  fullName: z.string().min(1),
  gender: z.enum(["m", "f"]).nullable().default(null).catch(null),
  position: text,
  unit: text,
  employer: text,
  headName: text,
  hireDate: date,
  contract: z
    .object({
      kind: z.enum(["ordinary", "probation", "short-fixed-term", "head"]).default("ordinary").catch("ordinary"),
      until: date,
    })
    .default(ordinary)
    .catch(ordinary),
});
export type EmployeeLabel = z.output<typeof EmployeeLabel>;

const Truth = z.object({
  addressee: Field,
  fromName: Field,
  position: Field,
  intent: Field,
  ground: Field,
  lastDay: Field,
  writtenOn: Field,
  signaturePresent: z.boolean().default(true),
  legible: z.boolean().default(true),
});

export const LetterLabel = z.object({
  id: z.coerce.string(),
  file: z.string().min(1),
  language: z.enum(["ru", "en"]),
  style: z.enum(["printed", "hand"]).default("printed"),
  employee: EmployeeLabel,
  receivedOn: LocalDate,
  country: z
    .string()
    .transform((code) => code.toUpperCase())
    .default("RU"),
  truth: Truth,
  expected: z.object({
    outcome: Outcome,
    defects: z.array(z.string()).default([]),
    advisories: z.array(z.string()).default([]),
    reviewReasons: z.array(z.string()).default([]),
    flags: z
      .object({
        shortNotice: z.boolean().default(false),
        ambiguousDate: z.boolean().default(false),
        bindingDate: z.boolean().default(false),
      })
      .default({ shortNotice: false, ambiguousDate: false, bindingDate: false }),
  }),
  /** What was done to the paper: known of letters that were made here. Nothing done is "clean". */
  damage: z.array(z.string()).optional(),
});
export type LetterLabel = z.output<typeof LetterLabel>;

export const LabelledSet = z.object({ letters: z.array(LetterLabel).min(1).max(20_000) });
