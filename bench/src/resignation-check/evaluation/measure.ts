// Figures of an evaluation: outcomes against what was expected, fields against the truth, how much needed no person.
import { fields, outcomes, type FieldName, type Outcome } from "../labels.js";
import { shareOf, type Share } from "./bounds.js";
import type { Judged } from "./judge.js";

/** What the check says of a field: a value, that there is none, or nothing. */
export type Claim = { readonly value: string } | "absent" | "unsure";

const claims = ({ evidence }: Judged): Readonly<Record<FieldName, Claim>> | null => {
  if (evidence === null || !evidence.legible) return null;
  const { writer, intent, ground, end, position, addressee, writtenOn } = evidence;
  const seen = (is: "present" | "absent" | "unsure", value: string): Claim => (is === "present" ? { value } : is);
  return {
    addressee: seen(addressee.is, addressee.quote),
    fromName: writer.is === "own" || writer.is === "other" ? { value: writer.is } : "unsure",
    position: seen(position.is, position.quote),
    intent: intent.is === "resign" ? { value: "resign" } : intent.is === "absent" ? "absent" : "unsure",
    ground: ground.is === "not-said" ? "absent" : ground.is === "unsure" ? "unsure" : { value: ground.is },
    lastDay: end.says === "last-day" ? { value: end.date } : end.says === "nothing" ? "absent" : "unsure",
    writtenOn:
      writtenOn.is === "present" && writtenOn.date === null ? "unsure" : seen(writtenOn.is, writtenOn.date ?? ""),
  };
};

const small = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Whether a value is the true one. Days are compared exactly; for the writer, whether it is the employee. */
const isRight = (name: FieldName, value: string, { label }: Judged): boolean => {
  const truth = label.truth[name];
  if (truth === null) return false;
  switch (name) {
    case "lastDay":
    case "writtenOn":
      return truth.value === null || value === truth.value;
    case "fromName": {
      const same = small(truth.value ?? "") === small(label.employee.fullName);
      return truth.value === null || (value === "own") === same;
    }
    case "ground": {
      const said = small(truth.value ?? "");
      const own = /own|собствен|accord|personal|volunt/.test(`${said} ${small(truth.quote ?? "")}`);
      return (value === "own-wish") === own;
    }
    case "addressee":
    case "position":
    case "intent":
      return true;
  }
};

export interface FieldFigures {
  /** Of the values that were said, how many are right. */
  readonly precision: Share;
  /** Of the values that stand there, how many were said rightly. */
  readonly recall: Share;
  /** Of what was called absent, how much truly is. */
  readonly absent: Share;
}

/** @param claimOf what is said of the field: by the check as a whole, or by one reading */
export const fieldFigures = <Each extends Judged>(
  name: FieldName,
  all: readonly Each[],
  claimOf: (each: Each) => Claim = (each) => claims(each)?.[name] ?? "unsure",
): FieldFigures => {
  let [said, right, stand, found, absent, trulyAbsent] = [0, 0, 0, 0, 0, 0];
  for (const each of all) {
    const claim = claimOf(each);
    const truth = each.label.truth[name];
    if (truth !== null) stand += 1;
    if (claim === "absent") {
      absent += 1;
      if (truth === null) trulyAbsent += 1;
    } else if (claim !== "unsure") {
      said += 1;
      if (isRight(name, claim.value, each)) {
        right += 1;
        found += 1;
      }
    }
  }
  return { precision: shareOf(right, said), recall: shareOf(found, stand), absent: shareOf(trulyAbsent, absent) };
};

/** Accepted although it should not have been, or with a last day that is not the letter's. */
export const isWronglyAccepted = (each: Judged): boolean => {
  if (each.verdict.outcome !== "accepted-for-request") return false;
  if (each.label.expected.outcome !== "accepted-for-request") return true;
  const end = each.evidence?.end;
  const truth = each.label.truth.lastDay;
  if (end?.says === "last-day") return truth === null || (truth.value !== null && truth.value !== end.date);
  return truth !== null;
};

