// The end of every application: what no route took, and what any of them threw, as problem details.
import type { ErrorRequestHandler, Express, NextFunction, Request, RequestHandler, Response } from "express";
import type { Logger } from "../logging/logger.js";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem, problemDocument } from "../problem/problem.js";
import { currentTraceId } from "../telemetry/trace.js";
import { knownRoutes } from "./known-routes.js";

/** 405 with Allow where the address exists for another method, else 404. */
export const answerUnknownRoutes =
  (app: Express): RequestHandler =>
  (request: Request, _response: Response, next: NextFunction) => {
    const methods = new Set(knownRoutes(app.router, request.path).flatMap((route) => [...route.methods]));
    if (methods.size === 0) {
      next(new Problem(platformProblems["not-found"], "Check the address; the documentation is at /docs."));
      return;
    }
    const allowed = [...methods].sort().join(", ");
    next(new Problem(platformProblems["method-not-allowed"], `Use ${allowed} here.`, { headers: { Allow: allowed } }));
  };

// The `type` that Express's body reader gives its errors.
const bodyFaults: Readonly<Record<string, () => Problem>> = {
  "entity.parse.failed": () =>
    new Problem(platformProblems["malformed-json"], "Send one complete JSON object or array."),
  "entity.too.large": () => new Problem(platformProblems["body-too-large"], "Send less at once."),
  "encoding.unsupported": () =>
    new Problem(platformProblems["unsupported-media-type"], "Send the body plain, or with gzip, deflate or br."),
  "charset.unsupported": () => new Problem(platformProblems["unsupported-media-type"], "Send the body in UTF-8."),
  "request.aborted": () => new Problem(platformProblems["malformed-request"], "The body ended too early."),
  "request.size.invalid": () =>
    new Problem(platformProblems["malformed-request"], "The body is not as long as Content-Length says."),
};

const memberOf = (fault: unknown, name: "type" | "status"): unknown =>
  typeof fault === "object" && fault !== null ? Reflect.get(fault, name) : undefined;

/** Undefined for what nobody expected. */
const expectedProblem = (fault: unknown): Problem | undefined => {
  if (fault instanceof Problem) return fault;
  const type = memberOf(fault, "type");
  const known = typeof type === "string" ? bodyFaults[type] : undefined;
  if (known) return known();
  const status = memberOf(fault, "status");
  if (status === 404) return new Problem(platformProblems["not-found"], "Check the address.");
  if (typeof status === "number" && status >= 400 && status < 500)
    return new Problem(platformProblems["malformed-request"], "Check the address, the headers and the body.", {
      cause: fault,
    });
  return undefined;
};

export const answerProblems =
  (logger: Logger): ErrorRequestHandler =>
  (fault: unknown, _request: Request, response: Response, next: NextFunction) => {
    const expected = expectedProblem(fault);
    const traceId = currentTraceId();
    if (!expected) logger.error({ err: fault }, "unexpected error");
    else if (expected.status >= 500) logger.warn({ code: expected.code, err: expected.cause }, "refused");
    if (response.headersSent) {
      next(fault); // too late for another answer: Express cuts the connection, so the caller sees that it is incomplete
      return;
    }
    const problem =
      expected ??
      new Problem(platformProblems["internal-error"], `Tell the administrators this number: ${traceId ?? "unknown"}.`);
    const body = Buffer.from(JSON.stringify(problemDocument(problem, traceId)));
    response
      .status(problem.status)
      .set({ ...problem.headers, "Cache-Control": "no-store", "Content-Length": String(body.length) })
      // Not Express's `type`, which adds a charset: the media type has no such parameter.
      .setHeader("Content-Type", "application/problem+json")
      .end(body);
  };
