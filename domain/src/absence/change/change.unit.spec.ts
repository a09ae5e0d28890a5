// Changes after approval: asked by one side, consented to by the other, or corrected by HR.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { employed, facts, hrOfAll } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { balanceOn } from "../ledger/leave-ledger.js";
import { LeaveGranted } from "../ledger/ledger-events.js";
import { ApproveRequest, approveRequest } from "../request/decide-request.js";
import { SubmitLeave, submitLeave } from "../request/submit-leave.js";
import {
  AskCancellation,
  askCancellation,
  ConsentToCancellation,
  consentToCancellation,
  DeclineCancellation,
  declineCancellation,
} from "./cancel-absence.js";
import { CorrectAbsence, correctAbsence, RecountAbsence, recountAbsence } from "./correct-absence.js";
import { ConsentToRecall, consentToRecall, declineRecall, ProposeRecall, proposeRecall } from "./recall-employee.js";

const REQUEST = "11111111-1111-4111-8111-111111111111";
const ids = { employeeId: "galina", requestId: REQUEST };
const reason = "So it is";

const granted = LeaveGranted({
  employeeId: "galina",
  ledger: "annual",
  amount: 2800,
  workingYear: null,
  effectiveOn: "2026-03-01",
  usableFrom: "2026-03-01",
  source: "opening-balance",
});

/** Galina's annual leave from 6 to 19 April 2026, approved. */
const approved = (kind = "annual-leave", from = "2026-04-06", to = "2026-04-19"): AbsenceEvent[] => {
  const asked = SubmitLeave.parse({ employeeId: "galina", kind, from, to });
  const start = fold<ReturnType<typeof state>, AbsenceEvent>(absence, [granted]);
  const submitted = appended<AbsenceEvent>(
    submitLeave(command(asked, "hanna", REQUEST), start, facts({ roles: hrOfAll })),
  );
  const decided = appended<AbsenceEvent>(
    approveRequest(command(ApproveRequest.parse(ids), "anna"), fold(absence, submitted, start), facts()),
  );
  expect(decided.length).toBeGreaterThan(0);
  return [granted, ...submitted, ...decided];
};
const state = (events: readonly AbsenceEvent[]) => fold(absence, events);

const ask = (actor = "galina", told: Partial<AbsenceFacts> = {}, history = approved(), why = reason) =>
  given(absence, history).when((now) =>
    askCancellation(command(AskCancellation.parse({ ...ids, reason: why }), actor), now, facts(told)),
  );
const asked = (): AbsenceEvent[] => [...approved(), ...ask().thenAppendsSome()];
const consent = (actor = "anna", told: Partial<AbsenceFacts> = {}, history = asked()) =>
  given(absence, history).when((now) =>
    consentToCancellation(command(ConsentToCancellation.parse(ids), actor), now, facts(told)),
  );

describe("cancelling", () => {
  test("takes the consent of the head, gives every day back and leaves nothing that holds", () => {
    const events = [...asked(), ...consent().thenAppendsSome()];
    expect(state(events).spans).toEqual([]);
    expect(balanceOn(state(events).entries, "annual", localDate("2026-12-31"))).toBe(2800);
  });
  test("may be asked by HR, who then does not consent", () => {
    const history = [...approved(), ...ask("hanna", { roles: hrOfAll }).thenAppendsSome()];
    consent("hanna", { roles: hrOfAll }, history).thenRefused("own-request");
  });
  test("is asked by nobody else, with a reason, before the absence begins", () => {
    ask("anna").thenRefused("not-own-request");
    ask("galina", {}, approved(), "").thenRefused("reason-required");
    ask("galina", { today: localDate("2026-04-06") }).thenRefused("absence-begun");
    ask("galina", {}, approved().slice(0, -1)).thenRefused("request-not-approved", { status: "pending" });
    ask("galina", {}, [granted]).thenRefused("request-unknown");
  });
  test("asked twice waits once", () => ask("galina", {}, asked()).thenNothing());
  test("is consented to by no stranger, not by the employee, and not when nobody asked", () => {
    consent("tanya").thenRefused("not-step-holder");
    consent("galina").thenRefused("own-request");
    consent("anna", {}, approved()).thenRefused("no-change-asked");
    consent("anna", { today: localDate("2026-04-06") }).thenRefused("absence-begun");
  });
  test("is declined with a reason, and can be asked again", () => {
    const decline = (why: string) =>
      given(absence, asked()).when((now) =>
        declineCancellation(command(DeclineCancellation.parse({ ...ids, reason: why }), "anna"), now, facts()),
      );
    decline(" ").thenRefused("reason-required");
    const history = [...asked(), ...decline(reason).thenAppendsSome()];
    expect(state(history).spans).toHaveLength(1);
    ask("galina", {}, history).thenAppendsSome();
  });
});

const during = { today: localDate("2026-04-08") };
const recall = (more: object = {}, actor = "anna", told: Partial<AbsenceFacts> = during, history = approved()) =>
  given(absence, history).when((now) =>
    proposeRecall(
      command(ProposeRecall.parse({ ...ids, from: "2026-04-13", to: "2026-04-19", reason, ...more }), actor),
      now,
      facts(told),
    ),
  );
const proposed = (): AbsenceEvent[] => [...approved(), ...recall().thenAppendsSome()];
const agree = (actor = "galina", told: Partial<AbsenceFacts> = during, history = proposed()) =>
  given(absence, history).when((now) => consentToRecall(command(ConsentToRecall.parse(ids), actor), now, facts(told)));

