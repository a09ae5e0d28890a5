import { afterAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inspect } from "node:util";
import { ConfigurationError, readConfiguration } from "./configuration.js";
import { masterKeyOf } from "./master-key.js";
import { privateFile } from "./private-file.js";
import { Secret } from "./secret.js";

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readConfiguration(environment);
  } catch (fault) {
    if (fault instanceof ConfigurationError) return fault.message;
  }
  return "";
};

const key = Buffer.alloc(32, 7).toString("base64");

describe("configuration", () => {
  test("nothing set means one machine: everything embedded, on loopback, port 8080", () => {
    expect(readConfiguration({})).toMatchObject({
      host: "127.0.0.1",
      port: 8080,
      dataFolder: resolve(".tabel"),
      logLevel: "info",
      eventStoreUrl: undefined,
      databaseUrl: undefined,
      logTo: "file",
      tokens: { lifetimeSeconds: 900 },
      telemetryEndpoint: undefined,
      masterKey: undefined,
    });
  });

  test("an empty variable counts as unset", () => {
    expect(readConfiguration({ PORT: "", DATABASE_URL: "", LOG_LEVEL: "" })).toMatchObject({ port: 8080 });
  });

  test("every setting is read", () => {
    const read = readConfiguration({
      PORT: "9000",
      HOST: "0.0.0.0",
      TABEL_DATA: "/data",
      LOG_LEVEL: "warn",
      EVENTSTORE_URL: "esdb+discover://a:2113,b:2113?tls=true",
      DATABASE_URL: "postgresql://u:p@h/db",
      TABEL_LOG: "stdout",
      TOKEN_LIFETIME: "600",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
      TABEL_MASTER_KEY: key,
      TOKEN_SIGNING_KEY: "-----BEGIN PRIVATE KEY-----\\nabc",
    });
    expect(read).toMatchObject({
      port: 9000,
      host: "0.0.0.0",
      dataFolder: "/data",
      logTo: "stdout",
      tokens: { lifetimeSeconds: 600 },
      telemetryEndpoint: "http://collector:4318",
    });
    expect(read.databaseUrl?.reveal()).toBe("postgresql://u:p@h/db");
    expect(read.masterKey?.reveal()).toEqual(Buffer.alloc(32, 7));
    expect(read.tokens.signingKey?.reveal()).toBe("-----BEGIN PRIVATE KEY-----\nabc");
  });

  test("all faults are told at once, each with what would be right", () => {
    expect(
      faultsOf({ PORT: "eighty", LOG_LEVEL: "loud", DATABASE_URL: "mysql://u:p@h/db", TABEL_LOG: "printer" }),
    ).toBe(
      [
        "The configuration has 4 faults:",
        '  PORT is "eighty"; write a whole number from 0 to 65535.',
        '  LOG_LEVEL is "loud"; write one of trace, debug, info, warn, error, fatal, silent.',
        '  TABEL_LOG is "printer"; write one of file, stdout.',
        "  DATABASE_URL is not usable (its value is not shown); write an address such as postgresql://user:password@host:5432/database.",
      ].join("\n"),
    );
  });

  test.each([
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "0x50"],
    ["PORT", " 80"],
    ["TOKEN_LIFETIME", "59"],
    ["TABEL_MASTER_KEY", "short"],
    ["TABEL_MASTER_KEY", Buffer.alloc(31).toString("base64")],
    ["TABEL_MASTER_KEY", Buffer.alloc(33).toString("base64")],
    ["DATABASE_URL", "http://h"],
    ["EVENTSTORE_URL", "http://h:2113"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector"],
  ])("%s=%s is refused", (name, value) => {
    expect(faultsOf({ [name]: value })).toContain(name);
  });
});

describe("a secret", () => {
  test("does not show itself in a string, in JSON, in a template or in an inspection", () => {
    const secret = new Secret("hunter2");
    expect([String(secret), JSON.stringify({ secret }), inspect({ secret }, { depth: 9 })].join()).not.toContain(
      "hunter2",
    );
    expect(secret.reveal()).toBe("hunter2");
  });

  test("stays out of the message about a faulty configuration", () => {
    const faults = faultsOf({ DATABASE_URL: "hunter2", TABEL_MASTER_KEY: "hunter2", TOKEN_SIGNING_KEY: "hunter2" });
    expect(faults).toContain("3 faults");
    expect(faults).not.toContain("hunter2");
  });
});

describe("a secret kept in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "private-file-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("starts that race for it agree on one, and only its owner can read it", async () => {
    const path = join(folder, "keys", "one");
    let made = 0;
    const texts = await Promise.all(Array.from({ length: 20 }, () => privateFile(path, () => `made ${(made += 1)}`)));
    expect(new Set(texts).size).toBe(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "keys"))).toEqual(["one"]);
  });

  test("the master key is made once, and a damaged one is not guessed at", async () => {
    const configuration = { masterKey: undefined, dataFolder: folder };
    const first = await masterKeyOf(configuration);
    expect(first.reveal()).toHaveLength(32);
    expect((await masterKeyOf(configuration)).reveal()).toEqual(first.reveal());
    writeFileSync(join(folder, "master.key"), "short");
    await expect(masterKeyOf(configuration)).rejects.toThrow(/damaged/);
  });
});

describe("letters", () => {
  const s3 = { S3_ENDPOINT: "https://s3.example.org", S3_ACCESS_KEY: "key", S3_SECRET_KEY: "not to be seen" };
  const model = { LLM_BASE_URL: "http://localhost:8000/v1", LLM_MODEL: "local" };

  test("are kept in a folder and read by nobody else unless it is said", () =>
    expect(readConfiguration({})).toMatchObject({ files: undefined, letters: { atOnce: 1, model: undefined } }));

  test("have a storage and a model with limits", () => {
    const { files, letters } = readConfiguration({ ...s3, ...model, LLM_API_KEY: "hidden", LLM_TIMEOUT: "30" });
    expect(files).toMatchObject({ bucket: "tabel", accessKey: "key" });
    expect(letters.model).toMatchObject({ model: "local", sees: "vision", timeoutMs: 30_000, perPersonADay: 5 });
    expect(JSON.stringify({ files, letters })).not.toMatch(/not to be seen|hidden/);
  });

  test.each([
    [{ S3_ENDPOINT: s3.S3_ENDPOINT }, /S3_ACCESS_KEY is missing.*S3_SECRET_KEY is missing/s],
    [{ LLM_BASE_URL: model.LLM_BASE_URL }, /LLM_MODEL is missing/],
    [{ ...model, LLM_PRICE_IN: "100" }, /LLM_MONTHLY_BUDGET is missing/],
    [{ ...model, LLM_SEES: "everything" }, /LLM_SEES is "everything"; write one of vision, text/],
  ])("need %j to be whole", (given, fault) => expect(() => readConfiguration(given)).toThrow(fault));
});
