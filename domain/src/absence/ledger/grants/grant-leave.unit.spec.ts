// Opening balances and working years.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../../kernel/local-date.js";
import { employed, facts } from "../../../specification/bank.js";
import { command, fold, given } from "../../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../../absence.js";
import { LeaveGranted, LedgerEntryReversed } from "../ledger-events.js";
import type { AbsenceFacts } from "../../absence-facts.js";
import { GrantLeave, grantLeave } from "./grant-leave.js";
import { balanceOn, usableOn } from "../leave-ledger.js";

const grant = (data: object, history: AbsenceEvent[] = [], told: Partial<AbsenceFacts> = {}) =>
  given(absence, history).when((state) =>
    grantLeave(command(GrantLeave.parse({ employeeId: "galina", ...data })), state, facts(told)),
  );
const reversed = (amount: number, on: string) =>
  LedgerEntryReversed({
    employeeId: "galina",
    entryId: "by-mistake",
    ledger: "annual",
    source: "opening-balance",
    entries: [{ amount, effectiveOn: on, effectiveTo: on, usableFrom: on }],
    reason: "By mistake.",
  });
const upTo = (date: string) => ({ source: "working-year", upTo: date });
const opening = (amount: number, on: string, ledger = "annual") => ({ source: "opening-balance", ledger, amount, on });
const opened = (amount: number, on: string, usableFrom = on, ledger = "annual") =>
  LeaveGranted({
    employeeId: "galina",
    ledger,
    amount,
    workingYear: null,
    effectiveOn: on,
    usableFrom,
    source: "opening-balance",
  });
const yearsOf = (events: readonly AbsenceEvent[]) =>
  events.map(({ type, data }) => (type === "LeaveGranted" ? data.workingYear?.from : type));

