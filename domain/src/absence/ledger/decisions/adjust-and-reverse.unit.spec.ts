// Adjusting a ledger, and taking entries back: each decision, and each of its refusals.
import { describe, expect, test } from "@jest/globals";
import { adjusts, asks, idOf, opens, reverses, run, story } from "../../../specification/leave-story.js";
import { german, granted, leaving, may, nobody } from "../../../specification/ledger-stories.js";

describe("adjusting", () => {
  test("adds and takes as of a day, and says why", () => {
    const { balances, events } = story(may, granted, adjusts(150, "2026-02-01"), adjusts(-300, "2026-04-01"));
    expect(balances(["2026-01-31", "2026-02-01", "2026-03-01", "2026-04-01"])).toEqual([5600, 5750, 8550, 8250]);
    expect(events.at(-1)?.data).toMatchObject({ amount: -300, effectiveOn: "2026-04-01", reason: "It was wrong." });
  });
  test("what is added may expire on a day of its own", () => {
    const { balances } = story(may, granted, adjusts(150, "2026-04-01", { expiresOn: "2026-06-30" }));
    expect(balances(["2026-06-30", "2026-07-01"])).toEqual([8550, 8400]);
  });
  test("is measured in minutes where the ledger is", () => {
    const minutes = { ledger: "time-off", expiresOn: "2027-04-01" };
    const { balances } = story(
      german,
      adjusts(480, "2026-04-01", minutes),
      adjusts(-90, "2026-04-20", { ledger: "time-off" }),
    );
    expect(balances(["2026-04-01", "2026-04-20", "2027-04-02"], "time-off")).toEqual([480, 390, 0]);
  });
  test("never takes what a request has reserved", () => {
    const reserved = story(may, granted, asks("2026-07-06", "2026-07-19"));
    expect(reserved.refuses(adjusts(-7001, "2026-05-01"))).toEqual({
      "ledger-under-floor": { ledger: "annual", on: "2026-07-19", available: 70 },
      path: "/amount",
    });
    story(may, granted, asks("2026-07-06", "2026-07-19"), adjusts(-7000, "2026-05-01"));
  });
  test.each([
    ["employee-unknown", nobody, adjusts(100, "2026-05-01")],
    ["ledger-unknown", may, adjusts(100, "2026-05-01", { ledger: "moon" })],
    ["before-hire", may, adjusts(100, "2024-02-29")],
    ["employee-left", leaving("2026-04-30"), adjusts(100, "2026-05-01")],
    ["too-far-ahead", may, adjusts(100, "2028-05-02")],
    ["dates-reversed", may, adjusts(100, "2026-05-01", { expiresOn: "2026-04-30" })],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
});

describe("reversing", () => {
  const adjusted = [granted, adjusts(150, "2026-02-01"), asks("2026-07-06", "2026-07-19")] as const;

  test("restores every balance, of before as of after", () => {
    const days = ["2026-01-31", "2026-02-01", "2026-05-01", "2026-07-19"];
    const without = story(may, granted, asks("2026-07-06", "2026-07-19"));
    const restored = story(may, ...adjusted, reverses(idOf(1)));
    expect(restored.balances(days)).toEqual(without.balances(days));
    expect(restored.usable(days)).toEqual(without.usable(days));
    expect(restored.available("2026-05-01")).toEqual(without.available("2026-05-01"));
  });
  test("deletes nothing: the entry and what takes it back both stand", () =>
    expect(
      story(may, ...adjusted, reverses(idOf(1))).state.entries.filter(({ amount }) => Math.abs(amount) === 150),
    ).toMatchObject([
      { kind: "adjustment", amount: 150, effectiveOn: "2026-02-01" },
      { kind: "reversal", amount: -150, effectiveOn: "2026-02-01", concerns: idOf(1) },
    ]));
  test("of a grant that expires takes its expiry with it", () => {
    const { balances } = story(german, opens(1000, "2025-12-01"), reverses("opening-balance"));
    expect(balances(["2025-12-31", "2026-01-01", "2026-04-01"])).toEqual([0, 0, 0]);
  });
  test("of a grant is not undone by running the accruals again", () => {
    const reversed = story(may, granted, reverses("leave-year-2024-03-01"), run("2026-05-01"));
    expect(reversed.balances(["2026-05-01"])).toEqual([5600]);
  });
  test("once more changes nothing", () => {
    const { events } = story(may, ...adjusted, reverses(idOf(1)), reverses(idOf(1)));
    expect(events.filter(({ type }) => type === "LedgerEntryReversed")).toHaveLength(1);
  });
  test("of what was used since is refused", () =>
    expect(
      story(may, opens(1400, "2026-05-01"), asks("2026-07-06", "2026-07-19")).refuses(reverses("opening-balance")),
    ).toMatchObject({ "ledger-under-floor": { on: "2026-07-06" }, path: "/source" }));
  test.each([
    ["employee-unknown", nobody, reverses("x")],
    ["ledger-unknown", may, reverses("x", "moon")],
    ["entry-unknown", may, reverses("leave-year-2029-03-01")],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
  test("of a request's entries is refused: the request is what changes", () => {
    const { refuses, state } = story(may, ...adjusted);
    const [requestId] = [...state.requests.keys()];
    expect(refuses(reverses(requestId ?? ""))).toHaveProperty(["entry-not-reversible"]);
  });
});
