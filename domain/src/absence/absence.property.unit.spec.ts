// What holds for the absences of one employee whatever is asked of them, and in whatever order.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { RequestId } from "../kernel/identifiers.js";
import { eachDay, epochDay, localDate, type LocalDate } from "../kernel/local-date.js";
import { policy } from "../policy/policy.js";
import { appended, fold } from "../specification/given-when-then.js";
import { absence, type AbsenceEvent, type Absences } from "./absence.js";
import { countedIn } from "./day-spans.js";
import { availableFrom, balanceOn, firstDayUnderZero, ledgerEntries, usableOn } from "./ledger/leave-ledger.js";
import { entryOf } from "./ledger/ledger-entry.js";
import { LEDGERS, person, played, START } from "../specification/absence-actions.js";
import { decide, play } from "../specification/absence-play.js";

const HORIZON = eachDay(localDate("2023-12-01"), localDate("2027-01-31"));

/** Every property is shown on histories that really contain something. */
const histories = (check: (events: AbsenceEvent[], state: Absences, who: { readonly country: string }) => void) =>
  fc.assert(
    fc.property(played, person, (actions, who) => {
      const events = play(actions, who);
      check(events, fold(absence, events), who);
    }),
    { numRuns: 100 },
  );

/** The balance in the most obvious way: every day of every entry by itself. */
const slowBalance = (state: Absences, ledger: string, on: LocalDate, usable: boolean): number => {
  let sum = 0;
  for (const entry of state.entries) {
    if (entry.ledger !== ledger) continue;
    const days = eachDay(entry.effectiveOn, entry.effectiveTo);
    const opensOn = usable && entry.usableFrom !== null ? entry.usableFrom : entry.effectiveOn;
    for (const day of days) if (day <= on && opensOn <= on) sum += entry.amount / days.length;
  }
  return sum;
};

/** The lowest usable balance that any day ends with, by walking all days. */
const lowest = (state: Absences, ledger: string): number => {
  const change = new Map<LocalDate, number>();
  for (const entry of state.entries.filter((each) => each.ledger === ledger))
    for (const day of eachDay(entry.effectiveOn, entry.effectiveTo)) {
      const on = entry.usableFrom !== null && entry.usableFrom > day ? entry.usableFrom : day;
      const amount = entry.amount / (epochDay(entry.effectiveTo) - epochDay(entry.effectiveOn) + 1);
      change.set(on, (change.get(on) ?? 0) + amount);
    }
  let balance = 0;
  return Math.min(0, ...HORIZON.map((day) => (balance += change.get(day) ?? 0)));
};

