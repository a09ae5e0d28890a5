// Whom a fact reaches: one function for each fact, and what holds for all of them. Nobody is told who is not named here.
import { type FactName, type NotificationFact, type FactOf, peopleOf } from "../facts/notification-fact.js";
import { absenceRecipients } from "./absence-recipients.js";
import { employmentRecipients, sicknessRecipients } from "./employment-recipients.js";
import { type Directory, type Recipient, WORKSPACE } from "./directory.js";
import {
  announcementRecipients,
  leavingRecipients,
  newcomerRecipients,
  timeRecipients,
  trainingRecipients,
} from "./other-recipients.js";

type RecipientsOfFact<Name extends FactName> = (fact: FactOf<Name>, directory: Directory) => readonly Recipient[];

const byFact: { readonly [Name in FactName]: RecipientsOfFact<Name> } = {
  ...absenceRecipients,
  ...sicknessRecipients,
  ...employmentRecipients,
  ...timeRecipients,
  ...newcomerRecipients,
  ...trainingRecipients,
  ...leavingRecipients,
  ...announcementRecipients,
};

/** Whether somebody can be told, and spoken of: nobody who has left, is erased or was never there. */
const isHere = (userId: string, { people }: Directory): boolean => {
  const person = people.get(userId);
  return person !== undefined && person.employment !== "left" && !person.erased;
};

/** Users who are no employees (an officer of another system) hold roles and have not left. */
const canBeTold = (userId: string, directory: Directory): boolean =>
  userId === WORKSPACE ||
  (directory.people.has(userId) ? isHere(userId, directory) : directory.roles.some((held) => held.userId === userId));

/** Each recipient once, in the first of their roles. Nothing at all where the fact speaks of somebody who is gone. */
export const recipientsOf = (fact: NotificationFact, directory: Directory): readonly Recipient[] => {
  if (peopleOf(fact).some((person) => !isHere(person, directory))) return [];
  const recipientsOfFact = byFact[fact.is] as RecipientsOfFact<FactName>; // of the fact's own name
  const once = new Map<string, Recipient>();
  for (const recipient of recipientsOfFact(fact as never, directory))
    // the same name
    if (!once.has(recipient.userId) && canBeTold(recipient.userId, directory)) once.set(recipient.userId, recipient);
  return [...once.values()];
};
