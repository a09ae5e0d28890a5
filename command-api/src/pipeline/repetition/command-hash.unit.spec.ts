import { describe, expect, test } from "@jest/globals";
import { commandHash } from "./command-hash.js";

const key = Buffer.alloc(32, 1);
const hash = (data: unknown, name = "set-salary", actor = "e1") => commandHash(key, { name, actor, data });

describe("the fingerprint of a command", () => {
  test("does not depend on the order of fields or on fields that are not there", () => {
    expect(hash({ a: 1, b: { c: [1, 2], d: null } })).toBe(hash({ b: { d: null, c: [1, 2], e: undefined }, a: 1 }));
  });

  test.each([
    ["a value", hash({ a: 2 })],
    ["a type", hash({ a: "1" })],
    ["a further field", hash({ a: 1, b: null })],
    ["the order of a list", hash({ a: [2, 1] })],
    ["the name", hash({ a: 1 }, "assign-schedule")],
    ["the sender", hash({ a: 1 }, "set-salary", "e2")],
    ["the key", commandHash(Buffer.alloc(32, 2), { name: "set-salary", actor: "e1", data: { a: 1 } })],
  ])("differs with %s", (_, other) => {
    expect([hash({ a: 1 }), hash({ a: [1, 2] })]).not.toContain(other);
  });

  test("cannot be made to meet another by text that looks like structure", () => {
    expect(hash({ a: '1,"b":2' })).not.toBe(hash({ a: 1, b: 2 }));
    expect(hash({}, 'x","e1')).not.toBe(hash({}, "x", "e1"));
  });
});