describe("recalling", () => {
  test("takes the employee's consent and gives the days back", () => {
    const events = [...proposed(), ...agree().thenAppendsSome()];
    expect(state(events).spans).toMatchObject([{ from: "2026-04-06", to: "2026-04-12" }]);
    expect(balanceOn(state(events).entries, "annual", localDate("2026-12-31"))).toBe(2100);
  });
  test("is proposed by a head above or HR, and by nobody else", () => {
    recall({}, "boris").thenAppendsSome();
    recall({}, "hanna", { ...during, roles: hrOfAll }).thenAppendsSome();
    recall({}, "tanya").thenRefused("not-permitted");
    recall({}, "galina").thenRefused("own-request");
  });
  test("is of days that the absence holds, from today on, with a reason", () => {
    recall({ from: "2026-04-07" }).thenRefused("recall-in-the-past");
    recall({ to: "2026-04-20" }).thenRefused("not-in-absence");
    recall({ to: "2026-04-12" }).thenRefused("dates-reversed");
    recall({ reason: "" }).thenRefused("reason-required");
  });
  test("is from no study leave", () =>
    recall({}, "anna", during, approved("study-leave")).thenRefused("not-recallable"));
  test("proposed twice waits once, and no other change beside it", () => {
    recall({}, "anna", during, proposed()).thenNothing();
    recall({ from: "2026-04-14" }, "anna", during, proposed()).thenRefused("change-pending");
    recall({}, "anna", {}, asked()).thenRefused("change-pending");
  });
  test("is consented to by the employee alone, also not by HR", () => {
    agree("hanna", { ...during, roles: hrOfAll }).thenRefused("own-consent");
    agree("galina", during, approved()).thenRefused("no-change-asked");
    agree("galina", { today: localDate("2026-04-14") }).thenRefused("recall-in-the-past");
  });
  test("declined leaves the absence as it was", () => {
    const declined = given(absence, proposed()).when((now) =>
      declineRecall(command(ConsentToRecall.parse(ids), "galina"), now, facts(during)),
    );
    expect(state([...proposed(), ...declined.thenAppendsSome()]).spans).toMatchObject([{ to: "2026-04-19" }]);
  });
});

const after = { today: localDate("2026-05-04"), roles: hrOfAll };
const correct = (more: object = {}, actor = "hanna", told: Partial<AbsenceFacts> = after, history = approved()) =>
  given(absence, history).when((now) =>
    correctAbsence(
      command(
        CorrectAbsence.parse({ ...ids, kind: "annual-leave", from: "2026-04-06", to: "2026-04-12", reason, ...more }),
        actor,
      ),
      now,
      facts(told),
    ),
  );

describe("correcting", () => {
  test("says how it was, and the ledger follows", () => {
    const events = [...approved(), ...correct().thenAppendsSome()];
    expect(state(events).spans).toMatchObject([{ from: "2026-04-06", to: "2026-04-12" }]);
    expect(balanceOn(state(events).entries, "annual", localDate("2026-12-31"))).toBe(2100);
  });
  test("to another kind changes the ledger it draws on", () => {
    const events = [...approved(), ...correct({ kind: "unpaid-leave" }).thenAppendsSome()];
    expect(balanceOn(state(events).entries, "annual", localDate("2026-12-31"))).toBe(2800);
  });
  test("says nothing new of what is so already", () => correct({ to: "2026-04-19" }).thenNothing());
  test("is HR's, of others, with a reason, once the absence has begun", () => {
    correct({}, "anna", { ...after, roles: [] }).thenRefused("not-permitted");
    correct({}, "galina").thenRefused("own-request");
    correct({ reason: "" }).thenRefused("reason-required");
    correct({}, "hanna", { roles: hrOfAll }).thenRefused("absence-not-begun");
  });
  test("is held to the kind, the employment, the balance and other absences", () => {
    correct({ kind: "moon-day" }).thenRefused("kind-unknown");
    correct({ from: "2024-02-01", to: "2024-02-10" }).thenRefused("before-hire");
    correct({ to: "2026-05-31" }).thenRefused("balance-exceeded");
    correct({}, "hanna", { ...after, employment: employed({ lastDay: "2026-04-10" }) }).thenRefused("employee-left");
  });
});

describe("counting anew", () => {
  const recount = (told: Partial<AbsenceFacts>) =>
    given(absence, approved("annual-leave", "2026-05-04", "2026-05-17")).when((now) =>
      recountAbsence(command(RecountAbsence.parse(ids), "system"), now, facts(told)),
    );
  test("appends nothing while the calendar is the same", () => recount({}).thenNothing());
  test("posts the difference and moves no date", () => {
    const { calendar } = facts();
    const struck: AbsenceFacts["calendar"] = (country, year) => {
      const loaded = calendar(country, year);
      return loaded && { ...loaded, kinds: loaded.kinds.map((each) => (each === "public-holiday" ? "working" : each)) };
    };
    const history = approved("annual-leave", "2026-05-04", "2026-05-17");
    const before = state(history);
    const now = state([...history, ...recount({ calendar: struck }).thenAppendsSome()]);
    expect(now.spans).toEqual(before.spans);
    const on = localDate("2026-12-31");
    expect(balanceOn(now.entries, "annual", on) - balanceOn(before.entries, "annual", on)).toBe(-100); // 9 May
  });
  test("of days whose year is not loaded is refused", () =>
    recount({ calendar: () => undefined }).thenRefused("calendar-not-loaded"));
});
