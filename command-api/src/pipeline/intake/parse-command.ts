// A command's body from outside: only text that can be stored, only fields that the schema knows, on every level.
import { jsonPointer, parseInput, platformProblems, Problem, type FieldFault } from "@tabel/platform";
import type { z } from "zod";
import { usableText } from "./usable-text.js";

type Path = readonly (string | number)[];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Fields of the input that parsing dropped: an object inside a command need not be declared strict to be so. */
const dropped = (input: unknown, parsed: unknown, path: Path = []): Path[] => {
  if (!isObject(input) || !isObject(parsed)) return [];
  return Object.keys(input).flatMap((name) => {
    const inside = [...path, name];
    return Object.hasOwn(parsed, name) ? dropped(input[name], parsed[name], inside) : [inside];
  });
};

/** @throws Problem invalid-input with every fault */
export const parseCommand = <Data>(schema: z.ZodType<Data>, body: unknown): Data => {
  const data = parseInput(schema, usableText(body), "body");
  const unknown = dropped(body, data).map((path): FieldFault => ({
    path: jsonPointer(path),
    in: "body",
    message: "is not known here; leave it out",
    code: "unknown-field",
  }));
  if (unknown.length === 0) return data;
  throw new Problem(platformProblems["invalid-input"], "The body has fields that are not known: see errors.", {
    errors: unknown.slice(0, 50),
  });
};
