// The frame around every service's routes, in the order in which a request goes through it.
import express, { type Express } from "express";
import helmet from "helmet";
import type { Logger } from "../logging/logger.js";
import { ensureTracing } from "../telemetry/telemetry.js";
import type { Metrics } from "../telemetry/metrics.js";
import { limitInFlight } from "./in-flight.js";
import { answerProblems, answerUnknownRoutes } from "./problem-answers.js";
import { observeRequests } from "./requests.js";

export interface HttpApplicationOptions {
  readonly logger: Logger;
  /** Mounts the services' routers; each reads bodies with `jsonBody()` where it wants them. */
  readonly routes: (app: Express) => void;
  /** Mounts what must answer under overload too and is not logged: health and metrics. */
  readonly operations?: (app: Express) => void;
  readonly metrics?: Metrics;
  /** Requests in work at once; 512 unless given. */
  readonly maxInFlight?: number;
}

export const createHttpApplication = (options: HttpApplicationOptions): Express => {
  ensureTracing();
  const app = express();
  app.disable("etag"); // a view knows its own position; hashing every answer would cost more than it saves
  // No upgrade-insecure-requests: the documentation page must work over plain HTTP on a machine without a gateway.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  options.operations?.(app);
  app.use(observeRequests(app, options.logger, options.metrics));
  app.use(limitInFlight(options.maxInFlight ?? 512));
  options.routes(app);
  app.use(answerUnknownRoutes(app));
  app.use(answerProblems(options.logger));
  return app;
};
