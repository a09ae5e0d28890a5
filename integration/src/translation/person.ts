// What integration events about one person follow from: plain data, kept as a row between two batches (feed/people.ts).
import { emptyAccount, type LocalDate, type PayrollAccount } from "@tabel/domain";

export interface Plan {
  readonly planId: string;
  readonly startsOn: LocalDate;
  readonly state: "planned" | "completed" | "cancelled";
  readonly mentorId: string | null;
  /** Ids of tasks that were not waived, with whether each is done. */
  readonly tasks: Readonly<Record<string, boolean>>;
}

export interface Leaving {
  readonly number: number;
  readonly state: "received" | "accepted" | "withdrawn" | "executed";
  readonly receivedOn: LocalDate;
  readonly lastDay: LocalDate | null;
}

export interface Person {
  readonly account: PayrollAccount;
  /** The latest of each; null before the first. */
  readonly plan: Plan | null;
  readonly leaving: Leaving | null;
}

export const nobody: Person = { account: emptyAccount, plan: null, leaving: null };

/** Whether the opening of a period says something new about the person: corrections that wait for one. */
export const waitsForPeriod = ({ account }: Person): boolean =>
  account.deltas.some(({ postedIn }) => postedIn === null);
