// What tells other systems, as the composition runs it: the feed always, Kafka where brokers are configured.
import { readFileSync } from "node:fs";
import {
  deliverWebhooks,
  type IntegrationRunner,
  type KafkaSettings,
  runIntegration,
  type TopicSettings,
} from "@tabel/integration";
import { systemClock, type Configuration, type KafkaConfiguration, type Logger } from "@tabel/platform";
import type { Parts } from "./parts.js";
import { StartFault } from "./start-fault.js";

const pemOf = (path: string | undefined): string | undefined => {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StartFault(`${path}, which is configured for Kafka, cannot be read.`, { cause: error });
  }
};

export const kafkaSettings = (configuration: KafkaConfiguration): KafkaSettings => {
  const { brokers, tls, sasl } = configuration;
  const [ca, cert, key] = [configuration.caFile, configuration.certificateFile, configuration.keyFile].map(pemOf);
  const files = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
  return {
    brokers,
    clientId: "tabel",
    ...(tls ? { tls: Object.keys(files).length === 0 ? true : files } : {}),
    ...(sasl === undefined ? {} : { sasl: { ...sasl, password: sasl.password.reveal() } }),
  };
};

export const topicSettings = ({ partitions, replication }: KafkaConfiguration): TopicSettings => ({
  partitions,
  ...(replication === undefined ? {} : { replication }),
});

export const tellOthers = (
  configuration: Configuration,
  { store, pool, vault }: Parts,
  log: Logger,
): IntegrationRunner => {
  const { kafka, integrationSource: source, webhooksInside: allowInside } = configuration;
  return runIntegration({
    store,
    pool,
    vault,
    log,
    source,
    also: [(signal) => deliverWebhooks({ pool, vault, source, log, clock: systemClock, allowInside }, signal)],
    kafka: kafka === undefined ? undefined : kafkaSettings(kafka),
    ...(kafka === undefined ? {} : { topics: topicSettings(kafka) }),
  });
};
