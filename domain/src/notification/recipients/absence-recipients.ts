// Who is told what of absences. An approved leave reaches the employee and the head, never the department.
import type { FactOf } from "../facts/notification-fact.js";
import type { Directory, Recipient } from "./directory.js";
import { headOfPerson, officers, stepHolders, subject, told } from "./who.js";

const kinds = ["see-requests", "see-absence", "see-absence-kind"] as const;

type Requests =
  | "leave-submitted"
  | "leave-approved"
  | "leave-rejected"
  | "cancellation-declined"
  | "leave-cancelled"
  | "recall-proposed"
  | "employee-recalled"
  | "absence-corrected"
  | "sick-leave-opened"
  | "leave-moved-by-sickness";

/** The employee alone. */
const own = ({ employeeId }: FactOf<Requests>): readonly Recipient[] => subject(employeeId, ...kinds);

/** The employee, and the head who plans the days without them. */
const ownAndHead = (fact: FactOf<Requests>, directory: Directory): readonly Recipient[] => [
  ...own(fact),
  ...headOfPerson(fact.employeeId, directory, ...kinds),
];

type Steps = "step-waits" | "step-reminder" | "step-escalated" | "leave-withdrawn" | "cancellation-asked";

const holders = (fact: FactOf<Steps>, directory: Directory): readonly Recipient[] =>
  stepHolders(fact, directory, ...kinds);

const deputies = ({ userId, deputy }: FactOf<"deputy-appointed" | "deputy-ended">): readonly Recipient[] => [
  ...told("deputy", [deputy], ["see-employee"]),
  ...subject(userId, "see-employee"),
];

/** The other side than the one that speaks. */
const otherSide = (
  { employeeId, side }: Pick<FactOf<"leave-change-proposed">, "employeeId" | "side">,
  directory: Directory,
): readonly Recipient[] =>
  side === "employer"
    ? subject(employeeId, "see-leave-schedule")
    : headOfPerson(employeeId, directory, "see-leave-schedule");

export const absenceRecipients = {
  "leave-submitted": own,
  "step-waits": holders,
  "step-reminder": holders,
  /** The one to whom it went; the employee knows whom they wait for. */
  "step-escalated": (fact: FactOf<"step-escalated">, directory: Directory) => [
    ...holders(fact, directory),
    ...subject(fact.employeeId, ...kinds),
  ],
  "leave-approved": ownAndHead,
  "leave-rejected": own,
  "leave-withdrawn": holders,
  "cancellation-asked": holders,
  "cancellation-declined": own,
  "leave-cancelled": ownAndHead,
  "recall-proposed": own,
  "recall-declined": ({ employeeId, proposedBy }: FactOf<"recall-declined">, directory: Directory) => {
    // Who proposed it may have lost the right since; then the head of the day is told.
    const head = headOfPerson(employeeId, directory, ...kinds);
    return head.some(({ userId }) => userId === proposedBy) ? told("proposer", [proposedBy], kinds) : head;
  },
  "employee-recalled": ownAndHead,
  "absence-corrected": ownAndHead,
  "sick-leave-opened": (fact: FactOf<"sick-leave-opened">, directory: Directory) => [
    ...ownAndHead(fact, directory),
    ...officers("hr", fact.employeeId, directory, ...kinds),
  ],
  "leave-moved-by-sickness": (fact: FactOf<"leave-moved-by-sickness">, directory: Directory) => [
    ...ownAndHead(fact, directory),
    ...officers("accountant", fact.employeeId, directory, "see-absence"),
  ],
  "deputy-appointed": deputies,
  "deputy-ended": deputies,
  /** Leave is paid before it begins: accounting is told with the employee and the head. */
  "leave-announced": ({ employeeId }: FactOf<"leave-announced">, directory: Directory) => [
    ...subject(employeeId, "see-leave-schedule", "see-absence"),
    ...headOfPerson(employeeId, directory, "see-leave-schedule", "see-absence"),
    ...officers("accountant", employeeId, directory, "see-absence"),
  ],
  "leave-change-proposed": otherSide,
  "leave-change-answered": otherSide,
  "carry-over-expires": ({ employeeId }: FactOf<"carry-over-expires">) => subject(employeeId, "see-leave-balance"),
} as const;
