// What all tests of a spec file talk to: a store or a server in a process of its own, over an empty folder that goes with it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll, beforeAll } from "@jest/globals";
import { type EmbeddedEventStore, startEventStore } from "../../start.js";
import { ObservedServer } from "./observed-server.js";
import { RawClient } from "./raw-client.js";

const emptyFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "event-store-"));

/** A store in this process, and a connection to it that speaks by hand. To be called outside the tests. */
export const servedByHand = (): { readonly raw: RawClient } => {
  let dataFolder: string;
  let store: EmbeddedEventStore;
  let raw: RawClient;
  beforeAll(async () => {
    dataFolder = await emptyFolder();
    store = await startEventStore({ dataFolder });
    raw = new RawClient(store.port);
  });
  afterAll(async () => {
    raw.close();
    await store.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  return {
    get raw() {
      return raw;
    },
  };
};

/** A server that is watched from outside, and an ordinary client of it. To be called outside the tests. */
export const servedUnderWatch = (): { readonly server: ObservedServer; readonly client: EventStoreDBClient } => {
  let dataFolder: string;
  let server: ObservedServer;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    dataFolder = await emptyFolder();
    server = await ObservedServer.start(dataFolder);
    client = EventStoreDBClient.connectionString`${server.connectionString}`;
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  return {
    get server() {
      return server;
    },
    get client() {
      return client;
    },
  };
};
