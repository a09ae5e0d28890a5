// What must never stand in a log: secrets and personal data, found by the name of their field or by their shape.

import { isDate, isNativeError } from "node:util/types";

const hidden = "[hidden]";

const hiddenNames =
  /^(?:.*(?:password|passwd|secret|token|authorization|cookie|api_?key|master_?key|private_?key|credential).*|.*e-?mail.*|(?:first|last|middle|full|given|family|display|maiden|user)?_?name|fio|surname|patronymic|.*phone.*|.*address.*|.*birth.*|.*salary.*|passport.*|snils|inn|tax_?id|diagnosis|comment|reason)$/i;
// Technical names and reasons are logged under other names (projection, step, check, cause): a person's name or reason
// for leave is nobody's business here, and a field called just "name" could be either.

const mostDepth = 6;
const mostEntries = 50;
const longestText = 8_192;

/** Secrets and e-mail addresses inside a text, such as a message of a library. */
export const scrub = (text: string): string =>
  (text.length > longestText ? `${text.slice(0, longestText)}…` : text)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi, `$1${hidden}@`)
    .replace(/\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${hidden}`)
    .replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, hidden)
    .replace(/[\p{L}\d._%+-]+@(?:[\p{L}\d-]+\.)+\p{L}{2,}/gu, hidden);

// Other properties of an error (a database's `detail`, a parser's `body`) repeat the data that caused it.
const redactError = (error: Error, depth: number): Record<string, unknown> => ({
  type: error.name,
  message: scrub(error.message),
  ...("code" in error && (typeof error.code === "string" || typeof error.code === "number")
    ? { code: error.code }
    : {}),
  ...(error.stack === undefined ? {} : { stack: scrub(error.stack) }),
  ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
});

/** A copy that may be logged; bounded in depth and size. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === "string") return scrub(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (isNativeError(value)) return redactError(value, depth);
  if (isDate(value)) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if ("toJSON" in value && typeof value.toJSON === "function") return redact(value.toJSON(), depth + 1);
  if (depth >= mostDepth) return "[deeper]";
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((entry) => redact(entry, depth + 1));
  const entries = Object.entries(value).slice(0, mostEntries);
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, hiddenNames.test(name) ? hidden : redact(entry, depth + 1)]),
  );
};
