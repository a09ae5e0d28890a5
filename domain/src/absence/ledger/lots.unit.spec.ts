// Carry-over and expiry on entries as they are: what is taken from what, and what is left of it after its last day.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { entryOf, type LedgerEntry } from "./ledger-entry.js";
import type { AbsenceEvent } from "../absence.js";
import { DayInLieuEarned, DayInLieuForfeited } from "../work/work-events.js";
import { availableFrom, balanceOn, firstDayUnderZero, ledgerEntries, usableOn } from "./leave-ledger.js";
import { unrecorded } from "./lots.js";

const ledger = "annual";
const day = localDate;
const grant = (source: string, amount: number, on: string, more: Partial<LedgerEntry> = {}) =>
  entryOf({ ledger, kind: "grant", source, amount, effectiveOn: day(on), usableFrom: day(on), ...more });
const use = (source: string, days: number, from: string, to = from, kind: LedgerEntry["kind"] = "use") => {
  const amount = (kind === "return" || kind === "release" ? 100 : -100) * days;
  const [effectiveOn, effectiveTo] = [day(from), day(to)];
  return entryOf({ ledger, kind, source, amount, effectiveOn, effectiveTo, requestId: source });
};

/** 10 days of last year, carried over until 31 March, and 20 of this one, which never expire. */
const carried = grant("last-year", 1000, "2025-01-01", {
  expiresOn: day("2025-12-31"),
  carries: { until: day("2026-03-31"), most: null },
});
const thisYear = grant("this-year", 2000, "2026-01-01");
const balances = (entries: readonly LedgerEntry[], ...days: string[]) =>
  days.map((on) => balanceOn(entries, ledger, day(on)));
const expired = (entries: readonly LedgerEntry[]) =>
  unrecorded(entries, ledger)
    .filter(({ kind }) => kind === "expiry")
    .map(({ amount, effectiveOn }) => [amount, effectiveOn]);

describe("what is carried over", () => {
  test.each([
    [0, -1000],
    [8, -200],
    [10, undefined],
    [12, undefined],
  ])("10 days of which %d are used expire by max(0, unused)", (days, lost) => {
    const taken = days === 0 ? [] : [use("march", days, "2026-03-02", `2026-03-${String(days + 1).padStart(2, "0")}`)];
    const entries = [carried, thisYear, ...taken];
    expect(expired(entries)).toEqual(lost === undefined ? [] : [[lost, "2026-04-01"]]);
    expect(balances(entries, "2026-03-31", "2026-04-01")).toEqual([
      3000 - 100 * days,
      days >= 10 ? 3000 - 100 * days : 2000,
    ]);
  });

  test("is used first, though the other grant was there before it", () => {
    const old = grant("old", 500, "2024-01-01");
    const entries = [old, carried, use("march", 4, "2026-03-02", "2026-03-05")];
    expect(expired(entries)).toEqual([[-600, "2026-04-01"]]);
  });

  test("stands in the ledger as out of the old year and into the new, with an expiry date of its own", () =>
    expect(unrecorded([carried, use("december", 3, "2025-12-01", "2025-12-03")], ledger)).toMatchObject([
      {
        kind: "carry-over",
        source: "last-year",
        sequence: 0,
        amount: -700,
        effectiveOn: "2026-01-01",
        expiresOn: null,
      },
      { kind: "carry-over", sequence: 1, amount: 700, effectiveOn: "2026-01-01", expiresOn: "2026-03-31" },
      { kind: "expiry", source: "last-year-carried", amount: -700, effectiveOn: "2026-04-01" },
    ]));

  test("is no more than the most there may be; the rest expires at once", () => {
    const most = { ...carried, carries: { until: day("2026-03-31"), most: 500 } };
    expect(balances([most], "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01")).toEqual([1000, 500, 500, 0]);
  });

  test("may be used on its last valid day, and not on the next", () => {
    expect(firstDayUnderZero([carried, use("last", 1, "2026-03-31")], ledger, day("2026-01-01"))).toBeUndefined();
    expect(firstDayUnderZero([carried, use("late", 1, "2026-04-01")], ledger, day("2026-01-01"))).toBe("2026-04-01");
  });

  test("counts for the part of a leave that lies before its expiry, and the other grant for the part after it", () => {
    const across = use("across", 14, "2026-03-25", "2026-04-07"); // 7 days before 1 April, 7 after
    expect(expired([carried, thisYear, across])).toEqual([[-300, "2026-04-01"]]);
    expect(balances([carried, thisYear, across], "2026-03-31", "2026-04-01", "2026-04-07")).toEqual([2300, 1900, 1300]);
  });

  test("that is given back after it has expired expires at once", () => {
    const taken = use("march", 8, "2026-03-02", "2026-03-09");
    const back = use("march", 3, "2026-03-07", "2026-03-09", "return");
    expect(balances([carried, thisYear, taken], "2026-04-01")).toEqual([2000]);
    expect(expired([carried, thisYear, taken, back])).toEqual([[-500, "2026-04-01"]]);
    expect(balances([carried, thisYear, taken, back], "2026-03-09", "2026-04-01")).toEqual([2500, 2000]);
  });

  test("costs later days nothing: all that is there can be taken before it expires", () => {
    const summer = use("summer", 20, "2026-07-01", "2026-07-20", "reservation");
    expect(availableFrom([carried, thisYear, summer], ledger, day("2026-03-02"))).toEqual({
      on: "2026-07-20",
      amount: 1000,
    });
    expect(availableFrom([carried, thisYear, summer], ledger, day("2026-04-01")).amount).toBe(0);
  });

  test("whose right has not begun is a balance and not usable, and expires all the same", () => {
    const waits = grant("waits", 600, "2025-09-01", { usableFrom: day("2026-03-01"), expiresOn: day("2025-12-31") });
    expect(balances([waits], "2025-12-31", "2026-01-01")).toEqual([600, 0]);
    expect(usableOn([waits], ledger, day("2025-12-31"))).toBe(0);
  });
});

