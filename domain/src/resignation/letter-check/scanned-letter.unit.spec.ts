// A scan from its upload to what it says: read by a check, judged by a person, and each no.
import { describe, expect, test } from "@jest/globals";
import type { Decision } from "../../kernel/decision.js";
import { localDate } from "../../kernel/local-date.js";
import { command, given } from "../../specification/given-when-then.js";
import { told } from "../../specification/letters.js";
import { AcceptResignation, acceptResignation } from "../decide-resignation.js";
import { CorrectResignation, correctResignation } from "../receive.js";
import { resignation, type Resignation, type ResignationEvent } from "../resignation.js";
import { WithdrawResignation, withdrawResignation } from "../withdraw.js";
import type { LetterEvidence } from "./evidence.js";
import { JudgeLetter, judgeLetter } from "./judge-letter.js";
import { RecordLetterReading, recordLetterReading } from "./record-reading.js";
import { UploadLetter, uploadLetter, type UploadFacts } from "./upload-letter.js";

const of = { employeeId: "galina", number: 1 };
const letterId = "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11";
const another = "4c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c12";
const [scanA, scanB] = ["a".repeat(64), "b".repeat(64)];
const facts: UploadFacts = { ...told(), earlierScans: [] };
type Decide = (state: Resignation | undefined) => Decision<ResignationEvent>;
const after = (history: readonly ResignationEvent[], decide: Decide) => given(resignation, [...history]).when(decide);

const upload =
  (more: object = {}, and: Partial<UploadFacts> = {}, actor = "galina"): Decide =>
  (state) =>
    uploadLetter(
      command(UploadLetter.parse({ ...of, letterId, picture: "letters/galina/a", fingerprint: scanA, ...more }), actor),
      state,
      { ...facts, ...and },
    );
const evidence: LetterEvidence = {
  legible: true,
  writer: { is: "own", quote: "от Ивановой Галины" },
  intent: { is: "resign", quote: "Прошу уволить меня" },
  ground: { is: "own-wish", quote: "по собственному желанию" },
  end: { says: "last-day", date: localDate("2026-03-20"), quote: "20 марта 2026 г." },
  signature: "present",
  position: { is: "present", quote: "кассира" },
  addressee: { is: "present", quote: "Директору" },
  writtenOn: { is: "absent", date: null, quote: "" },
};
const reading = {
  ...of,
  letterId,
  reading: { version: "print-1", language: "ru", milliseconds: 1, attempts: 1 },
  evidence,
  text: "…",
  secondReading: null,
  asked: [],
  notAsked: null,
  secondReadingMissing: false,
  markedCopy: null,
};
const record =
  (more: object = {}): Decide =>
  (state) =>
    recordLetterReading(command(RecordLetterReading.parse({ ...reading, ...more }), "system"), state, facts);
const judge =
  (judgement: object, actor = "hanna", more: object = {}): Decide =>
  (state) =>
    judgeLetter(command(JudgeLetter.parse({ ...of, letterId, judgement, ...more }), actor), state, facts);
const accept =
  (lastDay: string, more: object = {}): Decide =>
  (state) =>
    acceptResignation(command(AcceptResignation.parse({ ...of, lastDay, ...more }), "hanna"), state, facts);

/** Events of one decision after the other. */
const story = (...decisions: readonly Decide[]): ResignationEvent[] => {
  const events: ResignationEvent[] = [];
  for (const decide of decisions) {
    const decided = decide(events.reduce(resignation.evolve, resignation.initial));
    if ("refused" in decided) throw new Error(decided.refused);
    events.push(...decided);
  }
  return events;
};
const types = (events: readonly ResignationEvent[]) => events.map(({ type }) => type);
const lastOf = (events: readonly ResignationEvent[]) => events.at(-1)?.data;

describe("an upload", () => {
  test("starts the notice at once and names no day", () => {
    const events = story(upload());
    expect(types(events)).toEqual(["ResignationReceived", "LetterUploaded"]);
    expect(events[0]?.data).toMatchObject({ form: "scan", asked: { says: "nothing" }, open: ["original-missing"] });
  });
  test("of the same scan makes nothing more, whoever sends it", () => {
    expect(story(upload(), upload(), upload({}, {}, "hanna"))).toHaveLength(2);
  });
  test("of another scan is a round of the same letter", () => {
    const events = story(upload(), upload({ letterId: another, picture: "letters/galina/b", fingerprint: scanB }));
    expect(types(events).slice(2)).toEqual(["ResignationCorrected", "LetterUploaded"]);
    expect(lastOf(events)).toMatchObject({ round: 2, letterId: another });
  });
  test("of a scan that an earlier resignation was handed in with is refused", () =>
    after([], upload({}, { earlierScans: [{ number: 1, fingerprint: scanA }] })).thenRefused("letter-known"));
  test("to a withdrawn resignation is refused", () => {
    const withdraw: Decide = (state) =>
      withdrawResignation(command(WithdrawResignation.parse(of), "galina"), state, facts);
    after(story(upload(), withdraw), upload({ letterId: another, fingerprint: scanB })).thenRefused(
      "resignation-closed",
    );
  });
});

