// What holds for a ledger whatever HR and the employee do to it, in whatever order, under three sets of rules. Every figure is
// compared with a slow and obvious reference: single days, taken one after the other from slips of one day each.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, eachDay, epochDay, localDate, type LocalDate } from "../../kernel/local-date.js";
import { leavePolicy } from "../../policy/leave-policy.js";
import { policy, type Policy } from "../../policy/policy.js";
import { employed, facts, hrOfAll } from "../../specification/bank.js";
import { appended, fold } from "../../specification/given-when-then.js";
import {
  adjusts,
  approves,
  asks,
  carriesOver,
  encashes,
  idOf,
  rejects,
  reverses,
  run,
  type Step,
} from "../../specification/leave-story.js";
import { absence, type Absences } from "../absence.js";
import type { LedgerEntry } from "./ledger-entry.js";
import { balanceOn, firstDayUnderZero, usableOn } from "./leave-ledger.js";
import { holding, unrecorded } from "./lots.js";

const LEDGER = "annual";
const START = localDate("2025-01-01");
const HORIZON = eachDay(localDate("2024-02-01"), localDate("2027-06-30"));
const kept = { carriedUntil: "03-31", carriedWhileWaiting: "03-31", most: 500 } as const;
const madeUp: Policy = {
  ...policy,
  leavePolicy: () => ({
    ...leavePolicy("GB", START),
    earned: "month-by-month",
    lapse: kept,
    encashment: { keptOfEachYear: 0 },
  }),
};
const rules = fc.constantFrom({ country: "RU", policy }, { country: "DE", policy }, { country: "GB", policy: madeUp });

const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays(START, days));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(day, fc.integer({ min: 0, max: 25 })).map(([from, more]) => asks(from, addDays(from, more))),
  },
  { weight: 4, arbitrary: fc.nat(12).map((which) => approves(idOf(which))) },
  { weight: 2, arbitrary: fc.nat(12).map((which) => rejects(idOf(which))) },
  { weight: 3, arbitrary: day.map((upTo) => run(upTo)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.integer({ min: -800, max: 800 }).filter((amount) => amount !== 0),
        day,
        fc.option(fc.nat(200)),
      )
      .map(([amount, on, valid]) => adjusts(amount, on, { expiresOn: valid === null ? null : addDays(on, valid) })),
  },
  { weight: 2, arbitrary: fc.nat(12).map((which) => reverses(idOf(which))) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((year) => reverses(`leave-year-202${5 + year}-01-01`)) },
  { weight: 1, arbitrary: fc.nat(1500).map((most) => carriesOver("leave-year-2025-01-01", "2026-08-31", most)) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 500 }).map((amount) => encashes(amount)) },
);

/** Plays what is not refused; half of it has happened by its end, so that there is past and future. */
const play = (steps: readonly Step[], told: Parameters<Step>[1]): Absences => {
  let state = absence.initial;
  steps.forEach((each, place) => {
    state = fold(absence, appended(each(state, told, idOf(place))), state);
  });
  return state;
};

const toldUnder = ({ country, policy: inForce }: { readonly country: string; readonly policy: Policy }) =>
  facts({
    employment: employed({ country }),
    policy: inForce,
    today: localDate("2026-01-20"),
    roles: hrOfAll,
  });

const someSteps = fc.array(step, { minLength: 1, maxLength: 13 });

const histories = (check: (state: Absences, told: Parameters<Step>[1]) => void) =>
  fc.assert(
    fc.property(someSteps, rules, (steps, inForce) => {
      const told = toldUnder(inForce);
      check(play(steps, told), told);
    }),
    { numRuns: 40 },
  );

/** Ten thousand hundredths of a ledger as slips of one hundredth would be too slow; a slip is a hundred of them or less. */
interface Slip {
  readonly grant: string;
  readonly from: LocalDate;
  readonly usable: LocalDate;
  readonly until: LocalDate | null;
  readonly rule: LedgerEntry["carries"];
  readonly agreed: boolean;
  amount: number;
}

/** Day by day: what lapses overnight is put away or put into a new envelope, then what comes in, then what is taken. */
const slowly = (entries: readonly LedgerEntry[]) => {
  const counted = holding(entries, LEDGER).filter(({ kind }) => kind !== "expiry" && kind !== "carry-over");
  const agreements = holding(entries, LEDGER).filter(({ kind, carries }) => kind === "carry-over" && carries !== null);
  let slips: Slip[] = [];
  let debt = 0;
  const lost: { readonly on: LocalDate; readonly amount: number }[] = [];
  const ends = new Map<LocalDate, { readonly balance: number; readonly usable: number }>();
  for (const today of HORIZON) {
    const keptOf = new Map<string, number>();
    const over = slips.filter(({ until, amount }) => until !== null && until < today && amount > 0);
    slips = slips.filter((slip) => !over.includes(slip));
    for (const slip of over) {
      const { rule, amount, until, grant, agreed } = slip;
      const share = agreed ? grant : String(until);
      const most =
        rule === null || rule.until < today ? 0 : Math.max(0, (rule.most ?? Infinity) - (keptOf.get(share) ?? 0));
      const stays = Math.min(amount, most);
      keptOf.set(share, (keptOf.get(share) ?? 0) + stays);
      if (stays > 0 && rule !== null)
        slips.push({
          ...slip,
          grant: "kept",
          usable: slip.usable > today ? slip.usable : today,
          until: rule.until,
          rule: null,
          amount: stays,
        });
      if (amount > stays) lost.push({ on: today, amount: amount - stays });
    }
    for (const { effectiveOn, usableFrom, amount, source, expiresOn, carries } of counted)
      if (effectiveOn === today && amount > 0 && usableFrom !== null) {
        const agreement = agreements.findLast(({ concerns }) => concerns === source)?.carries;
        const usable = usableFrom > today ? usableFrom : today;
        slips.push({
          grant: source,
          from: today,
          usable,
          until: expiresOn,
          rule: agreement ?? carries,
          agreed: agreement !== undefined && agreement !== null,
          amount,
        });
      }
    let wanted = debt;
    for (const entry of counted)
      if (entry.usableFrom === null && entry.effectiveOn <= today && today <= entry.effectiveTo)
        wanted -= entry.amount / (epochDay(entry.effectiveTo) - epochDay(entry.effectiveOn) + 1);
    const open = slips.filter(({ usable }) => usable <= today);
    open.sort((a, b) =>
      (a.until ?? "9999") === (b.until ?? "9999")
        ? a.usable < b.usable
          ? -1
          : Number(a.usable > b.usable)
        : (a.until ?? "9999") < (b.until ?? "9999")
          ? -1
          : 1,
    );
    for (const slip of open) {
      const taken = Math.min(slip.amount, Math.max(0, wanted));
      slip.amount -= taken;
      wanted -= taken;
    }
    debt = wanted;
    const held = (some: readonly Slip[]) => some.reduce((sum, { amount }) => sum + amount, 0) - debt;
    ends.set(today, { balance: held(slips), usable: held(open) });
  }
  return { ends, lost };
};

