// Closing freezes a period by its place in the log; what comes later posts deltas, and together they are what is true.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, localDate, period, type Period } from "../kernel/local-date.js";
import { timePolicy } from "../policy/time-policy.js";
import {
  absent,
  allowed,
  hired,
  left,
  moved,
  paid,
  recorded,
  scheduled,
  worked,
} from "../specification/employment-facts.js";
import type { TimelineEvent } from "../timesheet/timeline.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import type { LineDelta } from "./difference.js";
import { rateKey, type PayLine } from "./pay-line.js";
import {
  emptyAccount,
  evolveAccount,
  evolveAccountByPeriod,
  evolvePeriods,
  type PayrollAccount,
  type PayrollDelta,
  type PeriodState,
} from "./payroll-account.js";
import { payrollHours, type PayrollHours } from "./payroll-hours.js";
import { PeriodClosed, PeriodOpened, type PayrollPeriodEvent } from "./payroll-period.js";

const opened = (month: string) => PeriodOpened({ period: month });
const closed = (month: string) => PeriodClosed({ period: month });

/** What payroll has seen: the figures at each closing, and every delta that was ever posted. */
interface Ledger {
  readonly account: PayrollAccount;
  readonly periods: readonly PeriodState[];
  readonly frozen: ReadonlyMap<Period, PayrollHours | undefined>;
  readonly posted: readonly PayrollDelta[];
}
const start: Ledger = { account: emptyAccount, periods: [], frozen: new Map(), posted: [] };

const isOfPeriod = (event: TimelineEvent | PayrollPeriodEvent): event is PayrollPeriodEvent =>
  event.type === "PeriodOpened" || event.type === "PeriodClosed" || event.type === "PeriodCalculated";

const quarterly: typeof timePolicy = (country, on) => ({ ...timePolicy(country, on), summedMonths: 3 });

const ledgerOf = (events: readonly (TimelineEvent | PayrollPeriodEvent)[], policyOf = timePolicy): Ledger =>
  events.reduce<Ledger>((ledger, event, index) => {
    const { account, frozen } = ledger;
    if (isOfPeriod(event)) {
      const periods = evolvePeriods(ledger.periods, event);
      const after = evolveAccountByPeriod(account, event, periods);
      if (event.type !== "PeriodClosed") return { ...ledger, account: after, periods };
      const month = event.data.period;
      const hours = payrollHours(account.timeline, month, workCalendar, undefined, policyOf);
      const settled = account.deltas.filter(({ postedIn }) => postedIn === month);
      return {
        account: after,
        periods,
        frozen: new Map(frozen).set(month, hours),
        posted: [...ledger.posted, ...settled],
      };
    }
    const rules = { calendarOf: workCalendar, policyOf };
    return { ...ledger, account: evolveAccount(account, event, String(index + 1), ledger.periods, rules) };
  }, start);

const deltasOf = ({ account, posted }: Ledger): readonly PayrollDelta[] => [...posted, ...account.deltas];

const brief = ({ of, postedIn, fact, workedMinutes, lines }: PayrollDelta) => ({
  of,
  postedIn,
  fact,
  workedMinutes,
  lines: lines.map(({ category, minutes, amountMinor }) => [category, minutes, amountMinor]),
});

// January 2026: 120 h. 120,000 roubles are 1,000 an hour.
const terms = [hired(), paid("2025-01-01", 120_000)];
const sick = (day: string) => absent("sick-leave", day, day);

