// Reads a JSON body, bounded; each router says how much it accepts.
import express, { type NextFunction, type Request, type RequestHandler, type Response } from "express";
import type { IncomingMessage } from "node:http";
import { jsonPointer } from "../problem/invalid-input.js";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem } from "../problem/problem.js";

export interface JsonBodyOptions {
  /** Bytes after decompression; 64 KiB unless given. */
  readonly limitBytes?: number;
}

const defaultLimit = 64 * 1024;

const hasBody = (request: Request): boolean =>
  request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;

// A key "__proto__" is harmless in itself, but one careless merge later it changes every object. The text is looked
// through first, so that only a body that could hold the key is walked.
const couldHide = (body: Buffer) => body.includes("__proto__") || body.includes("\\u");

const pathOfForbiddenKey = (body: unknown): readonly string[] | undefined => {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: body, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    for (const [key, value] of Object.entries(next.value)) {
      const path = [...next.path, key];
      if (key === "__proto__") return path;
      waiting.push({ value, path });
    }
  }
  return undefined;
};

const forbiddenKey = (path: readonly string[]) =>
  new Problem(platformProblems["invalid-input"], "One field is not right: see errors.", {
    errors: [{ path: jsonPointer(path), in: "body", message: "is not allowed; leave it out", code: "unknown-field" }],
  });

/** Sets `request.body`, or leaves it undefined when there is no body; a body of another kind is refused with 415. */
export const jsonBody = ({ limitBytes = defaultLimit }: JsonBodyOptions = {}): RequestHandler => {
  const suspicious = new WeakSet<IncomingMessage>();
  const read = express.json({
    limit: limitBytes,
    verify: (request, _response, body) => {
      if (couldHide(body)) suspicious.add(request);
    },
  });
  return (request: Request, response: Response, next: NextFunction) => {
    if (hasBody(request) && !request.is(["application/json"])) {
      const detail = "Send the body as application/json.";
      next(
        new Problem(platformProblems["unsupported-media-type"], detail, { headers: { Accept: "application/json" } }),
      );
      return;
    }
    read(request, response, (fault?: unknown) => {
      if (fault) return next(fault);
      const path = suspicious.has(request) ? pathOfForbiddenKey(request.body) : undefined;
      return path ? next(forbiddenKey(path)) : next();
    });
  };
};
