// Against a real broker, that is killed, and whose topics are deleted: what the reference consumer has in the end is what the
// store says, byte for byte.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { fromHeaders, payrollHoursContract } from "@tabel/integration-contracts";
import { startOver } from "@tabel/integration-consumer";
import { kafkaIsHere, type TestBroker, testBroker } from "@tabel/test-infra";
import { Kafka, logLevel } from "kafkajs";
import { away, month, staff, type Step, worked } from "../testing/bank-facts.js";
import { publishedLog, type PublishedLog, until } from "../testing/published-log.js";
import { type ReferenceSystem, referenceSystem, tablesFromStore } from "../testing/reference-system.js";
import { openTopic } from "./kafka-client.js";
import { sendApart } from "./publish-topic.js";
import { replay } from "./replay.js";
import { readFeed } from "../feed/read-feed.js";

const people = 30;
/** How often two publishers are started and killed; PUBLISHER_KILLS=50 is the long run. */
const kills = Number(process.env["PUBLISHER_KILLS"] ?? 3);
/** A long run takes longer than a test usually may. */
const killsTakeMs = 60_000 + kills * 30_000;
const topic = payrollHoursContract.type;
const program = fileURLToPath(new URL("../testing/publisher-process.js", import.meta.url));
const quiet = { debug: () => undefined };

