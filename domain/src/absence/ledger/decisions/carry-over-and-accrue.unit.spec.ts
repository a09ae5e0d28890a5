// Carrying days over, and putting on record what has come to pass.
import { describe, expect, test } from "@jest/globals";
import { asks, carriesOver, idOf, rejects, reverses, run, story } from "../../../specification/leave-story.js";
import { unrecorded } from "../lots.js";
import { german, granted, may, nobody, on } from "../../../specification/ledger-stories.js";

describe("carrying over", () => {
  test("keeps days that would expire until another day, and no more than agreed", () => {
    const { balances } = story(german, granted, carriesOver("leave-year-2025-01-01", "2026-08-31", 700));
    expect(balances(["2025-12-31", "2026-01-01", "2026-08-31", "2026-09-01"])).toEqual([2000, 2700, 2700, 2000]);
  });
  test("may be reversed: the rule for everybody holds again", () => {
    const agreed = carriesOver("leave-year-2025-01-01", "2026-08-31", 700);
    const { balances } = story(german, granted, agreed, reverses(idOf(1)));
    expect(balances(["2026-01-01", "2026-03-31", "2026-04-01"])).toEqual([4000, 4000, 2000]);
  });
  test("is refused where nothing expires, and where days are planned that it would take", () => {
    expect(story(may, granted).refuses(carriesOver("leave-year-2026-03-01", "2027-08-31", 700))).toHaveProperty([
      "leave-does-not-expire",
    ]);
    // 30 working days from 2 February: 20 carried over and 10 of the year.
    const planned = story({ ...german, today: on("2026-01-15") }, run("2026-01-15"), asks("2026-02-02", "2026-03-13"));
    expect(planned.refuses(carriesOver("leave-year-2025-01-01", "2026-08-31", 900))).toMatchObject({
      "ledger-under-floor": { on: "2026-03-13" },
      path: "/most",
    });
  });
  test.each([
    ["entry-unknown", carriesOver("leave-year-2031-01-01", "2032-01-31", 700)],
    ["dates-reversed", carriesOver("leave-year-2025-01-01", "2025-12-31", 700)],
    ["too-far-ahead", carriesOver("leave-year-2025-01-01", "2028-01-01", 700)],
    ["ledger-unknown", carriesOver("leave-year-2025-01-01", "2026-08-31", 700, { ledger: "moon" })],
  ])("is refused as %s", (code, step) => expect(story(german, granted).refuses(step)).toHaveProperty([code]));
});

describe("running the accruals", () => {
  const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

  test("puts on record what has come to pass, and not what is to come", () => {
    const { events, state } = story(german, granted);
    expect(types(events)).toEqual([
      "LeaveGranted",
      "LeaveGranted",
      "LeaveGranted",
      "LeaveCarriedOver",
      "LeaveExpired",
      "LeaveCarriedOver",
      "LeaveExpired",
    ]);
    expect(unrecorded(state.entries, "annual").map(({ effectiveOn }) => effectiveOn)).toEqual([
      "2027-01-01",
      "2027-01-01",
      "2027-04-01",
    ]);
  });
  test("records the difference when days are given back into what has expired: they expire at once", () => {
    const before = story({ ...german, today: on("2025-03-01") }, run("2025-03-01"), asks("2025-03-10", "2025-03-14"));
    const [requestId] = [...before.state.requests.keys()];
    const used = [run("2025-03-01"), asks("2025-03-10", "2025-03-14")] as const;
    const steps = [...used, run("2026-05-01")] as const;
    const expiredOf = ({ events }: ReturnType<typeof story>) =>
      events.flatMap(({ type, data }) => (type === "LeaveExpired" ? [[data.source, data.sequence, data.amount]] : []));
    const first = story(german, ...steps);
    expect(expiredOf(first)).toEqual([
      ["leave-year-2024-03-01-carried", 0, 1500],
      ["leave-year-2025-01-01-carried", 0, 2000],
    ]);
    const rejected = story(german, ...steps, rejects(requestId ?? ""), run("2026-05-01"));
    expect(expiredOf(rejected).slice(2)).toEqual([["leave-year-2024-03-01-carried", 1, 500]]);
    expect(rejected.balances(["2025-04-01", "2026-04-01"])).toEqual([2000, 2000]);
  });
  test("is refused beyond what may be granted ahead, and for nobody", () => {
    expect(story(may).refuses(run("2028-05-02"))).toHaveProperty(["too-far-ahead"]);
    expect(story(nobody).refuses(run("2026-05-01"))).toHaveProperty(["employee-unknown"]);
  });
});
