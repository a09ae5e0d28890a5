// Scans of letters of resignation: what was read of each, what a person made of it, and how it came about.
import type { TableOf } from "../table.js";

export type LetterOutcomeOfRow = "accepted-for-request" | "changes-needed" | "human-review";
type Asked = { readonly says: "last-day" | "from" | "nothing"; readonly date?: string };

export interface LetterRow {
  readonly letterId: string;
  readonly employeeId: string;
  readonly number: number;
  readonly round: number;
  readonly uploadedOn: string;
  readonly uploadedAt: string;
  readonly uploadedBy: string;
  readonly picture: string;
  readonly markedCopy: string | null;
  readonly status: "unread" | LetterOutcomeOfRow | "judged";
  /** Whether HR has to look, as long as the letter is that of the present round. */
  readonly waits: boolean;
  readonly outcome: LetterOutcomeOfRow | null;
  readonly readAt: string | null;
  readonly rules: string | null;
  readonly reading: { readonly version: string; readonly language: string | null; readonly attempts: number } | null;
  /** Null once the person is erased, as all that follows to `said`. */
  readonly found: {
    readonly defects: readonly string[];
    readonly advisories: readonly string[];
    readonly reviewReasons: readonly string[];
    readonly flags: { readonly shortNotice: boolean; readonly ambiguousDate: boolean; readonly bindingDate: boolean };
  } | null;
  readonly evidence: object | null;
  /** Of the model's reading what is grounded; never its own words. */
  readonly secondReading: {
    readonly fields: readonly { readonly field: string; readonly value: string; readonly quote: string }[];
    readonly dropped: readonly string[];
  } | null;
  readonly said: { readonly asked: Asked; readonly ground: string } | null;
  readonly asked: readonly {
    readonly model: string;
    readonly tokensIn: number;
    readonly tokensOut: number;
    readonly milliseconds: number;
    readonly cost: number;
    readonly failure: string | null;
  }[];
  readonly notAsked: string | null;
  readonly verdict: "resignation" | "changes-needed" | "no-resignation" | null;
  readonly judgedBy: string | null;
  readonly judgedAt: string | null;
  readonly judgedDefects: readonly string[];
  readonly revision: bigint;
}

export const letterTable: TableOf<LetterRow> = {
  name: "letter",
  columns: {
    letterId: "text",
    employeeId: "text",
    number: "integer",
    round: "integer",
    uploadedOn: "date",
    uploadedAt: "timestamptz",
    uploadedBy: "text",
    picture: "text",
    markedCopy: "text",
    status: "text",
    waits: "boolean",
    outcome: "text",
    readAt: "timestamptz",
    rules: "text",
    reading: "json",
    found: "json",
    evidence: "json",
    secondReading: "json",
    said: "json",
    asked: "json",
    notAsked: "text",
    verdict: "text",
    judgedBy: "text",
    judgedAt: "timestamptz",
    judgedDefects: "json",
    revision: "bigint",
  },
  key: ["letterId"],
};
