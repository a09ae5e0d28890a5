// Every fact that somebody can be told, as one type: what a process hands over to be made known. Never a name, never a text.
import { z } from "zod";
import { absenceNotices } from "./absence-facts.js";
import { employmentNotices } from "./employment-facts.js";
import { leavingNotices } from "./leaving-facts.js";
import { newcomerNotices } from "./newcomer-facts.js";
import { sicknessNotices } from "./sickness-facts.js";
import { timeNotices } from "./time-facts.js";
import { trainingNotices } from "./training-facts.js";

/** An announcement reaches one person of its audience at a time: the audience was worked out when it was published. */
const announcements = { announcement: z.strictObject({ announcementId: z.string().max(64) }) } as const;

export const notificationFacts = {
  ...absenceNotices,
  ...sicknessNotices,
  ...employmentNotices,
  ...timeNotices,
  ...newcomerNotices,
  ...trainingNotices,
  ...leavingNotices,
  ...announcements,
} as const;

export type FactName = keyof typeof notificationFacts;
export type FactData<Name extends FactName> = z.output<(typeof notificationFacts)[Name]>;
export type FactOf<Name extends FactName> = { readonly is: Name } & FactData<Name>;
export type NotificationFact = { [Name in FactName]: FactOf<Name> }[FactName];

export const factNames = Object.keys(notificationFacts) as readonly FactName[]; // exactly its keys

export const FactName = z.enum(factNames);

export const isFactName = (name: string): name is FactName => Object.hasOwn(notificationFacts, name);

/** A stored fact. Throws where it is none: a program that wrote it knows facts that this one does not. */
export const parseFact = (stored: unknown): NotificationFact => {
  const { is, ...data } = z.looseObject({ is: FactName }).parse(stored);
  return { is, ...notificationFacts[is].parse(data) } as NotificationFact; // parsed by the schema of its name
};

const people = ["employeeId", "mentorId", "userId", "deputy", "headId"] as const;

/** Whom a message on it could name: of nobody among them may it speak once they have left or are erased. */
export const peopleOf = (fact: NotificationFact): readonly string[] => {
  const named = people.map((name) => (name in fact ? fact[name as keyof NotificationFact] : null) as string | null); // each is an id, or null
  return [...new Set(named.filter((id) => id !== null))];
};

/** The person whom it is about, undefined where it is about a unit, a period or everybody. */
export const subjectOf = (fact: NotificationFact): string | undefined => peopleOf(fact)[0];

/** Its plain values for the log: what the list of somebody's notifications is shown from. Steps stay behind. */
export const detailsOf = (fact: NotificationFact): readonly { name: string; value: string }[] =>
  Object.entries(fact).flatMap(([name, value]) =>
    name === "is" || value === null || typeof value === "object" ? [] : [{ name, value: String(value) }],
  );
