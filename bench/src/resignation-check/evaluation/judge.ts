// One labelled letter through the check: what it was expected to be and what it was said to be.
import {
  checkLetter,
  earliestFor,
  resignationPolicy,
  type LetterEvidence,
  type LetterVerdict,
  type NoticeCase,
} from "@tabel/domain";
import type { Writer } from "@tabel/letter-reading";
import type { LetterLabel } from "../labels.js";

const cases: Readonly<Record<LetterLabel["employee"]["contract"]["kind"], NoticeCase>> = {
  ordinary: "everyone",
  probation: "probation",
  "short-fixed-term": "short-contract",
  head: "head-of-organisation",
};

export const writerOf = ({ employee, receivedOn }: LetterLabel): Writer => ({
  fullName: employee.fullName,
  gender: employee.gender,
  position: employee.position,
  headName: employee.headName,
  receivedOn,
});

export interface Judged {
  readonly label: LetterLabel;
  /** Null where the picture could not be read at all, and why. */
  readonly evidence: LetterEvidence | null;
  readonly verdict: LetterVerdict;
  readonly notes: string;
}

const unread: LetterVerdict = {
  rules: "none",
  outcome: "human-review",
  defects: [],
  advisories: [],
  reviewReasons: ["illegible"],
  flags: { shortNotice: false, ambiguousDate: false, bindingDate: false },
};

/** @param secondReadingMissing a model is configured and did not read: a person gets the letter, whatever the print says */
export const judged = (
  label: LetterLabel,
  evidence: LetterEvidence | null,
  notes: string,
  secondReadingMissing = false,
): Judged => {
  if (evidence === null) return { label, evidence, verdict: unread, notes };
  const { receivedOn, country, employee } = label;
  const policy = resignationPolicy(country, receivedOn);
  const { kind, until } = employee.contract;
  // Probation that is over is an ordinary contract.
  const which = kind === "probation" && until !== null && until < receivedOn ? "everyone" : cases[kind];
  const earliest = earliestFor(which, receivedOn, policy);
  const verdict = checkLetter(evidence, { receivedOn, earliest, bindingGrounds: policy.bindingGrounds });
  if (!secondReadingMissing) return { label, evidence, verdict, notes };
  const reviewReasons = [...verdict.reviewReasons, "second-reading-missing" as const];
  return { label, evidence, verdict: { ...verdict, outcome: "human-review", reviewReasons }, notes };
};
