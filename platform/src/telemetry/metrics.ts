// Metrics for Prometheus: one registry a process, shown at /metrics.
import { type Request, type Response, Router } from "express";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = Registry;

/** A registry with the figures of the Node process (memory, event loop, garbage collection), and which service it is. */
export const createMetrics = (service = "tabel"): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // As OpenTelemetry writes a resource for Prometheus.
  const target = new Gauge({
    name: "target_info",
    help: "Which service this is",
    labelNames: ["service_name", "service_namespace"] as const,
    registers: [registry],
  });
  target.set({ service_name: service, service_namespace: "tabel" }, 1);
  return registry;
};

// From a cached read to the longest wait for a projection.
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Seconds of each request by method, route pattern (never the path: it holds ids) and status, named as OpenTelemetry's
 * semantic conventions for HTTP name it: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export const requestDuration = (registry: Metrics) =>
  new Histogram({
    name: "http_server_request_duration_seconds",
    help: "Seconds from the arrival of a request to the end of its answer",
    labelNames: ["http_request_method", "http_route", "http_response_status_code"] as const,
    buckets: secondsBuckets,
    registers: [registry],
  });

/** Requests that are being answered: what a limit on them is held against. */
export const requestsInWork = (registry: Metrics) =>
  new Gauge({
    name: "http_server_active_requests",
    help: "Requests that are being answered at this moment",
    labelNames: ["http_request_method"] as const,
    registers: [registry],
  });

export const metricsRouter = (registry: Metrics): Router => {
  const router = Router();
  router.get("/metrics", async (_request: Request, response: Response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
};

/** One figure without labels, asked for when the metrics are. */
export const figure = (registry: Metrics, name: string, help: string, of: () => number): void => {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(of());
    },
  });
};

export interface ViewLag {
  readonly projection: string;
  readonly events: number;
  readonly seconds: number;
  readonly parked: number;
}

/** How far each projection is behind the log, and what it could not take in; asked for when the metrics are. */
export const projectionLag = (registry: Metrics, lags: () => Promise<readonly ViewLag[]>): void => {
  // One question serves the gauges of one scrape.
  let asked: Promise<readonly ViewLag[]> | undefined;
  const once = (): Promise<readonly ViewLag[]> => {
    asked ??= lags().finally(() => setImmediate(() => (asked = undefined)));
    return asked;
  };
  const gauge = (name: string, help: string, of: (lag: ViewLag) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ["projection"] as const,
      registers: [registry],
      async collect() {
        this.reset();
        // A database that is away must not hide the other metrics; health says that it is.
        for (const lag of await once().catch(() => [])) this.set({ projection: lag.projection }, of(lag));
      },
    });
  };
  gauge(
    "tabel_projection_lag_seconds",
    "How long the first event that is not in the rows yet has waited; 0 when caught up",
    ({ seconds }) => seconds,
  );
  gauge(
    "tabel_projection_lag_events",
    "Events of the log that are not in the rows yet, counted up to 1000; 0 when caught up",
    ({ events }) => events,
  );
  gauge(
    "tabel_projection_parked_events",
    "Events that the projection could not take in, and those that wait behind them; alert when above 0",
    ({ parked }) => parked,
  );
};
