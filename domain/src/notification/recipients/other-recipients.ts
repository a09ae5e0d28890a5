// Who is told what of timesheets, newcomers, training, leaving and announcements.
import type { FactOf } from "../facts/notification-fact.js";
import { type Directory, type Recipient, WORKSPACE } from "./directory.js";
import {
  headOfPerson,
  headOfUnitOn,
  mentorOf,
  officers,
  officersOfUnit,
  officersOverAll,
  subject,
  superiorOfUnit,
  told,
} from "./who.js";

const headOfSheet = (
  {
    unitId,
  }: FactOf<"timesheet-due" | "timesheet-overdue" | "timesheet-returned" | "timesheet-accepted" | "month-closed">,
  directory: Directory,
): readonly Recipient[] => headOfUnitOn(unitId, directory);

/** The head, and accounting once it has accepted the sheet. Of somebody who is not in the unit any more no name is told. */
const ofOutdated = (
  { unitId, employeeId, status }: FactOf<"timesheet-outdated">,
  directory: Directory,
): readonly Recipient[] => {
  const head =
    employeeId === null ? headOfUnitOn(unitId, directory) : headOfPerson(employeeId, directory, "see-timesheet");
  if (status === "submitted") return head;
  return employeeId === null
    ? [...head, ...officersOfUnit("accountant", unitId, directory)]
    : [...head, ...officers("accountant", employeeId, directory, "see-timesheet")];
};

export const timeRecipients = {
  "timesheet-due": headOfSheet,
  "timesheet-overdue": headOfSheet,
  "timesheet-escalated": ({ unitId }: FactOf<"timesheet-escalated">, directory: Directory) =>
    superiorOfUnit(unitId, directory),
  "timesheet-late": ({ unitId }: FactOf<"timesheet-late">, directory: Directory) =>
    officersOfUnit("accountant", unitId, directory),
  "timesheet-submitted": ({ unitId }: FactOf<"timesheet-submitted">, directory: Directory) =>
    officersOfUnit("accountant", unitId, directory),
  "timesheet-returned": headOfSheet,
  "timesheet-accepted": headOfSheet,
  "timesheet-outdated": ofOutdated,
  "period-close-near": (_: FactOf<"period-close-near">, directory: Directory) =>
    officersOverAll("accountant", directory),
  "period-close-overdue": (_: FactOf<"period-close-overdue">, directory: Directory) =>
    officersOverAll("accountant", directory),
  "month-closed": headOfSheet,
  "period-closed": (_: FactOf<"period-closed">, directory: Directory) => [
    ...officersOverAll("accountant", directory),
    ...told("workspace", [WORKSPACE]),
  ],
  "correction-posted": ({ employeeId }: FactOf<"correction-posted">, directory: Directory) => [
    ...subject(employeeId, "see-timesheet"),
    ...headOfPerson(employeeId, directory, "see-timesheet"),
    ...officers("accountant", employeeId, directory, "see-timesheet"),
  ],
} as const;

const ofTask = (
  { owner, employeeId }: FactOf<"task-due" | "task-overdue">,
  directory: Directory,
): readonly Recipient[] => {
  switch (owner) {
    case "newcomer":
      return subject(employeeId, "see-onboarding");
    case "head":
      return headOfPerson(employeeId, directory, "see-onboarding");
    case "mentor":
      return mentorOf(employeeId, directory, "see-onboarding");
    case "hr":
    case "it":
      return officers(owner, employeeId, directory, "see-onboarding");
  }
};

type Pairs = FactOf<"mentor-assigned" | "mentorship-ended">;

const ofPair = ({ employeeId, mentorId }: Pairs): readonly Recipient[] => [
  ...subject(employeeId, "see-onboarding"),
  ...told("mentor", [mentorId], ["see-onboarding"]),
];

export const newcomerRecipients = {
  "onboarding-welcome": ({ employeeId }: FactOf<"onboarding-welcome">) => subject(employeeId, "see-onboarding"),
  "onboarding-planned": ({ employeeId }: FactOf<"onboarding-planned">, directory: Directory) =>
    headOfPerson(employeeId, directory, "see-onboarding"),
  "task-due": ofTask,
  "task-overdue": (fact: FactOf<"task-overdue">, directory: Directory) => [
    ...ofTask(fact, directory),
    ...headOfPerson(fact.employeeId, directory, "see-onboarding"),
  ],
  "mentor-assigned": (fact: FactOf<"mentor-assigned">, directory: Directory) => [
    ...ofPair(fact),
    ...headOfPerson(fact.employeeId, directory, "see-onboarding"),
  ],
  "mentor-missing": ({ employeeId }: FactOf<"mentor-missing">, directory: Directory) => [
    ...officers("hr", employeeId, directory, "see-onboarding"),
    ...headOfPerson(employeeId, directory, "see-onboarding"),
  ],
  "mentorship-ended": ofPair,
  "feedback-asked": ({ employeeId, giver }: FactOf<"feedback-asked">, directory: Directory) => {
    if (giver === "newcomer") return subject(employeeId, "see-onboarding");
    return giver === "mentor"
      ? mentorOf(employeeId, directory, "see-onboarding")
      : headOfPerson(employeeId, directory, "see-onboarding");
  },
} as const;

