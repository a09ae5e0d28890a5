// The contract with both official clients, unmodified, against the embedded server or the one EVENTSTORE_URL names.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as library from "@eventstore/db-client";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { contractCases } from "./testing/contract/all-cases.js";
import { type ServerUnderTest, serverUnderTest } from "./testing/contract/server-under-test.js";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server.stop());

describe("@eventstore/db-client", () => {
  let client: library.EventStoreDBClient;
  beforeAll(() => {
    client = library.EventStoreDBClient.connectionString`${server.connectionString}`;
  });
  afterAll(() => client.dispose());

  test.each(contractCases)("$name", ({ run }) => run({ library, client }));
});

describe("@kurrent/kurrentdb-client", () => {
  const faults = new Map<string, string | undefined>();
  beforeAll(async () => {
    const runner = fileURLToPath(new URL("./testing/contract/run-with-kurrent-client.js", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [runner, server.connectionString], {
      maxBuffer: 16 * 1024 * 1024,
    });
    for (const line of stdout.trim().split("\n")) {
      const { name, fault } = JSON.parse(line) as { name: string; fault?: string };
      faults.set(name, fault);
    }
  }, 120_000);

  test.each(contractCases)("$name", ({ name }) => {
    expect(faults.has(name)).toBe(true);
    expect(faults.get(name)).toBeUndefined();
  });
});
