// The one HTTP port of a program: the routes of its services, and what gateways, orchestrators and people ask of any of them.
import {
  createHttpApplication,
  createMetrics,
  docsRouter,
  healthRouter,
  type HttpServer,
  listen,
  metricsRouter,
} from "@tabel/platform";
import type { Service, Start } from "./service.js";

/** Requests in work finish within `graceMs` of the end; what is left is cut. */
export const serveHttp = async (
  { configuration, log, shutdown }: Start,
  services: readonly Service[],
  { name, graceMs }: { readonly name: string; readonly graceMs: number },
): Promise<HttpServer> => {
  const metrics = createMetrics(name);
  for (const { observe } of services) observe?.(metrics);
  const checks = Object.assign({}, ...services.map((service) => service.checks)) as NonNullable<Service["checks"]>; // of the same
  const documents = Object.assign({}, ...services.map((service) => service.documents)) as NonNullable<
    Service["documents"]
  >; // of the same
  const app = createHttpApplication({
    logger: log,
    metrics,
    maxInFlight: configuration.maxInFlight,
    operations: (on) => {
      on.use(healthRouter({ checks, logger: log }));
      on.use(metricsRouter(metrics));
      on.use(docsRouter(documents));
    },
    routes: (on) => {
      for (const { routes } of services) routes?.(on);
      on.get("/", (_request, response) => response.redirect("/docs"));
    },
  });
  const server = await listen(app, { host: configuration.host, port: configuration.port });
  shutdown.add("http", graceMs + 1_000, () => server.close(graceMs));
  return server;
};
