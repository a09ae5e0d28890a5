// What happens to every request before a route sees it: a trace, a log line and a metric when it is answered.
import { context, SpanKind } from "@opentelemetry/api";
import type { Express, NextFunction, Request, RequestHandler, Response } from "express";
import type { Logger } from "../logging/logger.js";
import { type Metrics, requestDuration, requestsInWork } from "../telemetry/metrics.js";
import { openSpan } from "../telemetry/trace.js";
import { knownRoutes } from "./known-routes.js";

const unknownRoute = "(unknown)";

const patternOf = (app: Express, method: string, path: string): string =>
  knownRoutes(app.router, path).find((route) => route.methods.has(method))?.pattern ?? unknownRoute;

// A method outside the usual ones is the caller's invention and must not become a metric's label.
const usualMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/**
 * The log line has the route's pattern, never the path, query or headers: they hold ids and may hold names.
 * The answer's X-Request-Id is the trace id.
 */
export const observeRequests = (app: Express, logger: Logger, metrics: Metrics | undefined): RequestHandler => {
  const duration = metrics && requestDuration(metrics);
  const inWork = metrics && requestsInWork(metrics);
  return (request: Request, response: Response, next: NextFunction) => {
    const started = performance.now();
    const { path } = request;
    const method = usualMethods.has(request.method) ? request.method : "OTHER";
    const { span, within } = openSpan(`HTTP ${method}`, {
      kind: SpanKind.SERVER,
      attributes: { "http.request.method": method },
      traceparent: single(request.headers["traceparent"]),
    });
    inWork?.inc({ http_request_method: method });
    response.setHeader("X-Request-Id", span.spanContext().traceId);
    response.once("close", () => {
      const milliseconds = performance.now() - started;
      const route = patternOf(app, request.method, path);
      // The caller went away before the answer was complete; 499 is nginx's word for it.
      const status = response.writableFinished ? response.statusCode : 499;
      span.updateName(`${method} ${route}`);
      span.setAttributes({ "http.route": route, "http.response.status_code": status });
      span.end();
      inWork?.dec({ http_request_method: method });
      const labels = { http_request_method: method, http_route: route, http_response_status_code: String(status) };
      duration?.observe(labels, milliseconds / 1_000);
      const line = { method, route, status, ms: Math.round(milliseconds * 10) / 10 };
      context.with(within, () => (status >= 500 ? logger.error(line, "request") : logger.info(line, "request")));
    });
    context.with(within, next);
  };
};