describe("a reading", () => {
  test("that is certain says what the letter says", () => {
    const events = story(upload(), record());
    expect(lastOf(events)).toMatchObject({
      outcome: "accepted-for-request",
      proposedLastDay: "2026-03-20",
      said: { asked: { says: "last-day", date: "2026-03-20" } },
    });
    expect(types(story(upload(), record(), accept("2026-03-20"))).at(-1)).toBe("ResignationAccepted");
  });
  test("counts once", () => expect(story(upload(), record(), record({ evidence: null }))).toHaveLength(3));
  test("of an unsigned letter asks for one thing and says nothing of the end", () =>
    expect(lastOf(story(upload(), record({ evidence: { ...evidence, signature: "absent" } })))).toMatchObject({
      outcome: "changes-needed",
      count: 1,
      said: null,
    }));
  test.each([
    ["without any evidence", { evidence: null }, "not-read"],
    ["without the second reading that was to be", { secondReadingMissing: true }, "second-reading-missing"],
    ["of a doubt", { evidence: { ...evidence, signature: "unsure" } }, "signature-unsure"],
  ])("%s is for a person", (_, more, reason) =>
    expect(lastOf(story(upload(), record(more)))).toMatchObject({
      outcome: "human-review",
      said: null,
      found: { reviewReasons: [reason] },
    }),
  );
  test("of a letter that was corrected meanwhile says nothing of the new one", () => {
    const typed: Decide = (state) =>
      correctResignation(
        command(
          CorrectResignation.parse({ ...of, form: "original", document: "d1", asked: { says: "nothing" } }),
          "galina",
        ),
        state,
        facts,
      );
    after(story(upload(), typed), record()).thenRefused("resignation-corrected");
  });
  test("of a scan that is none is refused", () =>
    after(story(upload()), record({ letterId: another })).thenRefused("letter-unknown"));
});

describe("what is not established", () => {
  const unsure = story(upload(), record({ evidence: { ...evidence, signature: "unsure" } }));
  test.each([
    ["unread", story(upload())],
    ["for a person", unsure],
    ["sent back", story(upload(), record({ evidence: { ...evidence, signature: "absent" } }))],
  ])("is not accepted: %s", (_, history) => after(history, accept("2026-03-20")).thenRefused("letter-not-read"));
  test("is accepted where both sides agree on the day", () =>
    expect(types(story(() => [...unsure], accept("2026-03-20", { agreed: true }))).at(-1)).toBe("ResignationAccepted"));
});

describe("HR's word", () => {
  const asked = { says: "last-day", date: "2026-03-20" };
  const resigns = { is: "resignation", asked, ground: "own-wish" };
  const waiting = [upload(), record({ evidence: null })];
  test("establishes what the letter says", () =>
    expect(types(story(...waiting, judge(resigns), accept("2026-03-20"))).at(-1)).toBe("ResignationAccepted"));
  test("counts before that of the check", () =>
    after(story(upload(), record(), judge({ is: "no-resignation" })), accept("2026-03-20")).thenRefused(
      "letter-not-read",
    ));
  test("sends back with what is to be put right", () =>
    expect(lastOf(story(...waiting, judge({ is: "changes-needed", defects: ["signature-missing"] })))).toMatchObject({
      verdict: "changes-needed",
      count: 1,
    }));
  test("said again makes nothing more", () =>
    expect(story(...waiting, judge(resigns), judge(resigns))).toHaveLength(4));
  test("is not given about oneself", () =>
    after(story(...waiting), judge(resigns, "galina")).thenRefused("own-resignation"));
  test("is not given by a program", () =>
    after(story(...waiting), judge(resigns, "system")).thenRefused("person-decides"));
  test("comes too late once the last day is decided", () =>
    after(story(...waiting, judge(resigns), accept("2026-03-20")), judge({ is: "no-resignation" })).thenRefused(
      "letter-decided",
    ));
});
