// Events to other systems: the feed, Kafka and webhooks, and what describes them.
import {
  checkOfIntegration,
  eventDocsRouter,
  feedRouter,
  integrationApi,
  integrationMetrics,
} from "@tabel/integration";
import { systemClock, type TokenVerifier } from "@tabel/platform";
import { tellOthers } from "../integration.js";
import type { Parts } from "../parts.js";
import type { Service, Start } from "../service.js";

export const startIntegration = (
  { configuration, log, shutdown }: Start,
  parts: Parts,
  verifier: TokenVerifier,
): Service => {
  const { store, pool } = parts;
  const { kafka, integrationSource: source } = configuration;
  const telling = tellOthers(configuration, parts, log);
  shutdown.add("integration", 3_000, () => telling.stop());
  return {
    checks: { integration: checkOfIntegration(pool, telling) },
    observe: (metrics) => integrationMetrics(metrics, pool),
    documents: { integration: integrationApi() },
    routes: (on) => {
      on.use(eventDocsRouter(kafka?.brokers[0]));
      on.use(feedRouter({ store, pool, verifier, source, clock: systemClock }));
    },
  };
};
