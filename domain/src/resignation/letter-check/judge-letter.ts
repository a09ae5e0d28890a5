// HR's word on a scan: what it says, what the employee is to put right, or that it is no resignation at all. It counts before that
// of any check, and never about oneself or by a program.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { sameData } from "../../kernel/same-data.js";
import { readLetter } from "../notice.js";
import type { Resignation } from "../resignation.js";
import { findOpen, refuseDecider, type ResignationFacts } from "../resignation-facts.js";
import { ResignationNumber } from "../terms.js";
import { LetterDefect } from "./check-letter.js";
import { LetterId, LetterJudged, LetterSays } from "./letter-events.js";

export const JudgeLetter = z.strictObject({
  employeeId: EmployeeId,
  number: ResignationNumber,
  letterId: LetterId,
  judgement: z.discriminatedUnion("is", [
    z.strictObject({ is: z.literal("resignation"), ...LetterSays.shape }),
    z.strictObject({ is: z.literal("changes-needed"), defects: z.array(LetterDefect).min(1).max(10) }),
    z.strictObject({ is: z.literal("no-resignation") }),
  ]),
});
export type JudgeLetter = z.output<typeof JudgeLetter>;

export const judgeLetter = (
  { data, meta }: Command<JudgeLetter>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof LetterJudged>> => {
  const { employeeId, number, letterId, judgement } = data;
  const refusal = refuseDecider(meta.actor, employeeId, facts);
  if (refusal !== undefined) return refusal;
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { letter, rules } = found;
  const scan = letter.letters.find((each) => each.letterId === letterId);
  if (scan === undefined) return refuse("letter-unknown", { letterId }, "/letterId");
  if (scan.round !== letter.round) return refuse("resignation-corrected", { round: letter.round }, "/letterId");
  const defects = judgement.is === "changes-needed" ? [...new Set(judgement.defects)] : [];
  const said = judgement.is === "resignation" ? { asked: judgement.asked, ground: judgement.ground } : null;
  const { judged } = scan;
  if (judged?.verdict === judgement.is && sameData(judged.said, said) && sameData(judged.defects, defects))
    return nothingToDo();
  if (letter.status !== "received") return refuse("letter-decided", { number }, "/letterId");
  const follows =
    said === null
      ? { proposedLastDay: null, open: [] }
      : readLetter({ form: "scan", ...said }, letter.receivedOn, letter, rules);
  return [
    LetterJudged({
      employeeId,
      number,
      round: scan.round,
      letterId,
      verdict: judgement.is,
      judgedBy: meta.actor,
      count: defects.length,
      defects,
      said,
      ...follows,
    }),
  ];
};
