// A batch that the broker takes, for it is small when packed, and that unpacks to more than is read: its topic stops with a word
// about where, and others go on.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kafkaIsHere, testEventStore, type TestEventStore, testKafka } from "@tabel/test-infra";
import { CompressionTypes, Kafka, logLevel } from "kafkajs";
import { newcomer, type PreparedBank, prepareBank } from "./testing/bank-over-kafka.js";
import { sourcesFrom } from "./testing/command-side.js";
import { otherSystem, recordOf, until } from "./testing/other-system.js";

const own = randomUUID().slice(0, 8);
const [packed, other] = [`packed-${own}`, `other-${own}`];
const sources = [
  { source: packed, account: "master-hr" },
  { source: other, account: "foreign" },
].map(({ source, account }) => ({
  source,
  topic: `${source}.commands`,
  account,
  commands: ["hire-employee"],
}));

(kafkaIsHere ? describe : describe.skip)("a batch that unpacks to more than memory should hold", () => {
  let brokers: string;
  let server: TestEventStore;
  let bank: PreparedBank;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    [brokers, server] = await Promise.all([testKafka(), testEventStore()]);
    bank = await prepareBank(server.connectionString);
    const over = { role: "hr-officer", scope: { over: "all" }, from: "2024-01-01", until: null };
    await bank.carryOut("admin", "grant-role", { userId: "foreign", ...over });
  });
  afterAll(async () => {
    for (const each of undo.toReversed()) await each();
    await bank?.close();
    await server?.stop();
  });

  test("stops its own topic alone, and says where", async () => {
    const errors: unknown[] = [];
    const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    const log = { ...silent, error: (fields: unknown) => void errors.push(fields) };
    const kafka = { brokers: [brokers], clientId: "spec" };
    const all = sourcesFrom(JSON.stringify(sources), bank.side.api);
    const taker = bank.side.take(kafka, all, { log });
    undo.push(() => taker.stop());
    const topic = `${packed}.commands`;
    const sender = await otherSystem(brokers, topic);
    undo.push(() => sender.stop());
    const bystander = await otherSystem(brokers, `${other}.commands`);
    undo.push(() => bystander.stop());
    const first = { ...recordOf("hire-employee", newcomer("p1")), partition: 1 };
    await sender.sendAll([first]);
    await sender.answered(String(first.headers["ce_id"]));

    const client = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer();
    await producer.connect();
    undo.push(() => producer.disconnect());
    const record = { key: "bomb", value: Buffer.alloc(120_000), partition: 1 };
    await producer.send({
      topic,
      compression: CompressionTypes.GZIP,
      messages: Array.from({ length: 600 }, () => record),
    });
    await until("it is said", () => errors.length > 0);
    const cause = `a batch of topic ${topic} (partition 1 from offset 1) unpacks to more than 64 MiB`;
    expect(errors).toEqual([{ source: packed, topic, cause }]);
    expect(taker.failing().get(`commands of ${packed}`)).toBe(cause);

    const elsewhere = await bystander.send("hire-employee", newcomer("p2"));
    expect((await bystander.answered(elsewhere))[0]).toMatchObject({ outcome: "accepted" });
    expect(errors).toHaveLength(1);
  });
});
