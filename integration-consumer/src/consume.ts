// A consumer of Tabel's topics: each event taken once in the consumer's own database, however often it comes; what cannot be
// taken goes to a dead-letter topic; after a crash it goes on where it was. The one file here that knows kafkajs.
import { setTimeout as sleep } from "node:timers/promises";
import { type Consumer, type EachBatchPayload, Kafka, type KafkaConfig, logLevel, type Producer } from "kafkajs";
import type pg from "pg";
import type { Handler } from "./handler.js";
import { clearInbox, inboxOn, makeInbox, type InboxName } from "./inbox.js";
import { CannotTake, type GivenRecord, type Outcome, readRecord, takeEvent, transaction } from "./receive.js";

export interface ConsumeOptions {
  /** Brokers, TLS, SASL: as kafkajs has them. */
  readonly kafka: Pick<KafkaConfig, "brokers" | "ssl" | "sasl" | "clientId">;
  /** Names the consumer: its group, and its place in the database. */
  readonly group: string;
  readonly handlers: readonly Handler[];
  /** The topic of a contract; its own name unless given. */
  readonly topicOf?: (type: string) => string;
  readonly pool: pg.Pool;
  /** Where the consumer's memory is kept, in its own database. */
  readonly schema?: string;
  readonly deadLetterTopic?: string;
  /** How often a record is tried before it is a dead letter. */
  readonly attempts?: number;
  readonly onOutcome?: (
    outcome: Outcome | "dead",
    record: { topic: string; partition: number; offset: string },
  ) => void;
  readonly onFailure?: (error: unknown) => void;
}

export interface RunningConsumer {
  stop(): Promise<void>;
}

const retry = { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 };
const firstWaitMs = 200;
const mostWaitMs = 5_000;
/** Records of one transaction. */
const mostAtOnce = 200;

const kafkaOf = ({ kafka, group }: ConsumeOptions): Kafka =>
  new Kafka({ clientId: group, retry, logLevel: logLevel.NOTHING, ...kafka });

const textHeaders = (record: GivenRecord): Record<string, string> =>
  Object.fromEntries(Object.entries(record.headers ?? {}).map(([name, value]) => [name, String(value)]));

/** Where the consumer has to go on reading, when that is not the next record. */
type Jump = "from-the-beginning";

