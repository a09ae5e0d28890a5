// Turns what a schema refused into a problem that names every field, where it is, and what would be right.
import type { z } from "zod";
import { type FieldFault, type InputPlace, Problem } from "./problem.js";
import { platformProblems } from "./platform-problems.js";

const mostFaults = 50;
const longestName = 64;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** RFC 6901; a name that the caller made up is cut. */
export const jsonPointer = (path: Path): string =>
  path
    .map((part) => String(part).slice(0, longestName).replaceAll("~", "~0").replaceAll("/", "~1"))
    .map((part) => `/${part}`)
    .join("");

const valueAt = (input: unknown, path: Path): unknown => {
  let value = input;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part]; // checked: an object that has it
  }
  return value;
};

const expectedOf = (issue: Issue): string => {
  if (issue.code === "invalid_type") return `expected ${issue.expected}`;
  if (issue.code === "invalid_value")
    return `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
  return issue.message;
};

// Of a union's branches, the one that the input came closest to says most.
const closestBranch = (branches: readonly (readonly Issue[])[]): readonly Issue[] =>
  [...branches].sort((one, other) => one.length - other.length)[0] ?? [];

const flatten = (issues: readonly Issue[], above: Path = []): { issue: Issue; path: Path }[] =>
  issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) return flatten(closestBranch(issue.errors), path);
    return [{ issue, path }];
  });

const faultsOf = (issue: Issue, path: Path, place: InputPlace, input: unknown): FieldFault[] => {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: jsonPointer([...path, key]),
      in: place,
      message: "is not known here; leave it out",
      code: "unknown-field",
    }));
  if ((issue.code === "invalid_type" || issue.code === "invalid_value") && valueAt(input, path) === undefined)
    return [{ path: jsonPointer(path), in: place, message: `is required: ${expectedOf(issue)}`, code: "required" }];
  const code = issue.code === "custom" ? "invalid" : issue.code.replaceAll("_", "-");
  return [{ path: jsonPointer(path), in: place, message: expectedOf(issue), code }];
};

/** @param input what was parsed, to tell a missing field from a wrong one; it is not repeated in the answer */
export const problemFromZod = (error: z.core.$ZodError, place: InputPlace, input: unknown): Problem => {
  const faults = flatten(error.issues).flatMap(({ issue, path }) => faultsOf(issue, path, place, input));
  const count = faults.length === 1 ? "One field is" : `${faults.length} fields are`;
  return new Problem(platformProblems["invalid-input"], `${count} not right: see errors.`, {
    errors: faults.slice(0, mostFaults),
  });
};

/**
 * The parsed input.
 * @throws Problem invalid-input with every fault of it
 */
export const parseInput = <Output>(schema: z.ZodType<Output>, input: unknown, place: InputPlace): Output => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw problemFromZod(parsed.error, place, input);
  return parsed.data;
};
