// Galina's letter of resignation, received on Monday, 2 February 2026. Used by specs only.
import type { ActorFacts } from "../access/actor.js";
import { receiveResignation, ReceiveResignation, type ReceiveFacts } from "../resignation/receive.js";
import { resignation, type ResignationEvent } from "../resignation/resignation.js";
import { facts, hrOf } from "./bank.js";
import { appended, command, fold } from "./given-when-then.js";

export const letter = {
  employeeId: "galina",
  number: 1,
  form: "scan" as const,
  document: "documents/1",
  ground: "own-wish" as const,
  asked: { says: "last-day" as const, date: "2026-02-20" },
};

type Told = Partial<ReceiveFacts>;
export const told = (of: Told = {}): ReceiveFacts => ({ previous: of.previous, ...facts(of) });
/** As an HR officer over the branch. */
export const hr: Pick<ActorFacts, "roles"> = { roles: hrOf("branch") };

export const received = (more: object = {}, of: Told = {}): ResignationEvent[] => {
  const wish = command(ReceiveResignation.parse({ ...letter, ...more }), "galina");
  return [...appended(receiveResignation(wish, undefined, told(of)))];
};
export const resignationOf = (...events: ResignationEvent[]) => fold(resignation, events);
