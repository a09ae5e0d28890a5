// A scan of a letter, once it is received: read, and answered by what was found. To the employee what is to be put right, to HR what a
// person has to look at or can decide. Nothing here decides a resignation.
import {
  type EmployeeId,
  type LetterDefect,
  LetterJudged,
  LetterRead,
  LetterUploaded,
  type NotificationFact,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

const tell = (fact: NotificationFact): Intent => ({ do: "notify", key: fact.is, fact });

interface OfLetter {
  readonly employeeId: EmployeeId;
  readonly number: number;
}

/** Erased people have no defects any more, and nobody to be told. */
const corrections = ({ employeeId, number }: OfLetter, defects: readonly LetterDefect[] | null): readonly Intent[] =>
  (defects ?? []).map((defect) => tell({ is: `letter-${defect}`, employeeId, number }));

export const whenALetterIsReceivedThenCheckIt = process({
  name: "when-a-letter-is-received-then-check-it",
  version: 1,
  reads: [LetterUploaded, LetterRead, LetterJudged],
  instances: ({ data }) => [data.letterId],
  initial: null,
  evolve: () => null,
  react: (_, fact): readonly Intent[] => {
    if (fact.is !== "event" || fact.imported === true) return [];
    const { type, data } = fact.event;
    const { employeeId, number, letterId } = data;
    const of = { employeeId, number };
    switch (type) {
      case "LetterUploaded":
        return [{ do: "work", key: "read", work: "read-letter", data: { ...of, letterId } }];
      case "LetterRead":
        switch (data.outcome) {
          case "accepted-for-request":
            return [tell({ is: "letter-ready", ...of })];
          case "human-review":
            return [tell({ is: "letter-to-review", ...of })];
          case "changes-needed":
            return fact.erased ? [] : corrections(of, data.found.defects);
        }
      // eslint-disable-next-line no-fallthrough -- every outcome has returned
      case "LetterJudged":
        return data.verdict === "changes-needed" && !fact.erased ? corrections(of, data.defects) : [];
    }
  },
});