export const consume = async (options: ConsumeOptions): Promise<RunningConsumer> => {
  const { pool, group, handlers, schema = "tabel_inbox", attempts = 5, onOutcome, onFailure } = options;
  const { topicOf = (type) => type, deadLetterTopic = `${group}.dead-letter` } = options;
  const name: InboxName = { consumer: group, schema };
  const byType = new Map(handlers.map((handler) => [handler.contract.type as string, handler]));
  const topics = handlers.map(({ contract }) => topicOf(contract.type));
  await makeInbox(pool, schema);
  const stopping = new AbortController();

  const bury = async (producer: Producer, topic: string, partition: number, record: GivenRecord, error: CannotTake) => {
    const headers = {
      ...textHeaders(record),
      dead_letter_error: error.message,
      dead_letter_topic: topic,
      dead_letter_partition: String(partition),
      dead_letter_offset: record.offset,
    };
    await producer.send({ topic: deadLetterTopic, acks: -1, messages: [{ value: record.value, headers }] });
    const { eventId } = error;
    if (eventId !== undefined) await transaction(pool, (client) => inboxOn(client, name).remember(eventId, "dead"));
  };

  /** One record by itself, several times. */
  const takeAlone = async (record: GivenRecord): Promise<Outcome> => {
    const read = readRecord(byType, record);
    for (let failures = 1; ; failures += 1) {
      try {
        return await transaction(pool, (client) => takeEvent(client, name, read));
      } catch (error) {
        await pool.query("select"); // a database that is away is no fault of the record
        if (failures >= attempts)
          throw new CannotTake(error instanceof Error ? error.message : String(error), read.event.id, error);
        await sleep(Math.min(mostWaitMs, firstWaitMs * 2 ** (failures - 1)), undefined, { signal: stopping.signal });
      }
    }
  };

  const takeTogether = (records: readonly GivenRecord[]): Promise<readonly Outcome[]> =>
    transaction(pool, async (client) => {
      const outcomes: Outcome[] = [];
      for (const record of records) {
        const outcome = await takeEvent(client, name, readRecord(byType, record));
        outcomes.push(outcome);
        if (outcome === "gap") break;
      }
      return outcomes;
    });

  const takeRecords = async (
    payload: EachBatchPayload,
    producer: Producer,
    records: readonly GivenRecord[],
  ): Promise<Jump | undefined> => {
    const { batch } = payload;
    const { topic, partition } = batch;
    const done = (record: GivenRecord, outcome: Outcome | "dead"): Jump | undefined => {
      onOutcome?.(outcome, { topic, partition, offset: record.offset });
      if (outcome === "gap") return "from-the-beginning";
      payload.resolveOffset(record.offset);
      return undefined;
    };
    const together = await takeTogether(records).catch(() => undefined); // then one by one, to find which it was
    for (const [index, record] of records.entries()) {
      let outcome: Outcome | "dead" | undefined = together?.[index];
      if (outcome === undefined)
        try {
          outcome = await takeAlone(record);
        } catch (error) {
          if (!(error instanceof CannotTake)) throw error;
          await bury(producer, topic, partition, record, error);
          outcome = "dead";
        }
      const jump = done(record, outcome);
      if (jump !== undefined) return jump;
      if (together === undefined) await payload.heartbeat();
    }
    await payload.commitOffsetsIfNecessary();
    await payload.heartbeat();
    return undefined;
  };

  const runOnce = async (): Promise<void> => {
    const kafka = kafkaOf(options);
    const admin = kafka.admin();
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, retry });
    const consumer: Consumer = kafka.consumer({
      groupId: group,
      allowAutoTopicCreation: false,
      sessionTimeout: 10_000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 500,
      metadataMaxAge: 5_000,
      retry: { ...retry, restartOnFailure: () => Promise.resolve(false) }, // begun anew below
    });
    const left = new AbortController();
    const ended = new Promise<void>((resolve, reject) => {
      consumer.on("consumer.crash", ({ payload }) => reject(payload.error));
      stopping.signal.addEventListener("abort", () => resolve(), { once: true, signal: left.signal });
      if (stopping.signal.aborted) resolve();
    });
    ended.catch(() => undefined); // looked at below
    try {
      await admin.connect();
      const existing = await admin.listTopics();
      if (!existing.includes(deadLetterTopic))
        await admin.createTopics({ topics: [{ topic: deadLetterTopic, numPartitions: 1 }] });
      const missing = topics.find((topic) => !existing.includes(topic));
      if (missing !== undefined) throw new Error(`topic ${missing} is not there yet`);
      await producer.connect();
      await consumer.connect();
      await consumer.subscribe({ topics, fromBeginning: true });
      await consumer.run({
        eachBatchAutoResolve: false,
        autoCommitThreshold: 1_000,
        autoCommitInterval: 1_000,
        partitionsConsumedConcurrently: 2,
        eachBatch: async (payload) => {
          const { batch } = payload;
          for (let at = 0; at < batch.messages.length && payload.isRunning() && !payload.isStale(); at += mostAtOnce) {
            const jump = await takeRecords(
              payload,
              producer,
              batch.messages.slice(at, at + mostAtOnce) as GivenRecord[],
            ); // headers are as given
            if (jump === undefined) continue;
            consumer.seek({ topic: batch.topic, partition: batch.partition, offset: "-2" }); // the beginning
            return;
          }
        },
      });
      await ended;
    } finally {
      left.abort();
      await Promise.allSettled([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
    }
  };

  const running = (async () => {
    for (let failures = 0; !stopping.signal.aborted;) {
      const began = performance.now();
      try {
        await runOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        onFailure?.(error);
        failures = performance.now() - began > mostWaitMs ? 1 : failures + 1;
        const wait = Math.min(mostWaitMs, firstWaitMs * 2 ** (failures - 1));
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/**
 * Before a rebuild: forgets what was taken and sets the group to the beginning of its topics. The consumer must not be
 * running; its own tables are its own to empty, in `empty`.
 */
export const startOver = async (
  options: ConsumeOptions,
  empty: (client: pg.ClientBase) => Promise<void>,
): Promise<void> => {
  const { pool, group, handlers, schema = "tabel_inbox", topicOf = (type) => type } = options;
  await makeInbox(pool, schema);
  const admin = kafkaOf(options).admin();
  await admin.connect();
  try {
    for (const { contract } of handlers)
      await admin.resetOffsets({ groupId: group, topic: topicOf(contract.type), earliest: true });
  } finally {
    await admin.disconnect();
  }
  await transaction(pool, async (client) => {
    await clearInbox(client, { consumer: group, schema });
    await empty(client);
  });
};