describe("whatever is asked, in whatever order", () => {
  test("the actions reach every kind of event", () => {
    const missing = new Set([
      "AbsenceApproved",
      "AbsenceCancelled",
      "AbsenceCorrected",
      "AbsenceInterrupted",
      "AbsenceRecorded",
      "AbsenceRecounted",
      "AbsenceRejected",
      "AbsenceRequested",
      "AbsenceResumed",
      "AbsenceWithdrawn",
      "CancellationAsked",
      "DayInLieuEarned",
      "DayInLieuForfeited",
      "EmployeeRecalled",
      "LeaveDaysReturned",
      "LeaveExtended",
      "LeaveGranted",
      "LeaveYearMoved",
      "RecallProposed",
      "SickLeaveClosed",
      "SickLeaveExtended",
      "SickLeaveOpened",
      "StepApproved",
      "StepEscalated",
    ]);
    // A seed of its own: whether rare events come is not to depend on luck.
    const samples = fc.sample(fc.tuple(played, person), { numRuns: 1500, seed: 8 });
    for (const [actions, who] of samples) {
      for (const { type } of play(actions, who)) missing.delete(type);
      if (missing.size === 0) break;
    }
    expect([...missing]).toEqual([]);
  });

  test("the ledger equals the sum of its entries, on every day", () =>
    histories((events, state) => {
      expect(state.entries).toEqual(events.flatMap(ledgerEntries));
      // What expires is summed by lots.unit.spec.ts; these two never expire here.
      for (const ledger of ["annual", "additional"])
        for (const on of HORIZON.filter((_, index) => index % 37 === 0)) {
          expect(balanceOn(state.entries, ledger, on)).toBe(slowBalance(state, ledger, on, false));
          expect(usableOn(state.entries, ledger, on)).toBe(slowBalance(state, ledger, on, true));
        }
    }));

  test("no ledger goes under its floor on any day, pending reservations taken off", () =>
    histories((_, state) => {
      for (const ledger of LEDGERS) {
        expect(lowest(state, ledger)).toBeGreaterThanOrEqual(0);
        expect(firstDayUnderZero(state.entries, ledger, HORIZON[0] ?? START)).toBeUndefined();
      }
    }));

  test("amounts are whole hundredths on every day of an entry", () =>
    histories((_, state) => {
      for (const { amount, effectiveOn, effectiveTo } of state.entries)
        expect(amount % (epochDay(effectiveTo) - epochDay(effectiveOn) + 1)).toBeCloseTo(0, 12);
    }));

  test("no two absences share a day, half a day apart, and work lies only where it may", () =>
    histories((_, state, who) => {
      const pending = [...state.requests.values()].filter(({ status }) => status === "pending");
      const isWork = (kind: string | null) => policy.absenceKind(who.country, kind, START)?.isWork === true;
      const away = state.spans.filter(({ kind }) => !isWork(kind));
      const taken = away.flatMap(({ from, to }) => eachDay(from, to));
      expect(new Set(taken).size).toBe(taken.length);
      // What waits was free when it was asked for; a certificate can have come since, and approval looks again.
      const asked = pending.filter(({ kind }) => !isWork(kind)).flatMap(({ from, to }) => eachDay(from, to));
      expect(new Set(asked).size).toBe(asked.length);
    }));

  test("what a request still counts is what it holds, and what its ledger has of it", () =>
    histories((_, state) => {
      for (const { requestId, status, ledger, days } of state.requests.values()) {
        if (status === "pending") continue;
        const held = state.spans
          .filter((span) => span.requestId === requestId)
          .flatMap(({ from, to }) => eachDay(from, to));
        for (const span of days)
          if (status === "approved") expect(held).toEqual(expect.arrayContaining(eachDay(span.from, span.to)));
        const own = state.entries.filter((entry) => entry.requestId === requestId && entry.kind !== "grant");
        const sum = own.reduce((total, { amount }) => total + amount, 0);
        expect(sum + (ledger === null || status !== "approved" ? 0 : countedIn(days))).toBe(0);
      }
    }));

  test("what is released is what was reserved, and what is used is what the frozen days count", () =>
    histories((_, state) => {
      for (const request of state.requests.values()) {
        const sum = (kind: string) =>
          state.entries
            .filter((entry) => entry.requestId === request.requestId && entry.kind === kind)
            .reduce((total, { amount }) => total + amount, 0);
        const open = request.status === "pending";
        expect(sum("reservation") + sum("release")).toBe(open ? sum("reservation") : 0);
        if (request.status === "approved") expect(sum("use") < 0).toBe(request.ledger !== null || sum("return") > 0);
      }
    }));

  test("the days of a request that nothing changed follow each other and cover it", () =>
    histories((events, state) => {
      const changed = new Set(
        events.flatMap(({ type, data }) =>
          /Recalled|Interrupted|Cancelled|Recounted/.test(type) && "requestId" in data ? data.requestId : [],
        ),
      );
      for (const { requestId, from, to, days } of state.requests.values())
        if (!changed.has(requestId))
          expect(days.flatMap((span) => eachDay(span.from, span.to))).toEqual(eachDay(from, to));
    }));

  test("the order of events of different requests does not matter", () =>
    histories((events, state) => {
      const own = (event: AbsenceEvent) =>
        "sickLeaveId" in event.data || !("requestId" in event.data) ? "" : event.data.requestId;
      // Events of requests that no sickness touched, sorted by request: each request keeps its own order.
      const touched = new Set(
        events.flatMap(({ data }) => ("sickLeaveId" in data ? [data.requestId, data.sickLeaveId] : [])),
      );
      const alone = (event: AbsenceEvent) => own(event) !== "" && !touched.has(RequestId.parse(own(event)));
      const moved = [
        ...events.filter((each) => !alone(each)),
        ...events.filter(alone).toSorted((a, b) => (own(a) === own(b) ? 0 : own(a) < own(b) ? 1 : -1)),
      ];
      const other = fold(absence, moved);
      expect(other.spans).toEqual(state.spans);
      expect(other.requests).toEqual(state.requests);
      for (const ledger of LEDGERS)
        for (const on of HORIZON.filter((_, index) => index % 61 === 0))
          expect(balanceOn(other.entries, ledger, on)).toBeCloseTo(balanceOn(state.entries, ledger, on), 6);
    }));

  test("a working year is granted once", () =>
    histories((_, state) => {
      const years = state.grants.flatMap(({ workingYear }) => workingYear?.from ?? []);
      expect(new Set(years).size).toBe(years.length);
    }));

  test("the same command twice appends nothing the second time", () =>
    fc.assert(
      fc.property(played, person, (actions, who) => {
        let state = absence.initial;
        actions.forEach((what, place) => {
          const seen = state;
          state = fold(absence, appended<AbsenceEvent>(decide(what, place, seen, seen, who)), seen);
          expect({ what, again: appended<AbsenceEvent>(decide(what, place, seen, state, who)) }).toEqual({
            what,
            again: [],
          });
        });
      }),
      { numRuns: 100 },
    ));
});

test("what is available can be taken, and a day more cannot", () =>
  histories((_, state) => {
    const from = localDate("2025-07-01");
    for (const ledger of LEDGERS) {
      const { amount } = availableFrom(state.entries, ledger, from);
      const taken = (hundredths: number) => [
        ...state.entries,
        entryOf({ ledger, kind: "use", source: "more", amount: -hundredths, effectiveOn: from }),
      ];
      expect(firstDayUnderZero(taken(amount), ledger, from)).toBeUndefined();
      expect(firstDayUnderZero(taken(amount + 1), ledger, from)).toBeDefined();
    }
  }));
