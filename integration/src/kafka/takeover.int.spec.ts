// Of two publishers one is killed: the other publishes, as soon as the lease promises.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kafkaIsHere, testKafka } from "@tabel/test-infra";
import { usualLease } from "../feed/lease.js";
import { hire } from "../testing/bank-facts.js";
import { publishedLog, type PublishedLog, until } from "../testing/published-log.js";

const program = fileURLToPath(new URL("../testing/publisher-process.js", import.meta.url));
const topic = "tabel.employment.v1";
const promisedMs = 10_000;
/** Times of a machine that does other work are no test: this bound says that it came at all. */
const comesWithinMs = 90_000;

(kafkaIsHere ? describe : describe.skip)("taking over", () => {
  let log: PublishedLog;
  const publishers: ChildProcess[] = [];

  beforeAll(async () => {
    log = await publishedLog();
  });
  afterAll(async () => {
    for (const child of publishers) child.kill("SIGKILL");
    await log?.close();
  });

  const start = async (brokers: string): Promise<ChildProcess> => {
    const args = [program, log.connectionString, log.eventStoreUrl, brokers, "usual"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    publishers.push(child);
    await once(child, "spawn");
    return child;
  };
  const published = async (): Promise<bigint> => {
    const { rows } = await log.pool.query<{ number: string }>("select number from integration.topic where topic = $1", [
      topic,
    ]);
    return BigInt(rows[0]?.number ?? 0);
  };

  test("the promise follows from the times of the lease, with room for opening topics", () => {
    expect(usualLease.holds + usualLease.askEvery).toBeLessThanOrEqual(promisedMs - 3_000);
    expect(usualLease.renewEvery * 3).toBeLessThan(usualLease.holds);
  });

  test("the other publishes what was said after the first was killed", async () => {
    const brokers = await testKafka();
    const first = await start(brokers);
    const owns = once(first.stdout as NonNullable<ChildProcess["stdout"]>, "data"); // it is piped
    await owns;
    const second = await start(brokers);
    let tookOver = Infinity;
    second.stdout?.once("data", () => (tookOver = performance.now()));
    await log.append([hire("e1", "u1")]);
    await until("the first publishes", async () => (await published()) > 0n);
    expect(tookOver).toBe(Infinity);
    const before = await published();
    first.kill("SIGKILL");
    const killed = performance.now();
    await log.append([hire("e2", "u1")]);
    await until("the other publishes", async () => (await published()) > before, comesWithinMs);
    const took = performance.now() - killed;
    process.stdout.write(
      `takeover: the other owned after ${Math.round(tookOver - killed)} ms and had published after ${Math.round(took)} ms (promised: ${promisedMs})\n`,
    );
    expect(tookOver).toBeLessThan(Infinity);
  });
});
