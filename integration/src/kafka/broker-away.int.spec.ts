// A broker that is away while far more is to be told than fits into memory: the publisher waits with what it has in hand, and sends
// all of it when the broker is back.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kafkaIsHere, type TestBroker, testBroker } from "@tabel/test-infra";
import { openTopic } from "./kafka-client.js";
import { publishedLog, type PublishedLog, until } from "../testing/published-log.js";
import { hire } from "../testing/bank-facts.js";

const program = fileURLToPath(new URL("../testing/publisher-process.js", import.meta.url));
const topic = "tabel.employment.v1";
/** What waits is more than the publisher may hold: it would die of holding it. */
const heapMegabytes = 96;
const records = 30_000;
const bytesEach = 4_000;
const renewalsAway = 12;

(kafkaIsHere ? describe : describe.skip)("a broker that is away for long", () => {
  let log: PublishedLog;
  let broker: TestBroker;
  let publisher: ChildProcess | undefined;

  beforeAll(async () => {
    [log, broker] = await Promise.all([publishedLog(), testBroker()]);
  });
  afterAll(async () => {
    publisher?.kill("SIGKILL");
    await broker?.kill();
    await log?.close();
  });

  test("costs no memory: a publisher that could not hold what waits sends it when the broker is back", async () => {
    await log.pool.query(
      `insert into integration.record (number, type, key, sequence, id, time, position, data)
       select n, $1, 'w' || n % 100, 1 + n / 100, gen_random_uuid(), now(), 0, jsonb_build_object('employeeId', 'w' || n % 100, 'filler', repeat(md5(n::text), $2))::text
       from generate_series(1, $3) n`,
      [topic, bytesEach / 32, records],
    );
    await log.pool.query("update integration.feed set number = $1", [records]);
    await broker.kill();
    const args = [
      `--max-old-space-size=${heapMegabytes}`,
      program,
      log.connectionString,
      log.eventStoreUrl,
      broker.brokers,
    ];
    publisher = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    let ended: unknown;
    publisher.once("exit", (code, signal) => (ended = signal ?? code));
    await once(publisher.stdout as NonNullable<ChildProcess["stdout"]>, "data"); // it is piped
    // It goes on holding the lease, and the feed goes on being written.
    const renewals = new Set<string>();
    const position = await log.append([hire("e1", "u1")]);
    await until("it has worked on without the broker for some renewals of its lease", async () => {
      const { rows } = await log.pool.query<{ until: string }>("select until::text from integration.lease");
      renewals.add(rows[0]?.until ?? "");
      return renewals.size > renewalsAway || ended !== undefined;
    });
    await until("the feed went on", async () => {
      const { rows } = await log.pool.query<{ position: string }>("select position from integration.feed");
      return BigInt(rows[0]?.position ?? -1) >= position || ended !== undefined;
    });
    await broker.resume();
    await until(
      "all of it is published",
      async () => {
        const { rows } = await log.pool.query<{ number: string }>(
          "select number from integration.topic where topic = $1",
          [topic],
        );
        return BigInt(rows[0]?.number ?? 0) > records || ended !== undefined;
      },
      240_000,
    );
    expect(ended).toBeUndefined();
    const writer = await openTopic(
      { brokers: [broker.brokers], clientId: "spec" },
      topic,
      { partitions: 3 },
      { debug: () => undefined },
    );
    const ends = [...((await writer.ends()) ?? []).values()];
    await writer.close();
    expect(ends.reduce((sum, end) => sum + Number(end), 0)).toBeGreaterThanOrEqual(records + 1);
  }, 360_000);
});
