// A broker that speaks TLS and wants a log-in, as those of an enterprise do: told, consumed from and taken from; and what is said
// when it does not let us in.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openKeyVault } from "@tabel/event-store";
import { type IntegrationRunner, type KafkaSettings, runIntegration } from "@tabel/integration";
import { consume, on } from "@tabel/integration-consumer";
import { employmentContract } from "@tabel/integration-contracts";
import {
  kafkaIsHere,
  type SecuredBroker,
  testDatabase,
  testEventStore,
  type TestEventStore,
  testSecuredBroker,
} from "@tabel/test-infra";
import pg from "pg";
import { newcomer, type PreparedBank, prepareBank } from "./testing/bank-over-kafka.js";
import { sourcesFrom } from "./testing/command-side.js";
import { otherSystem, until } from "./testing/other-system.js";

const sources = JSON.stringify([
  { source: "hr", topic: "hr.commands", account: "master-hr", commands: ["hire-employee"] },
]);
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
type Mechanism = NonNullable<KafkaSettings["sasl"]>["mechanism"];

(kafkaIsHere ? describe : describe.skip)("a Kafka with TLS and log-in", () => {
  let broker: SecuredBroker;
  let server: TestEventStore;
  let bank: PreparedBank;
  const undo: (() => unknown)[] = [];

  const settings = (mechanism: Mechanism, more: Partial<KafkaSettings> = {}): KafkaSettings => ({
    brokers: [broker.brokers],
    clientId: "spec",
    tls: { ca: broker.ca },
    sasl: { mechanism, username: broker.username, password: broker.password },
    ...more,
  });
  const tell = (kafka: KafkaSettings): IntegrationRunner => {
    const { pool, store } = bank.side;
    const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
    const lease = { holds: 1_500, renewEvery: 300, askEvery: 100 };
    return runIntegration({
      store,
      pool,
      vault,
      log: silent,
      source: "/tabel/spec",
      kafka,
      topics: { partitions: 2 },
      lease,
    });
  };

  beforeAll(async () => {
    [broker, server] = await Promise.all([testSecuredBroker(), testEventStore()]);
    bank = await prepareBank(server.connectionString);
  });
  afterAll(async () => {
    for (const step of undo.toReversed()) await step();
    await bank?.close();
    await server?.stop();
    await broker?.kill();
  });

  test.each<Mechanism>(["plain", "scram-sha-256", "scram-sha-512"])(
    "by %s: a command comes in, the event goes out, a consumer takes it",
    async (mechanism) => {
      const kafka = settings(mechanism);
      const security = {
        ssl: { ca: broker.ca },
        sasl: { mechanism, username: broker.username, password: broker.password },
      };
      const taker = bank.side.take(kafka, sourcesFrom(sources, bank.side.api));
      const runner = tell(kafka);
      const hr = await otherSystem(broker.brokers, "hr.commands", security as Parameters<typeof otherSystem>[2]);
      const id = `e-${mechanism}`;
      const [reply] = await hr.answered(await hr.send("hire-employee", newcomer(id)));
      expect(reply?.outcome).toBe("accepted");
      const database = await testDatabase();
      const pool = new pg.Pool({ connectionString: database.connectionString });
      const taken: string[] = [];
      const consumer = await consume({
        kafka: { brokers: [broker.brokers], ...(security as object) }, // one of the client's mechanisms each
        group: `payroll-${mechanism}`,
        pool,
        handlers: [on(employmentContract, ({ data }) => Promise.resolve(void taken.push(data.employeeId)))],
      });
      await until("the consumer has it", () => taken.includes(id));
      await Promise.all([consumer.stop(), hr.stop(), taker.stop(), runner.stop()]);
      await pool.end();
      await database.drop();
    },
  );

  const wrong = (): readonly (readonly [what: string, kafka: KafkaSettings, says: RegExp])[] => {
    const port = broker.brokers.split(":")[1] ?? "";
    const sasl = { mechanism: "scram-sha-512" as const, username: broker.username, password: "wrong-and-secret" };
    return [
      ["a wrong password", settings("scram-sha-512", { sasl }), /KAFKA_PASSWORD/],
      ["a wrong password by PLAIN", settings("plain", { sasl: { ...sasl, mechanism: "plain" } }), /KAFKA_PASSWORD/],
      ["a user that is not there", settings("plain", { sasl: { ...sasl, username: "nobody" } }), /KAFKA_USERNAME/],
      ["no trust in its certificate", settings("plain", { tls: true }), /KAFKA_CA_FILE/],
      ["a certificate for another host", settings("plain", { brokers: [`localhost:${port}`] }), /another host/],
    ];
  };

  test.each([0, 1, 2, 3, 4])(
    "wrong setting %# is said so, by who tells and by who takes, without a secret",
    async (at) => {
      const [what, kafka, says] = wrong()[at] ?? ["", settings("plain"), /never/];
      const taker = bank.side.take(kafka, sourcesFrom(sources, bank.side.api));
      const runner = tell(kafka);
      const reasons = (): string[] => [
        runner.status().failing.get(employmentContract.type) ?? "",
        taker.failing().get("commands of hr") ?? "",
      ];
      await until(`${what} is told`, () => reasons().every((reason) => reason !== ""), 90_000);
      for (const reason of reasons()) {
        expect({ what, reason }).toEqual({ what, reason: expect.stringMatching(says) });
        expect(reason).not.toContain("secret");
      }
      await Promise.all([taker.stop(), runner.stop()]);
    },
  );

  test("a consumer with a wrong password is told so, without it", async () => {
    const database = await testDatabase();
    const pool = new pg.Pool({ connectionString: database.connectionString });
    const failures: string[] = [];
    const consumer = await consume({
      kafka: {
        brokers: [broker.brokers],
        ssl: { ca: broker.ca },
        sasl: { mechanism: "plain", username: broker.username, password: "wrong-and-secret" },
      },
      group: "intruder",
      pool,
      handlers: [on(employmentContract, () => Promise.resolve())],
      onFailure: (error) => void failures.push(String(error)),
    });
    await until("it is told", () => failures.length > 0);
    expect(failures[0]).toMatch(/authentication/i);
    expect(failures.join()).not.toContain("secret");
    await consumer.stop();
    await pool.end();
    await database.drop();
  });
});
