// Overtime and work on days off: where they may lie, how much of it, and what they earn.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { policy, type Policy } from "../../policy/policy.js";
import { facts, hrOfAll } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { ApproveRequest, approveRequest } from "../request/decide-request.js";
import { CorrectAbsence, correctAbsence } from "../change/correct-absence.js";
import { balanceOn, usableOn } from "../ledger/leave-ledger.js";
import { OpenSickLeave, openSickLeave } from "../sick-leave/sick-leave.js";
import { SubmitLeave, submitLeave } from "../request/submit-leave.js";

const asHr = (told: Partial<AbsenceFacts> = {}) => facts({ roles: hrOfAll, ...told });
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const wish = (from: string, time: string, more: object = {}) => {
  const [begins, ends] = time.split("–");
  return { employeeId: "galina", kind: "overtime", from, to: from, time: { from: begins, to: ends }, ...more };
};
const ask = (asked: object, history: readonly AbsenceEvent[] = [], told: Partial<AbsenceFacts> = {}) =>
  given(absence, history).when((state) =>
    submitLeave(command(SubmitLeave.parse(asked), "hanna", id(history.length + 1)), state, asHr(told)),
  );
/** Several in a row, each carried out. */
const after = (...asked: readonly object[]): AbsenceEvent[] =>
  asked.reduce<AbsenceEvent[]>((history, each) => [...history, ...ask(each, history).thenAppendsSome()], []);

describe("overtime", () => {
  test("of exactly four hours in two days running is allowed, a minute more is not", () => {
    const tuesday = after(wish("2026-02-03", "18:00–20:00"));
    ask(wish("2026-02-04", "18:00–20:00"), tuesday).thenAppendsSome();
    ask(wish("2026-02-04", "18:00–20:01"), tuesday).thenRefused("overtime-limit", { minutes: 241, limit: 240 });
    ask(wish("2026-02-02", "18:00–20:01"), tuesday).thenRefused("overtime-limit");
    ask(wish("2026-02-05", "18:00–22:00"), tuesday).thenAppendsSome();
  });
  test("over midnight stands on two calendar days", () => {
    const night = after(wish("2026-02-03", "22:00–02:00"));
    ask(wish("2026-02-05", "18:00–20:00"), night).thenAppendsSome();
    ask(wish("2026-02-05", "18:00–20:01"), night).thenRefused("overtime-limit", { from: "2026-02-04" });
  });
  test("of exactly 120 hours a year is allowed; from 100 on it is warned of", () => {
    const limits = policy.overtimeLimits("RU", localDate("2026-02-03")).filter(({ over }) => over === "year");
    const yearOnly: Policy = { ...policy, overtimeLimits: () => limits };
    let history: AbsenceEvent[] = [];
    for (const [index, from] of ["2026-02-02", "2026-02-04", "2026-02-06", "2026-02-10", "2026-02-12"].entries()) {
      const events = ask(wish(from, "00:00–23:00"), history, { policy: yearOnly }).thenAppendsSome();
      expect(events.some(({ type }) => type === "RequestWarned")).toBe(index === 4); // 115 h
      history = [...history, ...events];
    }
    ask(wish("2026-02-17", "18:00–23:00"), history, { policy: yearOnly }).thenAppendsSome();
    ask(wish("2026-02-17", "18:00–23:01"), history, { policy: yearOnly }).thenRefused("overtime-limit", {
      minutes: 7201,
    });
    ask(wish("2025-02-18", "18:00–23:00"), history, { policy: yearOnly }).thenAppendsSome();
  });
  test("over a limit that only warns is asked for with a warning", () => {
    const warning: Policy = {
      ...policy,
      overtimeLimits: () => [{ over: "two-days", minutes: 240, warnAt: null, beyond: "warn" }],
    };
    const events = ask(wish("2026-02-03", "16:00–21:00"), [], { policy: warning }).thenAppendsSome();
    const pair = { limit: 240, value: 300 };
    expect(events.at(-1)).toMatchObject({ type: "RequestWarned", data: { warnings: [pair, pair] } });
  });
  test("lies on working days, and beside no whole day of absence", () => {
    ask(wish("2026-02-07", "10:00–12:00")).thenRefused("is-day-off");
    const sick = after({ employeeId: "galina", kind: "unpaid-leave", from: "2026-02-03", to: "2026-02-03" });
    ask(wish("2026-02-03", "18:00–20:00"), sick).thenRefused("absence-overlaps");
  });
  test("is asked for by the hour, and paid", () => {
    const { time: _, ...timeless } = wish("2026-02-03", "18:00–20:00");
    ask(timeless).thenRefused("hours-required");
    ask(wish("2026-02-03", "18:00–20:00", { compensation: "day-in-lieu" })).thenRefused("not-compensated");
  });
});

