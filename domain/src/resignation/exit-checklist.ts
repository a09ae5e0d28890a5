// What is to be done before somebody goes: items of the policy, each done once by whom it belongs to.
import { z } from "zod";
import { actsAsHead, holdsRole } from "../access/actor.js";
import type { Employment } from "../employee/employee.js";
import { refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee, type UserId } from "../kernel/identifiers.js";
import type { ExitOwner } from "../policy/resignation-policy.js";
import { ExitItemDone, type Resignation } from "./resignation.js";
import { ResignationNumber } from "./terms.js";
import { findResignation, isHrFor, type ResignationFacts } from "./resignation-facts.js";

export const CompleteExitItem = z.strictObject({
  employeeId: EmployeeId,
  number: ResignationNumber,
  item: ExitItemDone.schema.shape.item,
});
export type CompleteExitItem = z.output<typeof CompleteExitItem>;

/** HR may do every item of others. */
const ownsItem = (owner: ExitOwner, actor: UserId, employment: Employment, facts: ResignationFacts): boolean => {
  const oneself = isEmployee(actor, employment.employeeId);
  if (!oneself && isHrFor(employment, facts)) return true;
  switch (owner) {
    case "employee":
      return oneself;
    case "head":
      return actsAsHead(actor, employment, facts);
    case "it":
      return !oneself && holdsRole("it-officer", employment, facts);
    case "accountant":
      return !oneself && holdsRole("accountant", employment, facts);
    case "hr":
      return false;
  }
};

export const completeExitItem = (
  { data, meta }: Command<CompleteExitItem>,
  state: Resignation | undefined,
  facts: ResignationFacts,
): Decision<EventOf<typeof ExitItemDone>> => {
  const { employeeId, number, item } = data;
  const found = findResignation(data, state, facts);
  if ("refused" in found) return found;
  const { letter, employment } = found;
  const entry = letter.checklist.find((each) => each.item === item);
  if (entry === undefined) return refuse("exit-item-unknown", { item }, "/item");
  if (!ownsItem(entry.owner, meta.actor, employment, facts)) return refuse("not-item-owner", { owner: entry.owner });
  if (letter.status === "withdrawn") return refuse("resignation-closed", { number, status: letter.status }, "/number");
  if (letter.status === "received") return refuse("resignation-not-accepted", {}, "/number");
  const doneOn = letter.done.get(item);
  if (doneOn !== undefined) return refuse("exit-item-done", { item, on: doneOn }, "/item");
  return [ExitItemDone({ employeeId, number, item, doneOn: facts.today, doneBy: meta.actor })];
};
