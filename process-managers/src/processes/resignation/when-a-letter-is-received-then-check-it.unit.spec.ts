// A scan is read once it came, and answered by what was found.
import { describe, test } from "@jest/globals";
import { EmployeeId, LetterJudged, LetterRead, LetterUploaded, type NotificationFact } from "@tabel/domain";
import { given, happened } from "../../specification/given-then.js";
import { whenALetterIsReceivedThenCheckIt as process } from "./when-a-letter-is-received-then-check-it.js";

const of = { employeeId: EmployeeId.parse("galina"), number: 1 };
const letterId = "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11";
const ofScan = { ...of, round: 1, letterId };
const uploaded = LetterUploaded({
  ...ofScan,
  on: "2026-02-02",
  uploadedBy: "galina",
  picture: "letters/1",
  fingerprint: "0".repeat(64),
});
const read = (outcome: "accepted-for-request" | "changes-needed" | "human-review") =>
  LetterRead({
    ...ofScan,
    outcome,
    rules: "r",
    reading: { version: "print-1", language: "ru", milliseconds: 1, attempts: 1 },
    count: 0,
    found: {
      defects: ["signature-missing", "identity-mismatch"],
      advisories: [],
      reviewReasons: [],
      flags: { shortNotice: false, ambiguousDate: false, bindingDate: false },
    },
    evidence: null,
    text: null,
    secondReading: null,
    asked: [],
    notAsked: null,
    markedCopy: null,
    said: null,
    proposedLastDay: null,
    open: [],
  });
const judged = (verdict: "resignation" | "changes-needed") =>
  LetterJudged({
    ...ofScan,
    verdict,
    judgedBy: "hr",
    count: 1,
    defects: ["intent-missing"],
    said: null,
    proposedLastDay: null,
    open: [],
  });
const tell = (fact: NotificationFact) => ({ do: "notify" as const, key: fact.is, fact });

describe("a scan", () => {
  test("that came is read", () =>
    given(process, [happened(uploaded)]).thenIntends({
      do: "work",
      key: "read",
      work: "read-letter",
      data: { ...of, letterId },
    }));
  test("that is clear is told to the employee and HR", () =>
    given(process, [happened(read("accepted-for-request"))]).thenIntends(tell({ is: "letter-ready", ...of })));
  test("that is not certain is told to HR", () =>
    given(process, [happened(read("human-review"))]).thenIntends(tell({ is: "letter-to-review", ...of })));
  test("that needs something is answered by each rule", () =>
    given(process, [happened(read("changes-needed"))]).thenIntends(
      tell({ is: "letter-signature-missing", ...of }),
      tell({ is: "letter-identity-mismatch", ...of }),
    ));
  test("that HR sends back is answered the same way", () =>
    given(process, [happened(judged("changes-needed"))]).thenIntends(tell({ is: "letter-intent-missing", ...of })));
  test("that HR has settled is not answered", () => given(process, [happened(judged("resignation"))]).thenNothing());
  test("of an erased person is not answered", () =>
    given(process, [{ ...happened(read("changes-needed")), erased: true }]).thenNothing());
});
