// A scan comes in: it starts the notice like any letter, or a new round of the letter that is open. What it says is not known yet,
// so the receipt names no day. The same scan again is no other letter.
import { z } from "zod";
import { isRefusal, nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { DocumentReference } from "../../kernel/references.js";
import { correctResignation, receiveResignation, type ReceiveFacts } from "../receive.js";
import type { Resignation, ResignationCorrected, ResignationReceived } from "../resignation.js";
import { ResignationNumber } from "../terms.js";
import { Fingerprint, LetterId, LetterUploaded } from "./letter-events.js";

export const UploadLetter = z.strictObject({
  employeeId: EmployeeId,
  number: ResignationNumber,
  letterId: LetterId,
  picture: DocumentReference,
  fingerprint: Fingerprint,
});
export type UploadLetter = z.output<typeof UploadLetter>;

export interface UploadFacts extends ReceiveFacts {
  /** Resignations before this one, of which a scan is known. */
  readonly earlierScans: readonly { readonly number: number; readonly fingerprint: string | null }[];
}

export const uploadLetter = (
  command: Command<UploadLetter>,
  state: Resignation | undefined,
  facts: UploadFacts,
): Decision<EventOf<typeof ResignationReceived | typeof ResignationCorrected | typeof LetterUploaded>> => {
  const { data, meta } = command;
  const { employeeId, number, letterId, picture, fingerprint } = data;
  if (state?.letters.some((each) => each.fingerprint === fingerprint) === true) return nothingToDo();
  const earlier = facts.earlierScans.find((each) => each.fingerprint === fingerprint);
  if (earlier !== undefined) return refuse("letter-known", { number: earlier.number });
  const letter = {
    employeeId,
    number,
    form: "scan" as const,
    document: picture,
    ground: "own-wish" as const,
    asked: { says: "nothing" as const },
  };
  const decision =
    state === undefined
      ? receiveResignation({ meta, data: { ...letter, receivedOn: null } }, state, facts)
      : correctResignation({ meta, data: letter }, state, facts);
  if (isRefusal(decision)) return decision;
  const round = (state?.round ?? 0) + 1;
  const uploaded = { employeeId, number, round, letterId, on: facts.today, uploadedBy: meta.actor };
  return [...decision, LetterUploaded({ ...uploaded, picture, fingerprint })];
};
