// What is found out about a letter: findings of a check, the original, a replacement that was invited. None of it decides.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { DocumentReference } from "../kernel/references.js";
import {
  ReplacementInvited,
  ResignationChecked,
  ResignationOriginalReceived,
  type Resignation,
} from "./resignation.js";
import { Finding, ResignationNumber } from "./terms.js";
import { findOpen, type ResignationFacts } from "./resignation-facts.js";

const of = { employeeId: EmployeeId, number: ResignationNumber };
export const RecordResignationCheck = z.strictObject({
  ...of,
  /** The round whose letter was looked at. */
  round: z.int().min(1),
  findings: z.array(Finding).max(50),
});
export type RecordResignationCheck = z.output<typeof RecordResignationCheck>;
export const RecordResignationOriginal = z.strictObject({
  ...of,
  form: ResignationOriginalReceived.schema.shape.form,
  document: DocumentReference,
  on: LocalDate,
});
export type RecordResignationOriginal = z.output<typeof RecordResignationOriginal>;
export const RecordReplacement = z.strictObject({ ...of, on: LocalDate, document: DocumentReference });
export type RecordReplacement = z.output<typeof RecordReplacement>;

/** A check of a letter that was corrected meanwhile says nothing of the new one. */
export const recordResignationCheck = (
  { data, meta }: Command<RecordResignationCheck>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ResignationChecked>> => {
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { round, checkedRound, findings } = found.letter;
  if (data.round !== round) return refuse("resignation-corrected", { round }, "/round");
  if (checkedRound === round && sameData(findings, data.findings)) return nothingToDo();
  return [ResignationChecked({ ...data, checkedBy: meta.actor, count: data.findings.length })];
};

/** In a form on which it can be executed. One that comes after the last day is recorded too: a person decides what it is worth. */
export const recordResignationOriginal = (
  { data }: Command<RecordResignationOriginal>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ResignationOriginalReceived>> => {
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { letter, employment, rules } = found;
  const { form, document, on } = data;
  const { country } = employment;
  if (!rules.executedOn.includes(form)) return refuse("form-not-valid", { country, forms: rules.executedOn }, "/form");
  if (on > facts.today) return refuse("in-the-future", { date: on }, "/on");
  if (on < letter.receivedOn) return refuse("dates-reversed", { from: letter.receivedOn, to: on }, "/on");
  return sameData(letter.original, { form, document, on }) ? nothingToDo() : [ResignationOriginalReceived(data)];
};

export const recordReplacement = (
  { data }: Command<RecordReplacement>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ReplacementInvited>> => {
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { receivedOn, replacementInvitedOn } = found.letter;
  const { on } = data;
  if (on > facts.today) return refuse("in-the-future", { date: on }, "/on");
  if (on < receivedOn) return refuse("dates-reversed", { from: receivedOn, to: on }, "/on");
  return replacementInvitedOn === null ? [ReplacementInvited(data)] : nothingToDo();
};
