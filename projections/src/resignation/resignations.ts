// Resignations: the latest letter, what was found and decided, the exit checklist, and the story without its words.
import {
  ExitItemDone,
  LetterJudged,
  LetterRead,
  ReplacementInvited,
  ResignationAccepted,
  ResignationChecked,
  ResignationCorrected,
  ResignationExecuted,
  ResignationOriginalReceived,
  ResignationReceived,
  ResignationWithdrawn,
} from "@tabel/domain";
import { type ResignationRow, resignationTable } from "@tabel/read-models";
import { type EventsOf, projection } from "../engine/projection.js";

const reads = [
  ResignationReceived,
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
type ResignationFact = EventsOf<typeof reads>;
type LetterFact = Extract<ResignationFact, { type: "ResignationReceived" | "ResignationCorrected" }>;

/** A letter in a form that can be executed is its own original. */
const letterOf = ({ data, erased }: LetterFact, on: string) => {
  const { form, document, ground, asked, proposedLastDay, open } = data;
  const original = open.includes("original-missing") ? null : { form, document, on };
  return { form, document, ground: erased ? null : ground, asked, proposedLastDay, open, original };
};

const change = (row: ResignationRow, event: ResignationFact): Partial<ResignationRow> => {
  switch (event.type) {
    case "ResignationReceived":
      return {};
    case "ResignationCorrected": {
      const { round, on } = event.data;
      return { ...letterOf(event, on), round, status: "received", lastDay: null, acceptedAs: null };
    }
    case "LetterRead":
    case "LetterJudged": {
      // What the scan says counts from here on; before, the receipt named no day.
      const { said, proposedLastDay, open } = event.data;
      if (event.erased || said === null) return {};
      return { asked: said.asked, ground: said.ground, proposedLastDay, open };
    }
    case "ResignationChecked":
      return { findings: event.erased ? null : event.data.findings, checkedRound: event.data.round };
    case "ResignationOriginalReceived": {
      const { form, document, on } = event.data;
      return { original: { form, document, on } };
    }
    case "ReplacementInvited":
      return { replacementInvitedOn: row.replacementInvitedOn ?? event.data.on };
    case "ResignationAccepted": {
      const { lastDay, by, checklist } = event.data;
      const done = new Map(row.checklist.map((item) => [item.item, item]));
      const items = checklist.map((item) => done.get(item.item) ?? { ...item, doneOn: null, doneBy: null });
      return { status: "accepted", lastDay, acceptedAs: by, checklist: items };
    }
    case "ResignationWithdrawn":
      return { status: "withdrawn", withdrawnOn: event.data.on };
    case "ResignationExecuted":
      return { status: "executed", executedAt: event.recordedAt };
    case "ExitItemDone": {
      const { item, doneOn, doneBy } = event.data;
      return { checklist: row.checklist.map((each) => (each.item === item ? { ...each, doneOn, doneBy } : each)) };
    }
  }
};

/** Steps that are shown, the latest: nobody is bound to end a correspondence. */
const LONGEST_STORY = 500;

export const resignations = projection({
  name: "resignations",
  version: 2,
  reads,
  table: resignationTable,
  keys: ({ data }) => [`${data.employeeId}_${data.number}`],
  project: (row, event, { key }): ResignationRow => {
    const { revision, type, recordedAt, metadata } = event;
    const entry = { type, at: recordedAt, by: metadata.actor };
    if (event.type === "ResignationReceived") {
      const { employeeId, number, receivedOn, earliest, noticeEnds, basis } = event.data;
      return {
        resignationId: key,
        employeeId,
        number,
        status: "received",
        receivedOn,
        earliest,
        noticeEnds,
        basis,
        ...letterOf(event, receivedOn),
        round: 1,
        findings: [],
        checkedRound: null,
        replacementInvitedOn: null,
        lastDay: null,
        acceptedAs: null,
        withdrawnOn: null,
        executedAt: null,
        checklist: [],
        story: [entry],
        revision,
      };
    }
    if (row === undefined) throw new Error("a fact about a resignation that was never received");
    return { ...row, ...change(row, event), story: [...row.story, entry].slice(-LONGEST_STORY), revision };
  },
});
