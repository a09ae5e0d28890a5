// What holds for the absences of one employee whatever is asked of them, and in whatever order.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, eachDay, epochDay, localDate, type LocalDate } from "../kernel/local-date.js";
import { employed, facts, hrOfAll } from "../specification/bank.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { absence, type AbsenceEvent, type Absences } from "./absence.js";
import {
  ApproveRequest,
  approveRequest,
  RejectRequest,
  rejectRequest,
  withdrawRequest,
} from "./request/decide-request.js";
import { GrantLeave, grantLeave } from "./ledger/grant-leave.js";
import { entryOf } from "./ledger/ledger-entry.js";
import { availableFrom, balanceOn, firstDayUnderZero, ledgerEntries, usableOn } from "./ledger/leave-ledger.js";
import { SubmitLeave, submitLeave } from "./request/submit-leave.js";

const START = localDate("2025-01-01");
const HORIZON = eachDay(localDate("2023-12-01"), localDate("2027-01-31"));
const LEDGERS = ["annual", "additional"];

/** One thing that somebody does; numbers choose dates and requests, so that shrinking keeps them meaningful. */
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("submit" as const),
      kind: fc.constantFrom("annual-leave", "annual-leave", "additional-leave", "sick-leave", "remote-work"),
      after: fc.integer({ min: 0, max: 700 }),
      length: fc.integer({ min: 1, max: 40 }),
      half: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("approve", "reject", "withdraw"), which: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("accrue" as const), after: fc.integer({ min: 0, max: 700 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("open" as const),
      amount: fc.nat(4000),
      ledger: fc.constantFrom(...LEDGERS),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

const person = fc.record({
  hiredOn: fc.integer({ min: 0, max: 500 }).map((days) => addDays(localDate("2024-01-01"), days)),
  country: fc.constantFrom("RU", "GB"),
  schedule: fc.constantFrom("five-day-40" as const, "shift-2-2-a" as const, "five-day-20" as const),
});

const commandId = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;

/** What an action decides. The clock of the actions stands; HR may enter anything back. */
const decide = (what: Action, place: number, state: Absences, who: Parameters<typeof employed>[0]) => {
  const told = facts({ employment: employed(who), today: START, roles: hrOfAll });
  const data = { employeeId: "galina" };
  const named = (which: number) => ({
    ...data,
    requestId: [...state.requests.keys()][which % Math.max(1, state.requests.size)] ?? "none",
  });
  switch (what.does) {
    case "submit": {
      const from = addDays(START, what.after - 200);
      const half = what.half && who?.country === "GB";
      const span = { from, to: half ? from : addDays(from, what.length - 1), dayPart: half ? "morning" : "full" };
      const asked = SubmitLeave.parse({ ...data, kind: what.kind, ...span });
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
      return approveRequest(command(ApproveRequest.parse(named(what.which)), "anna"), state, told);
    case "reject":
      return rejectRequest(command(RejectRequest.parse({ ...named(what.which), reason: "No" }), "anna"), state, told);
    default:
      return withdrawRequest(command(ApproveRequest.parse(named(what.which)), "galina"), state, told);
  }
};

const play = (actions: readonly Action[], who: Parameters<typeof employed>[0]): AbsenceEvent[] => {
  let state = absence.initial;
  return actions.flatMap((what, place) => {
    const events = appended<AbsenceEvent>(decide(what, place, state, who));
    state = fold(absence, events, state);
    return events;
  });
};

/** Every property is shown on histories that really contain something. */
const histories = (check: (events: AbsenceEvent[], state: Absences) => void) =>
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 25 }), person, (actions, who) => {
      const events = play(actions, who);
      check(events, fold(absence, events));
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
    const seen = new Set<string>();
    histories((events) => events.forEach(({ type }) => seen.add(type)));
    expect([...seen].toSorted()).toEqual([
      "AbsenceApproved",
      "AbsenceRejected",
      "AbsenceRequested",
      "AbsenceWithdrawn",
      "LeaveGranted",
    ]);
  });

  test("the ledger equals the sum of its entries, on every day", () =>
    histories((events, state) => {
      expect(state.entries).toEqual(events.flatMap(ledgerEntries));
      for (const ledger of LEDGERS)
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

  test("no two absences that are pending or approved share a day", () =>
    histories((_, state) => {
      const taken = [...state.requests.values()]
        .filter(({ status }) => status === "pending" || status === "approved")
        .flatMap(({ from, to }) => eachDay(from, to));
      expect(new Set(taken).size).toBe(taken.length);
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
        expect(sum("use") < 0).toBe(request.status === "approved" && request.ledger !== null);
      }
    }));

  test("the spans of a request follow each other and cover it", () =>
    histories((_, state) => {
      for (const { from, to, days } of state.requests.values())
        expect(days.flatMap((span) => eachDay(span.from, span.to))).toEqual(eachDay(from, to));
    }));

  test("a working year is granted once", () =>
    histories((_, state) => {
      const years = state.grants.flatMap(({ workingYear }) => workingYear?.from ?? []);
      expect(new Set(years).size).toBe(years.length);
    }));

  test("the same command twice appends nothing the second time", () =>
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 25 }), person, (actions, who) => {
        let state = absence.initial;
        actions.forEach((what, place) => {
          state = fold(absence, appended<AbsenceEvent>(decide(what, place, state, who)), state);
          expect({ what, again: appended<AbsenceEvent>(decide(what, place, state, who)) }).toEqual({ what, again: [] });
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