describe("working years", () => {
  test("grant 28 days each as they begin, counted from hire", () => {
    const events = grant(upTo("2026-02-28")).thenAppendsSome();
    expect(events).toEqual([
      LeaveGranted({
        employeeId: "galina",
        ledger: "annual",
        amount: 2800,
        workingYear: { from: "2024-03-01", to: "2025-02-28" },
        effectiveOn: "2024-03-01",
        usableFrom: "2024-09-01",
        source: "working-year",
        yearNumber: 0,
      }),
      LeaveGranted({
        employeeId: "galina",
        ledger: "annual",
        amount: 2800,
        workingYear: { from: "2025-03-01", to: "2026-02-28" },
        effectiveOn: "2025-03-01",
        usableFrom: "2025-03-01",
        source: "working-year",
        yearNumber: 1,
      }),
    ]);
  });
  test("that are granted are not granted again, whoever granted them", () => {
    const before = grant(upTo("2026-02-28")).thenAppendsSome();
    grant(upTo("2026-02-28"), [...before]).thenNothing();
    expect(yearsOf(grant(upTo("2026-03-01"), [...before]).thenAppendsSome())).toEqual(["2026-03-01"]);
  });
  test("begin on the last day of February for whoever was hired on the 29th", () => {
    const leap = { employment: employed({ hiredOn: "2024-02-29" }) };
    const events = grant(upTo("2028-02-02"), [], leap).thenAppendsSome();
    expect(yearsOf(events)).toEqual(["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]);
  });
  test("do not begin after the last day of employment", () => {
    const left = { employment: employed({ lastDay: "2026-02-28" }) };
    expect(yearsOf(grant(upTo("2026-06-01"), [], left).thenAppendsSome())).toEqual(["2024-03-01", "2025-03-01"]);
  });
  test("that begin before the hire there are none", () => grant(upTo("2024-02-29")).thenNothing());
  test("are not granted more than two years ahead", () =>
    grant(upTo("2028-02-03")).thenRefused("too-far-ahead", { months: 24 }));
  test("of nobody employed are refused", () =>
    grant(upTo("2026-01-01"), [], { employment: undefined }).thenRefused("employee-unknown"));
});

describe("an opening balance", () => {
  test("is granted as of its day", () => grant(opening(1250, "2026-01-01")).thenAppends(opened(1250, "2026-01-01")));
  test("stands for all working years begun by its day", () =>
    expect(yearsOf(grant(upTo("2027-06-01"), [opened(1250, "2026-03-01")]).thenAppendsSome())).toEqual(["2027-03-01"]));
  test("is usable only when the right to leave has begun", () => {
    const newcomer = { employment: employed({ hiredOn: "2025-11-01" }) };
    grant(opening(1250, "2026-01-01"), [], newcomer).thenAppends(opened(1250, "2026-01-01", "2026-05-01"));
  });
  test("again with the same days changes nothing, also after other grants", () => {
    const before = [opened(1250, "2026-01-01")];
    grant(opening(1250, "2026-01-01"), before).thenNothing();
    const more = grant(upTo("2026-03-01"), before).thenAppendsSome();
    grant(opening(1250, "2026-01-01"), [...before, ...more]).thenNothing();
  });
  test("again with other days, or after grants, is refused", () => {
    grant(opening(1300, "2026-01-01"), [opened(1250, "2026-01-01")]).thenRefused("ledger-has-entries");
    const years = grant(upTo("2026-01-01")).thenAppendsSome();
    grant(opening(1250, "2026-01-01"), [...years]).thenRefused("ledger-has-entries");
  });
  test("that was taken back is opened anew, also under leave years that began after it", () => {
    const wrong = opened(12_500, "2026-01-01");
    const years = grant(upTo("2026-03-01"), [wrong]).thenAppendsSome();
    expect(yearsOf(years)).toEqual(["2026-03-01"]);
    const before = [wrong, ...years, reversed(12_500, "2026-01-01")];
    const right = grant(opening(1250, "2026-01-01"), before).thenAppendsSome();
    const { entries } = fold<ReturnType<typeof absence.evolve>, AbsenceEvent>(absence, [...before, ...right]);
    expect(balanceOn(entries, "annual", localDate("2026-02-01"))).toBe(1250);
    expect(usableOn(entries, "annual", localDate("2026-02-01"))).toBe(1250);
    grant(opening(1250, "2026-01-01"), [...before, ...right]).thenNothing();
    grant(opening(12_500, "2026-01-01"), [...before, ...right]).thenRefused("ledger-has-entries");
    // The same figure may be right after all.
    const same = grant(opening(12_500, "2026-01-01"), before).thenAppendsSome();
    const again = fold<ReturnType<typeof absence.evolve>, AbsenceEvent>(absence, [...before, ...same]);
    expect(usableOn(again.entries, "annual", localDate("2026-02-01"))).toBe(12_500);
  });
  test("lies no further ahead than leave is granted", () =>
    grant(opening(1250, "2126-01-01")).thenRefused("too-far-ahead"));
  test("of another ledger is its own", () =>
    grant(opening(300, "2026-01-01", "additional"), [opened(1250, "2026-01-01")]).thenAppends(
      opened(300, "2026-01-01", "2026-01-01", "additional"),
    ));
  test("of a ledger that is not there is refused", () =>
    grant(opening(300, "2026-01-01", "moon")).thenRefused("ledger-unknown", {
      ledgers: ["annual", "additional", "day-in-lieu"],
    }));
  test("before the hire or after the leaving is refused", () => {
    grant(opening(300, "2024-02-29")).thenRefused("before-hire");
    const left = { employment: employed({ lastDay: "2025-12-31" }) };
    grant(opening(300, "2026-01-01"), [], left).thenRefused("employee-left");
  });
  test.each([-1, 0.5, 100_001])("of %d hundredths is no command at all", (amount) =>
    expect(GrantLeave.safeParse({ employeeId: "galina", ...opening(amount, "2026-01-01") }).success).toBe(false),
  );
});

test("balance and what can be used now are two figures", () => {
  const { entries } = fold(absence, [
    LeaveGranted({
      employeeId: "galina",
      ledger: "annual",
      amount: 2800,
      workingYear: { from: "2025-11-01", to: "2026-10-31" },
      effectiveOn: "2025-11-01",
      usableFrom: "2026-05-01",
      source: "working-year",
    }),
  ]);
  const on = (date: string) => [balanceOn, usableOn].map((of) => of(entries, "annual", localDate(date)));
  expect([on("2025-10-31"), on("2025-11-01"), on("2026-04-30"), on("2026-05-01")]).toEqual([
    [0, 0],
    [2800, 0],
    [2800, 0],
    [2800, 2800],
  ]);
});
