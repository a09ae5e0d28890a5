// What holds for the absences of one employee whatever is asked of them, and in whatever order.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Decision } from "../kernel/decision.js";
import { RequestId } from "../kernel/identifiers.js";
import { addDays, eachDay, epochDay, localDate, type LocalDate } from "../kernel/local-date.js";
import { policy } from "../policy/policy.js";
import { employed, facts, hrOfAll } from "../specification/bank.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { absence, type AbsenceEvent, type Absences } from "./absence.js";
import type { AbsenceFacts } from "./absence-facts.js";
import {
  AskCancellation,
  askCancellation,
  ConsentToCancellation,
  consentToCancellation,
} from "./change/cancel-absence.js";
import { CorrectAbsence, correctAbsence, RecountAbsence, recountAbsence } from "./change/correct-absence.js";
import { ConsentToRecall, consentToRecall, ProposeRecall, proposeRecall } from "./change/recall-employee.js";
import { countedIn } from "./day-spans.js";
import { GrantLeave, grantLeave } from "./ledger/grants/grant-leave.js";
import { entryOf } from "./ledger/ledger-entry.js";
import { availableFrom, balanceOn, firstDayUnderZero, ledgerEntries, usableOn } from "./ledger/leave-ledger.js";
import { EscalateStep, escalateStep } from "./request/accompany-request.js";
import {
  ApproveRequest,
  approveRequest,
  RejectRequest,
  rejectRequest,
  WithdrawRequest,
  withdrawRequest,
} from "./request/decide-request.js";
import { RecordAbsence, recordAbsence } from "./request/record-absence.js";
import { SubmitLeave, submitLeave } from "./request/submit-leave.js";
import { ChooseAfterSickness, chooseAfterSickness } from "./sick-leave/resumption.js";
import {
  CloseSickLeave,
  closeSickLeave,
  ExtendSickLeave,
  extendSickLeave,
  OpenSickLeave,
  openSickLeave,
} from "./sick-leave/sick-leave.js";

const START = localDate("2025-01-01");
const HORIZON = eachDay(localDate("2023-12-01"), localDate("2027-01-31"));
const LEDGERS = ["annual", "additional", "day-in-lieu"];

