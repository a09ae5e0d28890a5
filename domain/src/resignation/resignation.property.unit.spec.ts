// Whatever is corrected, checked, accepted and withdrawn, in whatever order and on whatever day: the first receipt stands.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, localDate } from "../kernel/local-date.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { hr, letter, received, told } from "../specification/letters.js";
import { RecordResignationOriginal, recordResignationOriginal } from "./check.js";
import { AcceptResignation, acceptResignation, ExecuteResignation, executeResignation } from "./decide-resignation.js";
import { CorrectResignation, correctResignation } from "./receive.js";
import { resignation, type Resignation, type ResignationEvent } from "./resignation.js";
import { WithdrawResignation, withdrawResignation } from "./withdraw.js";

const START = localDate("2026-02-02");
const of = { employeeId: "galina", number: 1 };

const step = fc.record({
  does: fc.constantFrom("correct", "correct", "correct", "accept", "accept", "original", "execute", "withdraw"),
  after: fc.nat(30),
  date: fc.integer({ min: -5, max: 40 }),
  says: fc.constantFrom("last-day", "from", "nothing"),
  ground: fc.constantFrom("own-wish", "study", "retirement"),
  form: fc.constantFrom("scan", "e-document", "qualified-signature", "original"),
  yes: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const decide = (what: Step, place: number, state: Resignation | undefined): readonly ResignationEvent[] => {
  const date = addDays(START, what.date);
  const facts = told({ ...hr, today: addDays(START, what.after) });
  switch (what.does) {
    case "correct": {
      const asked = what.says === "nothing" ? { says: what.says } : { says: what.says, date };
      const { ground, form } = what;
      const wish = CorrectResignation.parse({ ...letter, ground, form, asked, document: `documents/${place}` });
      return appended<ResignationEvent>(correctResignation(command(wish, "galina"), state, facts));
    }
    case "accept": {
      const wish = AcceptResignation.parse({ ...of, lastDay: date, agreed: what.yes, proofChecked: what.yes });
      return appended<ResignationEvent>(acceptResignation(command(wish, "hanna"), state, facts));
    }
    case "original": {
      const wish = RecordResignationOriginal.parse({
        ...of,
        form: "original",
        document: "documents/2",
        on: facts.today,
      });
      return appended<ResignationEvent>(recordResignationOriginal(command(wish), state, facts));
    }
    case "execute": {
      const wish = ExecuteResignation.parse({ ...of, despite: what.yes ? "It was in the post" : null });
      return appended<ResignationEvent>(executeResignation(command(wish, "hanna"), state, facts));
    }
    case "withdraw":
      return what.yes
        ? appended<ResignationEvent>(
            withdrawResignation(command(WithdrawResignation.parse(of), "galina"), state, facts),
          )
        : [];
  }
};

const histories = (check: (events: readonly ResignationEvent[], state: Resignation) => void) => {
  const rounds: number[] = [];
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      let events: readonly ResignationEvent[] = received();
      steps.forEach((what, place) => {
        events = [...events, ...decide(what, place, fold(resignation, events))];
      });
      const state = fold(resignation, events);
      if (state === undefined) throw new Error("received above");
      rounds.push(state.round);
      check(events, state);
    }),
    { numRuns: 300 },
  );
  expect(Math.max(...rounds)).toBeGreaterThan(5); // else the property would say nothing of correction rounds
};

test("the first receipt survives any number of correction rounds, and with it the notice", () =>
  histories((events, state) => {
    expect(state).toMatchObject({ receivedOn: "2026-02-02", earliest: "2026-02-16", noticeEnds: "2026-02-16" });
    for (const { type, data } of events)
      if (type === "ResignationCorrected") expect(data.noticeEnds).toBe("2026-02-16");
  }));

test("nothing is executed without an original, nor without a last day that a person accepted for that letter", () =>
  histories((events) => {
    events.forEach(({ type }, place) => {
      if (type !== "ResignationExecuted") return;
      const before = fold(resignation, events.slice(0, place));
      expect(before?.original).not.toBeNull();
      expect(before?.status).toBe("accepted");
    });
  }));

test("no last day lies before the receipt, and none before the notice is over without agreement or a binding ground", () =>
  histories((events) => {
    for (const { type, data } of events) {
      if (type !== "ResignationAccepted") continue;
      expect(data.lastDay >= "2026-02-02").toBe(true);
      if (data.by === "letter" || data.by === "notice") expect(data.lastDay >= "2026-02-16").toBe(true);
    }
  }));
