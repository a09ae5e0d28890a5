// A letter comes in, and is corrected as often as need be. The first receipt starts the notice; no correction moves it.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { DocumentReference } from "../kernel/references.js";
import type { ResignationPolicy } from "../policy/resignation-policy.js";
import { noticeOf, readLetter } from "./notice.js";
import { ResignationCorrected, ResignationReceived, type Resignation } from "./resignation.js";
import { AskedEnd, LetterForm, ResignationGround, ResignationNumber } from "./terms.js";
import { findOpen, isHrFor, type ResignationFacts } from "./resignation-facts.js";

const letter = {
  employeeId: EmployeeId,
  number: ResignationNumber.default(1),
  form: LetterForm,
  document: DocumentReference,
  ground: ResignationGround.default("own-wish"),
  asked: AskedEnd,
};
export const ReceiveResignation = z.strictObject({
  ...letter,
  /** Today unless HR records a letter that came before; in the employee's zone. */
  receivedOn: LocalDate.nullable().default(null),
});
export type ReceiveResignation = z.output<typeof ReceiveResignation>;
export const CorrectResignation = z.strictObject(letter);
export type CorrectResignation = z.output<typeof CorrectResignation>;

export interface ReceiveFacts extends ResignationFacts {
  /** The one with the number before; undefined where there is none. */
  readonly previous: Resignation | undefined;
}

/** The one before must be closed for good: withdrawn, or executed with its last day over. */
const refuseNumber = (number: number, { previous, today }: ReceiveFacts): Refusal | undefined => {
  if (number === 1) return undefined;
  const before = number - 1;
  if (previous === undefined) return refuse("resignation-number", { number, before }, "/number");
  const { status, lastDay } = previous;
  const closed = status === "withdrawn" || (status === "executed" && lastDay !== null && lastDay < today);
  return closed ? undefined : refuse("resignation-open", { number: before }, "/number");
};

const refuseForm = (form: LetterForm, country: string, { receivedAs }: ResignationPolicy): Refusal | undefined =>
  receivedAs.includes(form) ? undefined : refuse("form-not-valid", { country, forms: receivedAs }, "/form");

export const receiveResignation = (
  { data, meta }: Command<ReceiveResignation>,
  state: Resignation | undefined,
  facts: ReceiveFacts,
): Decision<EventOf<typeof ResignationReceived>> => {
  const { employeeId, number, form, document, ground, asked } = data;
  const { employment, today } = facts;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (state !== undefined) return refuse("resignation-exists", { number }, "/number");
  const receivedOn = data.receivedOn ?? today;
  const { hiredOn, lastDay, country } = employment;
  if (receivedOn > today) return refuse("received-in-the-future", { receivedOn }, "/receivedOn");
  if (receivedOn < today && (isEmployee(meta.actor, employeeId) || !isHrFor(employment, facts)))
    return refuse("back-dated", { from: receivedOn, kind: "a resignation", allowed: "hr-officer" }, "/receivedOn");
  if (receivedOn < hiredOn) return refuse("before-hire", { date: receivedOn, hiredOn }, "/receivedOn");
  if (lastDay !== null && lastDay < receivedOn) return refuse("employee-left", { employeeId, lastDay }, "/employeeId");
  const policy = facts.policy.resignationPolicy(country, receivedOn);
  const refusal = refuseNumber(number, facts) ?? refuseForm(form, country, policy);
  if (refusal !== undefined) return refusal;
  const notice = noticeOf(employment, receivedOn, { ...facts, policy });
  if ("refused" in notice) return notice;
  const read = readLetter({ form, ground, asked }, receivedOn, notice, policy);
  return [
    ResignationReceived({
      employeeId,
      number,
      receivedOn,
      form,
      document,
      ground,
      asked,
      ...notice,
      ...read,
      receivedBy: meta.actor,
    }),
  ];
};

/** A new round: another letter, or the answer to what was unclear. What was accepted before has to be decided again. */
export const correctResignation = (
  { data, meta }: Command<CorrectResignation>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ResignationCorrected>> => {
  const { employeeId, number, ...wished } = data;
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { letter: present, employment, rules } = found;
  const { form, document, ground, asked, receivedOn, earliest, noticeEnds, round } = present;
  if (sameData({ form, document, ground, asked }, wished)) return nothingToDo();
  const refusal = refuseForm(wished.form, employment.country, rules);
  if (refusal !== undefined) return refusal;
  return [
    ResignationCorrected({
      employeeId,
      number,
      round: round + 1,
      on: facts.today,
      ...wished,
      earliest,
      noticeEnds,
      ...readLetter(wished, receivedOn, { earliest, noticeEnds }, rules),
      correctedBy: meta.actor,
    }),
  ];
};
