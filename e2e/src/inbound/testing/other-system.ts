// Another system as its own people would write it, with nothing of Tabel but the documented envelope: it sends commands and reads
// what it is answered.
import { randomUUID } from "node:crypto";
import { type Consumer, type IHeaders, Kafka, type KafkaConfig, logLevel, type Producer } from "kafkajs";

export interface Reply {
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly commandId: string | null;
  readonly outcome: "accepted" | "refused";
  readonly position: string | null;
  readonly ids: Readonly<Record<string, string>>;
  readonly problem: {
    readonly code: string;
    readonly status: number;
    readonly errors: readonly { path: string; code: string }[];
  } | null;
  readonly record: { readonly partition: number; readonly offset: string };
  /** As it came. */
  readonly text: string;
}

export interface Sent {
  readonly key: string | Buffer | null;
  readonly headers: IHeaders;
  readonly value: string | Buffer | null;
  readonly partition?: number;
}

export interface OtherSystem {
  /** Answers the command's id. */
  send(name: string, data: object, id?: string): Promise<string>;
  sendAll(records: readonly Sent[]): Promise<void>;
  readonly replies: readonly Reply[];
  readonly letters: readonly { readonly headers: Readonly<Record<string, string>>; readonly value: Buffer | null }[];
  /** Every reply to the command so far, at least one. */
  answered(commandId: string, times?: number): Promise<readonly Reply[]>;
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

export const recordOf = (
  name: string,
  data: object,
  id: string = randomUUID(),
  more: Readonly<Record<string, string>> = {},
): Sent => ({
  key: "employeeId" in data ? String(data.employeeId) : null,
  headers: {
    "content-type": "application/json",
    ce_specversion: "1.0",
    ce_id: id,
    ce_source: "/hr",
    ce_type: `tabel.command.${name}.v1`,
    ...more,
  },
  value: JSON.stringify(data),
});

export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> => {
  for (const end = performance.now() + withinMs; !(await holds());) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

const texts = (headers: IHeaders = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

export const otherSystem = async (
  brokers: string,
  topic: string,
  security: Pick<KafkaConfig, "ssl" | "sasl"> = {},
): Promise<OtherSystem> => {
  const kafka = new Kafka({ brokers: brokers.split(","), logLevel: logLevel.NOTHING, ...security });
  const producer: Producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const admin = kafka.admin();
  await Promise.all([producer.connect(), admin.connect()]);
  const there = async () => {
    const topics = await admin.listTopics();
    return [topic, `${topic}.replies`, `${topic}.dead-letter`].every((each) => topics.includes(each));
  };
  await until("Tabel has made its topics", there);
  await admin.disconnect();
  const replies: Reply[] = [];
  const letters: { headers: Record<string, string>; value: Buffer | null }[] = [];
  const consumer: Consumer = kafka.consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [`${topic}.replies`, `${topic}.dead-letter`], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ topic: from, message: { key, headers, value } }) => {
      if (from.endsWith(".dead-letter")) letters.push({ headers: texts(headers), value });
      else {
        const text = String(value);
        const said = JSON.parse(text) as Omit<Reply, "key" | "headers" | "text">; // as the contract says
        replies.push({ ...said, key: key === null ? null : String(key), headers: texts(headers), text });
      }
      return Promise.resolve();
    },
  });
  const sendAll = async (records: readonly Sent[]): Promise<void> => {
    await producer.send({ topic, acks: -1, messages: records.map((each) => ({ ...each })) });
  };
  return {
    replies,
    letters,
    sendAll,
    until,
    send: async (name, data, id = randomUUID()) => {
      await sendAll([recordOf(name, data, id)]);
      return id;
    },
    answered: async (commandId, times = 1) => {
      const found = (): Reply[] => replies.filter((each) => each.commandId === commandId);
      await until(`a reply to ${commandId}`, () => found().length >= times);
      return found();
    },
    stop: async () => {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
};
