// How a record can fail before it is a command of Tabel; codes are for ever, as those of HTTP are.
import { platformProblems, Problem, problemCatalogue } from "@tabel/platform";

const own = problemCatalogue({
  "command-not-open": [403, "No such command is taken from this topic"],
  "key-differs": [422, "The record's key is not the employee that it is about"],
  "id-not-known": [422, "The sender's number is not known here"],
  "idempotency-key-reused": [422, "The id stands for another command"],
});

const kinds = {
  ...own,
  "malformed-json": { ...platformProblems["malformed-json"], title: "The value is not a JSON object" },
  "body-too-large": { ...platformProblems["body-too-large"], title: "The value is too large" },
  "internal-error": platformProblems["internal-error"],
};

/** @param path of the field that it is about */
export const inboundProblem = (code: keyof typeof kinds, path?: string): Problem => {
  const kind = kinds[code];
  const errors = path === undefined ? {} : { errors: [{ path, in: "body" as const, message: kind.title, code }] };
  return new Problem(kind, kind.title, errors);
};
