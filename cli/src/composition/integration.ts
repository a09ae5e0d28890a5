// What tells other systems, as the composition runs it: the feed always, Kafka where brokers are configured.
import { readFileSync } from "node:fs";
import type { AccountDoor } from "@tabel/command-api";
import {
  type CommandTaker,
  deliverWebhooks,
  InboundFileFault,
  type InboundSource,
  type IntegrationRunner,
  type KafkaSettings,
  readSources,
  runIntegration,
  takeCommands,
  type TakeCommandsOptions,
  type TopicSettings,
} from "@tabel/integration";
import { systemClock, type Configuration, type KafkaConfiguration, type Logger } from "@tabel/platform";
import type { Parts } from "./parts.js";
import { StartFault } from "./start-fault.js";

const fileOf = (path: string | undefined): string | undefined => {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StartFault(`${path}, which is configured for Kafka, cannot be read.`, { cause: error });
  }
};

export const kafkaSettings = (configuration: KafkaConfiguration): KafkaSettings => {
  const { brokers, tls, sasl } = configuration;
  const [ca, cert, key] = [configuration.caFile, configuration.certificateFile, configuration.keyFile].map(fileOf);
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

/** Who may send commands; nobody where no file says so. */
export const inboundSources = (
  configuration: KafkaConfiguration | undefined,
  open: AccountDoor["commands"],
): readonly InboundSource[] => {
  const path = configuration?.inboundFile;
  const text = fileOf(path);
  if (path === undefined || text === undefined) return [];
  try {
    return readSources(text, open);
  } catch (error) {
    if (!(error instanceof InboundFileFault)) throw error;
    throw new StartFault(
      `${path}, which says who may send commands (KAFKA_INBOUND_FILE), is not right:\n${error.message}`,
      {
        cause: error,
      },
    );
  }
};

/** Commands of other systems go to the command side of the same program, as the account of their source. */
export const takeFromOthers = (
  configuration: Configuration,
  { pool, vault }: Parts,
  door: AccountDoor,
  log: Logger,
  onAnswer: TakeCommandsOptions["onAnswer"],
): CommandTaker | undefined => {
  const { kafka, integrationSource: answersAs } = configuration;
  const sources = inboundSources(kafka, door.commands);
  if (kafka === undefined || sources.length === 0) return undefined;
  return takeCommands({
    sources,
    kafka: kafkaSettings(kafka),
    topics: topicSettings(kafka),
    pool,
    carryOut: (command) => door.carryOut(command),
    key: vault.derivedKey("records of other systems"),
    answersAs,
    log,
    clock: () => systemClock().toISOString(),
    ...(onAnswer === undefined ? {} : { onAnswer }),
  });
};
