// Scans of letters: what was read of each, and what a person made of it.
import { LetterJudged, LetterRead, LetterUploaded } from "@tabel/domain";
import { type LetterRow, letterTable } from "@tabel/read-models";
import { type EventsOf, projection } from "../engine/projection.js";

const reads = [LetterUploaded, LetterRead, LetterJudged] as const;
type LetterFact = EventsOf<typeof reads>;

const change = (row: LetterRow, event: LetterFact): Partial<LetterRow> => {
  switch (event.type) {
    case "LetterUploaded":
      return {};
    case "LetterRead": {
      const { outcome, rules, reading, asked, notAsked, markedCopy } = event.data;
      const { found, evidence, secondReading, said } = event.data;
      const seen = event.erased
        ? { found: null, evidence: null, secondReading: null, said: null }
        : {
            found,
            evidence,
            secondReading:
              secondReading === null ? null : { fields: secondReading.fields, dropped: secondReading.dropped },
            said,
          };
      return {
        ...seen,
        outcome,
        status: outcome,
        waits: outcome === "human-review",
        rules,
        reading: { version: reading.version, language: reading.language, attempts: reading.attempts },
        asked: asked.map(({ model, tokensIn, tokensOut, milliseconds, cost, failure }) => ({
          model,
          tokensIn,
          tokensOut,
          milliseconds,
          cost,
          failure,
        })),
        notAsked,
        markedCopy,
        readAt: event.recordedAt,
      };
    }
    case "LetterJudged": {
      const { verdict, judgedBy, defects, said } = event.data;
      return {
        status: "judged",
        waits: false,
        verdict,
        judgedBy,
        judgedAt: event.recordedAt,
        judgedDefects: event.erased ? [] : defects,
        said: event.erased ? null : said,
      };
    }
  }
};

export const letters = projection({
  name: "letters",
  version: 1,
  reads,
  table: letterTable,
  keys: ({ data }) => [data.letterId],
  project: (row, event): LetterRow => {
    const { revision } = event;
    if (event.type === "LetterUploaded") {
      const { letterId, employeeId, number, round, on, uploadedBy, picture } = event.data;
      return {
        letterId,
        employeeId,
        number,
        round,
        uploadedOn: on,
        uploadedAt: event.recordedAt,
        uploadedBy,
        picture,
        markedCopy: null,
        status: "unread",
        waits: false,
        outcome: null,
        readAt: null,
        rules: null,
        reading: null,
        found: null,
        evidence: null,
        secondReading: null,
        said: null,
        asked: [],
        notAsked: null,
        verdict: null,
        judgedBy: null,
        judgedAt: null,
        judgedDefects: [],
        revision,
      };
    }
    if (row === undefined) throw new Error("a fact about a letter that was never uploaded");
    return { ...row, ...change(row, event), revision };
  },
});
