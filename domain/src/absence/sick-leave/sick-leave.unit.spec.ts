// Sick leave by its certificate, and what it does to a leave that it falls into.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { facts, hrOfAll } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { balanceOn } from "../ledger/leave-ledger.js";
import { LeaveGranted } from "../ledger/ledger-events.js";
import { ApproveRequest, approveRequest } from "../request/decide-request.js";
import { SubmitLeave, submitLeave } from "../request/submit-leave.js";
import { ChooseAfterSickness, chooseAfterSickness } from "./resumption.js";
import {
  CloseSickLeave,
  closeSickLeave,
  ExtendSickLeave,
  extendSickLeave,
  OpenSickLeave,
  openSickLeave,
} from "./sick-leave.js";

const LEAVE = "11111111-1111-4111-8111-111111111111";
const SICK = "22222222-2222-4222-8222-222222222222";
const on = localDate("2026-12-31");

const granted = LeaveGranted({
  employeeId: "galina",
  ledger: "annual",
  amount: 2800,
  workingYear: null,
  effectiveOn: "2026-03-01",
  usableFrom: "2026-03-01",
  source: "opening-balance",
});
const state = (events: readonly AbsenceEvent[]) => fold(absence, events);
const held = (events: readonly AbsenceEvent[]) =>
  state(events).spans.map(({ kind, from, to }) => `${kind} ${from.slice(5)}–${to.slice(5)}`);
const balance = (events: readonly AbsenceEvent[]) => balanceOn(state(events).entries, "annual", on);

/** A leave of two weeks in April 2026. */
const leave = (kind = "annual-leave"): AbsenceEvent[] => {
  const start = state([granted]);
  const asked = SubmitLeave.parse({ employeeId: "galina", kind, from: "2026-04-06", to: "2026-04-19" });
  const submitted = appended<AbsenceEvent>(
    submitLeave(command(asked, "hanna", LEAVE), start, facts({ roles: hrOfAll })),
  );
  const approval = command(ApproveRequest.parse({ employeeId: "galina", requestId: LEAVE }), "anna");
  return [
    granted,
    ...submitted,
    ...appended<AbsenceEvent>(approveRequest(approval, fold(absence, submitted, start), facts())),
  ];
};

const certificate = { employeeId: "galina", certificate: "910123456789", from: "2026-04-10", to: "2026-04-14" };
const open = (more: object = {}, history = leave(), actor = "galina", told: Partial<AbsenceFacts> = {}) =>
  given(absence, history).when((now) =>
    openSickLeave(command(OpenSickLeave.parse({ ...certificate, ...more }), actor, SICK), now, facts(told)),
  );
const opened = (more: object = {}, history = leave()) => [...history, ...open(more, history).thenAppendsSome()];
const extend = (to: string, history = opened()) =>
  given(absence, history).when((now) =>
    extendSickLeave(
      command(ExtendSickLeave.parse({ employeeId: "galina", requestId: SICK, certificate: "2", to }), "galina"),
      now,
      facts(),
    ),
  );
const close = (to: string, history = opened()) =>
  given(absence, history).when((now) =>
    closeSickLeave(
      command(CloseSickLeave.parse({ employeeId: "galina", requestId: SICK, to }), "galina"),
      now,
      facts(),
    ),
  );
const closed = (to = "2026-04-14", history = opened()) => [...history, ...close(to, history).thenAppendsSome()];
const choose = (choice: string, history = closed(), actor = "galina", told: Partial<AbsenceFacts> = {}) =>
  given(absence, history).when((now) =>
    chooseAfterSickness(
      command(ChooseAfterSickness.parse({ employeeId: "galina", requestId: LEAVE, sickLeaveId: SICK, choice }), actor),
      now,
      facts(told),
    ),
  );