describe("whatever is done to a ledger", () => {
  test("the steps reach every kind of entry, under every set of rules", () => {
    const wanted = new Set<string>([
      "grant",
      "accrual",
      "adjustment",
      "expiry",
      "carry-over",
      "encashment",
      "reversal",
      "use",
      "release",
    ]);
    for (const [steps, inForce] of fc.sample(fc.tuple(someSteps, rules), 2_000)) {
      for (const { kind } of play(steps, toldUnder(inForce)).entries) wanted.delete(kind);
      if (wanted.size === 0) break;
    }
    expect([...wanted]).toEqual([]);
  });

  test("its balance and what is usable are those of the reference, on every day of past and future", () =>
    histories(({ entries }) => {
      const { ends } = slowly(entries);
      for (const on of HORIZON.filter((_, index) => index % 29 === 0 || index % 365 < 2)) {
        const shown = { on, balance: balanceOn(entries, LEDGER, on), usable: usableOn(entries, LEDGER, on) };
        expect(shown).toEqual({ on, ...ends.get(on) });
      }
    }));

  test("its balance is the sum of its entries, recorded and still to be recorded", () =>
    histories(({ entries }) => {
      const own = entries.filter(({ ledger }) => ledger === LEDGER);
      const sum = [...own, ...unrecorded(own, LEDGER)].reduce((total, { amount }) => total + amount, 0);
      expect(balanceOn(entries, LEDGER, localDate("2199-12-31"))).toBe(sum);
    }));

  test("nothing brings it under its floor on any day", () =>
    histories(({ entries }) => {
      expect(firstDayUnderZero(entries, LEDGER, localDate("2024-01-01"))).toBeUndefined();
      for (const { balance, usable } of slowly(entries).ends.values())
        expect(Math.min(balance, usable)).toBeGreaterThanOrEqual(0);
    }));

  test("what expires is max(0, unused) of the reference, and never negative", () =>
    histories(({ entries }) => {
      const bare = entries.filter(
        ({ kind, carries }) => kind !== "expiry" && (kind !== "carry-over" || carries !== null),
      );
      const expired = unrecorded(bare, LEDGER).filter(({ kind }) => kind === "expiry");
      for (const { amount } of expired) expect(amount).toBeLessThan(0);
      const by = (some: readonly { readonly on: LocalDate; readonly amount: number }[]) => {
        const sums = new Map<LocalDate, number>();
        for (const { on, amount } of some) if (on <= "2027-06-30") sums.set(on, (sums.get(on) ?? 0) + amount);
        return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
      };
      expect(by(expired.map(({ effectiveOn, amount }) => ({ on: effectiveOn, amount: -amount })))).toEqual(
        by(slowly(entries).lost),
      );
    }));

  test("a posted entry that is reversed leaves no trace in any balance", () =>
    histories((state, told) => {
      const adjusted = fold(absence, appended(adjusts(321, "2025-06-01")(state, told, idOf(90))), state);
      const restored = fold(absence, appended(reverses(idOf(90))(adjusted, told, idOf(91))), adjusted);
      expect(restored.entries.length).toBe(adjusted.entries.length + 1);
      // What the adjustment posted ahead of itself was due without it.
      const due = fold(absence, appended(run("2025-06-01")(state, told, idOf(92))), state);
      for (const on of HORIZON.filter((__, index) => index % 61 === 0)) {
        expect(balanceOn(restored.entries, LEDGER, on)).toBe(balanceOn(due.entries, LEDGER, on));
        expect(usableOn(restored.entries, LEDGER, on)).toBe(usableOn(due.entries, LEDGER, on));
      }
    }));

  test("entries are unique by source, kind and sequence", () =>
    histories(({ entries }) => {
      const names = entries
        .filter(({ requestId }) => requestId === null)
        .map(({ ledger, source, kind, sequence }) => `${ledger} ${source} ${kind} ${sequence}`);
      expect(new Set(names).size).toBe(names.length);
    }));

  test("running the accruals once more records nothing more", () =>
    histories((state, told) => {
      const once = fold(absence, appended(run("2026-01-20")(state, told, idOf(90))), state);
      expect(appended(run("2026-01-20")(once, told, idOf(91)))).toEqual([]);
    }));
});
