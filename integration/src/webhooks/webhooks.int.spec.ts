// Webhooks against a real receiver: signed, in order, tried again, switched off, and never sent inside unless allowed.
import { createHmac } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { cloudEvent } from "@tabel/integration-contracts";
import { hire, transfer } from "../testing/bank-facts.js";
import { publishedLog, type PublishedLog, until } from "../testing/published-log.js";
import { type IntegrationRunner, runIntegration } from "../run-integration.js";
import { deliverWebhooks, type DeliverOptions } from "./deliver-webhooks.js";
import { addWebhook, enableWebhook, listWebhooks, removeWebhook, WebhookRefused } from "./webhooks.js";

interface Got {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

let log: PublishedLog;
let runner: IntegrationRunner;
let receiver: Server;
let url: string;
let got: Got[] = [];
let answer: (at: number) => number = () => 204;
const errors: object[] = [];
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

beforeAll(async () => {
  log = await publishedLog();
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answer(got.length)).end();
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`; // it listens on a port
  runner = runIntegration({
    ...log,
    log: { ...quiet, error: () => undefined },
    source: "/tabel/spec",
    kafka: undefined,
  });
});
beforeEach(async () => {
  got = [];
  answer = () => 204;
  for (const { id } of await listWebhooks(log.pool)) await removeWebhook(log.pool, id);
});
afterAll(async () => {
  await runner.stop();
  receiver.closeAllConnections();
  receiver.close();
  await log.close();
});

const delivering = async (options: Partial<DeliverOptions>, work: () => Promise<void>): Promise<void> => {
  const ending = new AbortController();
  const running = deliverWebhooks(
    {
      ...log,
      source: "/tabel/spec",
      log: { error: (context: object) => void errors.push(context) },
      clock: () => new Date(),
      allowInside: true,
      waits: { first: 1, most: 1 },
      ...options,
    },
    ending.signal,
  );
  try {
    await work();
  } finally {
    ending.abort();
    await running;
  }
};

const happens = async (id: string): Promise<void> => {
  const position = await log.append([hire(id, "u1"), transfer(id, "u2", "2026-02-01")]);
  await until("it is in the feed", () => runner.status().position >= position);
};
const only = async () => (await listWebhooks(log.pool))[0];

test("each event comes signed, in order, and again until it is taken", async () => {
  const { secret } = await addWebhook(log.pool, log.vault, { url, types: ["tabel.employment.v1"] });
  answer = (at) => (at === 1 || at === 3 ? 500 : 204);
  await delivering({}, async () => {
    await happens("w1");
    await until("both were taken", () => got.length >= 4);
  });
  const events = got.map(({ body }) => JSON.parse(body) as { id: string; sequence: string });
  expect(events.map(({ sequence }) => sequence)).toEqual(["1", "1", "2", "2"]);
  for (const { headers, body } of got) {
    const { data, ...envelope } = JSON.parse(body) as { data: object };
    expect(cloudEvent.safeParse(envelope).error).toBeUndefined();
    expect(data).toMatchObject({ employeeId: "w1" });
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  }
  expect(await only()).toMatchObject({ failures: 0, failingSince: null, disabledBecause: null });
});

test("one that fails for too long is switched off, told of, and goes on where it stopped when it is enabled", async () => {
  const { id } = await addWebhook(log.pool, log.vault, { url, types: ["tabel.employment.v1"] });
  answer = () => 503;
  await delivering({ disableAfterMs: 500 }, async () => {
    await happens("w2");
    await until("it is switched off", async () => (await only())?.disabledBecause === "it answered 503");
  });
  expect(errors).toContainEqual({ webhook: id, cause: "it answered 503" });
  answer = () => 200;
  got = [];
  await enableWebhook(log.pool, id);
  await delivering({}, () => until("both were taken", () => got.length >= 2));
  expect(got.map(({ body }) => (JSON.parse(body) as { sequence: string }).sequence)).toEqual(["1", "2"]);
});

test("one that says it is gone is switched off at once", async () => {
  await addWebhook(log.pool, log.vault, { url, types: ["tabel.employment.v1"] });
  answer = () => 410;
  await delivering({}, async () => {
    await happens("w3");
    await until("it is switched off", async () => (await only())?.disabledBecause === "it answered 410");
  });
  expect(got).toHaveLength(1);
});

test("one that fails keeps no other one waiting, and a redirection is not followed", async () => {
  await addWebhook(log.pool, log.vault, { url: "http://127.0.0.1:1/nobody", types: ["tabel.employment.v1"] });
  await addWebhook(log.pool, log.vault, { url, types: ["tabel.employment.v1"] });
  await delivering({}, async () => {
    await happens("w4");
    await until("the other one has both", () => got.length >= 2);
  });
});

test("one that answers slowly keeps no other one waiting", async () => {
  const held: ServerResponse[] = [];
  const slow = createServer((_, response) => void held.push(response)).listen(0, "127.0.0.1");
  await once(slow, "listening");
  const slowUrl = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/slow`; // it listens on a port
  await addWebhook(log.pool, log.vault, { url: slowUrl, types: ["tabel.employment.v1"] });
  await addWebhook(log.pool, log.vault, { url, types: ["tabel.employment.v1"] });
  await delivering({ timeoutMs: 600_000 }, async () => {
    await happens("w6");
    await until("the slow one was asked and the other has both", () => held.length === 1 && got.length === 2);
    await happens("w7");
    await until("the other has what came later too", () => got.length === 4);
    expect(held).toHaveLength(1);
  });
  slow.closeAllConnections();
  slow.close();
});

test("nothing is sent inside unless it is allowed", async () => {
  await addWebhook(log.pool, log.vault, { url, types: ["tabel.employment.v1"] });
  await addWebhook(log.pool, log.vault, { url: url.replace("127.0.0.1", "localhost"), types: ["tabel.employment.v1"] });
  await delivering({ allowInside: false }, async () => {
    await happens("w5");
    await until("both have failed", async () => (await listWebhooks(log.pool)).every(({ failures }) => failures > 0));
  });
  expect(got).toEqual([]);
});

test.each([
  "ftp://example.com",
  "https://user:password@example.com/",
  "not an address",
  `https://example.com/${"x".repeat(2_000)}`,
])("%s is no address of a webhook", async (wrong) => {
  await expect(addWebhook(log.pool, log.vault, { url: wrong, types: ["tabel.employment.v1"] })).rejects.toThrow(
    WebhookRefused,
  );
});

test("a contract that is not there is refused, and the secret stands nowhere readable", async () => {
  await expect(addWebhook(log.pool, log.vault, { url, types: ["tabel.unknown.v1"] })).rejects.toThrow(WebhookRefused);
  const { secret } = await addWebhook(log.pool, log.vault, { url, types: ["tabel.absence.v1"] });
  const { rows } = await log.pool.query<{ row: string }>(
    "select row_to_json(w)::text as row from integration.webhook w",
  );
  expect(rows.map(({ row }) => row).join()).not.toContain(secret.slice("whsec_".length));
});
