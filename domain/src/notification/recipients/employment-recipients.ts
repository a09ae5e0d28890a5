// Who is told what of somebody's place in the organisation, their probation, and a leave that their sickness falls into.
import type { FactOf } from "../facts/notification-fact.js";
import type { Directory, Recipient } from "./directory.js";
import { headOfPerson, officers, subject } from "./who.js";

const kinds = ["see-requests", "see-absence", "see-absence-kind"] as const;

const own = ({ employeeId }: FactOf<"leave-interrupted" | "sickness-choice-due">): readonly Recipient[] =>
  subject(employeeId, ...kinds);

export const sicknessRecipients = {
  "leave-interrupted": own,
  "sickness-choice-due": own,
  /** Leave is paid and planned: head and accounting are told what became of it. */
  "leave-days-returned": ({ employeeId }: FactOf<"leave-days-returned">, directory: Directory) => [
    ...subject(employeeId, ...kinds),
    ...headOfPerson(employeeId, directory, ...kinds),
    ...officers("accountant", employeeId, directory, "see-absence"),
  ],
} as const;

export const employmentRecipients = {
  "unit-changed": ({ employeeId }: FactOf<"unit-changed">) => subject(employeeId, "see-employee"),
  "probation-ends": ({ employeeId }: FactOf<"probation-ends">, directory: Directory) => [
    ...headOfPerson(employeeId, directory, "see-employee"),
    ...officers("hr", employeeId, directory, "see-employee"),
  ],
} as const;
