// What is paid for leave on leaving.
import { describe, expect, test } from "@jest/globals";
import { employed } from "../../../specification/bank.js";
import { appended, fold } from "../../../specification/given-when-then.js";
import {
  adjusts,
  approves,
  asks,
  compensates,
  idOf,
  opens,
  reverses,
  run,
  story,
  type Step,
} from "../../../specification/leave-story.js";
import { absence } from "../../absence.js";
import { granted, leaving, may, nobody, on } from "../../../specification/ledger-stories.js";

describe("compensation on leaving", () => {
  const paid = (told: ReturnType<typeof leaving>, ...steps: Step[]) => {
    const { events, balances } = story(told, ...steps, compensates());
    const event = events.find(({ type }) => type === "LeaveCompensated");
    expect(balances([told.employment.lastDay ?? "", "2027-12-31"])).toEqual([0, 0]);
    return event?.data;
  };

  test.each([
    // last day, months that count, days: 2.33 a month
    ["2025-03-31", 1, 233],
    ["2025-03-16", 1, 233], // 16 of 31 days: half a month and more is a month
    ["2025-03-15", 0, 0], // 15 of 31: less is dropped
    ["2025-04-14", 1, 233], // 14 of 30
    ["2025-04-15", 2, 466], // exactly half
    ["2025-07-31", 5, 1165],
    ["2026-01-31", 11, 2563],
    ["2026-02-28", 12, 2800], // a whole year is 28, not 27.96
  ])(
    "of somebody whose working year began on 1 March 2025 and who leaves on %s is for %d months",
    (last, months, amount) =>
      expect(paid(leaving(last, "2025-03-01"))).toMatchObject({ months, earned: amount, amount, overdrawn: 0 }),
  );
  test("is for all working years, less what was taken", () =>
    expect(paid(leaving("2026-05-31"), granted, asks("2026-05-11", "2026-05-24"), approves(idOf(1)))).toMatchObject({
      amount: 2 * 2800 + 3 * 233 - 1400,
      withdrawn: 2800 - 3 * 233,
    }));
  test("shows what was overdrawn, and pays no negative sum", () => {
    const early = leaving("2026-02-28", "2025-07-01");
    const taken = [run("2026-05-01"), asks("2026-01-12", "2026-02-08"), approves(idOf(1))] as const;
    // Eight months earned 18.64 days; 28 were taken.
    expect(paid(early, ...taken)).toMatchObject({ months: 8, earned: 1864, amount: 0, overdrawn: 936, withdrawn: 0 });
  });
  test("counts an opening balance as what is left of the years begun by then", () =>
    // Ten days were left on 1 April, in the third year; three of its months are earned.
    expect(paid(leaving("2026-05-31"), opens(1000, "2026-04-01"))).toMatchObject({ amount: 0, overdrawn: 1101 }));
  test("in Germany is a twelfth for each full month in the first half of a year, and the whole year after it", () => {
    const years = run("2026-05-01");
    expect(paid(leaving("2026-06-30", "2024-03-01", "DE"), years)).toMatchObject({
      months: 6,
      earned: 1000,
      amount: 1000,
    });
    expect(paid(leaving("2026-07-01", "2024-03-01", "DE"), years)).toMatchObject({
      months: 6,
      earned: 2000,
      amount: 2000,
    });
  });
  test("takes back leave years that were granted ahead and do not begin", () => {
    const ahead = story({ today: on("2026-05-01") }, run("2027-05-01"));
    expect(ahead.balances(["2027-03-01"])).toEqual([4 * 2800]);
    const told = leaving("2026-05-31");
    const { events } = story(
      told,
      (state, { policy }, id) => run("2027-05-01")(state, { ...ahead.told, policy }, id),
      compensates(),
    );
    expect(events.at(-1)).toMatchObject({ type: "LedgerEntryReversed", data: { source: "leave-year-2027-03-01" } });
  });
  test("after an opening balance that was taken back owes nothing for it", () => {
    const told = { ...leaving("2026-05-31"), today: on("2026-05-31") };
    const { events } = story(told, opens(1000, "2026-05-01"), reverses("opening-balance"), compensates());
    expect(events.at(-1)?.data).toMatchObject({ amount: 0, withdrawn: 0, overdrawn: 0 });
  });
  test("again pays nothing, and after a day was given back pays that day", () => {
    const told = leaving("2026-05-31");
    expect(story(told, granted, compensates(), compensates()).events.map(({ type }) => type)).toEqual([
      "LeaveGranted",
      "LeaveGranted",
      "LeaveGranted",
      "LeaveCompensated",
    ]);
    const more = story(told, granted, compensates(), adjusts(100, "2026-05-31"), compensates());
    expect(more.events.at(-1)?.data).toMatchObject({ amount: 100, withdrawn: 0 });
  });
  test("of somebody who was hired again is of that employment, which grants its own leave years", () => {
    const first = story(leaving("2025-08-31"), run("2025-08-31"), compensates());
    const again = { ...first.told, employment: employed({ hiredOn: "2025-11-01", lastDay: "2026-04-30" }) };
    const granted = appended(run("2026-04-30")(first.state, again, idOf(8)));
    expect(granted).toMatchObject([{ type: "LeaveGranted", data: { yearNumber: 0, effectiveOn: "2025-11-01" } }]);
    const paid = appended(compensates()(fold(absence, granted, first.state), again, idOf(9)));
    expect(paid).toMatchObject([{ type: "LeaveCompensated", data: { months: 6, amount: 6 * 233 } }]);
  });
  test.each([
    ["employee-unknown", nobody, compensates()],
    ["ledger-unknown", may, compensates("moon")],
    ["not-leaving", may, compensates()],
    ["settled-by-payroll", leaving("2026-05-31"), compensates("day-in-lieu")],
    ["settled-by-payroll", leaving("2026-05-31", "2024-03-01", "DE"), compensates("day-in-lieu")],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
  test("is refused while a request waits for its decision, and where it was made for another day", () => {
    const told = leaving("2026-05-31");
    expect(story(told, asks("2026-05-11", "2026-05-24")).refuses(compensates())).toHaveProperty(["absence-in-the-way"]);
    const done = story(told, granted, compensates());
    const moved = compensates()(done.state, { ...done.told, employment: employed({ lastDay: "2026-06-30" }) }, idOf(9));
    expect(moved).toMatchObject({
      refused: "compensated-already",
      details: { lastDay: "2026-05-31", source: idOf(1) },
    });
  });
});