describe("a fact after the closing", () => {
  test("posts what it changes into the next open period, with a reference", () => {
    const ledger = ledgerOf([...terms, opened("2026-01"), opened("2026-02"), closed("2026-01"), sick("2026-01-14")]);
    expect(deltasOf(ledger).map(brief)).toEqual([
      { of: "2026-01", postedIn: "2026-02", fact: "6", workedMinutes: -480, lines: [["salary", -480, -8_000_00]] },
    ]);
    expect(deltasOf(ledger)[0]?.absentMinutes).toEqual({ Б: 480 });
  });

  test("waits while no later period is open", () => {
    const events = [...terms, opened("2026-01"), closed("2026-01"), sick("2026-01-14")];
    expect(deltasOf(ledgerOf(events))[0]?.postedIn).toBeNull();
    expect(deltasOf(ledgerOf([...events, opened("2026-03")]))[0]?.postedIn).toBe("2026-03");
  });

  test("does not go into an earlier period", () => {
    const events = [...terms, opened("2025-12"), opened("2026-01"), closed("2026-01"), sick("2026-01-14")];
    expect(deltasOf(ledgerOf(events))[0]?.postedIn).toBeNull();
  });

  test("sees the deltas before it, also those of periods that are closed by now", () => {
    const ledger = ledgerOf([
      ...terms,
      opened("2026-01"),
      opened("2026-02"),
      closed("2026-01"),
      sick("2026-01-14"), // 6
      closed("2026-02"),
      opened("2026-03"),
      sick("2026-01-15"), // 9
      recorded("2026-01-14", ["Я", 480]), // 10: was there after all
    ]);
    expect(deltasOf(ledger).map(brief)).toMatchObject([
      { postedIn: "2026-02", fact: "6", lines: [["salary", -480, -8_000_00]] },
      { postedIn: "2026-03", fact: "9", lines: [["salary", -480, -8_000_00]] },
      { postedIn: "2026-03", fact: "10", lines: [["salary", 480, 8_000_00]] },
    ]);
  });

  test("posts also when only hours change", () => {
    const ledger = ledgerOf([
      ...terms,
      absent("unpaid-leave", "2026-01-14", "2026-01-14"),
      opened("2026-01"),
      closed("2026-01"),
      recorded("2026-01-14", ["ПР", 0]),
    ]);
    expect(deltasOf(ledger)).toMatchObject([{ workedMinutes: 0, absentMinutes: { ДО: -480, ПР: 480 }, lines: [] }]);
  });

  test("that changes nothing in a closed period posts nothing", () => {
    const ledger = ledgerOf([
      ...terms,
      opened("2026-01"),
      closed("2026-01"),
      sick("2026-02-03"),
      moved("2026-01-12", "u2"),
    ]);
    expect(deltasOf(ledger)).toEqual([]);
  });

  test("that hires somebody into a closed period posts all of it; one that ends an employment takes it back", () => {
    const late = ledgerOf([opened("2026-01"), closed("2026-01"), ...terms]);
    expect(deltasOf(late).map(brief)).toMatchObject([
      { fact: "3", workedMinutes: 7200, lines: [] },
      { fact: "4", workedMinutes: 0, lines: [["salary", 7200, 120_000_00]] },
    ]);
    const gone = ledgerOf([...terms, opened("2026-01"), closed("2026-01"), left("2026-01-20")]);
    expect(deltasOf(gone).map(brief)[0]).toMatchObject({ workedMinutes: -8 * 480 });
  });

  test("of a new salary takes the old line back in whole and posts the new one", () => {
    const ledger = ledgerOf([...terms, opened("2026-01"), closed("2026-01"), paid("2026-01-01", 132_000)]);
    expect(deltasOf(ledger)[0]?.lines.map(({ monthly, amountMinor }) => [monthly.minor, amountMinor])).toEqual([
      [120_000_00, -120_000_00],
      [132_000_00, 132_000_00],
    ]);
  });

  test("in an accounting period of a quarter reaches the month that settles it", () => {
    const ledger = ledgerOf(
      [
        hired(),
        scheduled("shift-2-2-a", "2025-01-01"),
        paid("2025-01-01", 100_000),
        ...["2026-01", "2026-02", "2026-03"].flatMap((month) => [opened(month), closed(month)]),
        recorded("2026-01-12", ["С", 600]),
      ],
      quarterly,
    );
    expect([...new Set(deltasOf(ledger).map(({ of }) => of))]).toEqual(["2026-01", "2026-03"]);
  });
});