const ofPlace = ({
  employeeId,
}: FactOf<
  | "training-booked"
  | "training-waitlisted"
  | "training-moved-up"
  | "training-booking-cancelled"
  | "training-cut-off-near"
  | "training-no-place"
  | "training-starts-soon"
>): readonly Recipient[] => subject(employeeId, "see-training");

const ofSession = (
  { sessionId }: FactOf<"training-session-changed" | "training-session-cancelled">,
  { sessions }: Directory,
): readonly Recipient[] => {
  const session = sessions.get(sessionId);
  return session === undefined ? [] : [...told("participant", session.people), ...told("trainer", [session.trainerId])];
};

export const trainingRecipients = {
  "training-published": ({ programmeId }: FactOf<"training-published">, { subscribers }: Directory) =>
    told("subscriber", subscribers.get(programmeId) ?? []),
  "training-booked": ofPlace,
  "training-waitlisted": ofPlace,
  "training-moved-up": ofPlace,
  "training-booking-cancelled": ofPlace,
  "training-cut-off-near": ofPlace,
  "training-no-place": ofPlace,
  "training-starts-soon": ofPlace,
  "training-attendance-due": ({ sessionId }: FactOf<"training-attendance-due">, { sessions }: Directory) => {
    const session = sessions.get(sessionId);
    return session === undefined ? [] : told("trainer", [session.trainerId]);
  },
  "training-session-changed": ofSession,
  "training-session-cancelled": ofSession,
} as const;

type Resignations = FactOf<"resignation-received" | "resignation-accepted" | "resignation-withdrawn" | "last-day-near">;

const ofLeaving = ({ employeeId }: Resignations, directory: Directory): readonly Recipient[] => [
  ...subject(employeeId, "see-resignation"),
  ...headOfPerson(employeeId, directory, "see-resignation"),
  ...officers("hr", employeeId, directory, "see-resignation"),
];

type OwnLetter = FactOf<"letter-identity-mismatch" | "letter-intent-missing" | "letter-signature-missing">;
const ofOwnLetter = ({ employeeId }: OwnLetter): readonly Recipient[] => subject(employeeId, "see-resignation");

export const leavingRecipients = {
  "resignation-received": ofLeaving,
  "resignation-corrections-asked": ({ employeeId }: FactOf<"resignation-corrections-asked">) =>
    subject(employeeId, "see-resignation"),
  "letter-identity-mismatch": ofOwnLetter,
  "letter-intent-missing": ofOwnLetter,
  "letter-signature-missing": ofOwnLetter,
  "letter-ready": ({ employeeId }: FactOf<"letter-ready">, directory: Directory) => [
    ...subject(employeeId, "see-resignation"),
    ...officers("hr", employeeId, directory, "see-resignation"),
  ],
  "letter-to-review": ({ employeeId }: FactOf<"letter-to-review">, directory: Directory) =>
    officers("hr", employeeId, directory, "see-resignation"),
  "resignation-accepted": ofLeaving,
  "resignation-withdrawn": ofLeaving,
  "last-day-near": ofLeaving,
  "execution-missing": ({ employeeId }: FactOf<"execution-missing">, directory: Directory) =>
    officers("hr", employeeId, directory, "see-resignation"),
  "exit-item-due": ({ employeeId, owner }: FactOf<"exit-item-due">, directory: Directory) => {
    if (owner === "employee") return subject(employeeId, "see-resignation");
    return owner === "head"
      ? headOfPerson(employeeId, directory, "see-resignation")
      : officers(owner, employeeId, directory, "see-employee");
  },
  "hand-over": ({ to }: FactOf<"hand-over">) => told("successor", [to]),
} as const;

/** The common channel; everybody else of the audience is worked out in pieces when it is published. */
export const announcementRecipients = {
  announcement: () => told("workspace", [WORKSPACE]),
} as const;
