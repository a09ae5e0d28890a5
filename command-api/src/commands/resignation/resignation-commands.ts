// The commands on resignations. What a letter says is never refused; what only a person decides is refused to everything else.
import {
  AcceptResignation,
  acceptResignation,
  CompleteExitItem,
  completeExitItem,
  CorrectResignation,
  correctResignation,
  ExecuteResignation,
  executeResignation,
  policy,
  ReceiveResignation,
  receiveResignation,
  RecordReplacement,
  recordReplacement,
  RecordResignationCheck,
  recordResignationCheck,
  RecordResignationOriginal,
  recordResignationOriginal,
  resignation,
  resignationStream,
  WithdrawResignation,
  withdrawResignation,
  workCalendar,
  type OfResignation,
  type ResignationFacts,
  employmentOf,
} from "@tabel/domain";
import { command, type Situation } from "../../pipeline/command-row.js";
import { actorFacts, headOrDeputyOver, ofEmployee, officerOver, presenceOver, self } from "../../rights/of-somebody.js";
import { anyOf } from "../../rights/right.js";

const factsOf = async (situation: Situation<OfResignation>): Promise<ResignationFacts> => {
  const employment = await employmentOf(situation, situation.data.employeeId);
  const actor = await actorFacts(situation, employment);
  const presence = await presenceOver(situation, employment, actor);
  return { ...actor, employment, policy, calendar: workCalendar, presence };
};

const ofLetter = {
  stream: ({ employeeId, number }: OfResignation) => resignationStream(employeeId, number),
  aggregate: resignation,
  facts: factsOf,
};
/** HR may hand in, correct and withdraw for the employee. */
const forTheEmployee = { ...ofLetter, concerns: ofEmployee };

const hrOver = officerOver<OfResignation>(ofEmployee, "hr-officer");
const oneselfOrHr = anyOf<OfResignation>(self(ofEmployee), hrOver);

/** Everybody who can have an item of the checklist. Colleagues do not learn that somebody goes. */
const seesOff = anyOf<OfResignation>(
  self(ofEmployee),
  headOrDeputyOver(ofEmployee),
  officerOver(ofEmployee, "hr-officer", "it-officer", "accountant"),
);

const of = { employeeId: "e00042", number: 1 };
const letter = {
  ...of,
  form: "scan" as const,
  document: "documents/2026/0b4e9f0e",
  ground: "own-wish" as const,
  asked: { says: "last-day" as const, date: "2026-12-18" },
};
const ofOpen = ["employee-unknown", "resignation-unknown", "resignation-closed"] as const;

export const resignationCommands = [
  command({
    ...forTheEmployee,
    name: "receive-resignation",
    says: "Records that a letter came in: the notice starts, and no later correction moves it.",
    schema: ReceiveResignation,
    example: { ...letter, receivedOn: null },
    may: oneselfOrHr,
    facts: async (situation) => {
      const { employeeId, number } = situation.data;
      const previous =
        number === 1 ? undefined : await situation.read(resignationStream(employeeId, number - 1), resignation);
      return { ...(await factsOf(situation)), previous };
    },
    decide: receiveResignation,
    refusals: [
      "employee-unknown",
      "resignation-exists",
      "received-in-the-future",
      "back-dated",
      "before-hire",
      "employee-left",
      "resignation-number",
      "resignation-open",
      "form-not-valid",
      "calendar-not-loaded",
    ],
  }),
  command({
    ...forTheEmployee,
    name: "correct-resignation",
    says: "Replaces the letter in a new round, or answers what was unclear; the first receipt stays.",
    schema: CorrectResignation,
    example: { ...letter, form: "qualified-signature", document: "documents/2026/1c5f0a1f" },
    may: oneselfOrHr,
    decide: correctResignation,
    refusals: [...ofOpen, "form-not-valid"],
  }),
  command({
    ...ofLetter,
    name: "record-resignation-check",
    says: "Records what a check found missing in the letter of a round. It decides nothing.",
    schema: RecordResignationCheck,
    example: { ...of, round: 1, findings: [{ code: "addressee-missing", note: null }] },
    may: officerOver<OfResignation>(ofEmployee, "hr-officer", "integration-client"),
    decide: recordResignationCheck,
    refusals: [...ofOpen, "resignation-corrected"],
  }),
  command({
    ...ofLetter,
    name: "record-resignation-original",
    says: "Records the original or the qualified signature, without which nothing is executed.",
    schema: RecordResignationOriginal,
    example: { ...of, form: "original", document: "documents/2026/1c5f0a1f", on: "2026-11-18" },
    may: hrOver,
    decide: recordResignationOriginal,
    refusals: [...ofOpen, "form-not-valid", "in-the-future", "dates-reversed"],
  }),
  command({
    ...ofLetter,
    name: "record-replacement",
    says: "Records that a replacement was invited in writing who cannot be refused: the resignation stands.",
    schema: RecordReplacement,
    example: { ...of, on: "2026-11-20", document: "documents/2026/2d6a1b2c" },
    may: hrOver,
    decide: recordReplacement,
    refusals: [...ofOpen, "in-the-future", "dates-reversed"],
  }),
  command({
    ...ofLetter,
    name: "accept-resignation",
    says: "Decides the last day: as the letter asks, with the notice, by agreement, or on a ground that binds.",
    schema: AcceptResignation,
    example: { ...of, lastDay: "2026-12-18", agreed: false, proofChecked: false },
    may: hrOver,
    decide: acceptResignation,
    refusals: [
      ...ofOpen,
      "own-resignation",
      "person-decides",
      "employee-left",
      "letter-not-read",
      "last-day-before-receipt",
      "last-day-ambiguous",
      "proof-not-checked",
      "last-day-not-as-asked",
      "notice-too-short",
    ],
  }),
  command({
    ...forTheEmployee,
    name: "withdraw-resignation",
    says: "Takes a resignation back, until the end of the last day.",
    schema: WithdrawResignation,
    example: { ...of, agreed: false },
    may: oneselfOrHr,
    decide: withdrawResignation,
    refusals: [...ofOpen, "withdrawal-not-possible", "replacement-invited", "withdrawal-too-late"],
  }),
  command({
    ...ofLetter,
    name: "execute-resignation",
    says: "Executes an accepted resignation on its original: it calls for the last day in the employment.",
    schema: ExecuteResignation,
    example: { ...of, despite: null },
    may: hrOver,
    decide: executeResignation,
    refusals: [
      ...ofOpen,
      "own-resignation",
      "person-decides",
      "resignation-not-accepted",
      "original-required",
      "original-too-late",
    ],
  }),
  command({
    ...ofLetter,
    name: "complete-exit-item",
    says: "Does an item of the exit checklist, once, by whom it belongs to.",
    schema: CompleteExitItem,
    example: { ...of, item: "return-badge" },
    may: seesOff,
    decide: completeExitItem,
    refusals: [...ofOpen, "exit-item-unknown", "not-item-owner", "resignation-not-accepted", "exit-item-done"],
  }),
];
