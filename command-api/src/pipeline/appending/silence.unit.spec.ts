import { expect, test } from "@jest/globals";
import { createSilence } from "./silence.js";

test("a silence is waited out for as long as patience lasts, counted from its beginning, and begins anew after an answer", () => {
  let now = 5_000;
  const silence = createSilence(1_000, () => now);
  expect(silence.noticed()).toBe(true);
  now += 999;
  expect(silence.noticed()).toBe(true);
  now += 1;
  expect(silence.noticed()).toBe(false);
  silence.broken();
  expect(silence.noticed()).toBe(true);
});
