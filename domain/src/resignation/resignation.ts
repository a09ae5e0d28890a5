// One resignation of one employee: the first receipt starts the notice and survives every correction round; a person decides;
// a scan alone executes nothing. Decisions: receive.ts, check.ts, decide-resignation.ts, withdraw.ts, exit-checklist.ts.
import { z } from "zod";
import type { Aggregate } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Title } from "../kernel/title.js";
import { DocumentReference } from "../kernel/references.js";
import { LetterJudged, LetterRead, LetterUploaded } from "./letter-check/letter-events.js";
import { lettersAfter, type ScannedLetter } from "./letter-check/scanned-letters.js";
import { AskedEnd, Finding, LetterForm, OpenQuestion, ResignationGround, ResignationNumber } from "./terms.js";

export const resignationStream = (id: EmployeeId, number: number): string =>
  streamName("resignation", id, String(number));

const ofLetter = { employeeId: EmployeeId, number: ResignationNumber };
const letter = {
  form: LetterForm,
  document: DocumentReference,
  /** Personal: that somebody retires or studies is their own matter. */
  ground: personal(ResignationGround),
  asked: AskedEnd,
  /** From the first receipt: from when on a named date keeps the notice, and where the notice ends by itself. */
  earliest: LocalDate,
  noticeEnds: LocalDate,
  /** The last day that follows from the letter; null while the letter leaves it open. */
  proposedLastDay: LocalDate.nullable(),
  open: z.array(OpenQuestion).max(5),
};

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const ResignationReceived = event(
  "ResignationReceived",
  1,
  {
    ...ofLetter,
    /** In the employee's zone. */
    receivedOn: LocalDate,
    /** The rule of the notice: what it rests on. */
    basis: z.string().min(1).max(200),
    ...letter,
    receivedBy: UserId,
  },
  { subject: "employeeId" },
);
export const ResignationChecked = event(
  "ResignationChecked",
  1,
  {
    ...ofLetter,
    round: z.int().min(1),
    checkedBy: UserId,
    findings: personal(z.array(Finding).max(50)),
    /** How many: what remains to be seen when the person is erased. */
    count: z.int().min(0),
  },
  { subject: "employeeId" },
);
/** A new letter or a clarification. The receipt, and the notice that it started, stay. */
export const ResignationCorrected = event(
  "ResignationCorrected",
  1,
  { ...ofLetter, round: z.int().min(2), on: LocalDate, ...letter, correctedBy: UserId },
  { subject: "employeeId" },
);
export const ResignationOriginalReceived = event("ResignationOriginalReceived", 1, {
  ...ofLetter,
  form: z.enum(["qualified-signature", "original"]),
  document: DocumentReference,
  on: LocalDate,
});
/** Invited in writing by a transfer from another employer: cannot be refused any more, so the resignation stands. */
export const ReplacementInvited = event("ReplacementInvited", 1, {
  ...ofLetter,
  on: LocalDate,
  document: DocumentReference,
});
export const ExitChecklistItem = z.object({
  item: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  title: Title,
  owner: z.enum(["employee", "head", "hr", "it", "accountant"]),
});
export const ResignationAccepted = event("ResignationAccepted", 1, {
  ...ofLetter,
  lastDay: LocalDate,
  /** Why this day: as the letter asks, by the end of the notice, by both sides' agreement, or because the ground binds. */
  by: z.enum(["letter", "notice", "agreement", "binding-ground"]),
  acceptedBy: UserId,
  checklist: z.array(ExitChecklistItem).max(50),
});
export const ResignationWithdrawn = event("ResignationWithdrawn", 1, {
  ...ofLetter,
  on: LocalDate,
  withdrawnBy: UserId,
  /** The employment was ended on paper already: that has to be undone. */
  afterExecution: z.boolean(),
});
/** Calls for the last day in the employee's employment: whoever keeps that stream follows. */
export const ResignationExecuted = event(
  "ResignationExecuted",
  1,
  {
    ...ofLetter,
    lastDay: LocalDate,
    executedBy: UserId,
    /** Why, although the original came after the last day; null where it did not. */
    despite: personal(z.string().min(1).max(2000).nullable()),
  },
  { subject: "employeeId" },
);
export const ExitItemDone = event("ExitItemDone", 1, {
  ...ofLetter,
  item: ExitChecklistItem.shape.item,
  doneOn: LocalDate,
  doneBy: UserId,
});
export const resignationEvents = [
  ResignationReceived,
  LetterUploaded,
  LetterRead,
  LetterJudged,
  ResignationChecked,
  ResignationCorrected,
  ResignationOriginalReceived,
  ReplacementInvited,
  ResignationAccepted,
  ResignationWithdrawn,
  ResignationExecuted,
  ExitItemDone,
] as const;
export type ResignationEvent = EventOf<(typeof resignationEvents)[number]>;