describe("own sickness in annual leave", () => {
  test("takes its days out and gives them back at once", () => {
    expect(held(opened())).toEqual(["annual-leave 04-06–04-09", "sick-leave 04-10–04-14", "annual-leave 04-15–04-19"]);
    expect(balance(opened())).toBe(2800 - 900);
  });
  test("extended takes more, and reaches beyond the leave", () => {
    const history = [...opened(), ...extend("2026-04-22").thenAppendsSome()];
    expect(held(history)).toEqual(["annual-leave 04-06–04-09", "sick-leave 04-10–04-22"]);
    expect(balance(history)).toBe(2800 - 400);
  });
  test("closed early gives the rest back to the leave", () => {
    const history = closed("2026-04-12");
    expect(held(history)).toEqual(["annual-leave 04-06–04-09", "sick-leave 04-10–04-12", "annual-leave 04-13–04-19"]);
    expect(balance(history)).toBe(2800 - 1100);
  });
  test("has its days after leave and sickness have both ended, as many as it took", () => {
    const history = [...closed(), ...choose("extend").thenAppendsSome()];
    expect(held(history).at(-1)).toBe("annual-leave 04-15–04-24");
    expect(balance(history)).toBe(2800 - 1400);
  });
  test("finds as many days that count behind public holidays", () => {
    const long = opened({ to: "2026-04-29" });
    const ended = [...long, ...close("2026-04-29", long).thenAppendsSome()];
    const history = [...ended, ...choose("extend", ended).thenAppendsSome()];
    expect(held(history)).toContain("annual-leave 04-30–05-11"); // 10 days without 1 and 9 May
    expect(balance(history)).toBe(2800 - 1400);
  });
  test("leaves them in the balance where the employee chooses so", () => {
    const history = [...closed(), ...choose("return").thenAppendsSome()];
    expect(balance(history)).toBe(2800 - 900);
    choose("extend", history).thenRefused("already-chosen");
  });
  test("is chosen after it is closed, by the employee or HR, once", () => {
    choose("extend", opened()).thenRefused("sick-leave-open");
    choose("extend", closed(), "anna").thenRefused("not-own-request");
    choose("extend", closed(), "system").thenAppendsSome(); // nobody chose in time
    choose("extend", leave()).thenRefused("not-interrupted");
    choose("extend", closed(), "hanna", { roles: hrOfAll }).thenAppendsSome();
  });
});

describe("what it does to others", () => {
  test("care of a relative neither splits a leave nor extends it", () => {
    const history = opened({ kind: "care-of-relative", from: "2026-04-17", to: "2026-04-24" });
    expect(held(history)).toEqual(["annual-leave 04-06–04-19", "care-of-relative 04-20–04-24"]);
    expect(balance(history)).toBe(2800 - 1400);
  });
  test("unpaid leave stands, a trip yields and is not extended", () => {
    expect(held(opened({}, leave("unpaid-leave")))).toEqual(["unpaid-leave 04-06–04-19"]);
    const trip = opened({}, leave("business-trip"));
    expect(held(trip)[1]).toBe("sick-leave 04-10–04-14");
    choose("extend", closed("2026-04-14", trip)).thenRefused("not-interrupted");
  });
});

describe("a certificate is refused", () => {
  test("to strangers, of other kinds, of reversed days, before hire, and twice for the same days", () => {
    open({}, leave(), "anna").thenRefused("not-own-request");
    open({ kind: "annual-leave" }).thenRefused("not-certified");
    open({ kind: "moon-day" }).thenRefused("kind-unknown");
    open({ to: "2026-04-09" }).thenRefused("dates-reversed");
    open({ from: "2024-02-01", to: "2024-02-05" }).thenRefused("before-hire");
    const again = given(absence, opened()).when((now) =>
      openSickLeave(command(OpenSickLeave.parse(certificate), "galina", LEAVE.replaceAll("1", "3")), now, facts()),
    );
    again.thenRefused("absence-overlaps", { requestId: SICK });
  });
  test("extended backwards or after its end, closed outside of its days", () => {
    extend("2026-04-12").thenRefused("not-later");
    extend("2026-04-20", closed()).thenRefused("sick-leave-closed");
    extend("2026-04-20", leave()).thenRefused("sick-leave-unknown");
    close("2026-04-09").thenRefused("dates-reversed");
    close("2026-04-15").thenRefused("not-extended");
    close("2026-04-13", closed()).thenRefused("sick-leave-closed");
  });
  test("as no number of a certificate, whatever it is", () => {
    for (const number of ["", "J06.9", "9 1", "9".repeat(31)])
      expect(OpenSickLeave.safeParse({ ...certificate, certificate: number }).success).toBe(false);
  });
});
