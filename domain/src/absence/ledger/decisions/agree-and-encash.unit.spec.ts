// Additional leave as agreed, and paying days out while the employment lasts.
import { describe, expect, test } from "@jest/globals";
import { agrees, asks, encashes, idOf, reverses, story } from "../../../specification/leave-story.js";
import { german, granted, leaving, may, nobody } from "../../../specification/ledger-stories.js";

describe("additional leave", () => {
  test("is granted with each working year, the first in part", () => {
    const { balances } = story(may, agrees("irregular-hours", 300, "2024-09-01"), granted);
    // Six of twelve months of the first year, then three days each.
    expect(balances(["2024-08-31", "2024-09-01", "2025-03-01", "2026-03-01"], "additional")).toEqual([
      0, 150, 450, 750,
    ]);
  });
  test("ends with the agreement, and two agreements add up", () => {
    const both = [
      agrees("irregular-hours", 300, "2024-03-01"),
      agrees("harmful-conditions", 700, "2024-03-01"),
    ] as const;
    expect(story(may, ...both, granted).balances(["2026-05-01"], "additional")).toEqual([3000]);
    const ended = agrees("irregular-hours", 300, "2024-03-01", { agreement: idOf(0), until: "2025-02-28" });
    expect(story(may, ...both, ended, granted).balances(["2026-05-01"], "additional")).toEqual([2400]);
  });
  test.each([
    ["employee-unknown", nobody, agrees("contract", 300, "2026-03-01")],
    ["before-hire", may, agrees("contract", 300, "2024-02-29")],
    ["employee-left", leaving("2026-04-30"), agrees("contract", 300, "2026-05-01")],
    ["dates-reversed", may, agrees("contract", 300, "2026-03-01", { until: "2026-02-28" })],
    ["additional-leave-unknown", may, agrees("severe-disability", 500, "2026-03-01")],
    ["additional-leave-too-short", may, agrees("irregular-hours", 299, "2026-03-01")],
    ["entry-unknown", may, agrees("contract", 300, "2026-03-01", { agreement: "none" })],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
});

describe("encashment", () => {
  const extra = agrees("irregular-hours", 300, "2024-03-01");

  test("in Russia is of what exceeds 28 days of each year, and no more", () => {
    expect(story(may, granted).refuses(encashes(1))).toEqual({
      "leave-kept": { ledger: "annual", allowed: 0 },
      path: "/amount",
    });
    const { balances, refuses } = story(may, extra, encashes(600, "additional"));
    expect(balances(["2026-05-01"], "additional")).toEqual([300]);
    expect(refuses(encashes(301, "additional"))).toMatchObject({ "leave-kept": { allowed: 3 } });
  });
  test("is never of what is taken or planned", () => {
    const planned = [extra, granted, asks("2026-07-06", "2026-07-13", "additional-leave")] as const;
    expect(story(may, ...planned).refuses(encashes(200, "additional"))).toMatchObject({
      "ledger-under-floor": { available: 1 },
    });
  });
  test("that is reversed may be paid again", () => {
    const { refuses } = story(may, extra, encashes(900, "additional"), reverses(idOf(1), "additional"));
    expect(refuses(encashes(900, "additional"))).toBe("not refused");
  });
  test.each([
    ["employee-unknown", nobody, encashes(100)],
    ["ledger-unknown", may, encashes(100, "moon")],
    ["encashment-not-allowed", german, encashes(100)],
    ["encashment-not-allowed", may, encashes(100, "day-in-lieu")],
    ["employee-left", leaving("2026-04-30"), encashes(100)],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
});