describe("whatever happens after whichever closing", () => {
  const months = ["2026-01", "2026-02", "2026-03", "2026-04"];
  const day = fc.integer({ min: 0, max: 125 }).map((number) => String(addDays(localDate("2026-01-01"), number)));
  const fact: fc.Arbitrary<TimelineEvent> = fc.oneof(
    fc
      .tuple(fc.constantFrom("sick-leave", "unpaid-leave", "business-trip", "day-in-lieu"), day, fc.nat(5))
      .map(([kind, from, length]) => absent(kind, from, String(addDays(localDate(from), length)))),
    fc.tuple(day, fc.integer({ min: 1, max: 500_000 })).map(([from, roubles]) => paid(from, roubles)),
    fc
      .tuple(day, fc.option(fc.integer({ min: 1, max: 50_000 })))
      .map(([from, sum]) => allowed(from, "qualification", sum)),
    day.chain((from) =>
      fc.constantFrom("five-day-40", "five-day-20", "shift-2-2-a", "night-2-2-b").map((code) => scheduled(code, from)),
    ),
    fc
      .tuple(day, fc.constantFrom(0, 60, 300, 480))
      .map(([on, minutes]) => recorded(on, minutes === 0 ? ["НН", 0] : ["Я", minutes], ["С", 90])),
    fc
      .tuple(day, fc.constantFrom("paid" as const, "day-in-lieu" as const))
      .map(([on, how]) => worked("day-off-work", on, "20:00", "02:00", how)),
    day.map((lastDay) => left(lastDay)),
  );
  const histories = fc
    .tuple(
      fc.array(fact, { minLength: 1, maxLength: 14 }),
      fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: months.length, maxLength: months.length }),
    )
    .map(([facts, places]) => {
      const events: (TimelineEvent | PayrollPeriodEvent)[] = [...terms, ...facts];
      months.forEach((month, index) => {
        const [open = 0, close = 0] = places[index] ?? [];
        events.splice(Math.min(events.length, 2 + open), 0, opened(month));
        const after = events.findIndex((event) => isOfPeriod(event) && event.data.period === month) + 1;
        if (close > 0) events.splice(Math.min(events.length, after + close), 0, closed(month));
      });
      return events;
    });

  const sums = (lines: readonly (PayLine | LineDelta)[]) => {
    const byRate = new Map<string, [minutes: number, amount: number]>();
    for (const line of lines) {
      const [minutes, amount] = byRate.get(rateKey(line)) ?? [0, 0];
      byRate.set(rateKey(line), [minutes + line.minutes, amount + line.amountMinor]);
    }
    return Object.fromEntries([...byRate].filter(([, sum]) => sum.some((value) => value !== 0)));
  };

  test.each([
    ["a month", timePolicy],
    ["a quarter", quarterly],
  ] as const)(
    "what is frozen and all that was posted for it are what is true, with accounting by %s",
    (_, policyOf) => {
      fc.assert(
        fc.property(histories, (events) => {
          const ledger = ledgerOf(events, policyOf);
          for (const [month, frozen] of ledger.frozen) {
            const true_ = payrollHours(ledger.account.timeline, month, workCalendar, undefined, policyOf);
            const deltas = deltasOf(ledger).filter(({ of }) => of === month);
            expect(sums([...(frozen?.lines ?? []), ...deltas.flatMap(({ lines }) => lines)])).toEqual(
              sums(true_?.lines ?? []),
            );
            const worked_ = deltas.reduce((sum, { workedMinutes }) => sum + workedMinutes, frozen?.workedMinutes ?? 0);
            expect(worked_).toBe(true_?.workedMinutes ?? 0);
            for (const { postedIn } of deltas) expect(postedIn === null || postedIn > month).toBe(true);
          }
        }),
        { numRuns: 100 },
      );
    },
  );

  test("nothing waits once a later period is open, and what is frozen is kept no longer", () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { account, periods } = ledgerOf(events);
        const isClosed = (month: string | null) => periods.some((each) => each.period === month && each.closed);
        for (const { of, postedIn } of account.deltas) {
          if (postedIn === null) expect(periods.filter((each) => !each.closed && each.period > of)).toEqual([]);
          else expect(isClosed(postedIn)).toBe(false);
        }
      }),
    );
  });
});

test("the periods are in order, and calculating one changes none", () => {
  const events = [opened("2026-03"), opened("2026-01"), closed("2026-03")];
  expect(events.reduce(evolvePeriods, [] as readonly PeriodState[])).toEqual([
    { period: period("2026-01"), closed: false },
    { period: period("2026-03"), closed: true },
  ]);
});