/** One thing that somebody does; numbers choose dates and requests, so that shrinking keeps them meaningful. */
const day = fc.integer({ min: 0, max: 700 });
const which = fc.nat(20);
const does = <Name extends string>(...names: Name[]) => fc.constantFrom(...names);
const KINDS = [
  "annual-leave",
  "annual-leave",
  "additional-leave",
  "sick-leave",
  "remote-work",
  "business-trip",
  "unpaid-leave",
  "day-in-lieu",
  "study-leave",
];
const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: does("submit"),
      kind: fc.constantFrom(...KINDS),
      after: day,
      length: fc.integer({ min: 1, max: 40 }),
      half: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: does("work"), off: fc.boolean(), after: day, hours: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 8, arbitrary: fc.record({ does: does("approve"), which }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: does("reject", "withdraw", "cancel", "recount", "escalate"), which }),
  },
  { weight: 4, arbitrary: fc.record({ does: does("consent"), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: does("recall", "correct", "sicken", "sicken", "prolong", "recover"),
      which,
      after: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ does: does("choose"), which, extend: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: does("find", "accrue"), after: day }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: does("open"), amount: fc.nat(4000), ledger: fc.constantFrom(...LEDGERS) }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

const played = fc.array(action, { minLength: 1, maxLength: 40, size: "max" });

const person = fc.record({
  hiredOn: fc.integer({ min: 0, max: 500 }).map((days) => addDays(localDate("2024-01-01"), days)),
  country: fc.constantFrom("RU", "GB"),
  schedule: fc.constantFrom("five-day-40" as const, "shift-2-2-a" as const, "five-day-20" as const),
});

const commandId = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;

/** Requests that an action has something to do with, so that histories come to every kind of event. */
const concerned = (what: Action["does"], { requests }: Absences) => {
  const all = [...requests.values()];
  switch (what) {
    case "approve":
    case "reject":
    case "withdraw":
    case "escalate":
      return all.filter(({ status }) => status === "pending");
    case "consent":
      return all.filter(({ change }) => change !== null);
    case "choose":
      return all.filter((request) =>
        request.interruptions.some(({ chosen, extends: later }) => chosen === null && later),
      );
    case "cancel":
    case "recall":
    case "correct":
    case "recount":
      return all.filter(
        ({ status, to }) => status === "approved" && (what === "correct" || what === "recount" || to > START),
      );
    default:
      return all.filter(({ status }) => status === "approved");
  }
};

/**
 * What an action decides on a state. `seen` is what whoever acts looked at. The clock of the actions stands; HR may enter
 * anything back.
 */
const decide = (
  what: Action,
  place: number,
  seen: Absences,
  state: Absences,
  who: Parameters<typeof employed>[0],
): Decision<AbsenceEvent> => {
  const told = facts({ employment: employed(who), today: START, roles: hrOfAll });
  const later = { ...told, today: localDate("2026-12-31") };
  const data = { employeeId: "galina" };
  const among = concerned(what.does, seen);
  const chosen = (number: number) => among[number % Math.max(1, among.length)];
  const named = (number: number) => ({ ...data, requestId: chosen(number)?.requestId ?? "none" });
  const open = [...seen.sickLeaves.values()].filter(({ closed }) => !closed);
  const sick = (number: number) => open[number % Math.max(1, open.length)];
  const reason = "So it is";
  switch (what.does) {
    case "submit": {
      const from = addDays(START, what.after - 200);
      const half = what.half && who?.country === "GB";
      const span = { from, to: half ? from : addDays(from, what.length - 1), dayPart: half ? "morning" : "full" };
      const asked = SubmitLeave.parse({ ...data, kind: what.kind, ...span });
      return submitLeave(command(asked, "hanna", commandId(place)), state, told);
    }
    case "work": {
      const from = addDays(START, what.after - 200);
      const kind = what.off ? "day-off-work" : "overtime";
      const time = { from: "20:00", to: `${String((20 + what.hours) % 24).padStart(2, "0")}:00` };
      const compensation = what.off ? "day-in-lieu" : "paid";
      const asked = SubmitLeave.parse({ ...data, kind, from, to: from, time, compensation });
      return submitLeave(command(asked, "hanna", commandId(place)), state, told);
    }
    case "accrue": {
      const asked = GrantLeave.parse({ ...data, source: "working-year", upTo: addDays(START, what.after) });
      return grantLeave(command(asked), state, told);
    }
    case "open": {
      const { ledger, amount } = what;
      const asked = GrantLeave.parse({ ...data, source: "opening-balance", ledger, amount, on: "2025-06-01" });
      return grantLeave(command(asked), state, told);
    }
    case "approve":
      return approveRequest(
        command(ApproveRequest.parse({ ...named(what.which), step: chosen(what.which)?.step }), "anna"),
        state,
        told,
      );
    case "reject":
      return rejectRequest(command(RejectRequest.parse({ ...named(what.which), reason }), "anna"), state, told);
    case "withdraw":
      return withdrawRequest(command(WithdrawRequest.parse(named(what.which)), "galina"), state, told);
    case "cancel":
      return askCancellation(command(AskCancellation.parse({ ...named(what.which), reason }), "galina"), state, told);
    case "consent":
      return chosen(what.which)?.change?.asks === "recall"
        ? consentToRecall(command(ConsentToRecall.parse(named(what.which)), "galina"), state, told)
        : consentToCancellation(command(ConsentToCancellation.parse(named(what.which)), "anna"), state, told);
    case "escalate": {
      const { step = 0, escalations: escalation = 0 } = chosen(what.which) ?? {};
      return escalateStep(
        command(EscalateStep.parse({ ...named(what.which), step, escalation }), "system"),
        state,
        told,
      );
    }
    case "recount":
      return recountAbsence(command(RecountAbsence.parse(named(what.which))), state, withoutHolidays(told));
    case "recall": {
      const from = addDays(chosen(what.which)?.from ?? START, what.after);
      const asked = { ...named(what.which), from, to: addDays(from, what.length - 1), reason };
      return proposeRecall(command(ProposeRecall.parse(asked), "anna"), state, told);
    }
    case "correct": {
      const from = addDays(chosen(what.which)?.from ?? START, what.after - 10);
      const { length } = what;
      const kind = length % 3 === 0 ? "unpaid-leave" : (chosen(what.which)?.kind ?? "annual-leave");
      const asked = { ...named(what.which), kind, from, to: addDays(from, length - 1), reason };
      const parsed = CorrectAbsence.safeParse(asked);
      return parsed.success ? correctAbsence(command(parsed.data, "hanna"), state, later) : [];
    }
    case "sicken": {
      const from = addDays(chosen(what.which)?.from ?? START, what.after - 5);
      const kind = what.length % 5 === 0 ? "care-of-relative" : "sick-leave";
      const asked = { ...data, kind, certificate: "1", from, to: addDays(from, what.length - 1) };
      return openSickLeave(command(OpenSickLeave.parse(asked), "hanna", commandId(place)), state, told);
    }
    case "prolong": {
      const { requestId = "none", to = START } = sick(what.which) ?? {};
      const asked = { ...data, requestId, certificate: "2", to: addDays(to, what.length) };
      return extendSickLeave(command(ExtendSickLeave.parse(asked), "hanna"), state, told);
    }
    case "recover": {
      const { requestId = "none", to = START } = sick(what.which) ?? {};
      const asked = { ...data, requestId, to: addDays(to, -(what.after % 7)) };
      return closeSickLeave(command(CloseSickLeave.parse(asked), "hanna"), state, told);
    }
    case "choose": {
      const request = chosen(what.which);
      const interruption = request?.interruptions.find((each) => each.chosen === null && each.extends);
      const about = { requestId: request?.requestId ?? "none", sickLeaveId: interruption?.sickLeaveId ?? "none" };
      const asked = { ...data, ...about, choice: what.extend ? "extend" : "return" };
      return chooseAfterSickness(command(ChooseAfterSickness.parse(asked), "galina"), state, told);
    }
    case "find": {
      const from = addDays(START, what.after - 400);
      const asked = RecordAbsence.parse({ ...data, from, to: from });
      return recordAbsence(command(asked, "anna", commandId(place)), state, told);
    }
  }
};

/** As if the law had struck every public holiday after the absences were approved. */
const withoutHolidays = (told: AbsenceFacts): AbsenceFacts => ({
  ...told,
  calendar: (country, year) => {
    const calendar = told.calendar(country, year);
    return (
      calendar && { ...calendar, kinds: calendar.kinds.map((each) => (each === "public-holiday" ? "working" : each)) }
    );
  },
});

const play = (actions: readonly Action[], who: Parameters<typeof employed>[0]): AbsenceEvent[] => {
  let state = absence.initial;
  return actions.flatMap((what, place) => {
    const events = appended<AbsenceEvent>(decide(what, place, state, state, who));
    state = fold(absence, events, state);
    return events;
  });
};

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