describe("a day in lieu", () => {
  const worked = {
    employeeId: "galina",
    requestId: "work",
    ledger: "day-in-lieu",
    amount: 100,
    usableFrom: "2026-03-09",
  };
  const earned = DayInLieuEarned({ ...worked, workedOn: "2026-03-08", lastDay: "2027-03-08" });
  const balanceOf = (events: readonly AbsenceEvent[], on: string) =>
    balanceOn(events.flatMap(ledgerEntries), "day-in-lieu", day(on));

  test("stands for a year and is lost after it", () =>
    expect(["2026-03-08", "2026-03-09", "2027-03-08", "2027-03-09"].map((on) => balanceOf([earned], on))).toEqual([
      0, 100, 100, 0,
    ]));
  test("that is forfeited was never there", () =>
    expect(["2026-03-09", "2027-03-09"].map((on) => balanceOf([earned, DayInLieuForfeited(worked)], on))).toEqual([
      0, 0,
    ]));
});

describe("what is on record", () => {
  const record = (kind: "expiry" | "carry-over", amount: number, sequence: number, more: Partial<LedgerEntry> = {}) =>
    entryOf({
      ledger,
      kind,
      source: "last-year-carried",
      sequence,
      amount,
      effectiveOn: day("2026-04-01"),
      usableFrom: day("2026-01-01"),
      concerns: "last-year-carried",
      ...more,
    });

  test("is not counted twice", () => {
    const entries = [carried, record("expiry", -1000, 0)];
    expect(balances(entries, "2026-03-31", "2026-04-01")).toEqual([1000, 0]);
    expect(expired(entries)).toEqual([]);
  });
  test("and proves too much by a use that is reported later is corrected by the difference", () => {
    const entries = [carried, record("expiry", -1000, 0), use("late", 4, "2026-03-02", "2026-03-05")];
    expect(expired(entries)).toEqual([[400, "2026-04-01"]]);
    expect(balances(entries, "2026-03-31", "2026-04-01")).toEqual([600, 0]);
  });
});
