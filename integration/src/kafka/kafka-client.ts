// Sending: with consume-commands.ts and bounded-unpacking.ts the files that know kafkajs. Idempotent producer, acks from all replicas, one request in flight: what is acknowledged is
// there, in order. Its transactions are not used: writes were lost in them, and consumers that recognise a repetition by its
// id need none.
import { type Admin, Kafka, logLevel, Partitioners, type Producer, type SASLOptions } from "kafkajs";
import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";
import type { GivenHeaders } from "@tabel/integration-contracts";
import { backoffDelay, type Logger } from "@tabel/platform";
import type { KafkaSettings, TopicSettings } from "./kafka-settings.js";

export interface OutRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
  readonly timestamp: string;
}

/** What others have sent is handed on as it came. */
export interface RawRecord {
  readonly key: Buffer | string | null;
  readonly headers: GivenHeaders;
  readonly value: Buffer | string | null;
  readonly timestamp: string;
}

/** What a request added to a partition. */
export interface Acknowledged {
  readonly partition: number;
  /** Offsets of the first record, and after the last one. */
  readonly first: bigint;
  readonly next: bigint;
}

/** The broker refuses these records as they are; trying again changes nothing. */
export class RecordsRefused extends Error {
  override readonly name = "RecordsRefused";
}

export interface TopicWriter {
  /** By partition, the offset after the last record; undefined where the topic is gone. */
  ends(): Promise<ReadonlyMap<number, bigint> | undefined>;
  /** Resolves when all replicas have them. Throws RecordsRefused, or another error where it may be tried again. */
  send(records: readonly RawRecord[]): Promise<readonly Acknowledged[]>;
  close(): Promise<void>;
}

/** Of requests and of connecting, in milliseconds; a broker that is away longer is asked anew by whoever publishes. */
const times = { request: 10_000, connect: 3_000, close: 2_000 };
const retry = { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 };
const mostReplicas = 3;

const refusals: ReadonlySet<string> = new Set([
  "MESSAGE_TOO_LARGE",
  "RECORD_LIST_TOO_LARGE",
  "INVALID_RECORD",
  "INVALID_TIMESTAMP",
  "INVALID_MESSAGE_SIZE",
  "CORRUPT_MESSAGE",
]);

const typeOf = (error: unknown): string | undefined => {
  if (!isNativeError(error)) return undefined;
  if ("type" in error && typeof error.type === "string") return error.type;
  return typeOf(error.cause); // its own retries wrap what they met
};

const isMissingTopic = (error: unknown): boolean => typeOf(error) === "UNKNOWN_TOPIC_OR_PARTITION";

export const kafkaWith = (settings: KafkaSettings, log: Pick<Logger, "debug">): Kafka => {
  const { brokers, clientId, tls, sasl } = settings;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: times.connect,
    requestTimeout: times.request,
    enforceRequestTimeout: true,
    retry,
    // Whoever publishes says what went wrong, once; the client says it for each try.
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log: { message } }) =>
        log.debug({ namespace }, message),
    ...(tls === undefined ? {} : { ssl: tls === true || tls === false ? tls : { ...tls } }),
    ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }), // one of its mechanisms each
  });
};

const within = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
};

const topicConfiguration = (replication: number, { retentionMs = -1, compression }: TopicSettings) => [
  { name: "cleanup.policy", value: "delete" },
  ...(compression === undefined ? [] : [{ name: "compression.type", value: compression }]),
  { name: "retention.ms", value: String(retentionMs) },
  { name: "retention.bytes", value: "-1" },
  { name: "min.insync.replicas", value: String(Math.max(1, replication - 1)) },
  { name: "unclean.leader.election.enable", value: "false" },
];

export const makeTopic = async (admin: Admin, topic: string, settings: TopicSettings): Promise<void> => {
  const { partitions, replication } = settings;
  const { brokers } = await admin.describeCluster();
  const replicas = replication ?? Math.min(mostReplicas, brokers.length);
  await admin.createTopics({
    waitForLeaders: true,
    topics: [
      {
        topic,
        numPartitions: partitions,
        replicationFactor: replicas,
        configEntries: topicConfiguration(replicas, settings),
      },
    ],
  });
};

/** The partition of each record, chosen as Java's clients choose it: by murmur2 of the key. */
const placed = (topic: string, partitions: number, records: readonly RawRecord[]) => {
  const choose = Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return records.map((record) => {
    const message = { ...record, headers: { ...record.headers } };
    return { ...message, partition: choose({ topic, partitionMetadata, message }) };
  });
};

const endsOf = async (admin: Admin, topic: string): Promise<ReadonlyMap<number, bigint> | undefined> => {
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  } catch (error) {
    if (isMissingTopic(error)) return undefined;
    throw error;
  }
};

class TopicNotThere extends Error {
  override readonly name = "TopicNotThere";
}

const openNow = async (
  settings: KafkaSettings,
  topic: string,
  topicSettings: TopicSettings,
  log: Pick<Logger, "debug">,
): Promise<TopicWriter> => {
  const kafka = kafkaWith(settings, log);
  const admin = kafka.admin();
  const newProducer = (): Producer =>
    kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, retry });
  let producer = newProducer();
  const close = (): Promise<void> =>
    within(times.close, Promise.all([producer.disconnect().catch(() => undefined), admin.disconnect()]));
  try {
    await Promise.all([admin.connect(), producer.connect()]);
    if (!(await admin.listTopics()).includes(topic)) await makeTopic(admin, topic, topicSettings);
    const partitions = (await endsOf(admin, topic))?.size ?? 0;
    if (partitions === 0) throw new TopicNotThere(`topic ${topic} was made and is not there`);
    let broken = false;
    return {
      ends: () => endsOf(admin, topic),
      send: async (records) => {
        if (broken) {
          // A request that failed for one partition may have been taken for another, and this producer would count on from
          // before it: the broker would take what comes next there for a repetition and drop it. Another producer begins anew.
          await within(times.close, producer.disconnect());
          producer = newProducer();
          await producer.connect();
          broken = false;
        }
        const messages = placed(topic, partitions, records);
        try {
          const answers = await producer.send({ topic, acks: -1, messages });
          return answers.map(({ partition, baseOffset }) => {
            const first = BigInt(baseOffset ?? -1);
            return {
              partition,
              first,
              next: first + BigInt(messages.filter((each) => each.partition === partition).length),
            };
          });
        } catch (error) {
          broken = true;
          const type = typeOf(error);
          if (type !== undefined && refusals.has(type)) throw new RecordsRefused(type, { cause: error });
          throw error;
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

/** What brokers say of a topic whose leaders are not chosen yet, or not known to all of them. */
const settling: ReadonlySet<string> = new Set([
  "LEADER_NOT_AVAILABLE",
  "NOT_LEADER_FOR_PARTITION",
  "UNKNOWN_TOPIC_OR_PARTITION",
]);
const mostOpenings = 8;
const settlingWaits = { first: 100, most: 1_000 };

/** Connects for one topic, which is made unless it is there; one that was just made is waited for. */
export const openTopic = async (...topic: Parameters<typeof openNow>): Promise<TopicWriter> => {
  for (let openings = 1; ; openings += 1)
    try {
      return await openNow(...topic);
    } catch (error) {
      const passes = error instanceof TopicNotThere || settling.has(typeOf(error) ?? "");
      if (!passes || openings === mostOpenings) throw error;
      await sleep(backoffDelay(settlingWaits, openings)); // by another connection: this one's client remembers the old leaders
    }
};
