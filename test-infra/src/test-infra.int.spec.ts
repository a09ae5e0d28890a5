// What every other spec relies on: isolation between spec files, and nothing left behind.
import { describe, expect, test } from "@jest/globals";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import pg from "pg";
import { startProvider } from "./provider.js";
import { testDatabase } from "./test-database.js";
import { testEventStore } from "./test-event-store.js";
import { kafkaIsHere, testBroker, testKafka } from "./test-kafka.js";
import { testFolder } from "./test-folder.js";

const connected = async (connectionString: string) => {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  return client;
};

describe("a test database", () => {
  test("is empty, its own, and gone after drop even with a connection open", async () => {
    const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
    const client = await connected(one.connectionString);
    const neighbour = await connected(other.connectionString);
    await client.query("create table mine (n int)");
    await expect(neighbour.query("select * from mine")).rejects.toThrow(/does not exist/);
    await one.drop();
    await expect(connected(one.connectionString)).rejects.toThrow(/does not exist/);
    await neighbour.end();
    await other.drop();
  });
});

describe("a test event store", () => {
  test("is empty and its own", async () => {
    const stores = await Promise.all([testEventStore(), testEventStore()]);
    const [one, other] = stores.map((store) => EventStoreDBClient.connectionString(store.connectionString));
    await one?.appendToStream("s-1", jsonEvent({ type: "Noted", data: {} }));
    const readOther = async () => {
      for await (const _ of other?.readStream("s-1") ?? []) throw new Error("it has the other store's event");
    };
    await expect(readOther()).rejects.toThrow(/not found/i);
    for (const client of [one, other]) await client?.dispose();
    for (const store of stores) await store.stop();
  });
});

const answers = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(address.split(":")[1]), "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

(kafkaIsHere ? describe : describe.skip)("a test broker", () => {
  test("is shared, or one's own that can be killed and comes back where it was", async () => {
    expect(await testKafka()).toBe(await testKafka());
    const own = await testBroker();
    expect(own.brokers).not.toBe(await testKafka());
    expect(await answers(own.brokers)).toBe(true);
    await own.kill();
    expect(await answers(own.brokers)).toBe(false);
    await own.resume();
    expect(await answers(own.brokers)).toBe(true);
    await own.kill();
  });
});

describe("a test folder", () => {
  test("is empty and can be removed", async () => {
    const folder = await testFolder();
    writeFileSync(join(folder.path, "file"), "");
    folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });
});

describe("the provider of a run", () => {
  test("removes the folder of an earlier run that was killed, and its own when it is closed", async () => {
    const killed = join(tmpdir(), `tabel-test-${spawnSync("true").pid}-spec`);
    mkdirSync(killed);
    const provider = await startProvider();
    expect(existsSync(killed)).toBe(false);
    const { folder } = (await (await fetch(`${provider.address}/folder`)).json()) as { folder: string };
    expect(existsSync(folder)).toBe(true);
    await provider.close();
    expect(existsSync(folder)).toBe(false);
  });

  test("answers nobody who does not know its secret", async () => {
    const provider = await startProvider();
    const response = await fetch(`${new URL(provider.address).origin}/guess/postgres`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/postgresql:/);
    await provider.close();
  });
});
