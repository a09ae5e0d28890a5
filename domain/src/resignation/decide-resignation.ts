// What only a person decides: the last day, and that the resignation is executed.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { isSettled, presentScan } from "./letter-check/scanned-letters.js";
import { isBinding } from "./notice.js";
import { ResignationAccepted, ResignationExecuted, type Resignation } from "./resignation.js";
import { ResignationNumber } from "./terms.js";
import {
  findOpen,
  findResignation,
  refuseDecider,
  type FoundResignation,
  type ResignationFacts,
} from "./resignation-facts.js";

const of = { employeeId: EmployeeId, number: ResignationNumber };
export const AcceptResignation = z.strictObject({
  ...of,
  lastDay: LocalDate,
  /** Both sides agree on this day: shorter or other than the notice and the letter say. */
  agreed: z.boolean().default(false),
  /** The proof of a binding ground (study, retirement, breach) was seen. */
  proofChecked: z.boolean().default(false),
});
export type AcceptResignation = z.output<typeof AcceptResignation>;
export const ExecuteResignation = z.strictObject({
  ...of,
  /** Why, where the original came after the last day. */
  despite: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type ExecuteResignation = z.output<typeof ExecuteResignation>;

type By = EventOf<typeof ResignationAccepted>["data"]["by"];

/** A ground that binds: the letter's own date, whatever the notice; one before the receipt is for a person to place. */
const byBindingGround = ({ lastDay, proofChecked }: AcceptResignation, asked: LocalDate, receivedOn: LocalDate) => {
  if (!proofChecked) return refuse("proof-not-checked", {}, "/proofChecked");
  if (asked >= receivedOn && lastDay !== asked) return refuse("last-day-not-as-asked", { asked }, "/lastDay");
  return "binding-ground" as const;
};

/** Why the last day may be this one; a refusal where it may not. */
const groundsFor = (data: AcceptResignation, { letter, rules }: FoundResignation): By | Refusal => {
  const { lastDay, agreed } = data;
  const { receivedOn, earliest, noticeEnds, asked, ground } = letter;
  if (lastDay < receivedOn) return refuse("last-day-before-receipt", { lastDay, receivedOn }, "/lastDay");
  if (agreed) return "agreement";
  if (asked.says === "from") return refuse("last-day-ambiguous", { date: asked.date }, "/lastDay");
  if (asked.says === "last-day" && isBinding(ground, rules)) return byBindingGround(data, asked.date, receivedOn);
  // Without a date, or with one before the notice is over, it ends with the notice.
  const wished = asked.says === "last-day" && asked.date >= earliest ? asked.date : noticeEnds;
  if (lastDay === wished) return wished === noticeEnds && asked.says === "nothing" ? "notice" : named(asked, wished);
  return lastDay < earliest
    ? refuse("notice-too-short", { noticeEnds }, "/lastDay")
    : refuse("last-day-not-as-asked", { asked: wished }, "/lastDay");
};

const named = (asked: Resignation["asked"], wished: LocalDate): By =>
  asked.says === "last-day" && asked.date === wished ? "letter" : "notice";

export const acceptResignation = (
  { data, meta }: Command<AcceptResignation>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ResignationAccepted>> => {
  const { employeeId, number, lastDay } = data;
  const refusal = refuseDecider(meta.actor, employeeId, facts);
  if (refusal !== undefined) return refusal;
  const found = findOpen(data, state, facts);
  if ("refused" in found) return found;
  const { letter, employment, rules } = found;
  if (letter.status === "accepted" && letter.lastDay === lastDay) return nothingToDo();
  if (employment.lastDay !== null && lastDay > employment.lastDay)
    return refuse("employee-left", { employeeId, lastDay: employment.lastDay }, "/lastDay");
  const scan = presentScan(letter);
  if (scan !== undefined && !isSettled(scan) && !data.agreed) return refuse("letter-not-read", {}, "/number");
  const by = groundsFor(data, found);
  if (typeof by === "object") return by;
  const checklist = rules.exitItems.map((item) => ({ ...item }));
  return [ResignationAccepted({ employeeId, number, lastDay, by, acceptedBy: meta.actor, checklist })];
};

/** A scan is not a legal basis: the original or a qualified signature comes first. */
export const executeResignation = (
  { data, meta }: Command<ExecuteResignation>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ResignationExecuted>> => {
  const { employeeId, number, despite } = data;
  const refusal = refuseDecider(meta.actor, employeeId, facts);
  if (refusal !== undefined) return refusal;
  const found = findResignation(data, state, facts);
  if ("refused" in found) return found;
  const { status, lastDay, original } = found.letter;
  if (status === "executed") return nothingToDo();
  if (status === "withdrawn") return refuse("resignation-closed", { number, status }, "/number");
  if (status !== "accepted" || lastDay === null) return refuse("resignation-not-accepted", {}, "/number");
  if (original === null) return refuse("original-required", { forms: found.rules.executedOn }, "/number");
  if (original.on > lastDay && despite === null)
    return refuse("original-too-late", { on: original.on, lastDay }, "/despite");
  return [ResignationExecuted({ employeeId, number, lastDay, executedBy: meta.actor, despite })];
};
