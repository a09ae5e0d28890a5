import { describe, expect, test } from "@jest/globals";
import { Problem } from "@tabel/platform";
import { z } from "zod";
import { parseCommand } from "./parse-command.js";

const schema = z.strictObject({
  name: z.string().max(10),
  inner: z.object({ list: z.array(z.object({ minutes: z.int() })) }).optional(),
});

const faultsOf = (body: unknown) => {
  try {
    parseCommand(schema, body);
  } catch (problem) {
    if (problem instanceof Problem) return problem.errors?.map(({ path, code }) => `${path} ${code}`);
    throw problem;
  }
  return undefined;
};

describe("a command's body", () => {
  test("is taken when every field is known", () => {
    expect(parseCommand(schema, { name: "Ольга 😀", inner: { list: [{ minutes: 1 }] } })).toEqual({
      name: "Ольга 😀",
      inner: { list: [{ minutes: 1 }] },
    });
  });

  test.each<[string, unknown, string]>([
    ["an unknown field", { name: "a", extra: 1 }, "/extra unknown-field"],
    [
      "an unknown field deep inside",
      { name: "a", inner: { list: [{ minutes: 1, more: 2 }] } },
      "/inner/list/0/more unknown-field",
    ],
    ["half a surrogate pair", { name: "a\ud83d" }, "/name text-not-usable"],
    ["the other half", { name: "\ude00a" }, "/name text-not-usable"],
    ["the halves in the wrong order", { name: "\ude00\ud83d" }, "/name text-not-usable"],
    ["NUL", { name: "a\0" }, "/name text-not-usable"],
    ["a wrong type", { name: 5 }, "/name invalid-type"],
    ["a text that is too long", { name: "x".repeat(1_000_000) }, "/name too-big"],
    ["no body", undefined, " required"],
    ["a list in place of the body", [], " invalid-type"],
    [
      "a number that is none",
      { name: "a", inner: { list: [{ minutes: Number.NaN }] } },
      "/inner/list/0/minutes invalid-type",
    ],
  ])("is refused with %s", (_, body, fault) => {
    expect(faultsOf(body)).toEqual([fault]);
  });

  test("is refused when a field's name cannot be stored, which shows the place but not the name", () => {
    expect(faultsOf({ name: "a", ["\ud83d"]: 1 })).toEqual([" text-not-usable"]);
  });

  test("is refused when it is nested a thousand levels deep or has a hundred thousand values", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 1_000; level += 1) deep = { a: deep };
    expect(faultsOf(deep)?.[0]).toMatch(/too-complex$/);
    expect(faultsOf({ name: Array.from({ length: 100_000 }, () => 1) })?.[0]).toMatch(/too-complex$/);
  });
});
