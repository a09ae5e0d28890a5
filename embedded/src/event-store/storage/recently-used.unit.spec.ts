// What was used lately is known, and what is kept is bounded in number and in weight.
import { expect, test } from "@jest/globals";
import { RecentlyUsed } from "./recently-used.js";

const known = (memory: { get(key: string): unknown }, keys: readonly string[]): number =>
  keys.filter((key) => memory.get(key) !== undefined).length;

test("the last so many entries are kept, and never more than twice as many", () => {
  for (const count of [99, 100, 101, 150, 1_000]) {
    const memory = new RecentlyUsed<number>(100);
    const keys = Array.from({ length: count }, (_, index) => `key-${index}`);
    for (const [index, key] of keys.entries()) memory.set(key, index);
    // The latest first: what is looked up is used, and takes room.
    expect(known(memory, keys.slice(-100).reverse())).toBe(Math.min(count, 100));
    expect(known(memory, keys)).toBeLessThanOrEqual(200);
  }
});

test("what is used again and again stays, however much comes by", () => {
  const memory = new RecentlyUsed<number>(100);
  memory.set("used", 7);
  for (let index = 0; index < 10_000; index += 1) {
    memory.set(`passing-${index}`, index);
    expect(memory.get("used")).toBe(7);
  }
});

test("large entries count for more", () => {
  const memory = new RecentlyUsed<string>(1_000, (key, value) => key.length + value.length);
  const keys = Array.from({ length: 100 }, (_, index) => `large-${index}`);
  for (const key of keys) memory.set(key, "x".repeat(500));
  expect(known(memory, keys)).toBeLessThanOrEqual(4);
});