// State — only what decisions need.
export interface Resignation {
  /** Of the first receipt, for ever. */
  readonly receivedOn: LocalDate;
  readonly earliest: LocalDate;
  readonly noticeEnds: LocalDate;
  /** The latest letter. */
  readonly form: LetterForm;
  readonly document: string;
  /** Null once the person is erased. */
  readonly ground: ResignationGround | null;
  readonly asked: AskedEnd;
  readonly round: number;
  readonly findings: readonly Finding[] | null;
  readonly checkedRound: number;
  /** Scans that were handed in, in their order; what one says counts once a check or a person has read it. */
  readonly letters: readonly ScannedLetter[];
  /** The form that it can be executed on, and when that came. */
  readonly original: { readonly form: LetterForm; readonly document: string; readonly on: LocalDate } | null;
  readonly replacementInvitedOn: LocalDate | null;
  readonly lastDay: LocalDate | null;
  readonly status: "received" | "accepted" | "executed" | "withdrawn";
  readonly checklist: readonly z.output<typeof ExitChecklistItem>[];
  readonly done: ReadonlyMap<string, LocalDate>;
}

type Letter = Pick<EventOf<typeof ResignationReceived>["data"], "form" | "document" | "ground" | "asked" | "open">;
const letterOf = ({ form, document, ground, asked, open }: Letter, on: LocalDate) => ({
  form,
  document,
  ground,
  asked,
  original: open.includes("original-missing") ? null : { form, document, on },
});

/** Undefined until a letter is received. */
export const resignation: Aggregate<Resignation | undefined, ResignationEvent> = {
  initial: undefined,
  evolve: (state, { type, data }) => {
    if (type === "ResignationReceived") {
      const { receivedOn, earliest, noticeEnds } = data;
      const nothingYet = { findings: [], checkedRound: 0, letters: [], replacementInvitedOn: null, lastDay: null };
      const begun = { round: 1, status: "received" as const, checklist: [], done: new Map<string, LocalDate>() };
      return { receivedOn, earliest, noticeEnds, ...letterOf(data, receivedOn), ...nothingYet, ...begun };
    }
    if (state === undefined) return state;
    switch (type) {
      case "LetterUploaded":
        return { ...state, letters: lettersAfter(state.letters, { type, data }) };
      case "LetterRead":
      case "LetterJudged": {
        const letters = lettersAfter(state.letters, { type, data } as EventOf<typeof LetterRead | typeof LetterJudged>); // as switched
        const { said } = data;
        return said === null ? { ...state, letters } : { ...state, letters, asked: said.asked, ground: said.ground };
      }
      case "ResignationChecked":
        return { ...state, findings: data.findings, checkedRound: data.round };
      case "ResignationCorrected":
        // What was decided on the letter before is open again; when the notice began is not.
        return { ...state, ...letterOf(data, data.on), round: data.round, status: "received", lastDay: null };
      case "ResignationOriginalReceived":
        return { ...state, original: { form: data.form, document: data.document, on: data.on } };
      case "ReplacementInvited":
        return { ...state, replacementInvitedOn: state.replacementInvitedOn ?? data.on };
      case "ResignationAccepted":
        return { ...state, status: "accepted", lastDay: data.lastDay, checklist: data.checklist };
      case "ResignationWithdrawn":
        return { ...state, status: "withdrawn" };
      case "ResignationExecuted":
        return { ...state, status: "executed" };
      case "ExitItemDone":
        return { ...state, done: new Map(state.done).set(data.item, data.doneOn) };
    }
  },
};
