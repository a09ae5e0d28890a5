// A map that answers as a plain one does, and never changes.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { LayeredMap } from "./layered-map.js";

test("whatever is set, it holds what a plain map holds, in the same order", () => {
  const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer()), { maxLength: 400 });
  fc.assert(
    fc.property(entries, (set) => {
      const plain = new Map<number, number>();
      let layered = LayeredMap.of<number, number>(new Map());
      for (const [key, value] of set) {
        plain.set(key, value);
        layered = layered.with(key, value);
      }
      expect([...layered]).toEqual([...plain]);
      expect(layered.size).toBe(plain.size);
      for (let key = 0; key <= 200; key += 1) {
        expect(layered.get(key)).toBe(plain.get(key));
        expect(layered.has(key)).toBe(plain.has(key));
      }
    }),
    { numRuns: 50 },
  );
});

test("an earlier one stays as it was", () => {
  const first = LayeredMap.of(new Map([["a", 1]]));
  let later = first;
  for (let count = 0; count < 200; count += 1) later = later.with(`k${count}`, count).with("a", count);
  expect([...first]).toEqual([["a", 1]]);
  expect([later.size, later.get("a")]).toEqual([201, 199]);
});
