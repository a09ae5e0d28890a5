// The scans of one resignation: which came, and how far each is read. Only the one of the present round counts.
import type { EventOf } from "../../kernel/event.js";
import type { LetterOutcome } from "./check-letter.js";
import type { LetterJudged, LetterRead, LetterUploaded } from "./letter-events.js";

export interface ScannedLetter {
  readonly letterId: string;
  readonly round: number;
  readonly picture: string;
  /** Null once the person is erased. */
  readonly fingerprint: string | null;
  readonly markedCopy: string | null;
  readonly read: LetterOutcome | null;
  readonly judged: EventOf<typeof LetterJudged>["data"] | null;
}

type LetterFact = EventOf<typeof LetterUploaded | typeof LetterRead | typeof LetterJudged>;

export const lettersAfter = (
  letters: readonly ScannedLetter[],
  { type, data }: LetterFact,
): readonly ScannedLetter[] => {
  const changed = (change: Partial<ScannedLetter>) =>
    letters.map((each) => (each.letterId === data.letterId ? { ...each, ...change } : each));
  switch (type) {
    case "LetterUploaded": {
      const { letterId, round, picture, fingerprint } = data;
      return [...letters, { letterId, round, picture, fingerprint, markedCopy: null, read: null, judged: null }];
    }
    case "LetterRead":
      return changed({ read: data.outcome, markedCopy: data.markedCopy });
    case "LetterJudged":
      return changed({ judged: data });
  }
};

interface OfLetters {
  readonly round: number;
  readonly letters: readonly ScannedLetter[];
}

/** The scan that stands for the present round; undefined where the round's letter was typed or came on paper. */
export const presentScan = ({ round, letters }: OfLetters): ScannedLetter | undefined =>
  letters.findLast((each) => each.round === round);

/** Whether what the scan says is known: a person's word comes before that of a check. */
export const isSettled = ({ read, judged }: Pick<ScannedLetter, "read" | "judged">): boolean =>
  judged === null ? read === "accepted-for-request" : judged.verdict === "resignation";