export const isWronglySentBack = (each: Judged): boolean =>
  each.verdict.outcome === "changes-needed" &&
  (each.label.expected.outcome !== "changes-needed" ||
    each.verdict.defects.some((defect) => !each.label.expected.defects.includes(defect)));

const isHandled = ({ verdict }: Judged): boolean => verdict.outcome !== "human-review";
/** Print on paper that nothing happened to. Where a set does not say what happened, print that can be read. */
const isClean = ({ label }: Judged): boolean =>
  label.style === "printed" && label.truth.legible && (label.damage === undefined || label.damage.length === 0);
const needsNobody = ({ label }: Judged): boolean => label.expected.outcome !== "human-review";

export interface Figures {
  readonly letters: number;
  readonly confusion: Readonly<Record<Outcome, Readonly<Record<Outcome, number>>>>;
  readonly wrongAcceptance: Share;
  readonly wrongChangesNeeded: Share;
  /** Letters that were handled without a person: of all; of clean print; of clean print that needs none; of handwriting. */
  readonly handled: {
    readonly all: Share;
    readonly cleanPrinted: Share;
    readonly cleanPrintedThatNeedsNobody: Share;
    readonly printedThatNeedsNobody: Share;
    readonly handwritten: Share;
  };
  readonly fields: Readonly<Record<FieldName, FieldFigures>>;
  readonly signature: { readonly present: Share; readonly absent: Share };
  readonly advisories: Share;
  readonly reviewReasons: Readonly<Record<string, number>>;
}

export const measure = (all: readonly Judged[]): Figures => {
  const cell = (expected: Outcome, said: Outcome): number =>
    all.filter(({ label, verdict }) => label.expected.outcome === expected && verdict.outcome === said).length;
  const handledOf = (which: (each: Judged) => boolean): Share => {
    const some = all.filter(which);
    return shareOf(some.filter(isHandled).length, some.length);
  };
  const said = (outcome: Outcome): number => all.filter(({ verdict }) => verdict.outcome === outcome).length;
  const signature = (is: "present" | "absent"): Share => {
    const claimed = all.filter(({ evidence }) => evidence?.legible === true && evidence.signature === is);
    return shareOf(
      claimed.filter(({ label }) => label.truth.signaturePresent === (is === "present")).length,
      claimed.length,
    );
  };
  const advised = all.flatMap(({ label, verdict }) =>
    verdict.advisories.map((advice) => label.expected.advisories.includes(advice)),
  );
  const reviewReasons: Record<string, number> = {};
  for (const { verdict } of all)
    for (const reason of verdict.reviewReasons) reviewReasons[reason] = (reviewReasons[reason] ?? 0) + 1;
  const row = (expected: Outcome) =>
    Object.fromEntries(outcomes.map((outcome) => [outcome, cell(expected, outcome)])) as Record<Outcome, number>; // all keys
  return {
    letters: all.length,
    confusion: Object.fromEntries(outcomes.map((expected) => [expected, row(expected)])) as Figures["confusion"], // all keys
    wrongAcceptance: shareOf(all.filter(isWronglyAccepted).length, said("accepted-for-request")),
    wrongChangesNeeded: shareOf(all.filter(isWronglySentBack).length, said("changes-needed")),
    handled: {
      all: handledOf(() => true),
      cleanPrinted: handledOf(isClean),
      cleanPrintedThatNeedsNobody: handledOf((each) => isClean(each) && needsNobody(each)),
      printedThatNeedsNobody: handledOf((each) => each.label.style === "printed" && needsNobody(each)),
      handwritten: handledOf(({ label }) => label.style === "hand"),
    },
    fields: Object.fromEntries(fields.map((name) => [name, fieldFigures(name, all)])) as Figures["fields"], // all keys
    signature: { present: signature("present"), absent: signature("absent") },
    advisories: shareOf(advised.filter(Boolean).length, advised.length),
    reviewReasons,
  };
};
