// What may be done to the absences of one employee, in any order: what property tests play.
import fc from "fast-check";
import type { Absences } from "../absence/absence.js";
import { addDays, localDate } from "../kernel/local-date.js";

export const START = localDate("2025-01-01");

/** The ledgers that the actions come to. */
export const LEDGERS = ["annual", "additional", "day-in-lieu"];

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
export type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

export const played = fc.array(action, { minLength: 1, maxLength: 40, size: "max" });

export const person = fc.record({
  hiredOn: fc.integer({ min: 0, max: 500 }).map((days) => addDays(localDate("2024-01-01"), days)),
  country: fc.constantFrom("RU", "GB"),
  schedule: fc.constantFrom("five-day-40" as const, "shift-2-2-a" as const, "five-day-20" as const),
});

/** Requests that an action has something to do with, so that histories come to every kind of event. */
export const concerned = (what: Action["does"], { requests }: Absences) => {
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
