// Metrics for Prometheus: one registry a process, shown at /metrics.
import { type Request, type Response, Router } from "express";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = Registry;

/** A registry with the figures of the Node process (memory, event loop, garbage collection). */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
};

// From a cached read to the longest wait for a projection.
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds of each request by method, route pattern (never the path: it holds ids) and status. */
export const requestDuration = (registry: Metrics) =>
  new Histogram({
    name: "http_request_duration_seconds",
    help: "Seconds from the arrival of a request to the end of its answer",
    labelNames: ["method", "route", "status"] as const,
    buckets: secondsBuckets,
    registers: [registry],
  });

export const metricsRouter = (registry: Metrics): Router => {
  const router = Router();
  router.get("/metrics", async (_request: Request, response: Response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
};

/** How far the views are behind the log: 0 when they have caught up. */
export const projectionLag = (registry: Metrics, lagSeconds: () => number): void => {
  new Gauge({
    name: "tabel_projection_lag_seconds",
    help: "Age of the last event taken in by the projection that is furthest behind; 0 when caught up",
    registers: [registry],
    collect() {
      this.set(lagSeconds());
    },
  });
};
