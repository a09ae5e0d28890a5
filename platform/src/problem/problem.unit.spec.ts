import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { jsonPointer, parseInput } from "./invalid-input.js";
import { platformProblems, problemCatalogue } from "./platform-problems.js";
import { Problem, problemDocument } from "./problem.js";

const leave = z.strictObject({
  from: z.iso.date(),
  days: z.int().min(1).max(28),
  kind: z.enum(["annual", "unpaid"]),
  notes: z.array(z.object({ "a/b": z.string() })).optional(),
});

const refused = (schema: z.ZodType, input: unknown): Problem => {
  try {
    parseInput(schema, input, "body");
  } catch (fault) {
    if (fault instanceof Problem) return fault;
  }
  throw new Error("it was accepted");
};

describe("input that a schema refuses", () => {
  test("right input comes back parsed", () => {
    expect(parseInput(leave, { from: "2026-03-02", days: 14, kind: "annual" }, "body")).toMatchObject({ days: 14 });
  });

  test("every fault is named with its place, its field and what would be right", () => {
    const problem = refused(leave, { from: "2026-02-30", days: 0, extra: 1, notes: [{ "a/b": 1 }] });
    expect(problem).toMatchObject({
      status: 400,
      code: "invalid-input",
      detail: "5 fields are not right: see errors.",
    });
    expect(problem.errors).toEqual([
      { path: "/from", in: "body", code: "invalid-format", message: expect.stringContaining("date") },
      { path: "/days", in: "body", code: "too-small", message: expect.stringContaining(">=1") },
      { path: "/kind", in: "body", code: "required", message: 'is required: expected "annual" or "unpaid"' },
      { path: "/notes/0/a~1b", in: "body", code: "invalid-type", message: "expected string" },
      { path: "/extra", in: "body", code: "unknown-field", message: "is not known here; leave it out" },
    ]);
  });

  test("what was sent is not repeated", () => {
    const problem = refused(leave, { from: "anna@example.org", days: "anna@example.org", kind: "anna@example.org" });
    expect(JSON.stringify(problemDocument(problem, undefined))).not.toContain("anna");
  });

  test.each([[null], [undefined], ["text"], [7], [[]]])("%p in place of an object is one fault at the top", (input) => {
    expect(refused(leave, input).errors).toEqual([expect.objectContaining({ path: "" })]);
  });

  test("of a union, the branch that came closest is explained", () => {
    const either = z.union([
      z.object({ a: z.string(), b: z.string(), c: z.string() }),
      z.object({ d: z.object({ e: z.int() }) }),
    ]);
    expect(refused(either, { d: { e: "no" } }).errors).toEqual([
      { path: "/d/e", in: "body", code: "invalid-type", message: "expected number" },
    ]);
  });

  test("a flood of faults is cut", () => {
    const many = refused(
      z.array(z.string()),
      Array.from({ length: 10_000 }, () => 1),
    );
    expect(many.errors).toHaveLength(50);
    const wide = refused(z.strictObject({}), { ["x".repeat(10_000)]: 1 });
    expect(wide.errors?.[0]?.path).toHaveLength(65);
  });

  test("a pointer escapes as RFC 6901 says", () => {
    expect(jsonPointer(["a/b", "m~n", 0])).toBe("/a~1b/m~0n/0");
  });
});

describe("a problem document", () => {
  test("has the members of RFC 9457, the code, and no stack or cause", () => {
    const kinds = problemCatalogue({ "mentor-at-limit": [409, "The mentor has no free place"] });
    const problem = new Problem(kinds["mentor-at-limit"], "Choose another mentor.", {
      extensions: { limit: 2, status: 200, code: "forged" },
      cause: new Error("inner"),
    });
    expect(problemDocument(problem, "abc")).toEqual({
      type: "urn:tabel:problem:mentor-at-limit",
      title: "The mentor has no free place",
      status: 409,
      detail: "Choose another mentor.",
      code: "mentor-at-limit",
      limit: 2,
      traceId: "abc",
    });
  });

  test("every platform problem's code is its key and its status is an error", () => {
    for (const [key, kind] of Object.entries(platformProblems)) {
      expect(kind.code).toBe(key);
      expect(kind.status).toBeGreaterThanOrEqual(400);
    }
  });
});
