// Resignations: the latest letter, what was found and decided, and the exit checklist.
import type { TableOf } from "../table.js";
import type { TitleOfThing } from "./onboarding.js";

export interface ExitItemOfRow {
  readonly item: string;
  readonly title: TitleOfThing;
  readonly owner: string;
  readonly doneOn: string | null;
  readonly doneBy: string | null;
}
export interface ResignationRow {
  /** Employee and number: `e00042_1`. */
  readonly resignationId: string;
  readonly employeeId: string;
  readonly number: number;
  readonly status: "received" | "accepted" | "executed" | "withdrawn";
  readonly receivedOn: string;
  readonly earliest: string;
  readonly noticeEnds: string;
  readonly basis: string;
  readonly form: string;
  readonly document: string;
  /** Null once the person is erased. */
  readonly ground: string | null;
  readonly asked: { readonly says: "last-day" | "from" | "nothing"; readonly date?: string };
  readonly proposedLastDay: string | null;
  /** What the letter leaves open, by the rules. */
  readonly open: readonly string[];
  readonly round: number;
  /** Of the last check, of whichever round; null once the person is erased. */
  readonly findings: readonly { readonly code: string; readonly note: string | null }[] | null;
  readonly checkedRound: number | null;
  readonly original: { readonly form: string; readonly document: string; readonly on: string } | null;
  readonly replacementInvitedOn: string | null;
  readonly lastDay: string | null;
  readonly acceptedAs: string | null;
  readonly withdrawnOn: string | null;
  readonly executedAt: string | null;
  readonly checklist: readonly ExitItemOfRow[];
  /** What happened, in order: nothing of what was written. */
  readonly story: readonly { readonly type: string; readonly at: string; readonly by: string }[];
  readonly revision: bigint;
}

export const resignationTable: TableOf<ResignationRow> = {
  name: "resignation",
  columns: {
    resignationId: "text",
    employeeId: "text",
    number: "integer",
    status: "text",
    receivedOn: "date",
    earliest: "date",
    noticeEnds: "date",
    basis: "text",
    form: "text",
    document: "text",
    ground: "text",
    asked: "json",
    proposedLastDay: "date",
    open: "json",
    round: "integer",
    findings: "json",
    checkedRound: "integer",
    original: "json",
    replacementInvitedOn: "date",
    lastDay: "date",
    acceptedAs: "text",
    withdrawnOn: "date",
    executedAt: "timestamptz",
    checklist: "jsonb",
    story: "json",
    revision: "bigint",
  },
  key: ["resignationId"],
};
