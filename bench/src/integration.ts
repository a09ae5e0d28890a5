// npm run bench:integration: what a real Kafka on this machine takes from bare kafkajs, and what from the publisher, in the same
// run; how fast the feed is written; and how long it is from an event's commit to a consumer.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { AbsenceApproved, EmployeeHired, eventCatalogue, type DomainEvent } from "@tabel/domain";
import { startBroker, startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { type IntegrationRunner, migrateIntegration, runIntegration } from "@tabel/integration";
import { absenceContract } from "@tabel/integration-contracts";
import { Kafka, logLevel } from "kafkajs";
import pg from "pg";

const people = 1_000;
const absencesEach = 20;
const rounds = 3;
const samples = 200;
const batch = 1_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const hired = (employeeId: string): DomainEvent =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Л", first: "Ф", middle: null },
    email: null,
    hiredOn: "2020-01-09",
    unitId: "u1",
    position: "кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });

const absent = (employeeId: string, at: number): DomainEvent => {
  const day = new Date(Date.UTC(2021, 0, 4 + 7 * at)).toISOString().slice(0, 10);
  return AbsenceApproved({
    employeeId,
    requestId: `r${at}`,
    kind: "annual-leave",
    from: day,
    to: day,
    ledger: null,
    used: 0,
    days: [],
    dayPart: "full",
    time: null,
    compensation: null,
    released: [],
    step: 0,
    approvedBy: "e-head",
    onBehalfOf: null,
  });
};

const folder = mkdtempSync(join(tmpdir(), "tabel-bench-"));
const [broker, database, eventStore] = await Promise.all([
  startBroker({ folder: join(folder, "kafka") }),
  startPostgres({ dataFolder: join(folder, "postgres") }),
  startEventStore({ dataFolder: join(folder, "store") }),
]);
await migrateKeyVault(database.connectionString);
await migrateIntegration(database.connectionString);
const pool = new pg.Pool({ connectionString: database.connectionString, max: 12 });
pool.on("error", () => undefined); // its server stops before its last idle connection does
const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 1) });
const store = connectEventStore({ connectionString: eventStore.connectionString, catalogue: eventCatalogue, vault });

const append = (stream: string, events: readonly DomainEvent[], expected: bigint | "no-stream") => {
  const commandId = randomUUID();
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "e-head" };
  return store.append(stream, events, { expected, metadata });
};
const run = (brokers: readonly string[] | undefined): IntegrationRunner =>
  runIntegration({
    store,
    pool,
    vault,
    log: quiet,
    source: "/tabel/bench",
    kafka: brokers === undefined ? undefined : { brokers, clientId: "bench" },
  });
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (
    const end = performance.now() + 120_000;
    !(await holds());
    await new Promise((resolve) => setTimeout(resolve, 5))
  )
    if (performance.now() > end) throw new Error("not within two minutes");
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rate = (count: number, since: number): number => (count / (performance.now() - since)) * 1_000;

let last = 0n;
for (let at = 0; at < people; at += 50)
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const id = `e${at + index}`;
      await append(`employee-${id}`, [hired(id)], "no-stream");
      const events = Array.from({ length: absencesEach }, (_each, week) => absent(id, week));
      const { position } = await append(`absence-${id}`, events, "no-stream");
      if (position > last) last = position;
    }),
  );

const beganFeed = performance.now();
const writer = run(undefined);
await until(() => writer.status().position >= last);
const feedRate = rate(people * (absencesEach + 1), beganFeed);
await writer.stop();
say(`feed written from the log: ${Math.round(feedRate)} events/s`);

const { rows } = await pool.query<{ key: string; data: string; number: string }>(
  "select key, data, number from integration.record where type = $1 order by number",
  [absenceContract.type],
);
const count = rows.length;
const newest = BigInt(rows.at(-1)?.number ?? 0);
const kafka = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic: "bare", numPartitions: 6 }], waitForLeaders: true });

// The same bytes in the same batches with the same promises, from memory, and nothing else.
const headers = {
  "content-type": "application/json",
  ce_specversion: "1.0",
  ce_id: randomUUID(),
  ce_source: "/tabel/bench",
  ce_type: absenceContract.type,
  ce_subject: "e1000",
  ce_time: new Date().toISOString(),
  ce_dataschema: "/docs/events/schemas/tabel.absence.v1.json",
  ce_sequence: "1000",
  ce_position: "1000000",
};
const bare = async (): Promise<number> => {
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const began = performance.now();
  for (let at = 0; at < count; at += batch)
    await producer.send({
      topic: "bare",
      acks: -1,
      messages: rows.slice(at, at + batch).map(({ key, data }) => ({ key, value: data, headers: { ...headers } })),
    });
  const result = rate(count, began);
  await producer.disconnect();
  return result;
};
/** From its first acknowledgement on, so that connecting counts on neither side. */
const ours = async (): Promise<number> => {
  await pool.query("update integration.topic set number = 0");
  const runner = run([broker.address]);
  const at = (): bigint => runner.status().topics.get(absenceContract.type) ?? 0n;
  await until(() => at() > 0n);
  const began = performance.now();
  await until(() => at() === newest);
  const result = rate(count - batch, began);
  await runner.stop();
  return result;
};
await bare(); // both are warm when it counts
await ours();
const figures: { bare: number; ours: number }[] = [];
for (let round = 0; round < rounds; round += 1) figures.push({ bare: await bare(), ours: await ours() });
for (const each of figures)
  say(
    `bare kafkajs ${Math.round(each.bare)} records/s, publisher ${Math.round(each.ours)}, share ${(each.ours / each.bare).toFixed(2)}`,
  );
say(`share, median of ${rounds}: ${median(figures.map((each) => each.ours / each.bare)).toFixed(2)} (aim 0.70)`);

const runner = run([broker.address]);
const consumer = kafka.consumer({ groupId: "bench", maxWaitTimeInMs: 500 });
await consumer.connect();
await consumer.subscribe({ topics: [absenceContract.type], fromBeginning: false });
const arrived = new Map<string, number>();
await consumer.run({
  eachMessage: ({ message }) => {
    arrived.set(`${String(message.key)} ${String(message.headers?.["ce_sequence"])}`, performance.now());
    return Promise.resolve();
  },
});
await until(() => runner.status().caughtUp);
const took: number[] = [];
for (let sample = 0; sample < samples; sample += 1) {
  const id = `late${sample}`;
  await append(`employee-${id}`, [hired(id)], "no-stream");
  await append(`absence-${id}`, [absent(id, 1)], "no-stream");
  const committed = performance.now();
  await until(() => arrived.has(`${id} 1`));
  // The first one waits for the consumer to join its group.
  if (sample > 0) took.push((arrived.get(`${id} 1`) ?? committed) - committed);
}
const sorted = took.toSorted((a, b) => a - b);
const percentile = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
say(`commit to consumer: p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms (${sorted.length} samples)`);

await runner.stop();
await consumer.disconnect();
await admin.disconnect();
await store.dispose();
await pool.end();
await Promise.all([broker.stop(), database.stop(), eventStore.stop()]);
rmSync(folder, { recursive: true, force: true });
process.exit(0);
