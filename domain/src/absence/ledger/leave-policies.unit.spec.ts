// One story, told under three sets of rules: Russia's, Germany's and one that is made up here. What differs is data; nothing
// of it is in the code that decides.
import { describe, expect, test } from "@jest/globals";
import { addMonthsToDate, localDate } from "../../kernel/local-date.js";
import { leavePolicy, type LeavePolicy } from "../../policy/leave-policy.js";
import { policy, type Policy } from "../../policy/policy.js";
import { employed } from "../../specification/bank.js";
import { adjusts, approves, asks, compensates, run, story } from "../../specification/leave-story.js";

/** 24 days a year from hire on, earned month by month, usable after three months, five of them kept for two months. */
const madeUp: LeavePolicy = {
  ...leavePolicy("GB", localDate("2026-01-01")),
  entitlement: { hundredths: 2400 },
  earned: "month-by-month",
  partYears: { months: "full", round: "sum", cutOnEntry: "never", wholeAfter: null },
  rightAfterMonths: 3,
  lapse: { carriedUntil: "05-31", carriedWhileWaiting: "05-31", most: 500 },
  encashment: { keptOfEachYear: 0 },
  additional: { ledger: "additional", least: { contract: 0 } },
};
const customers: Policy = { ...policy, leavePolicy: () => madeUp };

interface Rules {
  readonly policy: Policy;
  readonly country: string;
  /** Balance at the end of: the day of hire, four months later, the end of the first calendar year, the next 31 March and 1 April. */
  readonly balances: readonly number[];
  /** The same of what is usable. */
  readonly usable: readonly number[];
  /** A leave in May 2026. */
  readonly taken: readonly [from: string, to: string];
  /** Paid out, taken back and overdrawn when the employment ends with that month. */
  readonly leaving: { readonly amount: number; readonly withdrawn: number; readonly overdrawn: number };
}

const DAYS = ["2024-03-01", "2024-07-01", "2024-12-31", "2025-03-31", "2025-04-01", "2026-04-30"];

const sets: readonly (readonly [name: string, rules: Rules])[] = [
  [
    "Russia",
    {
      policy,
      country: "RU",
      balances: [2800, 2800, 2800, 5600, 5600, 8400],
      usable: [0, 0, 2800, 5600, 5600, 8400],
      taken: ["2026-05-18", "2026-05-27"],
      // Two years of 28 and three months of 2.33, less 10 days: 52.99.
      leaving: { amount: 5299, withdrawn: 2101, overdrawn: 0 },
    },
  ],
  [
    "Germany",
    {
      policy,
      country: "DE",
      balances: [2000, 2000, 2000, 4000, 2000, 2000],
      usable: [0, 0, 2000, 4000, 2000, 2000],
      taken: ["2026-05-12", "2026-05-27"],
      // Leaving in May: five twelfths of 20 are 8.33; 10 working days were taken.
      leaving: { amount: 0, withdrawn: 1000, overdrawn: 167 },
    },
  ],
  [
    "made up",
    {
      policy: customers,
      country: "GB",
      balances: [0, 800, 2000, 700, 700, 900],
      usable: [0, 800, 2000, 700, 700, 900],
      taken: ["2026-05-12", "2026-05-21"],
      // 5 carried over and 6 earned since March, less 8 days.
      leaving: { amount: 300, withdrawn: 0, overdrawn: 0 },
    },
  ],
];

describe.each(sets)("under the rules of %s", (_, rules) => {
  const { country } = rules;
  const working = { policy: rules.policy, employment: employed({ country }), today: localDate("2026-05-01") };

  test("leave is granted, becomes usable, is carried over and lost as the policy says", () => {
    const { balances, usable } = story(working, run("2026-05-01"));
    expect(balances(DAYS)).toEqual(rules.balances);
    expect(usable(DAYS)).toEqual(rules.usable);
  });

  test("running it month after month posts the same as running it once", () => {
    const months = Array.from({ length: 26 }, (__, month) => addMonthsToDate(localDate("2024-03-28"), month));
    const often = story(working, ...months.map(run), run("2026-05-01"));
    const once = story(working, run("2026-05-01"));
    expect(often.balances(DAYS)).toEqual(once.balances(DAYS));
    expect(often.state.entries.length).toBe(once.state.entries.length);
  });

  test("leaving pays out what is unused of what was earned, and never a negative sum", () => {
    const leaving = {
      ...working,
      employment: employed({ country, lastDay: "2026-05-31" }),
      today: localDate("2026-04-15"),
    };
    const leave = asks(...rules.taken);
    const { state } = story(leaving, run("2026-04-15"), leave);
    const { requestId } = [...state.requests.values()][0] ?? { requestId: "" };
    const done = story(leaving, run("2026-04-15"), leave, approves(requestId), compensates());
    const paid = done.events.find(({ type }) => type === "LeaveCompensated");
    expect(paid?.data).toMatchObject(rules.leaving);
    expect(done.balances(["2026-05-31", "2026-12-31"])).toEqual([0, 0]);
  });

  test("a balance is never adjusted under its floor", () => {
    const { balances, refuses } = story(working, run("2026-05-01"));
    const [left] = balances(["2026-05-01"]);
    expect(refuses(adjusts(-(left ?? 0) - 1, "2026-05-01"))).toMatchObject({
      "ledger-under-floor": { on: "2026-05-01", available: (left ?? 0) / 100 },
      path: "/amount",
    });
    const emptied = story(working, run("2026-05-01"), adjusts(-(left ?? 0), "2026-05-01"));
    expect(emptied.balances(["2026-05-01"])).toEqual([0]);
  });
});