(kafkaIsHere ? describe : describe.skip)("publishing to a real Kafka", () => {
  let log: PublishedLog;
  let broker: TestBroker;
  let payroll: ReferenceSystem;
  const publishers = new Set<ChildProcess>();

  const startPublisher = (): ChildProcess => {
    const args = [program, log.connectionString, log.eventStoreUrl, broker.brokers];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    publishers.add(child);
    child.once("exit", () => publishers.delete(child));
    return child;
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  const becomesOwner = async (child: ChildProcess): Promise<void> => {
    const ended = once(child, "exit").then(() => Promise.reject(new Error("the publisher ended")));
    await Promise.race([once(child.stdout as NonNullable<ChildProcess["stdout"]>, "data"), ended]); // it is piped
  };

  const published = async (): Promise<Map<string, string>> => {
    const { rows } = await log.pool.query<{ topic: string; number: string }>(
      "select topic, number from integration.topic",
    );
    return new Map(rows.map((row) => [row.topic, row.number]));
  };
  const lastOfTopic = async (): Promise<string> => {
    const { rows } = await log.pool.query<{ last: string }>(
      "select coalesce(max(number), 0) as last from integration.record where type = $1",
      [topic],
    );
    return rows[0]?.last ?? "0";
  };
  const settled = async (position: bigint): Promise<void> => {
    await until("everything is in the feed", async () => {
      const { rows } = await log.pool.query<{ position: string }>("select position from integration.feed");
      return BigInt(rows[0]?.position ?? -1) >= position;
    });
    await until("everything is published", async () => (await published()).get(topic) === (await lastOfTopic()));
  };
  const equal = async (position: bigint): Promise<void> => {
    const wanted = await tablesFromStore(log, position);
    expect(wanted.split("\n").length).toBeGreaterThanOrEqual(people);
    await until("the reference consumer has it", async () => (await payroll.tables()) === wanted, 30_000).catch(
      () => undefined,
    );
    expect(await payroll.tables()).toBe(wanted);
  };
  const late = (round: number): Step[] =>
    Array.from({ length: people }, (_, index) =>
      worked(`e${index}`, `u${(index % 3) + 1}`, `2026-01-${13 + (round % 10)}`, 10 * (1 + (round % 40))),
    );

  beforeAll(async () => {
    [log, broker] = await Promise.all([publishedLog(), testBroker()]);
    payroll = await referenceSystem(broker.brokers, "payroll");
    await log.append([...staff(people), ...month("2026-01", "2026-02", people)]);
  });
  afterAll(async () => {
    for (const child of publishers) child.kill("SIGKILL");
    await payroll.close();
    await broker.kill();
    await log.close();
  });

  test("the reference consumer's tables are those rebuilt from the store", async () => {
    const publisher = startPublisher();
    await payroll.start();
    const position = await log.append([away("e1", "after", "2026-01-22", "2026-01-23")]);
    await settled(position);
    await equal(position);
    await kill(publisher);
  });

  test("kcat, which nobody here wrote, reads the topic with its envelope", async () => {
    const { stdout } = await promisify(execFile)(
      "kcat",
      ["-b", broker.brokers, "-C", "-t", topic, "-e", "-q", "-o", "beginning", "-J"],
      {
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const records = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { key: string; headers: string[]; payload: string });
    expect(records.length).toBeGreaterThanOrEqual(people);
    for (const { key, headers, payload } of records) {
      const pairs = Array.from({ length: headers.length / 2 }, (_, at) => [headers[2 * at], headers[2 * at + 1]]);
      const envelope = fromHeaders(Object.fromEntries(pairs) as Record<string, string>);
      expect(envelope.subject).toBe(key);
      expect(payrollHoursContract.data.parse(JSON.parse(payload)).employeeId).toBe(key);
    }
  });

  test(
    "publishers killed at any moment, two of them at once, lose nothing",
    async () => {
      let position = 0n;
      for (let round = 0; round < kills; round += 1) {
        const pair = [startPublisher(), startPublisher()];
        await Promise.race(pair.map(becomesOwner));
        position = await log.append(late(round));
        for (const each of pair) await kill(each);
      }
      const last = startPublisher();
      await settled(position);
      await equal(position);
      await kill(last);
    },
    killsTakeMs,
  );

  test("a broker killed under load and brought back loses nothing", async () => {
    const publisher = startPublisher();
    await becomesOwner(publisher);
    const [, position] = await Promise.all([
      broker.kill().then(() => broker.resume()),
      (async () => {
        let at = 0n;
        for (let round = 4; round < 8; round += 1) at = await log.append(late(round));
        return at;
      })(),
    ]);
    await settled(position);
    await equal(position);
    await kill(publisher);
  });

  test("duplicates, also in another order, change nothing", async () => {
    const records = await readFeed(log.pool, [topic], 0n, 1_000);
    const writer = await openTopic({ brokers: [broker.brokers], clientId: "spec" }, topic, { partitions: 3 }, quiet);
    const before = payroll.outcomes.get("duplicate") ?? 0;
    await sendApart(writer, records, "/tabel/spec");
    await sendApart(writer, records.toReversed(), "/tabel/spec");
    await writer.close();
    await until(
      "all of them were met again",
      () => (payroll.outcomes.get("duplicate") ?? 0) >= before + 2 * records.length,
    );
    const { rows } = await log.pool.query<{ position: string }>("select position from integration.feed");
    await equal(BigInt(rows[0]?.position ?? 0));
  });

  test("a replay goes to one consumer's topic and moves nobody's place", async () => {
    const before = [...(await published())];
    const all = await readFeed(log.pool, [topic], 0n, 100_000);
    const third = all[2];
    if (third === undefined) throw new Error("too few records");
    const { sent, refused } = await replay({
      pool: log.pool,
      kafka: { brokers: [broker.brokers], clientId: "spec" },
      topics: { partitions: 2 },
      source: "/tabel/spec",
      log: quiet,
      signal: new AbortController().signal,
      from: { position: third.position },
      topic,
      toTopic: "for-the-archive",
    });
    expect(refused).toEqual([]);
    expect(sent).toBe(all.filter(({ position }) => position >= third.position).length);
    const writer = await openTopic(
      { brokers: [broker.brokers], clientId: "spec" },
      "for-the-archive",
      { partitions: 2 },
      quiet,
    );
    const ends = [...((await writer.ends()) ?? new Map<number, bigint>()).values()];
    await writer.close();
    expect(ends.reduce((sum, end) => sum + Number(end), 0)).toBe(sent);
    expect([...(await published())]).toEqual(before);
  });

  test("topics that were just made are written to, while their leaders are being chosen", async () => {
    const kafka = { brokers: [broker.brokers], clientId: "spec" };
    const record = { key: "k", headers: {}, value: "{}", timestamp: String(Date.now()) };
    const sent = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        const writer = await openTopic(kafka, `made-${at}`, { partitions: 12 }, quiet);
        const [acknowledged] = await writer.send([record]);
        await writer.close();
        return acknowledged?.next;
      }),
    );
    expect(sent).toEqual(Array.from({ length: 8 }, () => 1n));
  });

  test("what cannot be taken goes to the dead-letter topic, and the rest is taken", async () => {
    const kafka = { brokers: [broker.brokers], clientId: "spec" };
    const writer = await openTopic(kafka, topic, { partitions: 3 }, quiet);
    await writer.send([{ key: "e1", headers: { ce_id: "x" }, value: "{}", timestamp: String(Date.now()) }]);
    await writer.close();
    await until("it is buried", () => payroll.outcomes.get("dead") === 1);
    const letters = await openTopic(kafka, "payroll.dead-letter", { partitions: 1 }, quiet);
    expect([...((await letters.ends()) ?? []).values()]).toEqual([1n]);
    await letters.close();
    const { rows } = await log.pool.query<{ position: string }>("select position from integration.feed");
    await equal(BigInt(rows[0]?.position ?? 0));
  });

  test("a topic that is deleted is made anew with all that was in it, and a consumer rebuilds itself from it", async () => {
    const kafka = new Kafka({ brokers: [broker.brokers], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    const publisher = startPublisher();
    const position = await log.append(late(8));
    await settled(position);
    await equal(position);
    const offsets = await admin.fetchTopicOffsets(topic);
    const count = offsets.reduce((sum, { high }) => sum + Number(high), 0);
    expect(count).toBeGreaterThanOrEqual((await readFeed(log.pool, [topic], 0n, 100_000)).length);
    await payroll.stop();
    await startOver(payroll.options, async (client) => void (await client.query("delete from hours_of_employee")));
    expect(await payroll.tables()).toBe("");
    await payroll.start();
    await equal(position);
    await admin.disconnect();
    await kill(publisher);
  });

  test("a record that the broker does not take is parked, and the others go on", async () => {
    const kafka = new Kafka({ brokers: [broker.brokers], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: "tabel.absence.v1", configEntries: [{ name: "max.message.bytes", value: "2000" }] }],
    });
    await admin.disconnect();
    const [{ stream, events }] = [away("e2", "long", "2026-02-02", "2026-02-03")];
    const long = events.map((event) => ({
      ...event,
      data: { ...(event.data as object), requestId: "r".repeat(3_000) },
    }));
    const publisher = startPublisher();
    const position = await log.append([{ stream, events: long }, away("e3", "short", "2026-02-05", "2026-02-06")]);
    await settled(position);
    await until(
      "it is parked",
      async () => (await log.pool.query("select from integration.parked_record")).rowCount === 1,
    );
    const { rows } = await log.pool.query<{ last: string }>(
      "select max(number) as last from integration.record where type = 'tabel.absence.v1'",
    );
    await until("the rest is published", async () => (await published()).get("tabel.absence.v1") === rows[0]?.last);
    await kill(publisher);
  });

  test("a partition reassigned to another broker while it is published to loses nothing", async () => {
    const second = await testBroker(broker);
    const admin = new Kafka({ brokers: [broker.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const publisher = startPublisher();
    await becomesOwner(publisher);
    const partitionAssignment = [0, 1, 2].map((partition) => ({ partition, replicas: [second.node] }));
    await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment }] });
    const position = await log.append(late(9));
    await settled(position);
    await until("the other broker leads every partition", async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics.every(({ partitions }) => partitions.every(({ leader }) => leader === second.node));
    });
    const later = await log.append(late(10));
    await settled(later);
    await equal(later);
    const back = [0, 1, 2].map((partition) => ({ partition, replicas: [broker.node] }));
    await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment: back }] });
    await until("the first broker leads every partition", async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics.every(({ partitions }) => partitions.every(({ leader }) => leader === broker.node));
    });
    await admin.disconnect();
    await kill(publisher);
    await second.kill();
  });
});
