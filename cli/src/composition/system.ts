// The whole system in one process: the parts, the projections, and one HTTP port for every service.
import { createCommandApi } from "@tabel/command-api";
import {
  checkOfIntegration,
  eventDocsRouter,
  feedRouter,
  integrationApi,
  integrationMetrics,
} from "@tabel/integration";
import {
  createHttpApplication,
  createMetrics,
  createTokenIssuer,
  createTokenVerifier,
  docsRouter,
  healthRouter,
  listen,
  metricsRouter,
  projectionLag,
  signingKeyFrom,
  signingKeyIn,
  systemClock,
  telemetryFor,
  type Configuration,
  type HealthCheck,
  type Logger,
  type Shutdown,
} from "@tabel/platform";
import { lagsOfViews, periodRebuilder, runProjections, type ProjectionRunner } from "@tabel/projections";
import { createQueryApi } from "@tabel/query-api";
import type { Router } from "express";
import { tellOthers } from "./integration.js";
import { keepAuditTrail } from "./audit-trail.js";
import { filesOf, uploadsInto } from "./letters.js";
import { openMailWay, startNotifications, unsubscribeTokensOf } from "./notifications.js";
import { openParts, type Parts } from "./parts.js";
import { checkOfProcesses, observeProcesses, runProcesses } from "./process-managers.js";
import { projectionsReady } from "./projections-ready.js";

export interface System extends Parts {
  readonly url: string;
  readonly projections: ProjectionRunner;
}

const tokenParts = async (configuration: Configuration) => {
  const { signingKey, issuer, audience, lifetimeSeconds } = configuration.tokens;
  const key =
    signingKey === undefined ? await signingKeyIn(configuration.dataFolder) : signingKeyFrom(signingKey.reveal());
  return {
    issuer: createTokenIssuer({ key, issuer, audience, lifetimeSeconds }),
    verifier: createTokenVerifier({ keys: [key], issuer, audience }),
  };
};

const checksOf = ({ store, pool }: Parts, projections: ProjectionRunner): Record<string, HealthCheck> => ({
  "event store": async () => void (await store.headPosition()),
  database: async () => void (await pool.query("select 1")),
  projections: projectionsReady(projections, () => lagsOfViews({ store, pool })),
});

interface Services {
  readonly commands: ReturnType<typeof createCommandApi>;
  readonly queries: ReturnType<typeof createQueryApi>;
}

const mountOperations = (
  mount: (router: Router) => void,
  { commands, queries }: Services,
  health: Router,
  metrics: Router,
): void => {
  mount(health);
  mount(metrics);
  mount(docsRouter({ commands: commands.openApi, views: queries.openApi, integration: integrationApi() }));
};

/** Brings everything up; what is to be undone is added to the shutdown. Throws errors whose message is a sentence. */
export const startSystem = async (configuration: Configuration, log: Logger, shutdown: Shutdown): Promise<System> => {
  const telemetry = await telemetryFor(configuration, "tabel");
  shutdown.add("telemetry", 1_000, () => telemetry.stop());
  const parts = await openParts(configuration, log, shutdown);
  const { store, pool, vault } = parts;
  const projections = runProjections({ store, pool, log });
  shutdown.add("projections", 5_000, () => projections.stop());
  const tokens = await tokenParts(configuration);
  const mail = await openMailWay(configuration, shutdown);
  const notifications = await startNotifications(configuration, parts, mail, log);
  shutdown.add("notifications", 2_500, () => notifications.stop());
  const files = filesOf(configuration);
  const services: Services = {
    commands: createCommandApi({
      store,
      vault,
      tokens,
      clock: () => systemClock().toISOString(),
      rebuilder: periodRebuilder({ store, pool }),
      notifications: { unsubscribe: unsubscribeTokensOf(parts), mail: mail.kept },
      letters: uploadsInto(files, vault),
      log,
    }),
    queries: createQueryApi({ pool, verifier: tokens.verifier, log, pushKey: notifications.pushKey }),
  };
  const processes = runProcesses(parts, services.commands.carryOut, notifications.tellAbout, log);
  shutdown.add("processes", 5_000, () => processes.stop());
  const telling = tellOthers(configuration, parts, log);
  shutdown.add("integration", 3_000, () => telling.stop());
  const trail = await keepAuditTrail(configuration, parts, log);
  shutdown.add("audit trail", 2_000, () => trail.stop());
  shutdown.add("queries", 1_000, () => services.queries.close());
  shutdown.add("imports", 2_000, () => services.commands.stop());
  const metrics = createMetrics();
  projectionLag(metrics, () => lagsOfViews(parts));
  observeProcesses(metrics, parts);
  integrationMetrics(metrics, pool);
  const app = createHttpApplication({
    logger: log,
    metrics,
    maxInFlight: configuration.maxInFlight,
    operations: (on) =>
      mountOperations(
        (router) => void on.use(router),
        services,
        healthRouter({
          checks: {
            ...checksOf(parts, projections),
            "process managers": checkOfProcesses(parts, processes),
            integration: checkOfIntegration(pool, telling),
            "audit trail": trail.check,
          },
          logger: log,
        }),
        metricsRouter(metrics),
      ),
    routes: (on) => {
      on.use(services.commands.router);
      on.use("/api/views", services.queries.router);
      on.use("/api/calendar", services.queries.feeds);
      on.use(eventDocsRouter(configuration.kafka?.brokers[0]));
      on.use(
        feedRouter({
          store,
          pool,
          verifier: tokens.verifier,
          source: configuration.integrationSource,
          clock: systemClock,
        }),
      );
      on.use("/api/notifications", services.queries.notifications);
      on.get("/", (_request, response) => response.redirect("/docs"));
    },
  });
  const server = await listen(app, { host: configuration.host, port: configuration.port });
  shutdown.add("http", 4_000, () => server.close(3_000));
  return { ...parts, url: server.url, projections };
};