describe("work on a day off", () => {
  const saturday = wish("2026-02-07", "10:00–16:00", { kind: "day-off-work" });
  const approved = (asked: object) => {
    const history = after(asked);
    const state = fold<ReturnType<typeof absence.evolve>, AbsenceEvent>(absence, history);
    const approval = command(ApproveRequest.parse({ employeeId: "galina", requestId: id(1) }), "anna");
    return appended<AbsenceEvent>(approveRequest(approval, state, facts()));
  };
  test("for single pay earns a day within a year, for double pay none", () => {
    expect(approved({ ...saturday, compensation: "day-in-lieu" }).at(-1)).toMatchObject({
      type: "DayInLieuEarned",
      data: { amount: 100, usableFrom: "2026-02-08", lastDay: "2027-02-07" },
    });
    expect(approved(saturday).map(({ type }) => type)).toEqual(["AbsenceApproved"]);
  });
  test("earns one day however often it begins on a day off; further work of that day is paid", () => {
    const lieu = { ...saturday, compensation: "day-in-lieu" };
    const later = wish("2026-02-07", "18:00–20:00", { kind: "day-off-work" });
    ask({ ...later, compensation: "day-in-lieu" }, after(lieu)).thenRefused("absence-overlaps");
    ask({ ...later, compensation: "paid" }, after(lieu)).thenAppendsSome();
    const sunday = wish("2026-02-08", "18:00–20:00", { kind: "day-off-work", compensation: "day-in-lieu" });
    ask(sunday, after(lieu)).thenAppendsSome();
  });
  test("corrected keeps one day in lieu, on whatever day it was, however often", () => {
    const lieu = { ...saturday, compensation: "day-in-lieu" };
    const request = { employeeId: "galina", requestId: id(1) };
    const correct = (history: readonly AbsenceEvent[], changes: object) =>
      given(absence, history)
        .when((state) =>
          correctAbsence(
            command(CorrectAbsence.parse({ ...saturday, ...request, reason: "So it was", ...changes }), "hanna"),
            state,
            asHr({ today: localDate("2026-03-02") }),
          ),
        )
        .thenAppendsSome();
    const usable = (events: readonly AbsenceEvent[], on: string) => {
      const { entries } = fold<ReturnType<typeof absence.evolve>, AbsenceEvent>(absence, events);
      return [balanceOn(entries, "day-in-lieu", localDate(on)), usableOn(entries, "day-in-lieu", localDate(on))];
    };
    const asApproved = [...after(lieu), ...approved(lieu)];
    expect(usable(asApproved, "2026-02-08")).toEqual([100, 100]);
    const longer = [...asApproved, ...correct(asApproved, { time: { from: "10:00", to: "17:00" } })];
    expect(usable(longer, "2026-02-08")).toEqual([100, 100]);
    const sunday = [...longer, ...correct(longer, { from: "2026-02-08", to: "2026-02-08" })];
    expect([usable(sunday, "2026-02-08"), usable(sunday, "2026-02-09")]).toEqual([
      [0, 0],
      [100, 100],
    ]);
    const back = [...sunday, ...correct(sunday, {})];
    expect(usable(back, "2026-02-08")).toEqual([100, 100]);
    const notDone = [
      ...back,
      ...correct(back, { kind: "remote-work", from: "2026-02-06", to: "2026-02-06", time: null }),
    ];
    expect(usable(notDone, "2026-12-31")).toEqual([0, 0]);
  });
  test("that sickness prevented loses its day in lieu, unless that is spoken for", () => {
    const lieu = { ...saturday, compensation: "day-in-lieu" };
    const worked = [...after(lieu), ...approved(lieu)];
    const asked = { employeeId: "galina", kind: "day-in-lieu", from: "2026-02-16", to: "2026-02-16" };
    const sick = (history: readonly AbsenceEvent[]) => {
      const certificate = { employeeId: "galina", certificate: "910123456789", from: "2026-02-07", to: "2026-02-08" };
      const opened = command(OpenSickLeave.parse(certificate), "hanna", id(9));
      return given(absence, history)
        .when((state) => openSickLeave(opened, state, asHr()))
        .thenAppendsSome()
        .map(({ type }) => type);
    };
    expect(sick(worked)).toEqual(["SickLeaveOpened", "AbsenceInterrupted", "DayInLieuForfeited"]);
    const spokenFor = [...worked, ...ask(asked, worked).thenAppendsSome()];
    expect(sick(spokenFor)).toEqual(["SickLeaveOpened", "AbsenceInterrupted"]);
  });
  test("lies on days off, and does not count as overtime", () => {
    ask({ ...saturday, from: "2026-02-06", to: "2026-02-06" }).thenRefused("is-working-day");
    ask(
      { ...saturday, time: { from: "00:00", to: "23:00" } },
      after(wish("2026-02-06", "18:00–22:00")),
    ).thenAppendsSome();
  });
});

test.each(["25:00", "24:00", "9:00", "18:60", "NaN", "18:00\n", 1800, null])("%p is no time of day", (from) => {
  const asked = { ...wish("2026-02-03", "18:00–20:00"), time: { from, to: "20:00" } };
  expect(SubmitLeave.safeParse(asked).error?.issues[0]?.path).toEqual(["time", "from"]);
});
