// The problems that any service can answer with; each service adds a catalogue of its own.
import type { ProblemKind } from "./problem.js";

/** Makes a catalogue: the key is the code. */
export const problemCatalogue = <Code extends string>(
  kinds: Readonly<Record<Code, readonly [status: number, title: string]>>,
): { readonly [Key in Code]: ProblemKind & { readonly code: Key } } => {
  const entries = Object.entries<readonly [number, string]>(kinds).map(
    ([code, [status, title]]) => [code, { code, status, title }] as const,
  );
  // Object.fromEntries forgets the keys' type; they are exactly those of `kinds`.
  return Object.fromEntries(entries) as { readonly [Key in Code]: ProblemKind & { readonly code: Key } };
};

export const platformProblems = problemCatalogue({
  "invalid-input": [400, "The request is not what this operation accepts"],
  "malformed-json": [400, "The body is not JSON"],
  "malformed-request": [400, "The request cannot be read"],
  unauthenticated: [401, "No one is logged in"],
  "invalid-token": [401, "The access token is not valid"],
  "token-expired": [401, "The access token has expired"],
  forbidden: [403, "This person may not do this"],
  "not-found": [404, "There is nothing at this address"],
  "method-not-allowed": [405, "This address does not know this method"],
  "not-acceptable": [406, "The answer is not available in the wanted form"],
  "request-timeout": [408, "The request did not arrive in time"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The body is of a kind that is not read here"],
  "too-many-requests": [429, "Too many requests"],
  "internal-error": [500, "Something went wrong on our side"],
  overloaded: [503, "Too much to do at the moment"],
  "shutting-down": [503, "This server is stopping"],
  unavailable: [503, "A part that this needs is away"],
});
