// What is stored of a scanned letter: that it came, what was read of it by whom, what a person made of it. A replay reads this and
// asks no reader and no model again. Part of the resignation's stream.
import { z } from "zod";
import { event, personal } from "../../kernel/event.js";
import { EmployeeId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";
import { DocumentReference } from "../../kernel/references.js";
import { AskedEnd, OpenQuestion, ResignationGround, ResignationNumber } from "../terms.js";
import { LetterAdvisory, LetterDefect, LetterOutcome, LetterReviewReason } from "./check-letter.js";
import { LetterEvidence } from "./evidence.js";

/** Follows from the person, the resignation and the picture: the same scan has the same. */
export const LetterId = z.uuid().meta({ title: "LetterId", example: "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11" });
export type LetterId = z.output<typeof LetterId>;

/** SHA-256 of the picture as it was taken in. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** What a letter says of the end, once a check or a person has read it. */
export const LetterSays = z.object({ asked: AskedEnd, ground: ResignationGround });
export type LetterSays = z.output<typeof LetterSays>;

export const LetterFound = z.object({
  defects: z.array(LetterDefect).max(10),
  advisories: z.array(LetterAdvisory).max(10),
  reviewReasons: z.array(LetterReviewReason).max(20),
  flags: z.object({ shortNotice: z.boolean(), ambiguousDate: z.boolean(), bindingDate: z.boolean() }),
});
export type LetterFound = z.output<typeof LetterFound>;

/** What a model's reading came to: only what is grounded in words of the picture, beside what the model wrote. */
export const SecondReading = z.object({
  fields: z
    .array(z.object({ field: z.string().max(40), value: z.string().max(300), quote: z.string().max(2000) }))
    .max(20),
  dropped: z.array(z.string().max(40)).max(20),
  /** As the model wrote it; nobody is shown it. */
  raw: z.string().max(50_000),
});
export type SecondReading = z.output<typeof SecondReading>;

/** One asking of a model. Money in minor units, as the configuration prices tokens. */
export const ModelAsked = z.object({
  model: z.string().max(200),
  promptHash: Fingerprint,
  schema: z.string().max(60),
  tokensIn: z.int().min(0),
  tokensOut: z.int().min(0),
  milliseconds: z.int().min(0),
  cost: z.int().min(0),
  failure: z.string().max(40).nullable(),
});
export type ModelAsked = z.output<typeof ModelAsked>;

export const Reading = z.object({
  /** Of what reads print. */
  version: z.string().max(60),
  language: z.enum(["ru", "en"]).nullable(),
  milliseconds: z.int().min(0),
  attempts: z.int().min(1).max(100),
});

const ofLetter = {
  employeeId: EmployeeId,
  number: ResignationNumber,
  round: z.int().min(1),
  letterId: LetterId,
};

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const LetterUploaded = event(
  "LetterUploaded",
  1,
  {
    ...ofLetter,
    on: LocalDate,
    uploadedBy: UserId,
    /** In the storage of files, sealed by the person's key. */
    picture: DocumentReference,
    fingerprint: personal(Fingerprint),
  },
  { subject: "employeeId" },
);
export const LetterRead = event(
  "LetterRead",
  1,
  {
    ...ofLetter,
    outcome: LetterOutcome,
    rules: z.string().max(60),
    reading: Reading,
    /** How many corrections the employee is asked for. */
    count: z.int().min(0).max(10),
    found: personal(LetterFound),
    /** Null where the page could not be read at all. */
    evidence: personal(LetterEvidence.nullable()),
    /** The words as print reading has them. */
    text: personal(z.string().max(20_000).nullable()),
    secondReading: personal(SecondReading.nullable()),
    asked: z.array(ModelAsked).max(10),
    /** Why a model that is configured was not asked. */
    notAsked: z.enum(["person-quota", "busy", "circuit-open", "budget-spent"]).nullable(),
    /** With what was read and what is missing marked in it. */
    markedCopy: DocumentReference.nullable(),
    /** What the letter says, where it needs nobody. */
    said: personal(LetterSays.nullable()),
    /** The last day that follows from it. */
    proposedLastDay: LocalDate.nullable(),
    open: z.array(OpenQuestion).max(5),
  },
  { subject: "employeeId" },
);
/** What HR made of the letter: counts from then on, and is a label by which readers and rules are measured. */
export const LetterJudged = event(
  "LetterJudged",
  1,
  {
    ...ofLetter,
    verdict: z.enum(["resignation", "changes-needed", "no-resignation"]),
    judgedBy: UserId,
    count: z.int().min(0).max(10),
    defects: personal(z.array(LetterDefect).max(10)),
    said: personal(LetterSays.nullable()),
    proposedLastDay: LocalDate.nullable(),
    open: z.array(OpenQuestion).max(5),
  },
  { subject: "employeeId" },
);
