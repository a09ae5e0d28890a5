// A sickness in the middle of a leave: the choice is asked for at once and at the end, and its answer told.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceInterrupted,
  AbsenceRequested,
  AbsenceResumed,
  LeaveDaysReturned,
  SickLeaveClosed,
  SickLeaveOpened,
} from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenASicknessMeetsALeaveThenAskTheChoice as theProcess } from "./when-a-sickness-meets-a-leave-then-ask-the-choice.js";

const request = { employeeId: "galina", requestId: "r1" };
const days = [{ from: "2026-06-01", to: "2026-06-14", means: "leave" as const, counted: 100 }];
const span = {
  from: "2026-06-01",
  to: "2026-06-14",
  dayPart: "full" as const,
  kind: "annual-leave",
  ledger: "annual",
  days,
};
const asked = AbsenceRequested({
  ...request,
  ...span,
  reserved: 1400,
  comment: null,
  route: [{ holder: "role" as const, role: "hr-officer", remindAfter: null, escalateAfter: null }],
  requestedBy: "galina",
});
const approved = AbsenceApproved({ ...request, ...span, used: 1400, released: days, step: 0, approvedBy: "anna" });
const sick = { from: "2026-06-03", to: "2026-06-09" };
const opened = SickLeaveOpened({
  ...sick,
  employeeId: "galina",
  requestId: "s1",
  kind: "sick-leave",
  certificate: "91",
  holds: [sick],
  openedBy: "galina",
});
const interruptedBy = (what: object) =>
  AbsenceInterrupted({
    ...request,
    ...sick,
    sickLeaveId: "s1",
    ledger: "annual",
    returned: [{ ...sick, means: "leave", counted: 100 }],
    extends: true,
    ...what,
  });
const interrupted = interruptedBy({});
const closed = SickLeaveClosed({ employeeId: "galina", requestId: "s1", to: "2026-06-05", closedBy: "galina" });
const resumed = AbsenceResumed({
  ...request,
  sickLeaveId: "s1",
  from: "2026-06-06",
  to: "2026-06-09",
  ledger: "annual",
  kind: "annual-leave",
  used: 400,
  days: [{ from: "2026-06-06", to: "2026-06-09", means: "leave", counted: 100 }],
});
const returned = LeaveDaysReturned({ ...request, sickLeaveId: "s1", chosenBy: "galina" });
const story = [asked, approved, opened, interrupted, closed, resumed];

const intents = (facts: FactsOf<typeof theProcess>, more: Parameters<typeof bankAt>[1] = { "absence-galina": story }) =>
  intentsOf(theProcess, facts, bankAt("2026-06-08T09:00:00.000Z", more));
const tell = (key: string, is: string, more: object) => [{ do: "notify", key, fact: { is, ...request, ...more } }];

describe("days of leave that a sickness takes", () => {
  test("are told at once, with the choice; each time that it takes more", async () => {
    expect(await intents([happened(interrupted)])).toEqual(tell("interrupted", "leave-interrupted", sick));
    const more = { from: "2026-06-10", to: "2026-06-12" };
    expect(await intents([happened(interrupted), happened(interruptedBy(more))])).toEqual(
      tell("interrupted", "leave-interrupted", more),
    );
  });
  test("of which there is no choice are not asked about", async () =>
    expect(await intents([happened(interruptedBy({ extends: false }))])).toEqual([]));
  test("are asked about when it has ended, with the last day for the answer", async () =>
    expect(await intents([happened(interrupted), happened(closed)])).toEqual(
      tell("choose r1", "sickness-choice-due", { on: "2026-06-13" }),
    ));
  test("are not asked about once they are chosen, and of nobody who has left", async () => {
    const chosen = { "absence-galina": [...story, returned] };
    expect(await intents([happened(interrupted), happened(closed)], chosen)).toEqual([]);
    const gone = { "absence-galina": story, "employee-galina": [left("galina", "2026-06-05")] };
    expect(await intents([happened(interrupted), happened(closed)], gone)).toEqual([]);
  });
  test("that go back to the balance are told, without those that the leave has back itself", async () =>
    expect(await intents([happened(interrupted), happened(closed), happened(resumed), happened(returned)])).toEqual(
      tell("returned", "leave-days-returned", { from: "2026-06-03", to: "2026-06-05" }),
    ));
});
