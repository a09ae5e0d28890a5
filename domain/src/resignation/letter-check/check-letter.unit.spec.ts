// The rules of the letter check: what is accepted for a request, what the employee is asked for, what a person looks at.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { localDate } from "../../kernel/local-date.js";
import { checkLetter, type LetterFacts } from "./check-letter.js";
import { LetterEvidence } from "./evidence.js";

const facts: LetterFacts = {
  receivedOn: localDate("2026-03-02"),
  earliest: localDate("2026-03-16"),
  bindingGrounds: ["study", "retirement", "employer-breach"],
};
const good: LetterEvidence = {
  legible: true,
  writer: { is: "own", quote: "от Ивановой А. С." },
  intent: { is: "resign", quote: "Прошу уволить меня" },
  ground: { is: "own-wish", quote: "по собственному желанию" },
  end: { says: "last-day", date: localDate("2026-03-20"), quote: "20 марта 2026 г." },
  signature: "present",
  position: { is: "present", quote: "ведущего специалиста" },
  addressee: { is: "present", quote: "Директору" },
  writtenOn: { is: "present", date: localDate("2026-03-02"), quote: "02.03.2026" },
};
const checked = (change: Partial<LetterEvidence>) => checkLetter({ ...good, ...change }, facts);

test("a letter that says everything is accepted for a request", () =>
  expect(checked({})).toEqual({
    rules: "resignation-letter-1",
    outcome: "accepted-for-request",
    defects: [],
    advisories: [],
    reviewReasons: [],
    flags: { shortNotice: false, ambiguousDate: false, bindingDate: false },
  }));

test("without a last day, or a ground, it is accepted: the notice ends by itself, one's own wish needs no words", () => {
  expect(checked({ end: { says: "nothing", quote: "" } }).outcome).toBe("accepted-for-request");
  expect(checked({ ground: { is: "not-said", quote: "" } }).outcome).toBe("accepted-for-request");
});

test("a short notice is a flag: both sides may agree on it", () => {
  const short = (date: string) => checked({ end: { says: "last-day", date: localDate(date), quote: date } });
  expect(short("2026-03-15")).toMatchObject({ outcome: "accepted-for-request", flags: { shortNotice: true } });
  expect(short("2026-03-16").flags.shortNotice).toBe(false);
});

test.each([
  [{ writer: { is: "other", quote: "Петров" } } as const, "identity-mismatch"],
  [{ intent: { is: "absent", quote: "" } } as const, "intent-missing"],
  [{ signature: "absent" } as const, "signature-missing"],
])("%j asks the employee for a change", (change, defect) =>
  expect(checked(change)).toMatchObject({ outcome: "changes-needed", defects: [defect], reviewReasons: [] }),
);

test.each([
  [{ position: { is: "absent", quote: "" } } as const, "position-missing"],
  [{ addressee: { is: "absent", quote: "" } } as const, "addressee-missing"],
  [{ writtenOn: { is: "absent", date: null, quote: "" } } as const, "writing-date-missing"],
])("%j is advice and stops nothing", (change, advice) =>
  expect(checked(change)).toMatchObject({ outcome: "accepted-for-request", advisories: [advice] }),
);

describe("a person looks at it", () => {
  const day = (date: string) => ({ says: "last-day" as const, date: localDate(date), quote: date });
  test.each<[Partial<LetterEvidence>, string]>([
    [{ writer: { is: "unsure", quote: "" } }, "identity-unsure"],
    [{ intent: { is: "unsure", quote: "" } }, "intent-unsure"],
    [{ intent: { is: "other-subject", quote: "отпуск" } }, "not-a-resignation"],
    [{ ground: { is: "unsure", quote: "" } }, "ground-unsure"],
    [{ ground: { is: "other", quote: "по соглашению сторон" } }, "other-ground"],
    [{ ground: { is: "retirement", quote: "на пенсию" } }, "other-ground"],
    [{ end: { says: "unsure", quote: "" } }, "date-unsure"],
    [{ end: { says: "from", date: localDate("2026-03-20"), quote: "с 20 марта" } }, "ambiguous-date"],
    [{ end: day("2026-03-01") }, "date-out-of-range"],
    [{ end: day("2026-03-02") }, "date-out-of-range"],
    [{ end: day("2028-03-01") }, "date-out-of-range"],
    [{ writtenOn: { is: "present", date: localDate("2026-03-20"), quote: "" } }, "date-out-of-range"],
    [{ writtenOn: { is: "present", date: localDate("2025-03-20"), quote: "" } }, "date-out-of-range"],
    [{ signature: "unsure" }, "signature-unsure"],
  ])("%j", (change, reason) =>
    expect(checked(change)).toMatchObject({ outcome: "human-review", reviewReasons: [reason] }),
  );

  test("of an illegible letter nothing else is said", () =>
    expect(checked({ legible: false, signature: "absent", position: { is: "absent", quote: "" } })).toMatchObject({
      outcome: "human-review",
      reviewReasons: ["illegible"],
      defects: [],
      advisories: [],
    }));

  test("also when something could be asked of the employee", () =>
    expect(checked({ signature: "absent", ground: { is: "other", quote: "" } })).toMatchObject({
      outcome: "human-review",
      defects: ["signature-missing"],
    }));
});

test("grounds that bind are flagged, and their date is never short", () =>
  expect(
    checked({ ground: { is: "study", quote: "" }, end: { says: "last-day", date: localDate("2026-03-03"), quote: "" } })
      .flags,
  ).toEqual({ shortNotice: false, ambiguousDate: false, bindingDate: true }));

test("whatever the evidence, nothing is accepted that is unsure, unsigned or somebody else's", () => {
  const word = fc.constant("");
  const anyOf = <Value extends string>(...values: Value[]) =>
    fc.record({ is: fc.constantFrom(...values), quote: word });
  const evidence = fc.record({
    legible: fc.boolean(),
    writer: anyOf("own", "other", "unsure"),
    intent: anyOf("resign", "absent", "other-subject", "unsure"),
    ground: anyOf("own-wish", "not-said", "study", "other", "unsure"),
    end: fc.constantFrom(good.end, { says: "nothing" as const, quote: "" }, { says: "unsure" as const, quote: "" }),
    signature: fc.constantFrom("present" as const, "absent" as const, "unsure" as const),
    position: fc.constant(good.position),
    addressee: fc.constant(good.addressee),
    writtenOn: fc.constant(good.writtenOn),
  });
  fc.assert(
    fc.property(evidence, (found) => {
      const { outcome, rules } = checkLetter(LetterEvidence.parse(found), facts);
      expect(rules).toBe("resignation-letter-1");
      if (outcome !== "accepted-for-request") return;
      expect([found.legible, found.writer.is, found.intent.is, found.signature]).toEqual([
        true,
        "own",
        "resign",
        "present",
      ]);
      expect(["own-wish", "not-said"]).toContain(found.ground.is);
      expect(found.end.says).not.toBe("unsure");
    }),
  );
});
