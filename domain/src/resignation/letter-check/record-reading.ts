// What was read of a scan, recorded: the rules decide on the evidence, here and nowhere else. Whoever reads gives evidence and may say
// that a person has to look; it cannot say more.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { DocumentReference } from "../../kernel/references.js";
import { readLetter } from "../notice.js";
import type { Resignation } from "../resignation.js";
import { findOpen, type FoundResignation, type ResignationFacts } from "../resignation-facts.js";
import { ResignationNumber } from "../terms.js";
import { checkLetter, LETTER_RULES, type LetterVerdict } from "./check-letter.js";
import { LetterEvidence } from "./evidence.js";
import { LetterId, LetterRead, type LetterSays, ModelAsked, Reading, SecondReading } from "./letter-events.js";

export const RecordLetterReading = z.strictObject({
  employeeId: EmployeeId,
  number: ResignationNumber,
  letterId: LetterId,
  reading: Reading,
  /** Null where the page could not be read. */
  evidence: LetterEvidence.nullable(),
  text: z.string().max(20_000).nullable(),
  secondReading: SecondReading.nullable(),
  asked: z.array(ModelAsked).max(10),
  notAsked: LetterRead.schema.shape.notAsked,
  /** A model is configured, and did not read: who counts on two readings gets a person instead. */
  secondReadingMissing: z.boolean(),
  markedCopy: DocumentReference.nullable(),
});
export type RecordLetterReading = z.output<typeof RecordLetterReading>;

const unread: LetterVerdict = {
  rules: LETTER_RULES,
  outcome: "human-review",
  defects: [],
  advisories: [],
  reviewReasons: ["not-read"],
  flags: { shortNotice: false, ambiguousDate: false, bindingDate: false },
};

const verdictOn = (
  { evidence, secondReadingMissing }: RecordLetterReading,
  { letter, rules }: FoundResignation,
): LetterVerdict => {
  if (evidence === null) return unread;
  const { receivedOn, earliest } = letter;
  const verdict = checkLetter(evidence, { receivedOn, earliest, bindingGrounds: rules.bindingGrounds });
  if (!secondReadingMissing) return verdict;
  const reviewReasons = [...verdict.reviewReasons, "second-reading-missing" as const];
  return { ...verdict, outcome: "human-review", reviewReasons };
};

const saidBy = (evidence: LetterEvidence | null): LetterSays | null => {
  if (evidence?.end.says !== "last-day" && evidence?.end.says !== "nothing") return null;
  const asked = evidence.end.says === "nothing" ? { says: "nothing" as const } : evidence.end;
  return {
    asked: asked.says === "nothing" ? asked : { says: "last-day", date: asked.date },
    ground: "own-wish",
  };
};

export const recordLetterReading = (
  { data }: Command<RecordLetterReading>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof LetterRead>> => {
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { letter, rules } = found;
  const { employeeId, number, letterId, ...read } = data;
  const scan = letter.letters.find((each) => each.letterId === letterId);
  if (scan === undefined) return refuse("letter-unknown", { letterId }, "/letterId");
  if (scan.read !== null) return nothingToDo();
  if (scan.round !== letter.round) return refuse("resignation-corrected", { round: letter.round }, "/letterId");
  const { outcome, rules: version, defects, ...verdict } = verdictOn(data, found);
  const said = outcome === "accepted-for-request" ? saidBy(read.evidence) : null;
  const follows =
    said === null
      ? { proposedLastDay: null, open: [] }
      : readLetter({ form: "scan", ...said }, letter.receivedOn, letter, rules);
  return [
    LetterRead({
      ...read,
      ...follows,
      employeeId,
      number,
      round: scan.round,
      letterId,
      outcome,
      rules: version,
      count: outcome === "changes-needed" ? defects.length : 0,
      found: { defects: [...defects], ...flat(verdict) },
      said,
    }),
  ];
};

const flat = ({ advisories, reviewReasons, flags }: Omit<LetterVerdict, "outcome" | "rules" | "defects">) => ({
  advisories: [...advisories],
  reviewReasons: [...reviewReasons],
  flags: { ...flags },
});
