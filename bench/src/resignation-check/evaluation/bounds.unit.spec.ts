// The interval of a counted share: known values, and what cannot be counted.
import { expect, test } from "@jest/globals";
import { shareOf, shown } from "./bounds.js";

test("Wilson's interval", () => {
  const half = shareOf(5, 10);
  expect([half.low, half.high].map((value) => value?.toFixed(4))).toEqual(["0.2366", "0.7634"]);
  const none = shareOf(0, 100);
  expect([none.low, none.high?.toFixed(4)]).toEqual([0, "0.0370"]);
  expect(shareOf(0, 0)).toEqual({ of: 0, count: 0, share: null, low: null, high: null });
  expect(shown(shareOf(3, 4))).toBe("3 of 4, 75.0 % (30.1 % to 95.4 %)");
});
