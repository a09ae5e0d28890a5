// What clocks do in the zones of the world, and the time that passes meanwhile.
import { describe, expect, test } from "@jest/globals";
import { clockChangesOn, elapsedMinutes } from "./clock-changes.js";
import { epochDay, localDate } from "./local-date.js";

const on = (zone: string, date: string) => clockChangesOn(zone, epochDay(localDate(date)));

describe("the clocks", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29", [{ from: 120, to: 180, happens: "never" }]],
    ["Europe/Berlin", "2026-10-25", [{ from: 120, to: 180, happens: "twice" }]],
    ["America/New_York", "2026-11-01", [{ from: 60, to: 120, happens: "twice" }]],
    ["Australia/Lord_Howe", "2026-04-05", [{ from: 90, to: 120, happens: "twice" }]],
    ["Africa/Cairo", "2026-04-24", [{ from: 0, to: 60, happens: "never" }]],
    ["Pacific/Apia", "2011-12-30", [{ from: 0, to: 1440, happens: "never" }]],
    ["Europe/Moscow", "2026-03-29", []],
    ["Nowhere/Land", "2026-03-29", []],
  ])("of %s on %s", (zone, date, changes) => expect(on(zone, date)).toEqual(changes));

  test("change on two days of a year in Berlin, and on none in Moscow", () => {
    const first = epochDay(localDate("2026-01-01"));
    const count = (zone: string) =>
      Array.from({ length: 365 }, (_, index) => clockChangesOn(zone, first + index)).filter(({ length }) => length > 0);
    expect([count("Europe/Berlin").length, count("Europe/Moscow").length]).toEqual([2, 0]);
  });
});

test("a night lasts as long as passes, and its parts add up to it", () => {
  const autumn = on("Europe/Berlin", "2026-10-25");
  const spring = on("Europe/Berlin", "2026-03-29");
  expect(elapsedMinutes({ from: 0, to: 480 }, autumn)).toBe(540);
  expect(elapsedMinutes({ from: 0, to: 480 }, spring)).toBe(420);
  for (let cut = 0; cut <= 480; cut += 15)
    for (const clock of [autumn, spring])
      expect(elapsedMinutes({ from: 0, to: cut }, clock) + elapsedMinutes({ from: cut, to: 480 }, clock)).toBe(
        elapsedMinutes({ from: 0, to: 480 }, clock),
      );
});
