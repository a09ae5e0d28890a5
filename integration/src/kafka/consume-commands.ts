// Receiving: with kafka-client.ts and bounded-unpacking.ts the files that know kafkajs. Hands the records of a topic over in their order within a partition, some at a time;
// its place in the topic moves only after whoever takes them has said that they are answered.
import type { GivenHeaders } from "@tabel/integration-contracts";
import type { Logger } from "@tabel/platform";
import type { Admin, EachBatchPayload, KafkaMessage } from "kafkajs";
import { boundUnpacking, UnpacksTooLarge, unpacksTooLarge } from "./bounded-unpacking.js";
import { kafkaWith, makeTopic } from "./kafka-client.js";
import type { KafkaSettings, TopicSettings } from "./kafka-settings.js";

export interface Received {
  readonly key: Buffer | null;
  readonly headers: GivenHeaders;
  readonly value: Buffer | null;
  readonly partition: number;
  readonly offset: string;
  readonly timestamp: string;
}

export interface Turn {
  /** False when the partition is another consumer's by now, or the end was asked for. */
  readonly mine: () => boolean;
  /** Says that work goes on; throws when the partition is another consumer's by now. */
  readonly heartbeat: () => Promise<void>;
}

export interface ConsumeCommands {
  readonly kafka: KafkaSettings;
  readonly topic: string;
  readonly group: string;
  /** For the topic itself, where it is not there yet. */
  readonly topics: TopicSettings;
  readonly log: Pick<Logger, "debug">;
  readonly signal: AbortSignal;
  /** True when all of them are answered; else, and when it throws, they come again. */
  readonly take: (records: readonly Received[], turn: Turn) => Promise<boolean>;
  readonly onJoined?: () => void;
}

/** Records that are answered together. */
const atOnce = 50;
/** Of a fetch, in bytes: what is in memory of a partition. */
const fetched = 1_048_576;
const times = { session: 10_000, rebalance: 20_000, heartbeat: 1_000, wait: 500, metadata: 10_000 };
/** Partitions at work at once: each holds a database connection while a command is carried out. */
const partitionsAtOnce = 3;

const receivedFrom = (partition: number, { key, value, headers, offset, timestamp }: KafkaMessage): Received => ({
  key,
  value,
  headers: headers ?? {},
  partition,
  offset,
  timestamp,
});

/** Where the group stands in the partitions that have more: the client does not say in which of them it met a batch. */
const standing = async (admin: Admin, topic: string, groupId: string): Promise<string> => {
  const [ends, [group]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const at = ends.flatMap(({ partition, low, high }) => {
    const taken = BigInt(group?.partitions.find((each) => each.partition === partition)?.offset ?? "-1");
    const next = taken < BigInt(low) ? BigInt(low) : taken;
    return next < BigInt(high) ? [`partition ${partition} from offset ${next}`] : [];
  });
  return ` of topic ${topic} (${at.slice(0, 20).join(" or ")})`;
};

/** Returns when the signal aborts; throws what ends the consumer, UnpacksTooLarge where it would meet the same batch again. */
export const consumeCommands = async (options: ConsumeCommands): Promise<void> => {
  const { kafka: settings, topic, group, topics, log, signal, take, onJoined } = options;
  boundUnpacking();
  const kafka = kafkaWith(settings, log);
  const admin = kafka.admin();
  const consumer = kafka.consumer({
    groupId: group,
    allowAutoTopicCreation: false,
    sessionTimeout: times.session,
    rebalanceTimeout: times.rebalance,
    heartbeatInterval: times.heartbeat,
    maxWaitTimeInMs: times.wait,
    metadataMaxAge: times.metadata,
    maxBytesPerPartition: fetched,
    retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(false) },
  });
  const left = new AbortController();
  const ended = new Promise<void>((resolve, reject) => {
    consumer.on("consumer.crash", ({ payload }) => reject(payload.error));
    signal.addEventListener("abort", () => resolve(), { once: true, signal: left.signal });
    if (signal.aborted) resolve();
  });
  ended.catch(() => undefined); // looked at below
  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const { partition } = batch;
    const turn: Turn = {
      mine: () => payload.isRunning() && !payload.isStale() && !signal.aborted,
      heartbeat: () => payload.heartbeat(),
    };
    for (let at = 0; at < batch.messages.length && turn.mine(); at += atOnce) {
      const records = batch.messages.slice(at, at + atOnce).map((message) => receivedFrom(partition, message));
      if (!(await take(records, turn))) return;
      const last = records.at(-1)?.offset ?? batch.lastOffset();
      payload.resolveOffset(last);
      const offset = String(BigInt(last) + 1n);
      await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
      await payload.heartbeat();
    }
  };
  try {
    await admin.connect();
    if (!(await admin.listTopics()).includes(topic)) await makeTopic(admin, topic, topics);
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    consumer.on("consumer.group_join", () => onJoined?.());
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch,
    });
    await ended;
  } catch (error) {
    if (!unpacksTooLarge(error)) throw error;
    throw new UnpacksTooLarge(await standing(admin, topic, group).catch(() => ` of topic ${topic}`));
  } finally {
    left.abort();
    await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
  }
};
