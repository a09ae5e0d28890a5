// The rules by which a letter is checked. They decide on evidence, and on nothing else: the same evidence has the same outcome for
// ever under the same version. A doubt goes to a person before anything is asked of the employee. No outcome decides a resignation.
import { z } from "zod";
import { addDays, type LocalDate } from "../../kernel/local-date.js";
import type { LetterEvidence } from "./evidence.js";

/** Raised with every change of a rule; stands in each recorded check. */
export const LETTER_RULES = "resignation-letter-1";

export const LetterOutcome = z.enum(["accepted-for-request", "changes-needed", "human-review"]);
export type LetterOutcome = z.output<typeof LetterOutcome>;

/** What the employee is asked to put right. */
export const LetterDefect = z.enum(["identity-mismatch", "intent-missing", "signature-missing"]);
export type LetterDefect = z.output<typeof LetterDefect>;

/** What would be good to have, and stops nothing. */
export const LetterAdvisory = z.enum(["position-missing", "addressee-missing", "writing-date-missing"]);
export type LetterAdvisory = z.output<typeof LetterAdvisory>;

/** Why a person looks at it. */
export const LetterReviewReason = z.enum([
  "illegible",
  "other-ground",
  "not-a-resignation",
  "ambiguous-date",
  "date-out-of-range",
  "identity-unsure",
  "intent-unsure",
  "ground-unsure",
  "date-unsure",
  "signature-unsure",
  /** Not by the rules: a model is configured and did not read; the page could not be read in several tries. */
  "second-reading-missing",
  "not-read",
]);
export type LetterReviewReason = z.output<typeof LetterReviewReason>;

export interface LetterFacts {
  readonly receivedOn: LocalDate;
  /** From this day on a named day keeps the notice. */
  readonly earliest: LocalDate;
  /** Grounds whose date in the letter binds. */
  readonly bindingGrounds: readonly string[];
}

export interface LetterVerdict {
  readonly rules: string;
  readonly outcome: LetterOutcome;
  readonly defects: readonly LetterDefect[];
  readonly advisories: readonly LetterAdvisory[];
  readonly reviewReasons: readonly LetterReviewReason[];
  readonly flags: { readonly shortNotice: boolean; readonly ambiguousDate: boolean; readonly bindingDate: boolean };
}

/** A last day further off than this is more likely misread or miswritten than meant. */
const FURTHEST_DAYS = 370;
/** A letter may lie a while before it is handed in; one that is dated after its receipt is a doubt, but for the day's border. */
const WRITTEN_BEFORE_DAYS = 120;
const WRITTEN_AFTER_DAYS = 1;

const reasonsOf = (evidence: LetterEvidence, { receivedOn }: LetterFacts): LetterReviewReason[] => {
  const { legible, writer, intent, ground, end, signature, writtenOn } = evidence;
  if (!legible) return ["illegible"];
  const reasons = new Set<LetterReviewReason>();
  if (writer.is === "unsure") reasons.add("identity-unsure");
  if (signature === "unsure") reasons.add("signature-unsure");
  if (intent.is === "unsure") reasons.add("intent-unsure");
  if (intent.is === "other-subject") return [...reasons.add("not-a-resignation")];
  if (ground.is === "unsure") reasons.add("ground-unsure");
  if (!["unsure", "own-wish", "not-said"].includes(ground.is)) reasons.add("other-ground");
  if (end.says === "unsure") reasons.add("date-unsure");
  if (end.says === "from") reasons.add("ambiguous-date");
  if (end.says === "last-day" && (end.date <= receivedOn || end.date > addDays(receivedOn, FURTHEST_DAYS)))
    reasons.add("date-out-of-range");
  const { date } = writtenOn;
  if (
    date !== null &&
    (date < addDays(receivedOn, -WRITTEN_BEFORE_DAYS) || date > addDays(receivedOn, WRITTEN_AFTER_DAYS))
  )
    reasons.add("date-out-of-range");
  if (date !== null && end.says === "last-day" && end.date < date) reasons.add("date-out-of-range");
  return [...reasons];
};

export const checkLetter = (evidence: LetterEvidence, facts: LetterFacts): LetterVerdict => {
  const { writer, intent, ground, end, signature, position, addressee, writtenOn } = evidence;
  const reviewReasons = reasonsOf(evidence, facts);
  const defects: LetterDefect[] = [];
  if (writer.is === "other") defects.push("identity-mismatch");
  if (intent.is === "absent") defects.push("intent-missing");
  if (signature === "absent") defects.push("signature-missing");
  const advisories: LetterAdvisory[] = [];
  if (position.is === "absent") advisories.push("position-missing");
  if (addressee.is === "absent") advisories.push("addressee-missing");
  if (writtenOn.is === "absent") advisories.push("writing-date-missing");
  const bindingDate = facts.bindingGrounds.includes(ground.is);
  const outcome =
    reviewReasons.length > 0 ? "human-review" : defects.length > 0 ? "changes-needed" : "accepted-for-request";
  return {
    rules: LETTER_RULES,
    outcome,
    // Of what was not read nothing is said.
    defects: evidence.legible ? defects : [],
    advisories: evidence.legible ? advisories : [],
    reviewReasons,
    flags: {
      shortNotice: end.says === "last-day" && !bindingDate && end.date < facts.earliest,
      ambiguousDate: end.says === "from",
      bindingDate,
    },
  };
};
