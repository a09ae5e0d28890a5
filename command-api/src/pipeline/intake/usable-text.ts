// Text that cannot be stored is refused at the door: half a surrogate pair and NUL do not survive UTF-8, JSON and
// PostgreSQL, and an event that holds them would stop every projection that reads it. The walk also bounds how deep and
// how wide a body may be before any schema looks at it.
import { jsonPointer, platformProblems, Problem, type FieldFault } from "@tabel/platform";

const DEEPEST = 20;
const MOST_VALUES = 20_000;

type Path = readonly (string | number)[];

/** Under the flag `u` a pair is one character, so this finds only unpaired halves. */
const half = /\p{Surrogate}/u;

const faultOf = (text: string): string | undefined => {
  if (half.test(text)) return "holds half of a character (an unpaired surrogate)";
  if (text.includes("\0")) return "holds the character U+0000";
  return undefined;
};

const refuse = (path: Path, message: string, code: string): Problem => {
  const fault: FieldFault = { path: jsonPointer(path), in: "body", message, code };
  return new Problem(platformProblems["invalid-input"], "One field is not right: see errors.", { errors: [fault] });
};

/** The same value, proved to hold only what can be stored. Throws Problem invalid-input. */
export const usableText = (body: unknown): unknown => {
  let values = 0;
  const walk = (value: unknown, path: Path): void => {
    values += 1;
    if (path.length > DEEPEST || values > MOST_VALUES)
      throw refuse(path.slice(0, DEEPEST), "is nested too deep or holds too many values", "too-complex");
    if (typeof value === "string") {
      const fault = faultOf(value);
      if (fault !== undefined) throw refuse(path, fault, "text-not-usable");
    } else if (Array.isArray(value)) {
      value.forEach((entry, index) => walk(entry, [...path, index]));
    } else if (typeof value === "object" && value !== null) {
      for (const [name, field] of Object.entries(value)) {
        const fault = faultOf(name);
        if (fault !== undefined) throw refuse(path, `a field's name ${fault}`, "text-not-usable");
        walk(field, [...path, name]);
      }
    }
  };
  walk(body, []);
  return body;
};
