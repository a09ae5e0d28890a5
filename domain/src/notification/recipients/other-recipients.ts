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
  told,
} from "./who.js";

const headOfSheet = (
  { unitId }: FactOf<"timesheet-due" | "timesheet-returned" | "timesheet-accepted">,
  directory: Directory,
): readonly Recipient[] => headOfUnitOn(unitId, directory);

export const timeRecipients = {
  "timesheet-due": headOfSheet,
  "timesheet-overdue": ({ unitId }: FactOf<"timesheet-overdue">, directory: Directory) => [
    ...headOfUnitOn(unitId, directory),
    ...officersOfUnit("accountant", unitId, directory),
  ],
  "timesheet-submitted": ({ unitId }: FactOf<"timesheet-submitted">, directory: Directory) =>
    officersOfUnit("accountant", unitId, directory),
  "timesheet-returned": headOfSheet,
  "timesheet-accepted": headOfSheet,
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
  "training-booked" | "training-waitlisted" | "training-moved-up" | "training-booking-cancelled"
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
  "training-session-changed": ofSession,
  "training-session-cancelled": ofSession,
} as const;

type Resignations = FactOf<"resignation-received" | "resignation-accepted" | "resignation-withdrawn" | "last-day-near">;

const ofLeaving = ({ employeeId }: Resignations, directory: Directory): readonly Recipient[] => [
  ...subject(employeeId, "see-resignation"),
  ...headOfPerson(employeeId, directory, "see-resignation"),
  ...officers("hr", employeeId, directory, "see-resignation"),
];

export const leavingRecipients = {
  "resignation-received": ofLeaving,
  "resignation-corrections-asked": ({ employeeId }: FactOf<"resignation-corrections-asked">) =>
    subject(employeeId, "see-resignation"),
  "resignation-accepted": ofLeaving,
  "resignation-withdrawn": ofLeaving,
  "last-day-near": ofLeaving,
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
