// Sealed boxes: only the right key, stream and event open them.
import { randomBytes } from "node:crypto";
import { expect, test } from "@jest/globals";
import { seal, unseal } from "./personal-data.js";

const key = randomBytes(32);
const fields = { fullName: { last: "Канарейкина" }, email: null };

test("a sealed box shows nothing of what is in it and opens with its key at its place", () => {
  const box = seal(fields, key, "employee-e1/1");
  expect(Buffer.from(box, "base64").toString("utf8")).not.toContain("Канарейкина");
  expect(unseal(box, key, "employee-e1/1")).toEqual(fields);
});

test("two boxes of the same fields are different", () => {
  expect(seal(fields, key, "employee-e1/1")).not.toBe(seal(fields, key, "employee-e1/1"));
});

test("another key, another place, a changed byte or an unknown format does not open it", () => {
  const box = seal(fields, key, "employee-e1/1");
  expect(() => unseal(box, randomBytes(32), "employee-e1/1")).toThrow();
  expect(() => unseal(box, key, "employee-e2/1")).toThrow();
  const changed = Buffer.from(box, "base64");
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(() => unseal(changed.toString("base64"), key, "employee-e1/1")).toThrow();
  changed[0] = 9;
  expect(() => unseal(changed.toString("base64"), key, "employee-e1/1")).toThrow(/unknown format 9/);
});
