// A bounded number of reads in a window, for each key apart from the others.
import { expect, test } from "@jest/globals";
import { createReadLimit } from "./read-limit.js";

test("so many may pass in a window, the next is told how long to wait, and another key is not held up", () => {
  let now = 5_000;
  const limit = createReadLimit({ now: () => now, perWindow: 2, windowMs: 10_000 });
  expect([limit.take("a"), limit.take("a"), limit.take("a")]).toEqual([0, 0, 5_000]);
  expect(limit.take("b")).toBe(0);
  now = 10_000;
  expect(limit.take("a")).toBe(0);
});

test("its memory does not grow with the keys", () => {
  const limit = createReadLimit({ now: () => 0, perWindow: 1, windowMs: 1_000, buckets: 4 });
  const passed = Array.from({ length: 1_000 }, (_, index) => limit.take(`key ${index}`)).filter((wait) => wait === 0);
  expect(passed).toHaveLength(4);
});
